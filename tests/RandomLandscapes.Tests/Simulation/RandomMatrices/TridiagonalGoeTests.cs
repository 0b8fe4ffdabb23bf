using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.RandomMatrices;
using RandomLandscapes.Tests.Statistics;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Simulation.RandomMatrices;

public sealed class TridiagonalGoeTests
{
    private const int Order = 20;
    private const int Draws = 200;

    [Fact] // N = 20, 200 draws; exact null law: chi-squared with 200 * 20 * 21 / 2 degrees of freedom
    public void Trace_of_square_follows_its_exact_law() =>
        StatisticalAssert.ChiSquared(TraceStatistic(diagonalScale: 1.0), Draws * Order * (Order + 1) / 2, FalseAlarmTable.Standard);

    [Fact] // planted defect: doubled diagonal variance must be caught; the smallest caught is an excess of about 24 %
    public void Trace_of_square_detects_a_wrong_diagonal() => StatisticalAssert.Rejects(() =>
        StatisticalAssert.ChiSquared(TraceStatistic(diagonalScale: Math.Sqrt(2)), Draws * Order * (Order + 1) / 2, FalseAlarmTable.Standard));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(11)]
    public void Index_follows_the_exact_law(int dimension) =>
        StatisticalAssert.Counts(IndexCounts(dimension, 40_000), ExactIndexLaws.Goe(dimension).Probabilities, FalseAlarmTable.Standard);

    [Theory] // planted defect: independent signs, the folk argument
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void Index_test_detects_coin_flips(int dimension) => StatisticalAssert.Rejects(() =>
        StatisticalAssert.Counts(IndexCounts(dimension, 40_000), ExactIndexLaws.CoinFlip(dimension).Probabilities, FalseAlarmTable.Standard));

    [Fact] // trap 1: a bare GOE is not the Hessian at a critical point of a field, nor at a random point
    public void Index_test_tells_a_bare_Hessian_from_that_of_a_field()
    {
        var counts = IndexCounts(4, 40_000);
        StatisticalAssert.Rejects(() => StatisticalAssert.Counts(counts, ExactIndexLaws.IsotropicField(4).Probabilities, FalseAlarmTable.Standard));
        StatisticalAssert.Rejects(() => StatisticalAssert.Counts(counts, ExactIndexLaws.RandomPoint(4).Probabilities, FalseAlarmTable.Standard));
    }

    [Fact] // two routes: dense entries with all eigenvalues, against the tridiagonal model with Sturm counts; N = 7
    public void Dense_and_tridiagonal_models_share_their_index_law()
    {
        const int n = 7, samples = 20_000;
        var tridiagonal = IndexCounts(n, samples);
        var dense = new long[n + 1];
        var solver = new SymmetricEigenvalues(n);
        var matrix = new double[n * n];
        var eigenvalues = new double[n];
        for (var s = 0; s < samples; s++)
        {
            var stream = TestSeed.Stream("dense goe", (ulong)s);
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j <= i; j++)
                    matrix[(i * n) + j] = matrix[(j * n) + i] = stream.NextNormal() * (i == j ? 1 : Math.Sqrt(0.5));
            }

            Assert.Equal(EigenvalueOutcome.Converged, solver.Compute(matrix, eigenvalues));
            dense[eigenvalues.Count(l => l < 0)]++;
        }

        // Two samples of equal size: sum (a - b)^2 / (a + b) over cells with enough counts is chi-squared.
        var cells = Enumerable.Range(0, n + 1).Where(k => tridiagonal[k] + dense[k] >= 40).ToList();
        var statistic = cells.Sum(k => Math.Pow(tridiagonal[k] - dense[k], 2) / (tridiagonal[k] + dense[k]));
        Assert.True(cells.Count >= 4);
        StatisticalAssert.ChiSquared(statistic, cells.Count - 1, FalseAlarmTable.Standard);
    }

    [Fact]
    public void Destinations_of_another_length_are_refused()
    {
        var ensemble = new TridiagonalGoe(3);
        var stream = new RandomStream(new StreamKey(1));
        Assert.Contains("Expected 3 entries, was 2", Assert.Throws<ArgumentException>(() => ensemble.Draw(stream, new double[2], new double[2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ensemble.Draw(stream, new double[3], new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TridiagonalGoe(0));
    }

    private static double TraceStatistic(double diagonalScale)
    {
        var ensemble = new TridiagonalGoe(Order);
        var diagonal = new double[Order];
        var squares = new double[Order - 1];
        var sum = 0.0;
        for (var s = 0; s < Draws; s++)
        {
            ensemble.Draw(TestSeed.Stream("trace", (ulong)s), diagonal, squares);
            sum += diagonal.Sum(a => a * a * diagonalScale * diagonalScale) + (2 * squares.Sum());
        }

        return sum;
    }

    private static long[] IndexCounts(int dimension, int samples)
    {
        var sampler = new GoeIndexSampler(dimension);
        var counts = new long[dimension + 1];
        for (var s = 0; s < samples; s++)
        {
            var index = sampler.Next(TestSeed.Stream($"goe index {dimension}", (ulong)s));
            Assert.NotEqual(GoeIndexSampler.Undecided, index);
            counts[index]++;
        }

        return counts;
    }
}
