using MathNet.Numerics.Distributions;

namespace RandomLandscapes.Numerics.Statistics;

/// <summary>The delete-one-block jackknife for functions of summed vectors.</summary>
/// <remarks>Source: Miller, Biometrika 61 (1974) 1. Blocks must be independent and of about equal size.</remarks>
public static class Jackknife
{
    /// <summary>Estimates a function of the total with its standard error.</summary>
    /// <param name="blocks">The summed vectors of the blocks, at least 2, all of one length.</param>
    /// <param name="function">Maps a total to the quantity; must be smooth near the true total.</param>
    /// <returns>The function at the full total, its standard error and the degrees of freedom (blocks minus one).</returns>
    public static Estimate Compute(IReadOnlyList<double[]> blocks, Func<double[], double> function)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentNullException.ThrowIfNull(function);
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks.Count, 2);
        var total = new double[blocks[0].Length];
        foreach (var block in blocks)
        {
            for (var i = 0; i < total.Length; i++)
                total[i] += block[i];
        }

        var value = function(total);
        var without = new double[total.Length];
        var leftOut = new double[blocks.Count];
        for (var b = 0; b < blocks.Count; b++)
        {
            for (var i = 0; i < total.Length; i++)
                without[i] = total[i] - blocks[b][i];
            leftOut[b] = function(without);
        }

        var mean = leftOut.Average();
        var squares = leftOut.Sum(x => (x - mean) * (x - mean));
        var error = Math.Sqrt((blocks.Count - 1.0) / blocks.Count * squares);
        return new Estimate(value, error, blocks.Count - 1);
    }

    /// <summary>The two-sided interval of an estimate by Student's law.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="level">The coverage.</param>
    public static Interval IntervalOf(Estimate estimate, double level = 0.95)
    {
        var quantile = StudentT.InvCDF(0, 1, estimate.DegreesOfFreedom, (1 + level) / 2);
        return new Interval(estimate.Value - (quantile * estimate.StandardError), estimate.Value + (quantile * estimate.StandardError));
    }
}
