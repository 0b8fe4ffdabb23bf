using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>A trigonometric polynomial on the torus [0, 2 pi)^d: f(x) = sum_k A_k cos k.x + B_k sin k.x.</summary>
public sealed class TrigonometricField : IWaveField
{
    private readonly int[] _waves;

    /// <summary>Takes the coefficients.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="waves">Wave vectors, one after the other; integers, d for each coefficient.</param>
    /// <param name="cosines">A_k.</param>
    /// <param name="sines">B_k.</param>
    /// <exception cref="ArgumentException">A length does not fit or a coefficient is not finite.</exception>
    public TrigonometricField(int dimension, ReadOnlySpan<int> waves, ReadOnlySpan<double> cosines, ReadOnlySpan<double> sines)
    {
        var components = new double[waves.Length];
        for (var i = 0; i < waves.Length; i++)
            components[i] = waves[i];
        AsWaveSum = new WaveSum(dimension, components, cosines, sines);
        _waves = waves.ToArray();
    }

    /// <summary>The same function on R^d.</summary>
    public WaveSum AsWaveSum { get; }

    /// <inheritdoc/>
    public int Dimension => AsWaveSum.Dimension;

    /// <summary>The number of modes.</summary>
    public int ModeCount => AsWaveSum.ModeCount;

    /// <summary>The wave vectors, one after the other.</summary>
    public ReadOnlySpan<int> Waves => _waves;

    /// <summary>A_k.</summary>
    public ReadOnlySpan<double> Cosines => AsWaveSum.Cosines;

    /// <summary>B_k.</summary>
    public ReadOnlySpan<double> Sines => AsWaveSum.Sines;

    /// <summary>Draws a field of a spectrum.</summary>
    /// <param name="spectrum">The spectrum.</param>
    /// <param name="stream">The stream of the sample; advanced by two normal deviates a mode: A and B of the first mode, of the second, and so on.</param>
    public static TrigonometricField Draw(TorusSpectrum spectrum, RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        ArgumentNullException.ThrowIfNull(stream);
        var deviates = new double[2 * spectrum.ModeCount];
        stream.FillNormal(deviates);
        var (cosines, sines) = (new double[spectrum.ModeCount], new double[spectrum.ModeCount]);
        for (var m = 0; m < cosines.Length; m++)
        {
            var amplitude = Math.Sqrt(spectrum.Variances[m]);
            (cosines[m], sines[m]) = (amplitude * deviates[2 * m], amplitude * deviates[(2 * m) + 1]);
        }

        return new TrigonometricField(spectrum.Dimension, spectrum.Waves, cosines, sines);
    }

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> x, Span<double> gradient, Span<double> hessian) => AsWaveSum.Evaluate(x, gradient, hessian);
}
