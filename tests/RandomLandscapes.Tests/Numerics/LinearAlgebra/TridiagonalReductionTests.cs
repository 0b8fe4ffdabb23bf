using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Tests.Numerics.LinearAlgebra;

public class TridiagonalReductionTests
{
    private const ulong Seed = 20_260_301;

    public static TheoryData<string> Kinds => ["random", "graded", "clustered", "rank one", "banded", "zero", "diagonal"];

    [Theory] // every order to 70, so every remainder of the panels of 16, and the bulge's last steps; reference: plain loops
    [MemberData(nameof(Kinds))]
    public void Both_methods_keep_the_spectrum(string kind)
    {
        var stream = new RandomStream(new StreamKey(Seed));
        for (var n = 1; n <= 70; n += kind is "random" ? 1 : 3)
        {
            var m = Matrix(stream, kind, n);
            var expected = PlainEigenvalues.OfSymmetric(m, n);
            var bound = SymmetricEigenvalues.ErrorBound(n, RandomSymmetric.FrobeniusNorm(m));
            foreach (var twoStages in new[] { false, true })
            {
                var actual = Spectrum(m, n, twoStages);
                for (var i = 0; i < n; i++)
                    Assert.True(Math.Abs(expected[i] - actual[i]) <= bound, $"{kind}, order {n}, two stages {twoStages}, eigenvalue {i}: {expected[i]:R} and {actual[i]:R}");
            }
        }
    }

    [Theory] // around the slabs and chunks of the products; two methods that share only the tridiagonal solver
    [InlineData(129)]
    [InlineData(208)]
    [InlineData(331)]
    public void Both_methods_agree_within_a_tenth_of_the_bound(int n)
    {
        var m = RandomSymmetric.Draw(new RandomStream(new StreamKey(Seed), sample: (ulong)n), n);
        var bound = SymmetricEigenvalues.ErrorBound(n, RandomSymmetric.FrobeniusNorm(m));
        var difference = Spectrum(m, n, twoStages: false).Zip(Spectrum(m, n, twoStages: true)).Max(pair => Math.Abs(pair.First - pair.Second));
        Assert.True(difference <= 0.1 * bound, $"difference {difference}, bound {bound}");
    }

    [Fact] // the band in between has the same spectrum, and is a band
    public void The_first_stage_leaves_a_band()
    {
        const int n = 75, width = BandReduction.Width;
        var m = RandomSymmetric.Draw(new RandomStream(new StreamKey(Seed), sample: 75), n);
        var reduction = new BandReduction(n);
        LowerTriangle.Copy(m, n, 1, reduction.Matrix);
        var storage = new double[BulgeChasing.StorageLength(n)];
        reduction.Reduce(storage);
        var band = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = Math.Max(0, i - width); j <= i; j++)
                band[(i * n) + j] = band[(j * n) + i] = storage[BulgeChasing.Offset(i, j)];
        }

        Assert.Equal(storage.Count(x => x != 0), Enumerable.Range(0, n).Sum(i => Math.Min(i, width) + 1));
        var bound = SymmetricEigenvalues.ErrorBound(n, RandomSymmetric.FrobeniusNorm(m));
        Assert.All(PlainEigenvalues.OfSymmetric(m, n).Zip(PlainEigenvalues.OfSymmetric(band, n)), pair => Assert.Equal(pair.First, pair.Second, bound));
    }

    [Fact] // a workspace carries nothing over
    public void Workspaces_are_reusable()
    {
        const int n = 50;
        var stream = new RandomStream(new StreamKey(Seed), sample: 50);
        double[] m = RandomSymmetric.Draw(stream, n), other = RandomSymmetric.Draw(stream, n), zero = new double[n * n];
        foreach (var twoStages in new[] { false, true })
        {
            var reduction = new TridiagonalReduction(n, twoStages);
            var expected = Reduce(reduction, m);
            Assert.NotEqual(expected, Reduce(reduction, other));
            Assert.All(Reduce(reduction, zero), x => Assert.Equal(0, x));
            Assert.Equal(expected, Reduce(reduction, m));
        }

        static double[] Reduce(TridiagonalReduction reduction, double[] m)
        {
            var numbers = new double[(2 * n) - 1];
            reduction.Reduce(m, 1, numbers.AsSpan(0, n), numbers.AsSpan(n));
            return numbers;
        }
    }

    [Fact] // one stored hash for every machine, vector width and build, over all dense kernels
    public void Bits_do_not_depend_on_the_machine()
    {
        const int n = 60;
        var m = RandomSymmetric.Draw(new RandomStream(new StreamKey(Seed), sample: 60), n);
        var numbers = new List<double>();
        foreach (var twoStages in new[] { false, true })
            numbers.AddRange(Spectrum(m, n, twoStages));
        double[] eigenvalues = new double[n], vectors = new double[n * n], product = new double[n * n], batch = new double[LaneInertiaSolver.Offset(n, 0)];
        new SymmetricEigenvectors(n).Compute(m, eigenvalues, vectors);
        new MatrixProduct().Multiply(n, n, n, -0.3, m, n, vectors, n, product, n);
        for (var i = 0; i < batch.Length; i++)
            batch[i] = m[i * 31 % (n * n)];
        var results = new InertiaResult[8];
        new LaneInertiaSolver(n).Compute(batch, results);
        numbers.AddRange([.. eigenvalues, .. vectors, .. product, .. results.Select(r => r.LogAbsDeterminant), .. results.Select(r => r.ErrorBound), .. results.Select(r => (double)r.Index)]);
        var hash = numbers.Aggregate(14695981039346656037UL, (h, x) => unchecked((h ^ BitConverter.DoubleToUInt64Bits(x)) * 1099511628211UL));
        Assert.Equal(14178328238122926247UL, hash);
    }

    private static double[] Spectrum(double[] m, int n, bool twoStages)
    {
        double[] diagonal = new double[n], offDiagonal = new double[n];
        new TridiagonalReduction(n, twoStages).Reduce(m, 1, diagonal, offDiagonal);
        Assert.Equal(EigenvalueOutcome.Converged, TridiagonalEigenvalues.Compute(diagonal, offDiagonal));
        return diagonal;
    }

    private static double[] Matrix(RandomStream stream, string kind, int n)
    {
        var m = RandomSymmetric.Draw(stream, n);
        switch (kind)
        {
            case "graded": // entries from 1 to 1e-12, the large ones at the wrong end for one method and the right end for the other
                for (var i = 0; i < n * n; i++)
                    m[i] *= Math.Pow(10, -6.0 * ((i / n) + (i % n)) / n);
                break;
            case "clustered": // three values, hidden by a rotation
                m.AsSpan().Clear();
                for (var i = 0; i < n; i++)
                    m[(i * n) + i] = (i % 3) - 1;
                m = RandomSymmetric.Conjugate(stream, m, n);
                break;
            case "rank one":
                var u = m[..n];
                for (var i = 0; i < n * n; i++)
                    m[i] = u[i / n] * u[i % n];
                break;
            case "banded":
                for (var i = 0; i < n * n; i++)
                    m[i] *= Math.Abs((i / n) - (i % n)) <= 2 ? 1 : 0;
                break;
            case "zero":
                m.AsSpan().Clear();
                break;
            case "diagonal":
                for (var i = 0; i < n * n; i++)
                    m[i] *= i / n == i % n ? 1 : 0;
                break;
            default:
                break;
        }

        return m;
    }
}
