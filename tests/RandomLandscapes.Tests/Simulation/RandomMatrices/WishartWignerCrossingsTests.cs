using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.RandomMatrices;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.RandomMatrices;

public sealed class WishartWignerCrossingsTests
{
    [Theory] // the same draw, made whole at each energy: B B^T + sqrt(eps) W by eigenvalues and by inertia
    [InlineData(1, 5)]
    [InlineData(2, 4)]
    [InlineData(17, 40)]
    [InlineData(60, 75)]
    public void Crossings_count_the_negative_eigenvalues_at_every_energy(int n, int m)
    {
        var stream = TestSeed.Stream($"wishart-wigner-crossings {n} {m}");
        var (crossings, eigenvalues) = (new double[n], new double[n]);
        var (sampler, solver, inertia) = (new WishartWignerCrossings(n, m), new SymmetricEigenvalues(n), new InertiaSolver(n));
        for (var s = 0UL; s < 12; s++)
        {
            var error = sampler.Draw(stream, s, crossings);
            Assert.InRange(error, double.Epsilon, 1e-8);
            Assert.Equal(crossings.OrderDescending(), crossings);
            foreach (var epsilon in new[] { 1e-4, 0.02, 0.2, 1, 30 })
            {
                var whole = Whole(n, m, stream, s, epsilon);
                var expected = crossings.Count(c => c > 1 / Math.Sqrt(epsilon));
                Assert.Equal(expected, inertia.Compute(whole).Counts.Negative);
                Assert.Equal(EigenvalueOutcome.Converged, solver.Compute(whole, eigenvalues));
                Assert.Equal(expected, eigenvalues.Count(e => e < 0));
            }
        }
    }

    [Fact] // the factor's product is the matrix of the same deviates; planted defect: another sample is not
    public void Factor_and_matrix_are_one_draw()
    {
        foreach (var (n, m) in new[] { (7, 12), (5, 5), (1, 3), (9, 4) })
        {
            var stream = TestSeed.Stream($"wishart-factor {n} {m}");
            var ensemble = new TridiagonalWishart(n, m);
            var (diagonal, offDiagonal, b, c) = (new double[n], new double[n - 1], new double[n], new double[n - 1]);
            ensemble.Draw(stream, diagonal, offDiagonal);
            stream.MoveTo(0);
            ensemble.DrawFactor(stream, b, c);
            for (var i = 0; i < n; i++)
            {
                Assert.Equal(diagonal[i], (b[i] * b[i]) + (i > 0 ? c[i - 1] * c[i - 1] : 0), 1e-14);
                if (i < n - 1)
                    Assert.Equal(offDiagonal[i], b[i] * c[i], 1e-14);
            }

            stream.MoveTo(1);
            ensemble.DrawFactor(stream, b, c);
            Assert.NotEqual(diagonal[0], b[0] * b[0], 1e-14);
        }
    }

    [Fact]
    public void Samples_are_pure_and_parameters_checked()
    {
        var stream = TestSeed.Stream("wishart-wigner-crossings pure");
        var (first, again) = (new double[6], new double[6]);
        new WishartWignerCrossings(6, 9).Draw(stream, 3, first);
        var sampler = new WishartWignerCrossings(6, 9);
        sampler.Draw(stream, 4, again);
        Assert.NotEqual(first, again);
        sampler.Draw(stream, 3, again);
        Assert.Equal(first, again);
        Assert.Throws<ArgumentOutOfRangeException>(() => new WishartWignerCrossings(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WishartWignerCrossings(5, 4));
        Assert.Throws<ArgumentException>(() => sampler.Draw(stream, 0, new double[5]));
    }

    private static double[] Whole(int n, int m, RandomStream stream, ulong sample, double epsilon)
    {
        var (diagonal, offDiagonal, matrix) = (new double[n], new double[n - 1], new double[n * n]);
        stream.MoveTo(sample);
        new TridiagonalWishart(n, m).Draw(stream, diagonal, offDiagonal);
        new WignerEnsemble(n, 2 * epsilon / n).Draw(stream.Key, sample, matrix, purpose: 1);
        for (var i = 0; i < n; i++)
        {
            matrix[(i * n) + i] += diagonal[i];
            if (i > 0)
                matrix[(i * n) + i - 1] += offDiagonal[i - 1];
        }

        return matrix;
    }
}
