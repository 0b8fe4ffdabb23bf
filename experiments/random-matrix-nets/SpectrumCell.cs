using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Experiments.RandomMatrixNets;

/// <summary>Whole spectra at one energy, from the eigenvalues of the matrices themselves: a histogram, and the index once more.</summary>
/// <remarks>Counts: for each bin the eigenvalues and the squares of their number, then the same of the eigenvalues below zero.</remarks>
internal sealed class SpectrumCell(int order, int columns, double epsilon) : ICellSampler
{
    public const string Source = "eigenvalues of J J^T/m + W, tridiagonal Wishart";
    private const int Bins = 48;
    private const int Blocks = 32;

    private readonly WishartWignerEigenvalues _sampler = new(order, columns, epsilon);
    private readonly double[] _eigenvalues = new double[order];
    private readonly long[] _bins = new long[Bins];
    private readonly (double Low, double Width) _range = Range(order, columns, epsilon);

    public static Cell Declare(string name, int order, int samples)
    {
        double n = order;
        var own = (long)Math.Max(2 * Blocks, samples / 20 * Math.Min(4, Math.Pow(100 / n, 1.5)));
        return new Cell(name, own, (int)((own + Blocks - 1) / Blocks), (2 * Bins) + 2, 0, (5e-11 * n * n * n) + (1.5e-8 * n * n), 24L * order * order);
    }

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        _sampler.Draw(stream, sample, _eigenvalues);
        Array.Clear(_bins);
        long negative = 0;
        foreach (var eigenvalue in _eigenvalues)
        {
            negative += eigenvalue < 0 ? 1 : 0;
            var bin = Math.Floor((eigenvalue - _range.Low) / _range.Width);
            if (bin is >= 0 and < Bins)
                _bins[(int)bin]++;
        }

        for (var b = 0; b < Bins; b++)
        {
            tally.Counts[2 * b] += _bins[b];
            tally.Counts[(2 * b) + 1] += _bins[b] * _bins[b];
        }

        tally.Counts[2 * Bins] += negative;
        tally.Counts[(2 * Bins) + 1] += negative * negative;
    }

    /// <summary>The mean index.</summary>
    public static Estimate MeanIndex(CellTally tally) => Estimate.OfMean(tally.Total.Counts[2 * Bins], tally.Total.Counts[(2 * Bins) + 1], tally.Cell.Samples);

    /// <summary>The histogram as a density: edges of each bin and its height, with the spread over matrices..</summary>
    public static IEnumerable<(double Left, double Right, double Density, Interval Interval)> Histogram(CellTally tally, int order, int columns, double epsilon)
    {
        var (low, width) = Range(order, columns, epsilon);
        for (var b = 0; b < Bins; b++)
        {
            var count = Estimate.OfMean(tally.Total.Counts[2 * b], tally.Total.Counts[(2 * b) + 1], tally.Cell.Samples);
            var interval = Jackknife.IntervalOf(count);
            if (count.Value == 0)
                interval = new Interval(0, ClopperPearson.Compute(0, tally.Cell.Samples).High);
            yield return (low + (b * width), low + ((b + 1) * width), count.Value / (order * width), new Interval(Math.Max(0, interval.Low) / (order * width), interval.High / (order * width)));
        }
    }

    // The supports of both parts added up hold the whole spectrum in the limit; zero is an edge of a bin.
    private static (double Low, double Width) Range(int order, int columns, double epsilon)
    {
        var ratio = Math.Sqrt((double)order / columns);
        var spread = 2 * Math.Sqrt(2 * epsilon);
        var (low, high) = (((1 - ratio) * (1 - ratio)) - spread, ((1 + ratio) * (1 + ratio)) + spread);
        var width = (high - low) / (Bins - 2);
        return (width * Math.Floor(low / width), width);
    }
}
