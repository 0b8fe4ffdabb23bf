using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Tests.Numerics.LinearAlgebra;

public class InertiaSolverTests
{
    private const ulong Seed = 20_260_331;
    private static readonly string[] Regular = ["random", "shifted", "spiked", "wishart", "saddle", "graded", "tiny", "huge"];
    private static readonly string[] Singular = ["zero", "rank deficient", "rank one", "doubled row", "dead rows"];

    [Fact] // every order to 40 and some beyond, one kind a lane; reference: eigenvalues by plain loops
    public void Index_and_determinant_agree_with_eigenvalues()
    {
        var stream = new RandomStream(new StreamKey(Seed));
        foreach (var n in Enumerable.Range(1, 40).Concat([63, 64, 65, 66, 100]))
        {
            var matrices = Array.ConvertAll(Regular, kind => Matrix(stream, kind, n));
            var lanes = Lanes(matrices, n, out _);
            for (var lane = 0; lane < matrices.Length; lane++)
            {
                var largest = matrices[lane].Max(Math.Abs);
                var scaled = Array.ConvertAll(matrices[lane], x => x / largest); // the plain loops square
                var eigenvalues = Array.ConvertAll(PlainEigenvalues.OfSymmetric(scaled, n), x => x * largest);
                var single = new InertiaSolver(n).Compute(matrices[lane]);
                foreach (var result in new[] { single, lanes[lane] })
                {
                    var what = $"seed {Seed}, order {n}, {Regular[lane]}: {result}";
                    var smallest = eigenvalues.Min(Math.Abs);
                    if (Regular[lane] is "saddle" && n % 2 == 1)
                    {
                        Assert.True(result.Outcome == InertiaOutcome.Undecided && result.Counts.Undecided == 1, what);
                        continue;
                    }

                    Assert.True(result.Outcome == InertiaOutcome.Decided, what);
                    Assert.True(result.Index == eigenvalues.Count(x => x < 0) && result.Counts == new SymmetricInertia(result.Index, 0, n - result.Index), what);
                    Assert.Equal(eigenvalues.Aggregate(1, (sign, x) => sign * Math.Sign(x)), result.DeterminantSign);
                    var norm = RandomSymmetric.FrobeniusNorm(scaled) * largest;
                    var expected = eigenvalues.Sum(x => Math.Log(Math.Abs(x)));
                    var tolerance = 1e-15 * ((n * norm / smallest) + (10 * Math.Abs(expected)) + 100);
                    Assert.True(Math.Abs(expected - result.LogAbsDeterminant) <= tolerance, $"{what}, expected {expected:R} within {tolerance}");
                }
            }
        }
    }

    [Fact] // singular by construction: exactly the null space is undecided, whatever the rounding of the factors did
    public void Singular_matrices_are_undecided()
    {
        var stream = new RandomStream(new StreamKey(Seed), sample: 1);
        for (var n = 2; n <= 50; n += n < 12 ? 1 : 7)
        {
            var matrices = Array.ConvertAll(Singular, kind => Matrix(stream, kind, n));
            var lanes = Lanes(matrices, n, out var fallbacks);
            Assert.Equal(matrices.Length, fallbacks);
            for (var lane = 0; lane < matrices.Length; lane++)
            {
                var single = new InertiaSolver(n).Compute(matrices[lane]);
                var zeros = Singular[lane] switch { "zero" => n, "rank one" => n - 1, "rank deficient" => n - (n / 2), "doubled row" => 1, _ => 2 };
                foreach (var result in new[] { single, lanes[lane] })
                {
                    Assert.True(result.Outcome == InertiaOutcome.Undecided && result.Counts.Undecided == zeros, $"order {n}, {Singular[lane]}: {result}");
                    Assert.Equal((-1, 0, n), (result.Index, result.DeterminantSign, result.Counts.Order));
                    Assert.True(result.LogAbsDeterminant < -20 * zeros + (n * 5), $"order {n}, {Singular[lane]}: {result}");
                }
            }
        }
    }

    [Theory] // an eigenvalue planted inside the bound is undecided, one outside is not, on both sides of zero
    [InlineData(0.02, false)]
    [InlineData(-0.02, false)]
    [InlineData(3, true)]
    [InlineData(-3, true)]
    public void The_bound_is_where_it_says(double bounds, bool decided)
    {
        var stream = new RandomStream(new StreamKey(Seed), sample: 2);
        foreach (var n in new[] { 40, 100 })
        {
            var diagonal = new double[n * n];
            for (var i = 1; i < n; i++)
                diagonal[(i * n) + i] = stream.NextNormal() + (i % 2 == 0 ? 3 : -3);
            var bound = new InertiaSolver(n).Compute(diagonal).ErrorBound;
            diagonal[0] = bounds * bound;
            var m = RandomSymmetric.Conjugate(stream, diagonal, n);
            foreach (var result in new[] { new InertiaSolver(n).Compute(m), Lanes([m], n, out _)[0] })
            {
                Assert.Equal(decided ? InertiaOutcome.Decided : InertiaOutcome.Undecided, result.Outcome);
                Assert.Equal(((n - 1) / 2) + (n % 2 == 0 ? 1 : 0) + (decided && bounds < 0 ? 1 : 0), result.Counts.Negative);
                Assert.Equal(decided ? 0 : 1, result.Counts.Undecided);
            }
        }
    }

