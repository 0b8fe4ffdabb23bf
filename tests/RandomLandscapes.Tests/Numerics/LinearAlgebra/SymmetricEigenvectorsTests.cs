using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Tests.Numerics.LinearAlgebra;

public class SymmetricEigenvectorsTests
{
    private const ulong Seed = 20_260_311;

    [Theory] // by plain loops; 64 and 65 are the ends of a block of reflections
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(66)]
    [InlineData(131)]
    [InlineData(300)]
    public void Vectors_of_random_matrices_solve_and_are_orthonormal(int n) =>
        Check(RandomSymmetric.Draw(new RandomStream(new StreamKey(Seed), sample: (ulong)n), n), n);

    [Theory] // clusters of equal eigenvalues, of neighbours 1e-13 apart, and a graded spectrum, each hidden by a rotation
    [InlineData(2, "equal")]
    [InlineData(50, "equal")]
    [InlineData(300, "equal")]
    [InlineData(50, "close")]
    [InlineData(300, "close")]
    [InlineData(50, "graded")]
    [InlineData(300, "graded")]
    public void Vectors_of_clusters_solve_and_are_orthonormal(int n, string kind)
    {
        var m = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            m[(i * n) + i] = kind switch
            {
                "equal" => (i % 3) - 1,
                "close" => 1 + (i % 7) + (1e-13 * i),
                _ => Math.Pow(10, -20.0 * i / n),
            };
        }

        Check(RandomSymmetric.Conjugate(new RandomStream(new StreamKey(Seed), sample: 1), m, n), n);
    }

    [Fact]
    public void Degenerate_matrices_have_vectors()
    {
        Check([-7], 1);
        Check(new double[81], 9);
        Check([3, 0, 0, 0, -1, 0, 0, 0, 3], 3);
        Check([.. Enumerable.Repeat(1.0, 144)], 12);
        Check([0, 1, 1, 0], 2);
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e200)]
    public void Extreme_scales_change_only_the_eigenvalues(double scale)
    {
        const int n = 12;
        var m = RandomSymmetric.Draw(new RandomStream(new StreamKey(Seed), sample: 2), n);
        var solver = new SymmetricEigenvectors(n);
        var (expected, vectors) = Solve(solver, m);
        var (scaled, scaledVectors) = Solve(solver, [.. m.Select(x => x * scale)]);
        Assert.All(expected.Zip(scaled), pair => Assert.Equal(pair.First, pair.Second / scale, 1e-13));
        Assert.All(vectors.Zip(scaledVectors), pair => Assert.Equal(Math.Abs(pair.First), Math.Abs(pair.Second), 1e-12));
    }

    [Fact] // the upper triangle is not read, the input survives, and a workspace carries nothing over
    public void Only_the_lower_triangle_counts()
    {
        const int n = 21;
        var stream = new RandomStream(new StreamKey(Seed), sample: 3);
        var solver = new SymmetricEigenvectors(n);
        var m = RandomSymmetric.Draw(stream, n);
        var expected = Solve(solver, m);
        var spoiled = m.ToArray();
        for (var i = 0; i < n; i++)
            spoiled.AsSpan((i * n) + i + 1, n - i - 1).Fill(double.NaN);
        var copy = spoiled.ToArray();
        Assert.NotEqual(expected.Eigenvalues, Solve(solver, RandomSymmetric.Draw(stream, n)).Eigenvalues);
        var actual = Solve(solver, spoiled);
        Assert.Equal(expected.Eigenvalues, actual.Eigenvalues);
        Assert.Equal(expected.Vectors, actual.Vectors);
        Assert.Equal(copy, spoiled);
    }

    [Fact]
    public void Bad_input_is_refused_or_named()
    {
        var solver = new SymmetricEigenvectors(2);
        Assert.Throws<ArgumentException>(() => solver.Compute(new double[3], new double[2], new double[4]));
        Assert.Throws<ArgumentException>(() => solver.Compute(new double[4], new double[1], new double[4]));
        Assert.Throws<ArgumentException>(() => solver.Compute(new double[4], new double[2], new double[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SymmetricEigenvectors(0));
        double[] eigenvalues = new double[2], vectors = new double[4];
        foreach (var bad in new[] { double.NaN, double.PositiveInfinity })
        {
            Assert.Equal(EigenvalueOutcome.NonFinite, solver.Compute([1, 0, bad, 1], eigenvalues, vectors));
            Assert.All(eigenvalues.Concat(vectors), x => Assert.True(double.IsNaN(x)));
        }
    }

    private static (double[] Eigenvalues, double[] Vectors) Solve(SymmetricEigenvectors solver, double[] m)
    {
        double[] eigenvalues = new double[solver.Order], vectors = new double[m.Length];
        Assert.Equal(EigenvalueOutcome.Converged, solver.Compute(m, eigenvalues, vectors));
        return (eigenvalues, vectors);
    }

    private static void Check(double[] m, int n)
    {
        var (eigenvalues, vectors) = Solve(new SymmetricEigenvectors(n), m);
        var reference = new double[n];
        new SymmetricEigenvalues(n).Compute(m, reference);
        var norm = RandomSymmetric.FrobeniusNorm(m);
        var bound = SymmetricEigenvalues.ErrorBound(n, norm);
        var orthogonality = SymmetricEigenvalues.ErrorBound(n, Math.Sqrt(n));
        Assert.True(eigenvalues.Zip(eigenvalues.Skip(1)).All(pair => pair.First <= pair.Second), "not ascending");
        Assert.All(reference.Zip(eigenvalues), pair => Assert.Equal(pair.First, pair.Second, bound));
        for (var i = 0; i < n; i++)
        {
            var v = vectors.AsSpan(i * n, n);
            var square = 0.0;
            for (var j = 0; j < n; j++)
            {
                var residual = VectorOperations.Dot(m.AsSpan(j * n, n), v) - (eigenvalues[i] * v[j]);
                square += residual * residual;
                if (j <= i)
                    Assert.Equal(i == j ? 1 : 0, VectorOperations.Dot(vectors.AsSpan(j * n, n), v), orthogonality);
            }

            Assert.True(Math.Sqrt(square) <= bound, $"order {n}, vector {i}: residual {Math.Sqrt(square)}, bound {bound}");
        }
    }
}
