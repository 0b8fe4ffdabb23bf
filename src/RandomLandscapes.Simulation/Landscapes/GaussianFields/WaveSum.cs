namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>A sum of plane waves of any wave vectors on R^d: f(x) = sum_m A_m cos k_m.x + B_m sin k_m.x.</summary>
public sealed class WaveSum : IWaveField
{
    private readonly double[] _waves;
    private readonly double[] _cosines;
    private readonly double[] _sines;

    /// <summary>Takes waves and coefficients.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="waves">Wave vectors, one after the other, d components for each coefficient.</param>
    /// <param name="cosines">A_m.</param>
    /// <param name="sines">B_m.</param>
    /// <exception cref="ArgumentException">A length does not fit or a number is not finite.</exception>
    public WaveSum(int dimension, ReadOnlySpan<double> waves, ReadOnlySpan<double> cosines, ReadOnlySpan<double> sines)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (cosines.Length != sines.Length || waves.Length != cosines.Length * dimension || cosines.Length == 0)
            throw new ArgumentException($"Expected {dimension} components and two coefficients for each mode, at least one, was {waves.Length}, {cosines.Length} and {sines.Length}.", nameof(waves));
        Dimension = dimension;
        (_waves, _cosines, _sines) = (waves.ToArray(), cosines.ToArray(), sines.ToArray());
        if (!Array.TrueForAll(_waves, double.IsFinite) || !Array.TrueForAll(_cosines, double.IsFinite) || !Array.TrueForAll(_sines, double.IsFinite))
            throw new ArgumentException("Expected finite wave vectors and coefficients.", nameof(cosines));
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>The number of modes.</summary>
    public int ModeCount => _cosines.Length;

    /// <summary>The wave vectors, one after the other.</summary>
    public ReadOnlySpan<double> Waves => _waves;

    /// <summary>A_m.</summary>
    public ReadOnlySpan<double> Cosines => _cosines;

    /// <summary>B_m.</summary>
    public ReadOnlySpan<double> Sines => _sines;

    /// <inheritdoc/>
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
                    hessian[(i * d) + j] -= wave[i] * wave[j] * even;
            }
        }

        return value;
    }
}
