using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.KacRice;

namespace RandomLandscapes.Experiments.Shared;

/// <summary>Tally entries of a mean number of critical points and of minima by weights: for each, the sum over samples and the sum of squares.</summary>
internal static class MeanCountSums
{
    /// <summary>Sums that one place (an energy, a confinement) takes.</summary>
    public const int Length = 4;

    /// <summary>Adds one sample.</summary>
    /// <param name="tally">The tally of the sample's chunk.</param>
    /// <param name="place">Which place.</param>
    /// <param name="all">The sample's weight of all critical points.</param>
    /// <param name="minima">Its weight of minima.</param>
    public static void Add(Tally tally, int place, double all, double minima)
    {
        var sums = tally.Sums.AsSpan(Length * place, Length);
        sums[0] += all;
        sums[1] += all * all;
        sums[2] += minima;
        sums[3] += minima * minima;
    }

    /// <summary>Adds the row of one sampled mean beside its exact row, and the pair to the witnesses; below the smallest effective sample size only a refusal.</summary>
    /// <param name="tally">The tally of the cell.</param>
    /// <param name="place">Which place.</param>
    /// <param name="minima">Minima, not all critical points.</param>
    /// <param name="exact">The exact row: ensemble, dimension, quantity and argument are taken from it.</param>
    /// <param name="source">The source of the sampled row.</param>
    /// <param name="name">The pair's name in a verdict.</param>
    /// <param name="rows">Where the row goes.</param>
    /// <param name="witnesses">Where the pair goes.</param>
    public static void AddRow(
        CellTally tally, int place, bool minima, SummaryRow exact, string source, string name, List<SummaryRow> rows, List<WitnessCell> witnesses)
    {
        var (mean, effective) = Mean(tally, place, minima);
        var sampled = exact with { Kind = SummaryKind.MonteCarlo, Value = null, LogValue = null, Samples = tally.Cell.Samples, EffectiveSamples = effective };
        if (effective < OrderStatisticWeights.SmallestEffectiveSampleSize || mean.StandardError == 0)
        {
            rows.Add(sampled with { Source = $"{source}; refused: below {OrderStatisticWeights.SmallestEffectiveSampleSize:R} effective samples" });
            return;
        }

        var interval = Jackknife.IntervalOf(mean);
        rows.Add(sampled with { Value = mean.Value, Low = Math.Max(0, interval.Low), High = interval.High, LogValue = Math.Log(mean.Value), Source = source });
        witnesses.Add(new WitnessCell(name, mean, exact.Value!.Value, tally.Cell.Samples));
    }

    // Standard error from the plain spread of samples; effective sample size (sum w)^2 / sum w^2.
    private static (Estimate Mean, double EffectiveSamples) Mean(CellTally tally, int place, bool minima)
    {
        var offset = (Length * place) + (minima ? 2 : 0);
        var sum = tally.Total.Sums[offset];
        var squares = tally.Total.Sums[offset + 1];
        return (Estimate.OfMean(sum, squares, tally.Cell.Samples), squares > 0 ? sum * sum / squares : 0);
    }
}
