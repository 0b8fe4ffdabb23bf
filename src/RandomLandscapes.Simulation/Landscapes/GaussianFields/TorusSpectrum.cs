namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>A finite spectrum of stationary Gaussian fields on the torus [0, 2 pi)^d: wave vectors with the variances of their coefficients.</summary>
/// <remarks>
/// <para>f(x) = sum_k a_k (A_k cos k.x + B_k sin k.x), one k of each pair k, -k, A and B independent standard normal: covariance sum_k a_k^2 cos k.(x - y).</para>
/// <para>A field is exactly Gaussian, and the torus has no boundary: mean counts by Kac and Rice hold without a correction.</para>
/// </remarks>
public sealed class TorusSpectrum
{
    /// <summary>The largest modulus of a component of a wave vector.</summary>
    public const int LargestComponent = 1 << 15;

    /// <summary>The largest dimension.</summary>
    public const int LargestDimension = 64;

    /// <summary>The smallest weight.</summary>
    public const double SmallestVariance = 1e-100;

    /// <summary>The largest weight.</summary>
    public const double LargestVariance = 1e100;

    private readonly int[] _waves;
    private readonly double[] _variances;

    /// <summary>Takes wave vectors and variances.</summary>
    /// <param name="dimension">d, 1 to <see cref="LargestDimension"/>.</param>
    /// <param name="modes">Wave vectors of d components, none of them zero and one of each +-k, and a_k^2, from <see cref="SmallestVariance"/> to <see cref="LargestVariance"/>.</param>
    /// <exception cref="ArgumentException">A mode is not as stated; the message names it.</exception>
    public TorusSpectrum(int dimension, IEnumerable<(IReadOnlyList<int> Wave, double Variance)> modes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, LargestDimension);
        ArgumentNullException.ThrowIfNull(modes);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var (waves, variances) = (new List<int>(), new List<double>());
        foreach (var (wave, variance) in modes)
        {
            var name = string.Join(',', wave);
            if (wave.Count != dimension)
                throw new ArgumentException($"wave vector ({name}) has {wave.Count} components, not {dimension}", nameof(modes));
            if (wave.All(k => k == 0))
                throw new ArgumentException($"wave vector ({name}) is zero", nameof(modes));
            if (wave.Any(k => Math.Abs((long)k) > LargestComponent))
                throw new ArgumentException($"wave vector ({name}) has a component beyond {LargestComponent}", nameof(modes));
            if (!(variance > 0) || double.IsInfinity(variance))
                throw new ArgumentException(FormattableString.Invariant($"the weight {variance:R} of wave vector ({name}) is not a positive number"), nameof(modes));
            if (!(variance >= SmallestVariance && variance <= LargestVariance))
                throw new ArgumentException(FormattableString.Invariant($"the weight {variance:R} of wave vector ({name}) is not between {SmallestVariance:R} and {LargestVariance:R}"), nameof(modes));
            if (!taken.Add(name))
                throw new ArgumentException($"wave vector ({name}) occurs twice", nameof(modes));
            if (taken.Contains(string.Join(',', wave.Select(k => -k))))
                throw new ArgumentException($"wave vector ({name}) and its negative both occur; they are one mode", nameof(modes));
            waves.AddRange(wave);
            variances.Add(variance);
        }