    [Fact] // without pivoting the growth decides: harmless pivots stay in the lanes, small ones are seen and leave them
    public void Growth_is_guarded()
    {
        foreach (var (pivot, alone) in new[] { (0.5, 0), (0.1, 0), (1e-4, 1), (1e-9, 1), (-1e-9, 1), (0.0, 1) })
        {
            var result = Lanes([[pivot, 0, 1, 1]], 2, out var fallbacks)[0];
            Assert.Equal((alone, InertiaOutcome.Decided, 1), (fallbacks, result.Outcome, result.Index));
            Assert.Equal(Math.Log(1 - pivot), result.LogAbsDeterminant, 1e-12);
        }

        Assert.Equal(InertiaOutcome.Decided, Lanes([[5]], 1, out var none)[0].Outcome);
        Assert.Equal(0, none);
    }

    [Fact] // a matrix gives the same bits in every lane, beside anything, and in a used workspace
    public void Lanes_do_not_see_each_other()
    {
        const int n = 30;
        var stream = new RandomStream(new StreamKey(Seed), sample: 3);
        double[] m = Matrix(stream, "random", n), nan = Matrix(stream, "random", n);
        nan[(7 * n) + 3] = double.NaN;
        double[] infinite = nan.ToArray(), saddle = Matrix(stream, "saddle", n);
        infinite[(7 * n) + 3] = double.NegativeInfinity;
        var solver = new LaneInertiaSolver(n);
        var expected = Run(solver, [m], n)[0];
        for (var lane = 0; lane < 8; lane++)
        {
            double[][] batch = [nan, saddle, infinite, new double[n * n], nan, saddle, infinite, nan];
            batch[lane] = m;
            var results = Run(solver, batch, n);
            Assert.Equal(expected, results[lane]);
            for (var other = 0; other < 8; other++)
                Assert.True(other == lane || batch[other] == saddle || results[other].Outcome == (other == 3 ? InertiaOutcome.Undecided : InertiaOutcome.NonFinite));
        }

        var nonFinite = new InertiaSolver(n).Compute(nan);
        Assert.Equal((InertiaOutcome.NonFinite, -1, 0, 0), (nonFinite.Outcome, nonFinite.Index, nonFinite.DeterminantSign, nonFinite.Counts.Order));
        Assert.True(double.IsNaN(nonFinite.LogAbsDeterminant) && double.IsNaN(nonFinite.ErrorBound));
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new InertiaSolver(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LaneInertiaSolver(0));
        Assert.Throws<ArgumentException>(() => new InertiaSolver(2).Compute(new double[3]));
        var lanes = new LaneInertiaSolver(2);
        Assert.Equal(24, lanes.BatchLength);
        Assert.Throws<ArgumentException>(() => lanes.Compute(new double[23], new InertiaResult[8]));
        Assert.Throws<ArgumentException>(() => lanes.Compute(new double[24], new InertiaResult[9]));
        Assert.Throws<ArgumentException>(() => lanes.Compute(new double[24], []));
    }

    private static InertiaResult[] Lanes(double[][] matrices, int n, out int fallbacks)
    {
        var solver = new LaneInertiaSolver(n);
        var results = Run(solver, matrices, n);
        fallbacks = (int)solver.Fallbacks;
        return results;
    }

    private static InertiaResult[] Run(LaneInertiaSolver solver, double[][] matrices, int n)
    {
        var batch = new double[solver.BatchLength];
        batch.AsSpan().Fill(double.NaN); // lanes without a result may hold anything
        for (var lane = 0; lane < matrices.Length; lane++)
        {
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j <= i; j++)
                    batch[LaneInertiaSolver.Offset(i, j) + lane] = matrices[lane][(i * n) + j];
            }
        }

        var results = new InertiaResult[matrices.Length];
        solver.Compute(batch, results);
        return results;
    }

    private static double[] Matrix(RandomStream stream, string kind, int n)
    {
        var m = RandomSymmetric.Draw(stream, n);
        switch (kind)
        {
            case "shifted":
                Entries((i, j) => m[(i * n) + j] + (i == j ? 0.8 * Math.Sqrt(n) : 0));
                break;
            case "spiked":
                Entries((i, j) => m[(i * n) + j] - 3);
                break;
            case "wishart" or "rank deficient": // of n + 5, or of n / 2 columns
                var columns = kind is "wishart" ? n + 5 : n / 2;
                var factor = new double[n * columns];
                stream.FillNormal(factor);
                Entries((i, j) => Enumerable.Range(0, columns).Sum(k => factor[(i * columns) + k] * factor[(j * columns) + k]));
                break;
            case "saddle": // a block of zeros on the diagonal, so the first pivot is zero
                Entries((i, j) => (i < n / 2) == (j < n / 2) ? 0 : m[(i * n) + j]);
                break;
            case "graded":
                Entries((i, j) => m[(i * n) + j] * Math.Pow(10, -3.0 * (i + j) / n));
                break;
            case "tiny" or "huge":
                Entries((i, j) => m[(i * n) + j] * (kind is "tiny" ? 1e-200 : 1e200));
                break;
            case "zero":
                Entries((_, _) => 0);
                break;
            case "rank one":
                Entries((i, j) => m[i] * m[j]);
                break;
            case "doubled row": // the last row and column repeat the first
                Entries((i, j) => m[((i == n - 1 ? 0 : i) * n) + (j == n - 1 ? 0 : j)]);
                break;
            case "dead rows":
                Entries((i, j) => i is 0 or 1 || j is 0 or 1 ? 0 : m[(i * n) + j]);
                break;
            default:
                break;
        }

        return m;

        void Entries(Func<int, int, double> entry)
        {
            var result = new double[n * n];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j <= i; j++)
                    result[(i * n) + j] = result[(j * n) + i] = entry(i, j);
            }

            m = result;
        }
    }
}
