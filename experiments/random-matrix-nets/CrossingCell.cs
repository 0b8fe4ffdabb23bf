using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Experiments.RandomMatrixNets;

/// <summary>
/// The index of Wishart plus Wigner matrices at every energy of the plan, from one eigenvalue problem a matrix. Counts: for each energy twice the index,
/// its square and the matrices with a negative eigenvalue; then the matrices. Sums: the first crossing 1/sqrt(epsilon), and its square.
/// </summary>
internal sealed class CrossingCell : ICellSampler
{
    public const string Source = "J J^T/m + sqrt(eps) W at all energies at once: eigenvalues of -B^-1 W B^-T, tridiagonal Wishart B B^T";

    private const int Blocks = 64;
    private const int PerEnergy = 3;

    private readonly WishartWignerCrossings _sampler;
    private readonly double[] _thresholds;
    private readonly double[] _crossings;

    /// <param name="order">n.</param>
    /// <param name="columns">m.</param>
    /// <param name="energies">epsilon, ascending.</param>
    public CrossingCell(int order, int columns, IEnumerable<double> energies)
    {
        _sampler = new WishartWignerCrossings(order, columns);
        _thresholds = [.. energies.Select(e => 1 / Math.Sqrt(e))];
        _crossings = new double[order];
    }

    public static Cell Declare(string name, int order, int energies, int samples)
    {
        double n = order;
        var own = (long)Math.Max(Blocks, samples * Math.Min(4, Math.Pow(100 / n, 1.5)));
        return new Cell(name, own, (int)((own + Blocks - 1) / Blocks), (PerEnergy * energies) + 1, 2, (5e-11 * n * n * n) + (1.5e-8 * n * n), 24L * order * order);
    }

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        var error = _sampler.Draw(stream, sample, _crossings);
        var (negative, reached) = (0, 0);
        for (var i = 0; i < _thresholds.Length; i++)
        {
            // Crossings descend and thresholds too; one within its error bound of the threshold is undecided and counts half.
            while (negative < _crossings.Length && _crossings[negative] > _thresholds[i] + error)
                negative++;
            reached = Math.Max(reached, negative);
            while (reached < _crossings.Length && _crossings[reached] > _thresholds[i] - error)
                reached++;
            long halves = negative + reached;
            tally.Counts[PerEnergy * i] += halves;
            tally.Counts[(PerEnergy * i) + 1] += halves * halves;
            tally.Counts[(PerEnergy * i) + 2] += halves > 0 ? 1 : 0;
        }

        tally.Counts[PerEnergy * _thresholds.Length]++;
        tally.Sums[0] += _crossings[0];
        tally.Sums[1] += _crossings[0] * _crossings[0];
    }

    /// <summary>The mean index at one energy.</summary>
    public static Estimate MeanIndex(CellTally tally, int energy)
    {
        var halves = Estimate.OfMean(tally.Total.Counts[PerEnergy * energy], tally.Total.Counts[(PerEnergy * energy) + 1], tally.Cell.Samples);
        return halves with { Value = halves.Value / 2, StandardError = halves.StandardError / 2 };
    }

    /// <summary>
    /// Its 95 % interval: Student; where fewer than twenty matrices have a negative eigenvalue, Clopper-Pearson of their share times the mean index among them
    /// (one where there is none).
    /// </summary>
    public static Interval IndexInterval(CellTally tally, int energy)
    {
        var (halves, hits) = (tally.Total.Counts[PerEnergy * energy], tally.Total.Counts[(PerEnergy * energy) + 2]);
        if (hits >= 20)
            return Jackknife.IntervalOf(MeanIndex(tally, energy));
        var share = ClopperPearson.Compute(hits, tally.Cell.Samples);
        var each = hits == 0 ? 1 : halves / (2.0 * hits);
        return new Interval(share.Low * each, share.High * each);
    }

    /// <summary>Blocks for the bootstrap: the number of matrices, then the sums of the index at each energy.</summary>
    public static List<double[]> IndexBlocks(CellTally tally, int energies) =>
        [.. tally.Chunks.Select(c => (double[])[c.Counts[PerEnergy * energies], .. Enumerable.Range(0, energies).Select(i => c.Counts[PerEnergy * i] / 2.0)])];

    /// <summary>The mean of the first crossing 1/sqrt(epsilon).</summary>
    public static Estimate FirstCrossing(CellTally tally) => Estimate.OfMean(tally.Total.Sums[0], tally.Total.Sums[1], tally.Cell.Samples);

    /// <summary>The standard deviation of the first crossing, by the jackknife over blocks.</summary>
    public static Estimate Window(CellTally tally)
    {
        var matrices = tally.Cell.CountLength - 1;
        // Centred before squaring: the spread is a small part of the mean.
        var centre = tally.Total.Sums[0] / tally.Cell.Samples;
        var blocks = tally.Chunks.Select(c =>
        {
            double count = c.Counts[matrices];
            return (double[])[count, c.Sums[0] - (count * centre), c.Sums[1] - (2 * centre * c.Sums[0]) + (count * centre * centre)];
        }).ToList();
        return Jackknife.Compute(blocks, t => Math.Sqrt(Math.Max(0, (t[2] / t[0]) - (t[1] / t[0] * t[1] / t[0])) * t[0] / (t[0] - 1)));
    }
}
