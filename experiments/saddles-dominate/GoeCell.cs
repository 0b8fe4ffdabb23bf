using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Experiments.SaddlesDominate;

/// <summary>The index of GOE(n): counts of index 0..n, then of undecided samples.</summary>
internal sealed class GoeCell(int dimension) : ICellSampler
{
    public const string Source = "tridiagonal model, Sturm inertia";

    private readonly GoeIndexSampler _sampler = new(dimension);

    public static Cell Declare(string ensemble, int dimension, long samples) => new(
        $"{ensemble} n={dimension}", samples, Blocks.Size(samples), dimension + 2, 0, (1.2e-7 * dimension) + 3e-7);

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        var index = _sampler.Next(stream);
        tally.Counts[index == GoeIndexSampler.Undecided ? dimension + 1 : index]++;
    }

    public static IEnumerable<SummaryRow> Rows(CellTally tally, int lawDimension)
    {
        var dimension = tally.Cell.CountLength - 2;
        var counts = tally.Total.Counts.AsSpan(0, dimension + 1).ToArray();
        var decided = counts.Sum();
        yield return Proportion(Quantities.Minimum, "0", counts[0]);
        for (var k = 0; k <= dimension && dimension == lawDimension; k++)
            yield return Proportion(Quantities.Probability, $"{k}", counts[k]);
        if (tally.Chunks.Count > 1)
        {
            var variance = Jackknife.Compute([.. tally.Chunks.Select(c => Array.ConvertAll(c.Counts, x => (double)x))], v => VarianceOf(v.AsSpan(0, dimension + 1)));
            var interval = Jackknife.IntervalOf(variance);
            yield return new SummaryRow(
                Ensembles.Goe, dimension, Quantities.Variance, "", SummaryKind.MonteCarlo, variance.Value, interval.Low, interval.High, null, decided, null, Source);
        }

        yield return new SummaryRow(
            Ensembles.Goe, dimension, Quantities.Undecided, "", SummaryKind.MonteCarlo, tally.Total.Counts[^1], null, null, null, tally.Cell.Samples, null, Source);

        SummaryRow Proportion(string quantity, string argument, long count)
        {
            var interval = ClopperPearson.Compute(count, decided);
            var value = (double)count / decided;
            return new SummaryRow(
                Ensembles.Goe, dimension, quantity, argument, SummaryKind.MonteCarlo, value, interval.Low, interval.High,
                count == 0 ? null : Math.Log(value), decided, null, Source);
        }
    }

    /// <summary>The variance of k under weights w_k.</summary>
    public static double VarianceOf(ReadOnlySpan<double> weights)
    {
        double mass = 0, first = 0;
        for (var k = 0; k < weights.Length; k++)
        {
            mass += weights[k];
            first += k * weights[k];
        }

        var mean = first / mass;
        var second = 0.0;
        for (var k = 0; k < weights.Length; k++)
            second += (k - mean) * (k - mean) * weights[k];
        return second / mass;
    }
}
