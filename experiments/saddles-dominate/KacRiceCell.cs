using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.KacRice;

namespace RandomLandscapes.Experiments.SaddlesDominate;

/// <summary>Kac-Rice weights of GOE(N) order statistics: sums of w_k = exp(-c l_k^2), then of w_k^2, k = 0..N-1.</summary>
internal sealed class KacRiceCell(int order, double rate) : ICellSampler
{
    public const string Source = "Kac-Rice, GOE order-statistic weights exp(-c l_k^2)";

    private readonly OrderStatisticWeights _sampler = new(order, rate);
    private readonly double[] _weights = new double[order];

    public static Cell Declare(string name, int order, long samples, int blocks = 64) =>
        new(name, samples, Blocks.Size(samples, blocks), 0, 2 * order, (1.05e-8 * order * order) + (1.5e-7 * order) + 5e-7);

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        _sampler.Next(stream, _weights);
        for (var k = 0; k < order; k++)
        {
            tally.Sums[k] += _weights[k];
            tally.Sums[order + k] += _weights[k] * _weights[k];
        }
    }

    /// <summary>The effective sample size (sum w)^2 / sum w^2 of the mean weight of index k.</summary>
    public static double EffectiveSampleSize(CellTally tally, int k)
    {
        var order = tally.Cell.SumLength / 2;
        var sum = tally.Total.Sums[k];
        var squares = tally.Total.Sums[order + k];
        return squares > 0 ? sum * sum / squares : 0;
    }

    /// <summary>The fraction of index k with its jackknife error.</summary>
    public static Estimate Fraction(CellTally tally, int k)
    {
        var order = tally.Cell.SumLength / 2;
        return Jackknife.Compute([.. tally.Chunks.Select(c => c.Sums)], sums => sums[k] / sums.AsSpan(0, order).ToArray().Sum());
    }

    /// <summary>The variance of the index with its jackknife error.</summary>
    public static Estimate Variance(CellTally tally)
    {
        var order = tally.Cell.SumLength / 2;
        return Jackknife.Compute([.. tally.Chunks.Select(c => c.Sums)], sums => GoeCell.VarianceOf(sums.AsSpan(0, order)));
    }

    public static IEnumerable<SummaryRow> Rows(string ensemble, CellTally tally, int lawDimension)
    {
        var order = tally.Cell.SumLength / 2;
        var dimension = order - 1;
        if (tally.Chunks.Count < 2)
            yield break;
        yield return FractionRow(Quantities.Minimum, 0);
        for (var k = 0; k <= dimension && dimension == lawDimension; k++)
            yield return FractionRow(Quantities.Probability, k);
        var bulk = EffectiveSampleSizeOfBulk(tally);
        var variance = Variance(tally);
        var interval = Jackknife.IntervalOf(variance);
        yield return bulk < OrderStatisticWeights.SmallestEffectiveSampleSize
            ? Refused(Quantities.Variance, "", bulk)
            : new SummaryRow(
                ensemble, dimension, Quantities.Variance, "", SummaryKind.MonteCarlo, variance.Value, interval.Low, interval.High, null,
                tally.Cell.Samples, bulk, Source);

        SummaryRow FractionRow(string quantity, int k)
        {
            var effective = EffectiveSampleSize(tally, k);
            if (effective < OrderStatisticWeights.SmallestEffectiveSampleSize)
                return Refused(quantity, $"{k}", effective);
            var estimate = Fraction(tally, k);
            // The logarithm of a weighted mean is closer to normal than the mean itself, and its interval stays positive.
            var half = (Jackknife.IntervalOf(estimate).High - estimate.Value) / estimate.Value;
            return new SummaryRow(
                ensemble, dimension, quantity, $"{k}", SummaryKind.MonteCarlo, estimate.Value, estimate.Value * Math.Exp(-half),
                estimate.Value * Math.Exp(half), Math.Log(estimate.Value), tally.Cell.Samples, effective, Source);
        }

        SummaryRow Refused(string quantity, string argument, double effective) => new(
            ensemble, dimension, quantity, argument, SummaryKind.MonteCarlo, null, null, null, null, tally.Cell.Samples, effective,
            $"{Source}; refused: below {OrderStatisticWeights.SmallestEffectiveSampleSize:R} effective samples");
    }

    /// <summary>The smallest effective sample size among the indices that carry 99.9 % of the mass.</summary>
    public static double EffectiveSampleSizeOfBulk(CellTally tally)
    {
        var order = tally.Cell.SumLength / 2;
        var total = tally.Total.Sums.Take(order).Sum();
        var smallest = double.PositiveInfinity;
        var covered = 0.0;
        foreach (var k in Enumerable.Range(0, order).OrderByDescending(k => tally.Total.Sums[k]))
        {
            smallest = Math.Min(smallest, EffectiveSampleSize(tally, k));
            covered += tally.Total.Sums[k];
            if (covered >= 0.999 * total)
                break;
        }

        return smallest;
    }
}
