using MathNet.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Tests.Numerics.LinearAlgebra;

public class SymmetricEigenvaluesTests
{
    [Fact] // every order from 1 to 40, so every remainder of the row groups and lanes; MathNet shares no code with us
    public void Eigenvalues_agree_with_an_independent_solver()
    {
        const ulong seed = 20_260_111;
        var stream = new RandomStream(new StreamKey(seed));
        for (var n = 1; n <= 40; n++)
        {
            var m = RandomSymmetric.Draw(stream, n);
            var expected = Matrix<double>.Build.Dense(n, n, m).Evd(Symmetricity.Symmetric).EigenValues.Select(x => x.Real).Order().ToArray();
            var actual = Solve(m, n);
            var bound = SymmetricEigenvalues.ErrorBound(n, RandomSymmetric.FrobeniusNorm(m));
            for (var i = 0; i < n; i++)
                Assert.True(Math.Abs(expected[i] - actual[i]) <= bound, $"seed {seed}, order {n}, eigenvalue {i}: {expected[i]} and {actual[i]}");
        }
    }

    [Fact]
    public void Orthogonal_similarity_keeps_the_spectrum_within_a_tenth_of_the_bound()
    {
        const ulong seed = 20_260_112;
        var stream = new RandomStream(new StreamKey(seed));
        foreach (var n in new[] { 7, 50, 131 })
        {
            var m = RandomSymmetric.Draw(stream, n);
            var expected = Solve(m, n);
            var actual = Solve(RandomSymmetric.Conjugate(stream, m, n), n);
            var bound = SymmetricEigenvalues.ErrorBound(n, RandomSymmetric.FrobeniusNorm(m));
            var error = expected.Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second));
            Assert.True(error <= (n > 20 ? 0.1 : 1) * bound, $"seed {seed}, order {n}: error {error}, bound {bound}");
        }
    }

    [Fact] // the size of a 64-16-10 network, with 145 zero eigenvalues hidden by a rotation
    public void Large_matrix_keeps_trace_squares_and_hidden_zeros()
    {
        const ulong seed = 20_260_113;
        const int n = 1210, zeros = 145;
        var stream = new RandomStream(new StreamKey(seed));
        var diagonal = new double[n * n];
        for (var i = zeros; i < n; i++)
            diagonal[(i * n) + i] = 1 + Math.Abs(stream.NextNormal());
        var m = RandomSymmetric.Conjugate(stream, diagonal, n);
        var eigenvalues = Solve(m, n);
        var norm = RandomSymmetric.FrobeniusNorm(m);
        var bound = SymmetricEigenvalues.ErrorBound(n, norm);
        Assert.Equal(Enumerable.Range(0, n).Sum(i => m[(i * n) + i]), eigenvalues.Sum(), 0.1 * bound * Math.Sqrt(n));
        Assert.Equal(norm * norm, eigenvalues.Sum(x => x * x), 1e-12 * norm * norm);
        Assert.Equal(new SymmetricInertia(0, zeros, n - zeros), SymmetricInertia.Count(eigenvalues, bound));
        Assert.True(eigenvalues.Take(zeros).Max(Math.Abs) <= 0.1 * bound, $"seed {seed}: zeros are off by {eigenvalues.Take(zeros).Max(Math.Abs)}, bound {bound}");
    }

    [Fact]
    public void Degenerate_matrices_are_solved()
    {
        Assert.Equal([-7.0], Solve([-7], 1));
        Assert.All(Solve(new double[81], 9), x => Assert.Equal(0.0, x));
        var diagonal = new double[25];
        double[] entries = [3, -1, 3, 0, 2];
        for (var i = 0; i < 5; i++)
            diagonal[(i * 5) + i] = entries[i];
        Assert.Equal([-1.0, 0.0, 2.0, 3.0, 3.0], Solve(diagonal, 5));

        const int n = 30; // already tridiagonal
        var second = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            second[(i * n) + i] = 2;
            if (i > 0)
                second[(i * n) + i - 1] = second[((i - 1) * n) + i] = -1;
        }

        var eigenvalues = Solve(second, n);
        for (var k = 1; k <= n; k++)
            Assert.Equal(2 - (2 * Math.Cos(k * Math.PI / (n + 1))), eigenvalues[k - 1], 1e-14);

        var ones = Enumerable.Repeat(1.0, 12 * 12).ToArray(); // eigenvalue 12 once, 0 eleven times
        var repeated = Solve(ones, 12);
        Assert.Equal(12, repeated[11], 1e-13);
        Assert.All(repeated.Take(11), x => Assert.Equal(0, x, 1e-14));
    }

    [Theory]
    [InlineData(1e-250)]
    [InlineData(1e250)]
    public void Extreme_scales_change_nothing_but_the_scale(double scale)
    {
        var m = RandomSymmetric.Draw(new RandomStream(new StreamKey(20_260_114)), 12);
        var expected = Solve(m, 12);
        var scaled = Solve(m.Select(x => x * scale).ToArray(), 12);
        for (var i = 0; i < 12; i++)
            Assert.Equal(expected[i], scaled[i] / scale, 1e-13);
    }

    [Fact] // the upper triangle is not read and the input is not changed; a workspace carries nothing over
    public void Only_the_lower_triangle_counts()
    {
        var stream = new RandomStream(new StreamKey(20_260_115));
        const int n = 21;
        var solver = new SymmetricEigenvalues(n);
        var m = RandomSymmetric.Draw(stream, n);
        var expected = new double[n];
        solver.Compute(m, expected);
        var spoiled = m.ToArray();
        for (var i = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++)
                spoiled[(i * n) + j] = double.NaN;
        }

        var copy = spoiled.ToArray();
        var actual = new double[n];
        solver.Compute(RandomSymmetric.Draw(stream, n), actual);
        Assert.NotEqual(expected, actual);
        Assert.Equal(EigenvalueOutcome.Converged, solver.Compute(spoiled, actual));
        Assert.Equal(expected, actual);
        Assert.Equal(copy, spoiled);
    }

    [Fact] // the norm of the stated bound neither overflows nor counts the upper triangle
    public void Error_bounds_scale_with_the_matrix()
    {
        double[] m = [3, 99, 2, -1];
        Assert.Equal(SymmetricEigenvalues.ErrorBound(2, Math.Sqrt(9 + 4 + 4 + 1)), SymmetricEigenvalues.ErrorBound(m, 2), 1e-29);
        foreach (var scale in new[] { 1e200, 1e-200 })
            Assert.Equal(SymmetricEigenvalues.ErrorBound(m, 2), SymmetricEigenvalues.ErrorBound([.. m.Select(x => x * scale)], 2) / scale, 1e-29);
        Assert.Equal(0, SymmetricEigenvalues.ErrorBound(new double[4], 2));
        Assert.True(double.IsNaN(SymmetricEigenvalues.ErrorBound([1, 0, double.PositiveInfinity, 1], 2)));
        Assert.Throws<ArgumentException>(() => SymmetricEigenvalues.ErrorBound(m, 3));
    }

    [Fact]
    public void Bad_input_is_refused_or_named()
    {
        var solver = new SymmetricEigenvalues(3);
        Assert.Throws<ArgumentException>(() => solver.Compute(new double[8], new double[3]));
        Assert.Throws<ArgumentException>(() => solver.Compute(new double[9], new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SymmetricEigenvalues(0));
        var eigenvalues = new double[3];
        Assert.Equal(EigenvalueOutcome.NonFinite, solver.Compute([1, 0, 0, double.NaN, 1, 0, 0, 0, 1], eigenvalues));
        Assert.All(eigenvalues, x => Assert.True(double.IsNaN(x)));
        Assert.Equal(EigenvalueOutcome.NonFinite, solver.Compute([1, 0, 0, 0, double.NegativeInfinity, 0, 0, 0, 1], eigenvalues));
        Assert.All(eigenvalues, x => Assert.True(double.IsNaN(x)));
    }

    [Theory] // spectra known beforehand, hidden by a rotation: ten decades, clusters of neighbours 1e-12 apart, equidistant; one and two stages
    [InlineData(150, "graded")]
    [InlineData(150, "clustered")]
    [InlineData(150, "equidistant")]
    [InlineData(705, "graded")]
    [InlineData(705, "clustered")]
    [InlineData(705, "equidistant")]
    public void Known_spectra_are_found(int n, string kind)
    {
        const ulong seed = 20_260_116;
        var diagonal = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            diagonal[(i * n) + i] = kind switch
            {
                "graded" => Math.Pow(10, -10.0 * i / n) * (i % 2 == 0 ? 1 : -1),
                "clustered" => (i % 5) - 2 + (1e-12 * i),
                _ => i - (0.5 * n),
            };
        }

        var m = RandomSymmetric.Conjugate(new RandomStream(new StreamKey(seed)), diagonal, n);
        var bound = SymmetricEigenvalues.ErrorBound(m, n);
        var expected = Enumerable.Range(0, n).Select(i => diagonal[(i * n) + i]).Order();
        var error = expected.Zip(Solve(m, n)).Max(pair => Math.Abs(pair.First - pair.Second));
        Assert.True(error <= 0.2 * bound, $"seed {seed}, order {n}: error {error}, bound {bound}");
    }

    [Fact]
    public void Inertia_counts_the_tolerance_as_undecided()
    {
        double[] eigenvalues = [-2, -1e-9, -0.0, 1e-9, 2e-9, 5];
        Assert.Equal(new SymmetricInertia(1, 3, 2), SymmetricInertia.Count(eigenvalues, 1e-9));
        Assert.Equal(new SymmetricInertia(2, 1, 3), SymmetricInertia.Count(eigenvalues, 0));
        Assert.Equal(6, SymmetricInertia.Count(eigenvalues, 1).Order);
        Assert.Throws<ArgumentException>(() => SymmetricInertia.Count([1, double.NaN], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SymmetricInertia.Count([1], double.NaN));
    }

    private static double[] Solve(double[] m, int n)
    {
        var eigenvalues = new double[n];
        Assert.Equal(EigenvalueOutcome.Converged, new SymmetricEigenvalues(n).Compute(m, eigenvalues));
        Assert.True(eigenvalues.Zip(eigenvalues.Skip(1)).All(pair => pair.First <= pair.Second), "not ascending");
        return eigenvalues;
    }
}
