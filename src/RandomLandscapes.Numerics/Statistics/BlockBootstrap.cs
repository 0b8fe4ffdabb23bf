using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Numerics.Statistics;

/// <summary>The bootstrap for functions of summed vectors: whole blocks are drawn again with replacement, in each group apart.</summary>
/// <remarks>
/// Source: Efron, Ann. Statist. 7 (1979) 1; Davison and Hinkley, Bootstrap Methods and their Application (1997), sections 2.2 and 5.3 (percentiles).
/// Blocks must be independent and of about equal size; groups are independent of each other.
/// </remarks>
public static class BlockBootstrap
{
    private const int Resamples = 2000;

    /// <summary>Estimates a function of the groups' totals, with the standard deviation over 2000 resamples and their 95 % percentile interval.</summary>
    /// <param name="groups">For each group the summed vectors of its blocks, at least 2, all of one length.</param>
    /// <param name="function">Maps one total a group to the quantity.</param>
    /// <param name="stream">The stream of the resamples; advanced by one deviate a block and resample.</param>
    /// <returns>Null where the function is not finite, for the data or for a resample: the quantity is not resolved.</returns>
    public static (Estimate Estimate, Interval Interval)? Compute(IReadOnlyList<IReadOnlyList<double[]>> groups, Func<double[][], double> function, RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(stream);
        foreach (var blocks in groups)
            ArgumentOutOfRangeException.ThrowIfLessThan(blocks.Count, 2, nameof(groups));
        var totals = groups.Select(blocks => new double[blocks[0].Length]).ToArray();
        var value = Evaluate((_, block) => block);
        var drawn = new double[Resamples];
        for (var r = 0; r < Resamples; r++)
            drawn[r] = Evaluate((count, _) => stream.NextInt32(count));
        if (!double.IsFinite(value) || !drawn.All(double.IsFinite))
            return null;
        Array.Sort(drawn);
        var mean = drawn.Average();
        var error = Math.Sqrt(drawn.Sum(x => (x - mean) * (x - mean)) / (Resamples - 1));
        return (new Estimate(value, error, groups.Min(blocks => blocks.Count) - 1), new Interval(drawn[(Resamples / 40) - 1], drawn[Resamples - (Resamples / 40)]));

        double Evaluate(Func<int, int, int> choose)
        {
            for (var g = 0; g < totals.Length; g++)
            {
                Array.Clear(totals[g]);
                for (var b = 0; b < groups[g].Count; b++)
                {
                    var block = groups[g][choose(groups[g].Count, b)];
                    for (var i = 0; i < block.Length; i++)
                        totals[g][i] += block[i];
                }
            }

            return function(totals);
        }
    }
}
