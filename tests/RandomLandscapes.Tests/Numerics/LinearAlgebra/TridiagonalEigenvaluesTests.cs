using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Tests.Numerics.LinearAlgebra;

public class TridiagonalEigenvaluesTests
{
    private const double Roundoff = 1.1102230246251565e-16;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1210)]
    public void Second_differences_have_eigenvalues_two_minus_two_cosines(int n)
    {
        var diagonal = Enumerable.Repeat(2.0, n).ToArray();
        var offDiagonal = Enumerable.Repeat(-1.0, n - 1).ToArray();
        Assert.Equal(EigenvalueOutcome.Converged, TridiagonalEigenvalues.Compute(diagonal, offDiagonal));
        for (var k = 1; k <= n; k++)
            Assert.Equal(2 - (2 * Math.Cos(k * Math.PI / (n + 1))), diagonal[k - 1], 4 * Math.Max(n, 4) * Roundoff);
    }

    [Fact] // Kac-Sylvester-Clement matrix, symmetrised: eigenvalues -(n - 1), -(n - 3), ..., n - 1
    public void Clement_matrix_has_equidistant_eigenvalues()
    {
        const int n = 51;
        var diagonal = new double[n];
        var offDiagonal = Enumerable.Range(1, n - 1).Select(i => Math.Sqrt(i * (double)(n - i))).ToArray();
        TridiagonalEigenvalues.Compute(diagonal, offDiagonal);
        for (var i = 0; i < n; i++)
            Assert.Equal((2.0 * i) - (n - 1), diagonal[i], n * n * Roundoff);
    }

    [Fact] // 200 matrices of order 2..101 against the inertia count of an independent LDL^T sweep at shifts beside each eigenvalue
    public void Eigenvalues_agree_with_counts_by_inertia()
    {
        const ulong seed = 20_260_101;
        var stream = new RandomStream(new StreamKey(seed), sample: 0);
        for (var draw = 0; draw < 200; draw++)
        {
            var n = 2 + (draw / 2);
            var a = new double[n];
            var b = new double[n - 1];
            stream.FillNormal(a);
            stream.FillNormal(b);
            if (draw % 3 == 0)
                b[stream.NextInt32(n - 1)] = 0;
            if (draw % 5 == 0)
                a.AsSpan().Clear();
            var norm = a.Concat(b).Max(Math.Abs);
            var eigenvalues = a.ToArray();
            Assert.Equal(EigenvalueOutcome.Converged, TridiagonalEigenvalues.Compute(eigenvalues, b.ToArray()));
            var gap = (2 * (n + 4) * Roundoff * norm) + 1e-250;
            for (var i = 0; i < n; i++)
            {
                Assert.True(CountBelow(a, b, eigenvalues[i] - gap) <= i, $"seed {seed}, draw {draw}, eigenvalue {i} is too large");
                Assert.True(CountBelow(a, b, eigenvalues[i] + gap) > i, $"seed {seed}, draw {draw}, eigenvalue {i} is too small");
            }
        }
    }

    [Fact] // Wilkinson's matrix of order 21: its largest eigenvalues agree to 14 digits (J. H. Wilkinson 1965, chapter 5, table 6)
    public void Wilkinson_matrix_keeps_its_pairs()
    {
        var eigenvalues = Solve([.. Enumerable.Range(-10, 21).Select(i => (double)Math.Abs(i))], [.. Enumerable.Repeat(1.0, 20)]);
        Assert.Equal(-1.125441522119985, eigenvalues[0], 3e-15);
        Assert.Equal(0.2538058170966772, eigenvalues[1], 3e-15);
        Assert.Equal(10.74619418290332, eigenvalues[19], 3e-14);
        Assert.Equal(10.74619418290339, eigenvalues[20], 3e-14);
        Assert.Equal(eigenvalues[19], eigenvalues[20], 1e-13);
    }

    [Theory] // hundreds of copies glued by tiny couplings: clusters that no bracket can separate; reference: the plain iteration
    [InlineData(1e-3)]
    [InlineData(1e-8)]
    [InlineData(1e-14)]
    [InlineData(1e-17)]
    public void Glued_matrices_have_clusters(double glue)
    {
        const int copies = 12;
        var a = Enumerable.Repeat(Enumerable.Range(-10, 21).Select(i => (double)Math.Abs(i)), copies).SelectMany(x => x).ToArray();
        var b = Enumerable.Range(1, a.Length - 1).Select(i => i % 21 == 0 ? glue : 1).ToArray();
        var expected = PlainEigenvalues.OfTridiagonal(a, b);
        Assert.All(expected.Zip(Solve(a.ToArray(), b)), pair => Assert.Equal(pair.First, pair.Second, a.Length * 10 * Roundoff));
    }

    [Theory] // entries that fall by powers of ten, either way; constant ones; and a multiple eigenvalue in every block
    [InlineData(1.0, 0.3, 0.3)]
    [InlineData(1.0, 0.3, 1e-9)]
    [InlineData(1e-30, 3.0, 1.0)]
    [InlineData(5.0, 1.0, 1e-20)]
    public void Graded_and_constant_matrices_agree_with_the_plain_iteration(double first, double ratio, double coupling)
    {
        const int n = 45;
        var a = Enumerable.Range(0, n).Select(i => first * Math.Pow(ratio, i)).ToArray();
        var b = Enumerable.Range(0, n - 1).Select(i => coupling * Math.Sqrt(Math.Abs(a[i] * a[i + 1]))).ToArray();
        var norm = a.Concat(b).Max(Math.Abs);
        var expected = PlainEigenvalues.OfTridiagonal(a, b);
        Assert.All(expected.Zip(Solve(a.ToArray(), b)), pair => Assert.Equal(pair.First, pair.Second, 32 * n * Roundoff * norm));
    }

    [Fact] // the stated accuracy, 16 2^-52 times the largest entry, whatever n: by counts of an independent sweep beside each eigenvalue
    public void Errors_do_not_grow_with_the_order()
    {
        var stream = new RandomStream(new StreamKey(20_260_103));
        foreach (var n in new[] { 3, 30, 300, 3000 })
        {
            var a = new double[n];
            var b = new double[n - 1];
            stream.FillNormal(a);
            stream.FillNormal(b);
            var gap = 16 * 2 * Roundoff * a.Concat(b).Max(Math.Abs);
            var eigenvalues = Solve(a.ToArray(), b.ToArray());
            for (var i = 0; i < n; i += 1 + (n / 100))
            {
                Assert.True(CountBelow(a, b, eigenvalues[i] - gap) <= i, $"order {n}, eigenvalue {i} is too large");
                Assert.True(CountBelow(a, b, eigenvalues[i] + gap) > i, $"order {n}, eigenvalue {i} is too small");
            }
        }
    }

    [Fact]
    public void Trace_and_sum_of_squares_are_kept()
    {
        const ulong seed = 20_260_102;
        var stream = new RandomStream(new StreamKey(seed), sample: 0);
        var a = new double[1210];
        var b = new double[1209];
        stream.FillNormal(a);
        stream.FillNormal(b);
        var trace = a.Sum();
        var squares = a.Sum(x => x * x) + (2 * b.Sum(x => x * x));
        TridiagonalEigenvalues.Compute(a, b);
        Assert.Equal(trace, a.Sum(), 1e-10);
        Assert.Equal(squares, a.Sum(x => x * x), 1e-11 * squares);
        Assert.True(a.Zip(a.Skip(1)).All(pair => pair.First <= pair.Second), $"seed {seed}: not ascending");
    }

    [Fact]
    public void Degenerate_cases_are_exact()
    {
        Assert.Equal(EigenvalueOutcome.Converged, TridiagonalEigenvalues.Compute([], []));
        Assert.Equal([-3.5], Solve([-3.5], []));
        Assert.Equal([0.0, 0.0, 0.0], Solve([0, 0, 0], [0, 0]));
        Assert.Equal([-1.0, 2.0, 2.0, 5.0], Solve([2, 5, -1, 2], [0, 0, 0]));
        Assert.Equal([-1.0, 1.0], Solve([0, 0], [1]));
        Assert.Equal([0.0, 2.0], Solve([1, 1], [1]));
        Assert.Equal([-1.0, 0.0, 1.0], Solve([0, 0, 0], [Math.Sqrt(0.5), Math.Sqrt(0.5)]).Select(x => Math.Round(x, 15) + 0.0));
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e300)]
    public void Extreme_scales_change_nothing_but_the_scale(double scale)
    {
        var expected = Solve([1, 2, 3, 4], [0.5, 0.25, 0.125]);
        var scaled = Solve([1 * scale, 2 * scale, 3 * scale, 4 * scale], [0.5 * scale, 0.25 * scale, 0.125 * scale]);
        for (var i = 0; i < 4; i++)
            Assert.Equal(expected[i], scaled[i] / scale, 1e-14);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Non_finite_entries_are_named(double bad)
    {
        double[] diagonal = [1, 2, 3];
        Assert.Equal(EigenvalueOutcome.NonFinite, TridiagonalEigenvalues.Compute(diagonal, [1, bad]));
        Assert.All(diagonal, x => Assert.True(double.IsNaN(x)));
    }

    [Fact]
    public void A_short_off_diagonal_is_refused() =>
        Assert.Throws<ArgumentException>(() => TridiagonalEigenvalues.Compute(new double[4], new double[2]));

    private static double[] Solve(double[] diagonal, double[] offDiagonal)
    {
        Assert.Equal(EigenvalueOutcome.Converged, TridiagonalEigenvalues.Compute(diagonal, offDiagonal));
        return diagonal;
    }

    private static int CountBelow(double[] a, double[] b, double shift)
    {
        var count = 0;
        var pivot = 1.0;
        for (var i = 0; i < a.Length; i++)
        {
            pivot = a[i] - shift - (i == 0 ? 0 : b[i - 1] * b[i - 1] / pivot);
            if (pivot == 0)
                pivot = -1e-300;
            if (pivot < 0)
                count++;
        }

        return count;
    }
}
