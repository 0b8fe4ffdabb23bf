using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.RandomMatrices;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.RandomMatrices;

public sealed class BracketedSturmTests
{
    private const int Undecided = -7;

    [Fact] // eigenvalues of the second-difference matrix are 2 - 2 cos(j pi / (n + 1)): its minors vanish exactly at shift -2, from the first on
    public void Vanishing_minors_are_survived()
    {
        for (var n = 1; n <= 80; n++)
        {
            var a = Enumerable.Repeat(2.0, n).ToArray();
            var squares = Enumerable.Repeat(1.0, n).ToArray();
            var singular = n % 2 == 1; // the middle eigenvalue is 2
            var bound = 1e-13;
            Assert.Equal(singular ? Undecided : n / 2, Index(a, squares, -2, bound));
            Assert.Equal(n / 2, Index(a, squares, -2 + (3 * bound), bound));
            Assert.Equal((n + 1) / 2, Index(a, squares, -2 - (3 * bound), bound));

            // ln|det(T - 2 I)| of even n: the determinant is +-1.
            if (!singular)
                Assert.Equal(0, Log(a, squares, -2, bound), 1e-11);
        }
    }

    [Fact] // a bracket around each eigenvalue is undecided, one beside it is right; orders 1..40, shifts and scales of all sizes
    public void Brackets_hold_the_eigenvalue_or_prove_the_index()
    {
        for (var repetition = 0; repetition < 300; repetition++)
        {
            var stream = TestSeed.Stream("brackets", (ulong)repetition);
            var n = 1 + stream.NextInt32(40);
            var scale = Math.ScaleB(1, stream.NextInt32(13) - 6);
            var (a, b) = Draw(stream, n, scale);
            var squares = Array.ConvertAll(b, x => x * x);
            var eigenvalues = Eigenvalues(a, b);
            var width = 64 * 1.1e-16 * (n + 4) * (a.Concat(b).Max(Math.Abs) + 1e-3);
            var j = stream.NextInt32(n);
            Assert.Equal(Undecided, Index(a, squares, -eigenvalues[j], width));
            foreach (var offset in new[] { -3 * width, 3 * width })
            {
                var shift = offset - eigenvalues[j];
                if (eigenvalues.All(l => Math.Abs(l + shift) > 2 * width))
                    Assert.Equal(eigenvalues.Count(l => l + shift < 0), Index(a, squares, shift, width));
            }
        }
    }

    [Fact] // two routes: the product of the eigenvalues; the error is that of the eigenvalues, relative to their distance from zero
    public void Logarithm_of_the_determinant_is_that_of_the_eigenvalues()
    {
        for (var repetition = 0; repetition < 300; repetition++)
        {
            var stream = TestSeed.Stream("log determinant", (ulong)repetition);
            var n = 1 + stream.NextInt32(60);
            var (a, b) = Draw(stream, n, 1);
            var shift = 2 * stream.NextNormal();
            var eigenvalues = Eigenvalues(a, b);
            var tolerance = 1e-13 + (1e-14 * eigenvalues.Sum(l => 1 / Math.Abs(l + shift)));
            Assert.Equal(eigenvalues.Sum(l => Math.Log(Math.Abs(l + shift))), Log(a, Array.ConvertAll(b, x => x * x), shift, 1e-15), tolerance);
        }
    }

    [Fact] // the largest entries a matrix of a million rows may have, and the smallest: no minor overflows or vanishes within a chunk
    public void Minors_stay_in_range()
    {
        foreach (var (entry, square) in new[] { (1e6, 5e5), (9.4, 6e5), (1e-6, 1e-12), (0.0, 1e-30) })
        {
            var a = Enumerable.Repeat(entry, 400).ToArray();
            var squares = Enumerable.Repeat(square, 400).ToArray();
            // det = the Chebyshev polynomial of the second kind: sin((n + 1) t) / sin t times square^(n / 2), 2 cos t = entry / sqrt(square).
            var half = 0.5 * entry / Math.Sqrt(square);
            var exact = half > 1
                ? LogRatio(401 * Math.Acosh(half)) - LogRatio(Math.Acosh(half))
                : Math.Log(Math.Abs(Math.Sin(401 * Math.Acos(half)) / Math.Sin(Math.Acos(half))));
            Assert.Equal(exact + (200 * Math.Log(square)), Log(a, squares, 0, 1e-25), 1e-9);
        }

        static double LogRatio(double x) => x + Math.Log(0.5 * (1 - Math.Exp(-2 * x))); // ln sinh
    }

    private static (double[] A, double[] B) Draw(RandomStream stream, int n, double scale)
    {
        double[] a = new double[n], b = new double[n];
        stream.FillNormal(a);
        stream.FillNormal(b);
        return (Array.ConvertAll(a, x => scale * x), Array.ConvertAll(b, x => scale * x));
    }

    private static double[] Eigenvalues(double[] a, double[] b)
    {
        double[] values = [.. a], off = [.. b];
        Assert.Equal(EigenvalueOutcome.Converged, TridiagonalEigenvalues.Compute(values, off));
        return values;
    }

    private static int Index(double[] a, double[] squares, double shift, double bound) => (int)Run(a, squares, shift, bound).Index(Undecided)[3];

    private static double Log(double[] a, double[] squares, double shift, double bound) => Run(a, squares, shift, bound).LogAbsDeterminant()[3];

    private static BracketedSturm Run(double[] a, double[] squares, double shift, double bound)
    {
        var sturm = new BracketedSturm(Vector512.Create(shift), Vector512.Create(bound));
        var (diagonal, off) = (Array.ConvertAll(a, Vector512.Create), Array.ConvertAll(squares, Vector512.Create));
        for (var row = 0; row < a.Length; row += 16)
        {
            var rows = Math.Min(16, a.Length - row);
            sturm.Advance(diagonal.AsSpan(row, rows), off.AsSpan(row, rows));
        }

        return sturm;
    }
}
