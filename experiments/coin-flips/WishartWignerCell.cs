using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Experiments.CoinFlips;

/// <summary>The index of dense matrices J J^T / m + W, phi = n/m = 1/4, epsilon = 1/10: sums of twice the index and of its square.</summary>
internal sealed class WishartWignerCell(int order) : ICellSampler
{
    public const string Source = "dense inertia, 2 alpha(2n) - alpha(n) of the mean index fractions";
    public const double Phi = 0.25;
    public const double Epsilon = 0.1;

    /// <summary>The smaller of the two orders; their biases of order 1/n cancel in twice the larger minus the smaller.</summary>
    public const int SmallOrder = 100;

    private const int Blocks = 64;
    private const int ColumnsPerRow = 4;

    private readonly WishartWignerEnsemble _ensemble = new(order, ColumnsPerRow * order, Epsilon);
    private readonly InertiaSolver _solver = new(order);
    private readonly double[] _matrix = new double[order * order];

    public static Cell Declare(int order, long samples) => new(
        $"wishart-wigner n={order} phi={Phi} eps={Epsilon}", samples, (int)Math.Max(1, (samples + Blocks - 1) / Blocks), 2, 0, 6e-10 * order * order * order);

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        _ensemble.Draw(stream.Key, sample, _matrix);
        var counts = _solver.Compute(_matrix).Counts;
        // An undecided eigenvalue lies within rounding of zero and counts half.
        var halves = (2L * counts.Negative) + counts.Undecided;
        tally.Counts[0] += halves;
        tally.Counts[1] += halves * halves;
    }

    /// <summary>The limit's estimate from both orders, the smaller one and twice it.</summary>
    public static Estimate Extrapolate(CellTally small, CellTally large)
    {
        var (near, far) = (Fraction(large, 2 * SmallOrder), Fraction(small, SmallOrder));
        return new Estimate(
            (2 * near.Value) - far.Value, Math.Sqrt((4 * near.StandardError * near.StandardError) + (far.StandardError * far.StandardError)), near.DegreesOfFreedom);
    }

    private static Estimate Fraction(CellTally tally, int order)
    {
        var halves = Estimate.OfMean(tally.Total.Counts[0], tally.Total.Counts[1], tally.Cell.Samples);
        return halves with { Value = halves.Value / (2 * order), StandardError = halves.StandardError / (2 * order) };
    }
}
