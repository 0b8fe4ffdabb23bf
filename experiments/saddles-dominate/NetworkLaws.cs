using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.SaddlesDominate;

/// <summary>The binomial, GOE and field laws of the network's dimension, and where an index stands in them.</summary>
/// <remarks>
/// The rank is the two-sided tail probability 2 min(P(K &lt;= k), P(K &gt;= k)), at most 1. Binomial: exact. GOE: sampled indices with
/// a Clopper-Pearson interval. Field: order-statistic weights, as far out as they keep 400 effective samples; beyond that the
/// tail of the last index that does bounds it from above. An index known only to a range has the largest rank in the range.
/// </remarks>
internal sealed class NetworkLaws
{
    private readonly CellTally _goe;
    private readonly CellTally _field;
    private readonly IndexLaw _coinFlip;
    private readonly int _dimension;
    private readonly int _lowestResolved;

    public NetworkLaws(CellTally goe, CellTally field)
    {
        _goe = goe;
        _field = field;
        _dimension = goe.Cell.CountLength - 2;
        _coinFlip = ExactIndexLaws.CoinFlip(_dimension);
        // The law is symmetric, so one side is enough: walk outwards from the middle while the weights can be trusted.
        _lowestResolved = _dimension / 2;
        while (_lowestResolved > 0 && KacRiceCell.EffectiveSampleSize(field, _lowestResolved - 1) >= OrderStatisticWeights.SmallestEffectiveSampleSize)
            _lowestResolved--;
    }

    public Rank InCoinFlip(NetworkMoment moment) => Range(moment, k =>
    {
        // In logarithms: the law underflows a double at both ends.
        var tail = LogSum(0, Math.Min(k, _dimension - k));
        var rank = Math.Min(0, Math.Log(2) + tail);
        return new Rank(Math.Exp(rank), Math.Exp(rank), rank, Math.Exp(rank), 0);
    });

    public Rank InGoe(NetworkMoment moment) => Range(moment, k =>
    {
        var decided = _goe.Total.Counts[..^1].Sum();
        long below = 0, above = 0;
        for (var j = 0; j <= _dimension; j++)
        {
            below += j <= k ? _goe.Total.Counts[j] : 0;
            above += j >= k ? _goe.Total.Counts[j] : 0;
        }

        var interval = ClopperPearson.Compute(Math.Min(below, above), decided);
        var tail = Math.Min(below, above);
        var value = Math.Min(1, 2.0 * tail / decided);
        // The Monte Carlo p-value counts the measured index as one more sample, so it is never zero and never too small.
        var p = Math.Min(1, 2 * (tail + 1.0) / (decided + 1.0));
        return new Rank(value, Math.Min(1, 2 * interval.High), value > 0 ? Math.Log(value) : null, p, decided);
    });

    public Rank InField(NetworkMoment moment) => Range(moment, k =>
    {
        if (KacRiceCell.EffectiveSampleSize(_field, _dimension / 2) < OrderStatisticWeights.SmallestEffectiveSampleSize)
            return new Rank(null, 1, null, 1, _field.Cell.Samples);
        var side = Math.Min(k, _dimension - k);
        var resolved = Math.Max(side, _lowestResolved);
        var blocks = _field.Chunks.Select(c => c.Sums).ToList();
        // Both tails estimate the same probability, so they are averaged.
        var tail = Jackknife.Compute(blocks, sums => (Sum(sums, 0, resolved) + Sum(sums, _dimension - resolved, _dimension)) / (2 * Sum(sums, 0, _dimension)));
        var high = tail.Value * Math.Exp((Jackknife.IntervalOf(tail).High - tail.Value) / tail.Value);
        return side >= _lowestResolved
            ? new Rank(Math.Min(1, 2 * tail.Value), Math.Min(1, 2 * high), Math.Min(0, Math.Log(2 * tail.Value)), Math.Min(1, 2 * high), _field.Cell.Samples)
            : new Rank(null, Math.Min(1, 2 * high), null, Math.Min(1, 2 * high), _field.Cell.Samples);
    });

    /// <summary>Where each law puts the index fraction: the central 95 %.</summary>
    public IEnumerable<SummaryRow> CentralRanges()
    {
        yield return Row(Ensembles.CoinFlip, _coinFlip.Probabilities.ToArray(), SummaryKind.Exact, 0, null, _coinFlip.Source);
        yield return Row(
            Ensembles.Goe, Array.ConvertAll(_goe.Total.Counts[..^1], c => (double)c), SummaryKind.MonteCarlo, _goe.Cell.Samples, null, GoeCell.Source);
        yield return Row(
            Ensembles.Field, _field.Total.Sums[..(_dimension + 1)], SummaryKind.MonteCarlo, _field.Cell.Samples,
            KacRiceCell.EffectiveSampleSizeOfBulk(_field), KacRiceCell.Source);

        SummaryRow Row(string ensemble, double[] weights, SummaryKind kind, long samples, double? effective, string source)
        {
            var total = weights.Sum();
            if (effective < OrderStatisticWeights.SmallestEffectiveSampleSize)
            {
                return new SummaryRow(
                    ensemble, _dimension, Quantities.LawRange, "", kind, null, null, null, null, samples, effective,
                    $"{source}; refused: below {OrderStatisticWeights.SmallestEffectiveSampleSize:R} effective samples");
            }

            return new SummaryRow(
                ensemble, _dimension, Quantities.LawRange, "", kind, 0.5, Quantile(0.025), Quantile(0.975), null, samples, effective, source);

            double Quantile(double share)
            {
                var running = 0.0;
                for (var k = 0; k <= _dimension; k++)
                {
                    running += weights[k];
                    if (running >= share * total)
                        return (double)k / _dimension;
                }

                return 1;
            }
        }
    }

    private static double Sum(double[] sums, int first, int last)
    {
        var sum = 0.0;
        for (var k = first; k <= last; k++)
            sum += sums[k];
        return sum;
    }

    private double LogSum(int first, int last)
    {
        var largest = _coinFlip.LogProbabilities[last];
        var sum = 0.0;
        for (var k = first; k <= last; k++)
            sum += Math.Exp(_coinFlip.LogProbabilities[k] - largest);
        return largest + Math.Log(sum);
    }

    // The index lies between negative and negative + undecided; the rank nearest to the middle of the law is the largest.
    private Rank Range(NetworkMoment moment, Func<int, Rank> rank)
    {
        var nearest = Math.Clamp(_dimension / 2, moment.Negative, moment.Negative + moment.Undecided);
        return rank(nearest);
    }

    /// <summary>A two-sided tail probability: its value where it is known, an upper bound, a p-value, and the samples of the law.</summary>
    public readonly record struct Rank(double? Value, double UpperBound, double? LogValue, double PValue, long Samples);
}
