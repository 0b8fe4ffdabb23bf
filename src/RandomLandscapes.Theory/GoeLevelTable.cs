using System.Collections.Concurrent;
using MathNet.Numerics;
using RandomLandscapes.Theory.PivotChains;

namespace RandomLandscapes.Theory;

/// <summary>Functions of a level u that GOE defines, exact for every count, and their integrals against any weight: all terms positive.</summary>
/// <remarks>
/// <para>
/// Either the probabilities that k of n eigenvalues lie below u (k = 0..n), or the densities at u of the ordered eigenvalues l_0 &lt;= ... &lt;= l_(N-1) of GOE(N),
/// p_k(u) = E_GOE(N-1)[|det(M - u)|; k eigenvalues below u] exp(-u^2/2) / (sqrt 2 Gamma(N/2)).
/// Source of the latter: Auffinger, Ben Arous, Cerny 2013, Lemma 3.3; in this program's normalisation exp(-tr M^2 / 2).
/// </para>
/// <para>
/// Integrals over the whole line use the trapezoidal rule with a step below the width of the narrowest law, so they converge geometrically; the values at the nodes
/// are kept, and u and -u share one evaluation. Every value has relative error below <see cref="StatedError"/>, however small it is.
/// </para>
/// <para>Cost: one pass of the pivot chain per node, about 0.1 s at N = 30 and 1 s at N = 100, over all processors (a hundred nodes and more for an integral over all levels); the answer does not depend on their number.</para>
/// </remarks>
public sealed class GoeLevelTable
{
    /// <summary>The bound of the relative error of values and integrals.</summary>
    public const double StatedError = 1e-10;

    private const double FarFromTheEdge = 40;

    // ln of what may be left out of an integral, relative to it.
    private const double Negligible = -30;

    private readonly int _order;
    private readonly bool _densities;
    private readonly bool _lowestOnly;
    private readonly PivotChain _chain;
    private readonly double _logNormalisation;
    private readonly ConcurrentDictionary<int, double[]> _nodes = new();

    private GoeLevelTable(int order, bool densities, double refinement, bool lowestOnly = false)
    {
        _order = order;
        _densities = densities;
        _lowestOnly = lowestOnly;
        _chain = new PivotChain(densities ? order - 1 : order, refinement);
        _logNormalisation = densities ? -(0.5 * Math.Log(2)) - SpecialFunctions.GammaLn(0.5 * order) : 0;
        // The standard deviation of a middle eigenvalue: spacing times that of a count (theory of the index variance).
        var spacing = Math.PI / Math.Sqrt(2.0 * order);
        // Below order 16 the laws are further from Gaussian and need more nodes.
        Step = (order < 16 ? 0.5 : 0.7) / refinement * spacing * Math.Sqrt(Math.Max(IndexAsymptotics.GoeIndexVariance(order), 0.25));
    }

    /// <summary>Probabilities that k of n eigenvalues lie below u.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <param name="refinement">1; more for finer grids.</param>
    public static GoeLevelTable OfCounts(int order, double refinement = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        return new GoeLevelTable(order, densities: false, refinement);
    }

