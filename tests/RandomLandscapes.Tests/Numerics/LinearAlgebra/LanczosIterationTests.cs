using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Numerics.LinearAlgebra;

public sealed class LanczosIterationTests
{
    [Fact] // the defining relation A V = V T + beta v e^T and V^T V = I, far beyond the step where Lanczos without reorthogonalisation loses both
    public void Basis_is_orthonormal_and_makes_the_matrix_tridiagonal()
    {
        const int n = 120, m = 60;
        var stream = TestSeed.Stream("lanczos relation");
        var eigenvalues = Enumerable.Range(0, n).Select(i => i < 3 ? 100.0 * (i + 1) : stream.NextNormal()).ToArray();
        var lanczos = new LanczosIteration(n, m);
        var start = new double[n];
        stream.FillNormal(start);
        Assert.Equal(LanczosOutcome.Completed, lanczos.Run(Diagonal(eigenvalues), start));
        Assert.Equal(m, lanczos.Steps);
        for (var j = 0; j < m; j++)
        {
            for (var i = 0; i <= j; i++)
                Assert.Equal(i == j ? 1 : 0, VectorOperations.Dot(lanczos.Basis(i), lanczos.Basis(j)), 1e-14);
            if (j == m - 1)
                break;
            var residual = lanczos.Basis(j).ToArray().Zip(eigenvalues, (v, l) => v * l).ToArray();
            VectorOperations.AddScaled(-lanczos.Diagonal[j], lanczos.Basis(j), residual);
            VectorOperations.AddScaled(-lanczos.OffDiagonal[j], lanczos.Basis(j + 1), residual);
            if (j > 0)
                VectorOperations.AddScaled(-lanczos.OffDiagonal[j - 1], lanczos.Basis(j - 1), residual);
            Assert.InRange(VectorOperations.Norm(residual), 0, 1e-12);
        }
    }

    [Fact] // five different eigenvalues: five steps, whatever the order
    public void Invariant_subspaces_end_the_iteration()
    {
        var stream = TestSeed.Stream("lanczos invariant");
        var start = new double[90];
        stream.FillNormal(start);
        var lanczos = new LanczosIteration(90, 40);
        Assert.Equal(LanczosOutcome.InvariantSubspace, lanczos.Run(Diagonal([.. Enumerable.Range(0, 90).Select(i => (double)(i % 5))]), start));
        Assert.Equal(5, lanczos.Steps);
        Assert.Throws<ArgumentOutOfRangeException>(() => lanczos.Basis(5).Length);
        var (diagonal, offDiagonal) = (lanczos.Diagonal.ToArray(), lanczos.OffDiagonal[..4].ToArray());
        Assert.Equal(EigenvalueOutcome.Converged, TridiagonalEigenvalues.Compute(diagonal, offDiagonal));
        for (var i = 0; i < 5; i++)
            Assert.Equal(i, diagonal[i], 1e-13);
    }

    [Fact]
    public void What_is_not_finite_is_said()
    {
        var lanczos = new LanczosIteration(4, 3);
        Assert.Equal(LanczosOutcome.NonFinite, lanczos.Run(Diagonal([1, double.NaN, 2, 3]), [1, 1, 1, 1]));
        Assert.Equal(LanczosOutcome.NonFinite, lanczos.Run(Diagonal([1, 2, 2, 3]), [0, 0, 0, 0]));
        Assert.Equal(LanczosOutcome.NonFinite, lanczos.Run(Diagonal([1, 2, 2, 3]), [0, double.PositiveInfinity, 0, 0]));
        Assert.Throws<ArgumentException>(() => lanczos.Run(Diagonal([1]), [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LanczosIteration(3, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LanczosIteration(3, 0));
    }

    internal static SymmetricOperator Diagonal(double[] eigenvalues) => (vector, product) =>
    {
        for (var i = 0; i < vector.Length; i++)
            product[i] = eigenvalues[i] * vector[i];
    };
}
