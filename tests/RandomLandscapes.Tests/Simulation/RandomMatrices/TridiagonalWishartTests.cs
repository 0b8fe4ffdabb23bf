using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.RandomMatrices;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.RandomMatrices;

public sealed class TridiagonalWishartTests
{
    [Theory] // 400 draws: m times the sum of traces, an exact law; the smallest defect seen is one degree of freedom in fifty
    [InlineData(7, 12)]
    [InlineData(12, 7)]
    [InlineData(9, 1)]
    public void Trace_of_tridiagonal_Wishart_follows_its_exact_law(int n, int m)
    {
        var stream = TestSeed.Stream($"tridiagonal-wishart {n} {m}");
        var ensemble = new TridiagonalWishart(n, m);
        var (diagonal, offDiagonal) = (new double[n], new double[n - 1]);
        var sum = 0.0;
        for (var s = 0; s < 400; s++)
        {
            stream.MoveTo((ulong)s);
            ensemble.Draw(stream, diagonal, offDiagonal);
            sum += m * diagonal.Sum();
        }

        StatisticalAssert.ChiSquared(sum, 400 * n * m, 1e-7);
    }

    [Theory] // E tr H, E tr H^2 as in WishartWignerEnsemble, and E tr H^3 of the Wishart part alone: n (n^2 + m^2 + 3 n m + 3 n + 3 m + 4) / m^2
    [InlineData(8, 13, 0.3)]
    [InlineData(8, 3, 0.1)]
    [InlineData(8, 13, 0)]
    [InlineData(8, 3, 0)]
    public void Moments_of_drawn_Wishart_eigenvalues_meet_their_closed_forms(int n, int m, double epsilon)
    {
        var stream = TestSeed.Stream(FormattableString.Invariant($"wishart-wigner-eigenvalues {n} {m} {epsilon}"));
        var sampler = new WishartWignerEigenvalues(n, m, epsilon);
        var eigenvalues = new double[n];
        var moments = Enumerable.Range(0, 50).Select(_ => new double[4]).ToArray();
        for (var s = 0; s < 2000; s++)
        {
            sampler.Draw(stream, (ulong)s, eigenvalues);
            Assert.Equal(eigenvalues.Order(), eigenvalues);
            if (epsilon == 0)
                Assert.Equal(Math.Max(0, n - m), eigenvalues.Count(x => x == 0));
            for (var k = 0; k < 4; k++)
                moments[s / 40][k] += eigenvalues.Sum(x => Math.Pow(x, k));
        }

        Check(1, n);
        Check(2, (n * (n + m + 1.0) / m) + (2 * epsilon * (n + 1)));
        if (epsilon == 0)
            Check(3, n * ((n * n) + (m * m) + (3.0 * n * m) + (3 * n) + (3 * m) + 4) / m / m);

        void Check(int k, double expected) => StatisticalAssert.Student(Jackknife.Compute(moments, t => n * t[k] / t[0]), expected, 1e-7);
    }
}
