using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;

namespace RandomLandscapes.Experiments.SpinGlassEnergies;

/// <summary>95 % intervals of Wasserstein-1 distances between the law of sampled points and a law that is itself known from weights.</summary>
/// <remarks>
/// By the triangle inequality the distance of the two laws differs from the distance of what was found by at most that of the points from their own law and that of the weights from theirs; the sum of these two has its
/// 95 % quantile from the bootstrap. Conservative away from zero, and right at zero, where the distance is no smooth function and a jackknife covers half of the time.
/// </remarks>
internal static class DistanceInterval
{
    private const int Replicas = 1000;

    /// <summary>The interval.</summary>
    /// <param name="distance">The distance found.</param>
    /// <param name="stream">Of the bootstrap.</param>
    /// <param name="blocks">Weights of the bins, of independent blocks.</param>
    /// <param name="unit">The width of a bin.</param>
    /// <param name="replica">Draws as many points again and gives their distance from the points.</param>
    public static Interval Around(double distance, RandomStream stream, IReadOnlyList<double[]> blocks, double unit, Func<double> replica)
    {
        var whole = new double[blocks[0].Length];
        Add(blocks, whole, Enumerable.Range(0, blocks.Count));
        var (errors, drawn) = (new double[Replicas], new double[whole.Length]);
        for (var r = 0; r < Replicas; r++)
        {
            Array.Clear(drawn);
            Add(blocks, drawn, Enumerable.Range(0, blocks.Count).Select(_ => stream.NextInt32(blocks.Count)));
            errors[r] = replica() + (unit * EnergyGrid.Distance(drawn, whole));
        }

        Array.Sort(errors);
        var reach = errors[(int)(0.95 * Replicas)];
        return new Interval(Math.Max(0, distance - reach), distance + reach);
    }

    /// <summary>Draws as many points with replacement: their distance from the points is the mean distance of equal ranks.</summary>
    /// <param name="points">Ascending.</param>
    /// <param name="stream">Of the bootstrap.</param>
    public static double Replica(double[] points, RandomStream stream)
    {
        var drawn = new double[points.Length];
        for (var j = 0; j < drawn.Length; j++)
            drawn[j] = points[stream.NextInt32(points.Length)];
        Array.Sort(drawn);
        var sum = 0.0;
        for (var j = 0; j < drawn.Length; j++)
            sum += Math.Abs(drawn[j] - points[j]);
        return sum / drawn.Length;
    }

    private static void Add(IReadOnlyList<double[]> blocks, double[] sum, IEnumerable<int> which)
    {
        foreach (var b in which)
        {
            for (var i = 0; i < sum.Length; i++)
                sum[i] += blocks[b][i];
        }
    }
}
