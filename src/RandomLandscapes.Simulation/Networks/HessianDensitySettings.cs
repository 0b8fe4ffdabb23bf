using System.Globalization;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>Settings of <see cref="HessianDensity"/>.</summary>
public sealed record HessianDensitySettings
{
    /// <summary>The default width as a part of the spectrum's extent; about 65 Lanczos steps resolve it.</summary>
    public const double DefaultShare = 0.02;

    /// <summary>Grid points reach this many widths beyond the spectrum.</summary>
    public const double Margin = 4;

    /// <summary>The smallest width, in units of the largest modulus of the spectrum; the largest is one over it. Beyond them grid points coincide or lose the spectrum.</summary>
    public const double LeastWidth = 1e-10;

    private const double LeastExtent = 1e-10; // of the largest modulus: below it rounding makes the extent

    /// <summary>Sets the settings.</summary>
    /// <param name="steps">Lanczos steps of each direction, at least 1; no more than the order are taken.</param>
    /// <param name="probes">Random directions, at least 2.</param>
    /// <param name="gridCount">Grid points, at least 2.</param>
    /// <param name="width">The standard deviation of the kernel, finite and positive; null takes <see cref="DefaultShare"/> of the extent.</param>
    public HessianDensitySettings(int steps = 80, int probes = 10, int gridCount = 200, double? width = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(probes, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(gridCount, 2);
        if (width is { } given && (!(given > 0) || double.IsInfinity(given)))
            throw new ArgumentOutOfRangeException(nameof(width), width, "Expected a finite positive width.");
        (Steps, Probes, GridCount, Width) = (steps, probes, gridCount, width);
    }

    /// <summary>Lanczos steps of each direction.</summary>
    public int Steps { get; }

    /// <summary>Random directions of the density, and random sign vectors of the trace.</summary>
    public int Probes { get; }

    /// <summary>Grid points.</summary>
    public int GridCount { get; }

    /// <summary>The standard deviation of the kernel, or null.</summary>
    public double? Width { get; }

    /// <summary>The width and the grid for a spectrum.</summary>
    /// <param name="smallest">Its lower end.</param>
    /// <param name="largest">Its upper end.</param>
    /// <exception cref="ArgumentOutOfRangeException">The given width is below <see cref="LeastWidth"/> or above one over it, in units of the largest modulus.</exception>
    public (double Width, double[] Grid) Cover(double smallest, double largest)
    {
        var (extent, modulus) = (largest - smallest, Math.Max(Math.Abs(smallest), Math.Abs(largest)));
        var unit = modulus > 0 ? modulus : 1;
        if (Width is { } given && !(given >= LeastWidth * unit && given <= unit / LeastWidth))
            throw new ArgumentOutOfRangeException(nameof(Width), given, string.Create(CultureInfo.InvariantCulture, $"Expected a number from {LeastWidth * unit:G3} to {unit / LeastWidth:G3}."));
        // A multiple of the identity has no extent; its modulus stands in for it.
        var width = Width ?? (DefaultShare * (extent > LeastExtent * modulus ? extent : unit));
        var (from, to) = (smallest - (Margin * width), largest + (Margin * width));
        return (width, [.. Enumerable.Range(0, GridCount).Select(i => from + ((to - from) * i / (GridCount - 1)))]);
    }
}