        if (variances.Count == 0)
            throw new ArgumentException("there is no mode", nameof(modes));
        Dimension = dimension;
        _waves = [.. waves];
        _variances = [.. variances];
    }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>The number of modes.</summary>
    public int ModeCount => _variances.Length;

    /// <summary>The wave vectors, one after the other.</summary>
    public ReadOnlySpan<int> Waves => _waves;

    /// <summary>a_k^2.</summary>
    public ReadOnlySpan<double> Variances => _variances;

    /// <summary>The variance of f, sum a_k^2.</summary>
    public double Variance => _variances.Sum();

    /// <summary>The smallest spectrum whose covariance is isotropic to fourth order: all index fractions and the density of critical points are those of isotropic fields.</summary>
    /// <remarks>
    /// d = 2: e_i with weight 4, e_1 +- e_2 with 1; d = 3: e_i with 2, e_i +- e_j with 1; d = 4: e_i +- e_j with 1 only, the roots of D4, period (pi, pi, pi, pi).
    /// E f_ii^2 = 3 E f_ii f_jj and E f_ij^2 = E f_ii f_jj, all else zero.
    /// </remarks>
    /// <param name="dimension">2, 3 or 4.</param>
    public static TorusSpectrum FourthOrderIsotropic(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, 4);
        var modes = new List<(IReadOnlyList<int>, double)>();
        for (var i = 0; i < dimension && dimension < 4; i++)
            modes.Add((Unit(dimension, (i, 1)), 8 - (2 * dimension)));
        for (var i = 0; i < dimension; i++)
        {
            for (var j = i + 1; j < dimension; j++)
            {
                modes.Add((Unit(dimension, (i, 1), (j, 1)), 1));
                modes.Add((Unit(dimension, (i, 1), (j, -1)), 1));
            }
        }

        return new TorusSpectrum(dimension, modes);
    }

    /// <summary>Isotropic to fourth order too: e_i with weight 2^d, all (1, +-1, ..., +-1) with 1; for d = 2 the same as <see cref="FourthOrderIsotropic"/>.</summary>
    /// <remarks>E f_ii f_jj = 2^(d-1), E f_ii^2 = 2^d + 2^(d-1).</remarks>
    /// <param name="dimension">2, 3 or 4.</param>
    public static TorusSpectrum Diagonal(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, 4);
        var modes = new List<(IReadOnlyList<int>, double)>();
        for (var i = 0; i < dimension; i++)
            modes.Add((Unit(dimension, (i, 1)), 1 << dimension));
        for (var signs = 0; signs < 1 << (dimension - 1); signs++)
            modes.Add(([1, .. Enumerable.Range(0, dimension - 1).Select(i => ((signs >> i) & 1) == 0 ? 1 : -1)], 1));
        return new TorusSpectrum(dimension, modes);
    }

    /// <summary>Two copies of <see cref="FourthOrderIsotropic"/> on different scales: one as it is, its weights times <paramref name="weight"/>, one with wave vectors <paramref name="factor"/> times as long.</summary>
    /// <remarks>Isotropic to fourth order, and broad: kappa below that of one scale. d = 3, factor 2, weight 8 has kappa = 1.</remarks>
    /// <param name="dimension">2, 3 or 4.</param>
    /// <param name="factor">At least 2.</param>
    /// <param name="weight">Positive.</param>
    public static TorusSpectrum TwoScale(int dimension, int factor, double weight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 2);
        var one = FourthOrderIsotropic(dimension);
        var modes = new List<(IReadOnlyList<int>, double)>();
        foreach (var scale in new[] { 1, factor })
        {
            for (var m = 0; m < one.ModeCount; m++)
                modes.Add(([.. one.Waves.Slice(m * dimension, dimension).ToArray().Select(k => scale * k)], one.Variances[m] * (scale == 1 ? weight : 1)));
        }

        return new TorusSpectrum(dimension, modes);
    }

    /// <summary>All wave vectors with k^2 between two bounds, with one weight.</summary>
    /// <param name="dimension">d, 1 to 4.</param>
    /// <param name="lowestSquare">The smallest k^2, at least 1.</param>
    /// <param name="highestSquare">The largest k^2.</param>
    public static TorusSpectrum Shell(int dimension, int lowestSquare, int highestSquare) => Ball(dimension, lowestSquare, highestSquare, _ => 1);

    /// <summary>All wave vectors up to k^2 with the weights |k|^-s.</summary>
    /// <param name="dimension">d, 1 to 4.</param>
    /// <param name="highestSquare">The largest k^2.</param>
    /// <param name="exponent">s.</param>
    public static TorusSpectrum PowerLaw(int dimension, int highestSquare, double exponent) =>
        Ball(dimension, 1, highestSquare, square => Math.Pow(square, -0.5 * exponent));

    private static TorusSpectrum Ball(int dimension, int lowest, int highest, Func<long, double> weight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, 4);
        ArgumentOutOfRangeException.ThrowIfLessThan(lowest, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(highest, lowest);
        var most = (int)Math.Sqrt(highest);
        var side = (2 * most) + 1;
        var modes = new List<(IReadOnlyList<int>, double)>();
        for (var code = 0; code < (int)Math.Pow(side, dimension); code++)
        {
            var wave = new int[dimension];
            for (int i = 0, rest = code; i < dimension; i++, rest /= side)
                wave[i] = (rest % side) - most;
            var square = wave.Sum(k => (long)k * k);
            // Of each pair the one whose last component other than zero is positive.
            if (square >= lowest && square <= highest && Array.FindLast(wave, k => k != 0) > 0)
                modes.Add((wave, weight(square)));
        }

        return new TorusSpectrum(dimension, modes);
    }

    private static int[] Unit(int dimension, params (int Place, int Value)[] components)
    {
        var wave = new int[dimension];
        foreach (var (place, value) in components)
            wave[place] = value;
        return wave;
    }
}