    /// <summary>Densities of the ordered eigenvalues.</summary>
    /// <param name="order">N, at least 2.</param>
    /// <param name="refinement">1; more for finer grids.</param>
    public static GoeLevelTable OfEigenvalues(int order, double refinement = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 2);
        return new GoeLevelTable(order, densities: true, refinement);
    }

    /// <summary>The first function alone, P(no eigenvalue below u) or the density of the smallest eigenvalue: some ten times faster than all.</summary>
    /// <param name="order">n or N, at least 2.</param>
    /// <param name="densities">Which of the two.</param>
    internal static GoeLevelTable OfLowest(int order, bool densities) => new(order, densities, refinement: 1, lowestOnly: true);

    /// <summary>The number of functions: n + 1 counts or N eigenvalues.</summary>
    public int Count => _lowestOnly ? 1 : _densities ? _order : _order + 1;

    /// <summary>The distance of the nodes of integrals over the line.</summary>
    public double Step { get; }

    /// <summary>ln of the functions at one level.</summary>
    /// <param name="level">u.</param>
    public double[] LogValues(double level)
    {
        if (!double.IsFinite(level))
            throw new ArgumentOutOfRangeException(nameof(level), level, $"Expected a finite level, was {level}.");
        var values = Math.Abs(level) > Math.Sqrt(2.0 * _order) + FarFromTheEdge ? FarValues(level) : _chain.Run(level, Count, _densities);
        var shift = _densities ? _logNormalisation - (0.5 * level * level) : 0;
        for (var k = 0; k < values.Length; k++)
            values[k] += shift;
        return values;
    }

    /// <summary>ln of the integrals of w(u) times each function over the line.</summary>
    /// <param name="logWeight">ln w(u), minus infinity allowed; w analytic and not narrower than the laws themselves, decaying where the functions do not.</param>
    public double[] LogIntegrals(Func<double, double> logWeight)
    {
        ArgumentNullException.ThrowIfNull(logWeight);
        // Beyond the edge the functions die out like Gaussians, or stay at one until the weight dies out.
        var reach = (int)Math.Ceiling((Math.Sqrt(2.0 * _order) + 3) / Step);
        // The smallest eigenvalue lives around the lower edge.
        var first = -reach;
        var last = _lowestOnly ? first + (int)(6 / Step) : reach;
        Evaluate(first, last);
        var sums = new LogSum[Count];
        Array.Fill(sums, LogSum.Zero);
        for (var i = first; i <= last; i++)
            Add(i);
        const int batch = 4;
        for (var low = first; Matters(low); low -= batch)
        {
            Evaluate(low - batch, low - 1);
            for (var i = low - 1; i >= low - batch; i--)
                Add(i);
        }

        for (var high = last; Matters(high); high += batch)
        {
            Evaluate(high + 1, high + batch);
            for (var i = high + 1; i <= high + batch; i++)
                Add(i);
        }

        return Array.ConvertAll(sums, sum => sum.Value + Math.Log(Step));

        void Add(int i)
        {
            var weight = logWeight(i * Step);
            var values = Node(i);
            for (var k = 0; k < Count; k++)
                sums[k].Add(weight + values[k]);
        }

        bool Matters(int i)
        {
            var weight = logWeight(i * Step);
            var values = Node(i);
            for (var k = 0; k < Count; k++)
            {
                if (weight + values[k] - sums[k].Value > Negligible)
                    return true;
            }

            return false;
        }
    }

    /// <summary>The laws of u under the densities proportional to w(u) times each function: ln of the integral, mean, variance.</summary>
    /// <param name="logWeight">As in <see cref="LogIntegrals"/>.</param>
    public (double[] LogIntegrals, double[] Means, double[] Variances) Moments(Func<double, double> logWeight)
    {
        var logIntegrals = LogIntegrals(logWeight);
        var means = new double[Count];
        var variances = new double[Count];
        var places = Places();
        for (var k = 0; k < Count; k++)
        {
            var sum = 0.0;
            foreach (var i in places)
                sum += i * Step * Share(i, k);
            means[k] = sum;
            sum = 0;
            foreach (var i in places)
                sum += ((i * Step) - means[k]) * ((i * Step) - means[k]) * Share(i, k);
            variances[k] = sum;
        }

        return (logIntegrals, means, variances);

        double Share(int i, int k) => Step * Math.Exp(logWeight(i * Step) + Node(i)[k] - logIntegrals[k]);
    }

    /// <summary>The distribution functions of u + s z, u from the densities proportional to w(u) times each function, z an independent normal deviate.</summary>
    /// <remarks>
    /// The nodes resolve the densities: interpolated by sin(pi x)/(pi x), as band-limited functions, they integrate to 1/2 + (1/pi) int_0^(pi/step) sin(w (limit - u_i)) exp(-s^2 w^2 / 2) dw / w for each node u_i. What lies
    /// beyond the band is about exp(-(pi sigma/step)^2 / 2) for a law of standard deviation sigma: absolute error below 1e-6 everywhere (1.4e-7 measured at order 2). No further values are computed than for <see cref="Moments"/>.
    /// </remarks>
    /// <param name="logWeight">As in <see cref="LogIntegrals"/>.</param>
    /// <param name="limits">Any.</param>
    /// <param name="spread">s, not negative.</param>
    /// <returns>For each limit the probabilities of each function's law.</returns>
    public double[][] Distributions(Func<double, double> logWeight, IReadOnlyList<double> limits, double spread)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentOutOfRangeException.ThrowIfNegative(spread);
        var logIntegrals = LogIntegrals(logWeight);
        var places = Places();
        var (frequencies, weights) = GaussLegendre.Rule(0, Math.PI / Step, 4 * (20 + places.Count));
        for (var j = 0; j < weights.Length; j++)
            weights[j] *= Math.Exp(-0.5 * spread * spread * frequencies[j] * frequencies[j]) / (Math.PI * frequencies[j]);
        var results = new double[limits.Count][];
        for (var e = 0; e < results.Length; e++)
        {
            results[e] = new double[Count];
            foreach (var i in places)
            {
                var share = 0.5;
                for (var j = 0; j < weights.Length; j++)
                    share += weights[j] * Math.Sin(frequencies[j] * (limits[e] - (i * Step)));
                var values = Node(i);
                for (var k = 0; k < Count; k++)
                    results[e][k] += share * Step * Math.Exp(logWeight(i * Step) + values[k] - logIntegrals[k]);
            }
        }

        return results;
    }

    /// <summary>ln of the integrals of a normal density with the given mean and standard deviation times each function.</summary>
    /// <remarks>The nodes lie around the mean, so the weight may be as narrow as it likes; nothing is kept.</remarks>
    /// <param name="mean">The mean.</param>
    /// <param name="standardDeviation">Not negative; zero gives the values at the mean.</param>
    /// <param name="tilt">ln of a further factor that varies slowly, for instance a constant's multiple of u^2.</param>
    public double[] LogNormalAverages(double mean, double standardDeviation, Func<double, double>? tilt = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(standardDeviation);
        if (standardDeviation == 0)
            return [.. LogValues(mean).Select(x => x + (tilt?.Invoke(mean) ?? 0))];
        var step = Math.Min(Step, 0.6 * standardDeviation);
        // |det| may pull far into the tail of the normal law, hence the search for the end.
        var values = new ConcurrentDictionary<int, double[]>();
        var sums = new LogSum[Count];
        Array.Fill(sums, LogSum.Zero);
        var reach = (int)Math.Ceiling(8 * standardDeviation / step);
        Extend(-reach, reach);
        for (var end = reach; end < 100_000 && (Matters(end) || Matters(-end)); end += 4)
        {
            Extend(end + 1, end + 4);
            Extend(-end - 4, -end - 1);
        }

        return Array.ConvertAll(sums, sum => sum.Value + Math.Log(step));

        double LogWeight(int i)
        {
            var z = i * step / standardDeviation;
            return (-0.5 * z * z) - Math.Log(standardDeviation) - (0.5 * Math.Log(2 * Math.PI)) + (tilt?.Invoke(mean + (i * step)) ?? 0);
        }

        void Extend(int low, int high)
        {
            Parallel.For(low, high + 1, i => values[i] = LogValues(mean + (i * step)));
            for (var i = low; i <= high; i++)
            {
                for (var k = 0; k < Count; k++)
                    sums[k].Add(LogWeight(i) + values[i][k]);
            }
        }

        bool Matters(int i)
        {
            for (var k = 0; k < Count; k++)
            {
                if (LogWeight(i) + values[i][k] - sums[k].Value > Negligible)
                    return true;
            }

            return false;
        }
    }

    /// <summary>ln of the integrals over u &lt;= limit, for each limit, by Gauss-Legendre rules between neighbouring limits.</summary>
    /// <param name="logWeight">ln w(u); as in <see cref="LogIntegrals"/>, and at most growing where the densities decay.</param>
    /// <param name="limits">Upper ends, ascending.</param>
    public IReadOnlyList<double[]> LogIntegralsBelow(Func<double, double> logWeight, IReadOnlyList<double> limits)
    {
        ArgumentNullException.ThrowIfNull(logWeight);
        ArgumentNullException.ThrowIfNull(limits);
        if (limits.Count == 0 || !limits.SequenceEqual(limits.Order()))
            throw new ArgumentException("Expected at least one limit, ascending.", nameof(limits));
        var sums = new LogSum[Count];
        Array.Fill(sums, LogSum.Zero);
        var results = new List<double[]>();
        // Seven units past the edge or past the limit the densities are below e^-40 of what they are where it matters.
        var low = Math.Min(-Math.Sqrt(2.0 * _order), limits[0]) - 7;
        foreach (var limit in limits)
        {
            if (limit > low)
            {
                var (nodes, weights) = GaussLegendre.Rule(low, limit, Nodes(low, limit));
                var values = new double[nodes.Length][];
                Parallel.For(0, nodes.Length, i => values[i] = LogValues(nodes[i]));
                for (var i = 0; i < nodes.Length; i++)
                {
                    var weight = logWeight(nodes[i]) + Math.Log(weights[i]);
                    for (var k = 0; k < Count; k++)
                        sums[k].Add(weight + values[i][k]);
                }

                low = limit;
            }

            results.Add(Array.ConvertAll(sums, sum => sum.Value));
        }

        return results;
    }

    // At a low level the k-th density varies like exp((k + 1) |level| x), because k + 1 eigenvalues are held below it; a Gauss rule of m nodes integrates exp(c x) over
    // a length with an error of about exp(-2.8 m^2 / (c length)) (measured), so three roots of c length give eleven digits.
    private int Nodes(double low, double limit)
    {
        var steepness = _order * Math.Max(Math.Abs(low), Math.Abs(limit)) * (limit - low);
        return (int)Math.Ceiling(Math.Max(1.6 * (limit - low) / Step, 3 * Math.Sqrt(steepness))) + 12;
    }

    // 40 beyond the edge an eigenvalue on the wrong side has probability below e^-800, so all signs are equal and |det| is det up to its sign:
    // E det(x + M) = H_n(x) / 2^n with the Hermite polynomial H_n, because only involutions of variance 1/2 contribute.
    private double[] FarValues(double level)
    {
        var values = new double[Count];
        Array.Fill(values, double.NegativeInfinity);
        var logDeterminant = 0.0;
        if (_densities)
        {
            var x = Math.Abs(level);
            var ratio = x; // h_(j+1) / h_j with h_(j+1) = x h_j - (j/2) h_(j-1)
            for (var j = 0; j < _order - 1; j++)
            {
                if (j > 0)
                    ratio = x - (0.5 * j / ratio);
                logDeterminant += Math.Log(ratio);
            }
        }

        if (level < 0 || !_lowestOnly)
            values[level < 0 ? 0 : Count - 1] = logDeterminant;
        return values;
    }

    internal static double AddExponentials(double a, double b)
    {
        if (double.IsNegativeInfinity(a))
            return b;
        if (double.IsNegativeInfinity(b))
            return a;
        return a > b ? a + LogOnePlus(Math.Exp(b - a)) : b + LogOnePlus(Math.Exp(a - b));
    }

    private static double LogOnePlus(double x) => x < 1e-5 ? x - (0.5 * x * x) : Math.Log(1 + x);

    // The nodes that were evaluated, ascending, mirror images included.
    private List<int> Places() => [.. _nodes.Keys.Concat(_lowestOnly ? [] : _nodes.Keys.Select(i => -i)).Distinct().Order()];

    private double[] Node(int i)
    {
        if (i >= 0 || _lowestOnly)
            return _nodes[i];
        // l_k and -l_(N-1-k) have the same law: the mirror image.
        var values = (double[])_nodes[-i].Clone();
        Array.Reverse(values);
        return values;
    }

    private void Evaluate(int low, int high)
    {
        var wanted = Enumerable.Range(low, high - low + 1).Select(i => _lowestOnly ? i : Math.Abs(i)).Distinct().Where(i => !_nodes.ContainsKey(i)).ToArray();
        Parallel.ForEach(wanted, i => _nodes[i] = LogValues(i * Step));
    }
}
