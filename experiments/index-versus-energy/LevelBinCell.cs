using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Experiments.IndexVersusEnergy;

/// <summary>
/// Positions of the eigenvalues of GOE(N) in narrow bins around levels: position k at level x has the density p_k(x), and so have critical points of index k at the
/// energy that belongs to x. For each level: how many eigenvalues fell into its bin, and the sum of their positions.
/// </summary>
internal sealed class LevelBinCell : ICellSampler
{
    public const string Source = "Kac-Rice, positions of GOE eigenvalues in a bin around the level (Sturm counts)";

    /// <summary>Half the width of a bin, in units of the matrix entries.</summary>
    public const double HalfWidth = 0.1;

    private const int CountsPerLevel = 2;
    private const int Blocks = 64;

    private readonly TridiagonalGoe _ensemble;
    private readonly double[] _diagonal;
    private readonly double[] _squares;
    private readonly double[] _levels;

    public LevelBinCell(int order, IReadOnlyList<double> levels)
    {
        _ensemble = new TridiagonalGoe(order);
        _diagonal = new double[order];
        _squares = new double[order - 1];
        _levels = [.. levels];
    }

    public static Cell Declare(string name, int order, int levels, long samples) => new(
        name, samples, (int)Math.Max(1, (samples + Blocks - 1) / Blocks), CountsPerLevel * levels, 0, (5e-8 * order) + (5e-9 * order * levels) + 5e-7);

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        _ensemble.Draw(stream, _diagonal, _squares);
        for (var i = 0; i < _levels.Length; i++)
        {
            var (first, end) = SturmCount.Between(_diagonal, _squares, _levels[i] - HalfWidth, _levels[i] + HalfWidth);
            tally.Counts[CountsPerLevel * i] += end - first;
            tally.Counts[(CountsPerLevel * i) + 1] += ((long)(first + end - 1) * (end - first)) / 2;
        }
    }

    /// <summary>How many eigenvalues fell into the bin of a level.</summary>
    public static long Hits(CellTally tally, int level) => tally.Total.Counts[CountsPerLevel * level];

    /// <summary>The mean position over the largest one, with its jackknife error over blocks of samples.</summary>
    public static Estimate MeanFraction(CellTally tally, int level, int dimension) => Jackknife.Compute(
        [.. tally.Chunks.Select(c => new double[] { c.Counts[CountsPerLevel * level], c.Counts[(CountsPerLevel * level) + 1] })],
        v => v[1] / v[0] / dimension);
}
