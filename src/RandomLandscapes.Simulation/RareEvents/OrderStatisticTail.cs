using System.Globalization;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RareEvents;

/// <summary>E exp(-c l_k^2) over GOE(N) for the outer eigenvalues, by a sampler tilted with the weight itself.</summary>
/// <remarks>
/// <para>
/// The density of l_k at x is E[|det(M - x)|; k eigenvalues of M below x] exp(-x^2/2) times a constant, M ~ GOE(N - 1), so (x, M - x I) tilted with exp(-c' x^2)
/// can be drawn by Gibbs sampling: x is normal given the diagonal, and <see cref="ConstrainedTridiagonal"/> draws the rest. From c' = 0, where the mean is one,
/// ln E exp(-c l_k^2) = -int_0^c E_(c')[l_k^2] dc'. No ordinary sampling of the tail is involved, so k = 0 costs no more than the middle.
/// </para>
/// <para>Source of the density: Auffinger, Ben Arous, Cerny 2013, Lemma 3.3; the sampler is derived here.</para>
/// </remarks>
public static class OrderStatisticTail
{
    /// <summary>Estimates ln E exp(-c l_k^2).</summary>
    /// <param name="order">N, at least 2.</param>
    /// <param name="k">Which eigenvalue, 0 to N - 1.</param>
    /// <param name="rate">c, positive; 1/2 for isotropic fields with N = n + 1.</param>
    /// <param name="key">The key of the cell.</param>
    /// <param name="settings">Amount of work.</param>
    public static LogEstimate LogExpectation(int order, int k, double rate, StreamKey key, RareEventSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(k, order);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentNullException.ThrowIfNull(settings);
        return ThermodynamicIntegration.Average(key, settings, (stream, sample, sweeps) => ReplicaLog(order, k, rate, stream, sample, sweeps));
    }

    /// <summary>Estimates ln sum_(j &lt;= k) E exp(-c l_j^2), each term by runs of its own.</summary>
    /// <param name="order">N, at least 2.</param>
    /// <param name="k">The last eigenvalue of the sum, 0 to N - 1.</param>
    /// <param name="rate">c, positive.</param>
    /// <param name="key">The key of the cell; term j uses a key derived from it.</param>
    /// <param name="settings">Amount of work, shared by the terms.</param>
    public static LogEstimate LogSumOfLowest(int order, int k, double rate, StreamKey key, RareEventSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        var share = settings with { Sweeps = Math.Max(RareEventSettings.Smallest, settings.Sweeps / (k + 1)) };
        var terms = Enumerable.Range(0, k + 1)
            .Select(j => LogExpectation(order, j, rate, StreamKey.Derive(key.Value, "order statistic", string.Create(CultureInfo.InvariantCulture, $"{j}")), share))
            .ToList();
        var top = terms.Max(t => t.Value);
        var sum = terms.Sum(t => Math.Exp(t.Value - top));
        var variance = terms.Sum(t => Math.Pow(Math.Exp(t.Value - top) * t.StandardError, 2));
        return new LogEstimate(top + Math.Log(sum), Math.Sqrt(variance) / sum, terms.Sum(t => t.Sweeps));
    }

    /// <summary>One replica's estimate of ln E exp(-c l_k^2).</summary>
    /// <param name="order">N, at least 2.</param>
    /// <param name="k">Which eigenvalue, 0 to N - 1.</param>
    /// <param name="rate">c, positive.</param>
    /// <param name="stream">A stream of the cell; moved.</param>
    /// <param name="sample">The replica's number.</param>
    /// <param name="sweepsPerNode">Sweeps on each of the <see cref="RareEventSettings.Nodes"/> nodes.</param>
    public static double ReplicaLog(int order, int k, double rate, RandomStream stream, ulong sample, long sweepsPerNode)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(sweepsPerNode, 1);
        var dimension = order - 1;
        // In the middle of the spectrum the level starts at its own quantile, at the edge at the edge.
        var level = Math.Sqrt(2.0 * order) * Math.Sin(Math.PI * ((k / (double)dimension) - 0.5));
        var matrix = new ConstrainedTridiagonal(dimension, k, k, weighted: true);
        return -ThermodynamicIntegration.Replica(stream, sample, rate, dimension, sweepsPerNode, (random, tilt) =>
        {
            matrix.Sweep(random, -level);
            var precision = (2 * tilt) + 1 + dimension;
            level = (-matrix.Trace / precision) + (random.NextNormal() / Math.Sqrt(precision));
            return level * level;
        });
    }
}
