namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Settings of <see cref="LanczosSpectralDensity"/>.</summary>
/// <remarks>A spectrum of the length L takes about 1.3 L / sigma steps; outliers take a step or two each and no part in L.</remarks>
public sealed record LanczosDensitySettings
{
    /// <summary>Sets the settings.</summary>
    /// <param name="width">sigma, positive, finite.</param>
    /// <param name="steps">Lanczos steps m of each direction, at least 1; no more than the order are taken.</param>
    /// <param name="probes">Random directions k, at least 1.</param>
    /// <param name="level">The probability of the band, inside (0, 1).</param>
    public LanczosDensitySettings(double width, int steps = 100, int probes = 10, double level = 0.95)
    {
        if (!(width > 0) || double.IsInfinity(width))
            throw new ArgumentOutOfRangeException(nameof(width), width, "Expected a finite positive width.");
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(probes, 1);
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "Expected a probability inside (0, 1).");
        (Width, Steps, Probes, Level) = (width, steps, probes, level);
    }

    /// <summary>sigma.</summary>
    public double Width { get; }

    /// <summary>m.</summary>
    public int Steps { get; }

    /// <summary>k.</summary>
    public int Probes { get; }

    /// <summary>The probability of the band.</summary>
    public double Level { get; }
}
