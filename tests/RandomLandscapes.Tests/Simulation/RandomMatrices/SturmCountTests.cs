using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.RandomMatrices;

public sealed class SturmCountTests
{
    [Fact] // two routes: inertia of the pivots against eigenvalues, at random levels, random orders 1..40
    public void Counts_agree_with_eigenvalues()
    {
        for (var repetition = 0; repetition < 300; repetition++)
        {
            var stream = TestSeed.Stream("sturm", (ulong)repetition);
            var n = 1 + stream.NextInt32(40);
            var (diagonal, off) = Draw(stream, n);
            double lower = 2 * stream.NextNormal(), upper = lower + Math.Abs(stream.NextNormal());
            var (below, belowUpper) = SturmCount.Between(diagonal, Squares(off), lower, upper);
            var eigenvalues = Eigenvalues(diagonal, off);
            Assert.Equal((Count(eigenvalues, lower), Count(eigenvalues, upper)), (below, belowUpper));
        }
    }

    [Fact] // Cauchy: removing the last row moves each count down by at most one
    public void Counts_interlace()
    {
        for (var repetition = 0; repetition < 200; repetition++)
        {
            var stream = TestSeed.Stream("interlacing", (ulong)repetition);
            var n = 2 + stream.NextInt32(30);
            var (diagonal, off) = Draw(stream, n);
            var level = stream.NextNormal();
            var whole = SturmCount.Between(diagonal, Squares(off), level, level).BelowLower;
            var part = SturmCount.Between(diagonal.AsSpan(0, n - 1), Squares(off).AsSpan(0, n - 2), level, level).BelowLower;
            Assert.InRange(part, whole - 1, whole);
        }
    }

    [Fact] // eigenvalues of the second-difference matrix are 2 - 2 cos(j pi / (n + 1)); its pivots at 2 are exactly zero
    public void Zero_pivots_are_survived()
    {
        double[] diagonal = [2, 2, 2, 2, 2];
        double[] squares = [1, 1, 1, 1];
        var (below, above) = SturmCount.Between(diagonal, squares, 2 - 1e-12, 2 + 1e-12);
        Assert.Equal((2, 3), (below, above));
        var (atMiddle, _) = SturmCount.Between(diagonal, squares, 2, 2);
        Assert.InRange(atMiddle, 2, 3);
    }

    [Fact] // an eigenvalue moved by less than the bound may change sides, one moved by more may not
    public void Error_bound_covers_the_rounding_of_levels()
    {
        for (var repetition = 0; repetition < 300; repetition++)
        {
            var stream = TestSeed.Stream("bound", (ulong)repetition);
            var n = 2 + stream.NextInt32(60);
            var (diagonal, off) = Draw(stream, n);
            var squares = Squares(off);
            var bound = SturmCount.ErrorBound(diagonal, squares);
            Assert.InRange(bound, 1e-16, 1e-12);
            var eigenvalues = Eigenvalues(diagonal, off);
            var chosen = eigenvalues[stream.NextInt32(n)];
            var (below, above) = SturmCount.Between(diagonal, squares, chosen - (20 * bound), chosen + (20 * bound));
            Assert.True(above > below, $"eigenvalue {chosen:R} lost, seed {TestSeed.Root}, repetition {repetition}");
        }
    }

    private static (double[] Diagonal, double[] Off) Draw(RandomLandscapes.Numerics.Randomness.RandomStream stream, int n)
    {
        var diagonal = new double[n];
        var off = new double[n - 1];
        stream.FillNormal(diagonal);
        stream.FillNormal(off);
        return (diagonal, off);
    }

    private static double[] Squares(double[] off) => Array.ConvertAll(off, b => b * b);

    private static double[] Eigenvalues(double[] diagonal, double[] off)
    {
        double[] a = [.. diagonal], b = [.. off];
        Assert.Equal(EigenvalueOutcome.Converged, TridiagonalEigenvalues.Compute(a, b));
        return a;
    }

    private static int Count(double[] eigenvalues, double level) => eigenvalues.Count(l => l < level);
}
