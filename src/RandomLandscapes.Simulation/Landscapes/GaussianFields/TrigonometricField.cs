using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>A trigonometric polynomial on the torus [0, 2 pi)^d: f(x) = sum_k A_k cos k.x + B_k sin k.x.</summary>
public sealed class TrigonometricField
{
    private readonly int[] _waves;
    private readonly double[] _cosines;
    private readonly double[] _sines;

    /// <summary>Takes the coefficients.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="waves">Wave vectors, one after the other; integers, d for each coefficient.</param>
    /// <param name="cosines">A_k.</param>
    /// <param name="sines">B_k.</param>
    /// <exception cref="ArgumentException">A length does not fit or a coefficient is not finite.</exception>
    public TrigonometricField(int dimension, ReadOnlySpan<int> waves, ReadOnlySpan<double> cosines, ReadOnlySpan<double> sines)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (cosines.Length != sines.Length || waves.Length != cosines.Length * dimension || cosines.Length == 0)
            throw new ArgumentException($"Expected {dimension} components and two coefficients for each mode, at least one, was {waves.Length}, {cosines.Length} and {sines.Length}.", nameof(waves));
        Dimension = dimension;
        (_waves, _cosines, _sines) = (waves.ToArray(), cosines.ToArray(), sines.ToArray());
        if (!Array.TrueForAll(_cosines, double.IsFinite) || !Array.TrueForAll(_sines, double.IsFinite))
            throw new ArgumentException("Expected finite coefficients.", nameof(cosines));
    }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>The number of modes.</summary>
    public int ModeCount => _cosines.Length;

    /// <summary>The wave vectors, one after the other.</summary>
    public ReadOnlySpan<int> Waves => _waves;

    /// <summary>A_k.</summary>
    public ReadOnlySpan<double> Cosines => _cosines;

    /// <summary>B_k.</summary>
    public ReadOnlySpan<double> Sines => _sines;

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

    /// <summary>Computes value, gradient and Hessian at a point.</summary>
    /// <param name="x">d coordinates.</param>
    /// <param name="gradient">d entries, overwritten.</param>
    /// <param name="hessian">Row-major d x d, overwritten, symmetric.</param>
    /// <returns>f(x).</returns>
    public double Evaluate(ReadOnlySpan<double> x, Span<double> gradient, Span<double> hessian)
    {
        var d = Dimension;
        if (x.Length != d || gradient.Length != d || hessian.Length != d * d)
            throw new ArgumentException($"Expected {d}, {d} and {d * d} entries, was {x.Length}, {gradient.Length} and {hessian.Length}.", nameof(x));
        gradient.Clear();
        hessian.Clear();
        var value = 0.0;
        for (var m = 0; m < _cosines.Length; m++)
        {
            var wave = _waves.AsSpan(m * d, d);
            var phase = 0.0;
            for (var i = 0; i < d; i++)
                phase += wave[i] * x[i];
            var (sin, cos) = Math.SinCos(phase);
            var even = (_cosines[m] * cos) + (_sines[m] * sin);
            var odd = (_sines[m] * cos) - (_cosines[m] * sin);
            value += even;
            for (var i = 0; i < d; i++)
            {
                gradient[i] += wave[i] * odd;
                for (var j = 0; j < d; j++)
                    hessian[(i * d) + j] -= (double)wave[i] * wave[j] * even;
            }
        }

        return value;
    }
}
