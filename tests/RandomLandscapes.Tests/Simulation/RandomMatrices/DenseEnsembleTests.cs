using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.RandomMatrices;
using RandomLandscapes.Tests.Statistics;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Simulation.RandomMatrices;

public sealed class DenseEnsembleTests
{
    private const double FalseAlarm = 1e-7;
    private const int Order = 20;
    private const int Draws = 200;
    private const int Degrees = Draws * Order * (Order + 1) / 2;

    [Fact] // n = 20, 200 draws of variance 0.3 with shift 0.7; exact null law
    public void Trace_of_square_of_Wigner_follows_its_exact_law() =>
        StatisticalAssert.ChiSquared(TraceOfSquare(new WignerEnsemble(Order, 0.3, 0.7), 0.3, 0.7), Degrees, FalseAlarm);

    [Theory] // planted defects: a variance off by 10 % (the smallest always caught is about 6 %), and a shift that was forgotten
    [InlineData(0.33, 0.7)]
    [InlineData(0.3, 0)]
    public void Trace_of_square_of_Wigner_detects_wrong_parameters(double variance, double shift) => StatisticalAssert.Rejects(() =>
        StatisticalAssert.ChiSquared(TraceOfSquare(new WignerEnsemble(Order, variance, shift), 0.3, 0.7), Degrees, FalseAlarm));

    [Fact] // 100 draws of n = 20, m = 30: m tr H has 60 000 degrees of freedom
    public void Trace_of_Wishart_follows_its_exact_law() =>
        StatisticalAssert.ChiSquared(30 * TraceOfWishart(30), 100 * Order * 30, FalseAlarm);

    [Fact] // planted defect: divided by the number of rows
    public void Trace_of_Wishart_detects_a_wrong_normalisation() => StatisticalAssert.Rejects(() =>
        StatisticalAssert.ChiSquared(Order * TraceOfWishart(30), 100 * Order * 30, FalseAlarm));

    [Theory] // E tr H and E tr H^2 in closed form, 4000 draws each
    [InlineData("goe")]
    [InlineData("spiked")]
    [InlineData("wishart")]
    [InlineData("wishart-wigner")]
    public void Moments_meet_their_closed_forms(string kind)
    {
        var (ensemble, first, second) = Case(kind, 10);
        StatisticalAssert.Student(Moment(ensemble, kind, square: false), first, FalseAlarm);
        StatisticalAssert.Student(Moment(ensemble, kind, square: true), second, FalseAlarm);
    }

    [Theory] // planted defects: the closed form of a diagonal variance 2 eps / n, of n + m instead of n + m + 1, and without the spike
    [InlineData("wishart-wigner", 2.0)]
    [InlineData("wishart", 0.5)]
    [InlineData("spiked", 9.0)]
    public void Moments_detect_a_wrong_closed_form(string kind, double defect)
    {
        var (ensemble, _, second) = Case(kind, 10);
        StatisticalAssert.Rejects(() => StatisticalAssert.Student(Moment(ensemble, kind, square: true), second - defect, FalseAlarm));
    }

    [Fact] // the outlier of a spike of twice the critical strength, up to 0.1 for the finite order; the bulk ends 5 below
    public void Strong_spike_leaves_the_bulk()
    {
        const int n = 200, draws = 30;
        var ensemble = new SpikedGoe(n, 20);
        var largest = new double[draws];
        var matrix = new double[n * n];
        var eigenvalues = new double[n];
        var solver = new SymmetricEigenvalues(n);
        for (var i = 0; i < draws; i++)
        {
            ensemble.Draw(Key("spike"), (ulong)i, matrix);
            Assert.Equal(EigenvalueOutcome.Converged, solver.Compute(matrix, eigenvalues));
            largest[i] = eigenvalues[^1];
            Assert.InRange(eigenvalues[^2], 17, 22);
        }

        var estimate = Mean(largest);
        StatisticalAssert.Student(estimate, Math.Clamp(estimate.Value, 24.9, 25.1), FalseAlarm);
    }

    [Theory] // two routes: dense entries and LDL^T against exact theory of GOE
    [InlineData(2)]
    [InlineData(6)]
    public void Dense_index_follows_the_exact_law(int n) =>
        StatisticalAssert.Counts(IndexCounts(WignerEnsemble.Goe(n), 40_000), ExactIndexLaws.Goe(n).Probabilities, FalseAlarm);

    [Fact] // planted defect: a shift of a twentieth of the edge
    public void Dense_index_detects_a_shift() => StatisticalAssert.Rejects(() =>
        StatisticalAssert.Counts(IndexCounts(WignerEnsemble.Goe(6, 0.17), 40_000), ExactIndexLaws.Goe(6).Probabilities, FalseAlarm));

    [Fact] // two routes: ln |det| of dense matrices and of the tridiagonal model, n = 20, s = 0.3
    public void Dense_and_tridiagonal_determinants_share_their_mean()
    {
        const int samples = 8000;
        var tridiagonal = new double[samples];
        new LockstepGoe(Order).Draw(Key("tridiagonal determinant"), 0, 0.3, new int[samples], tridiagonal);
        var (t, d) = (Mean(tridiagonal), Mean(LogDeterminants(0.3)));
        var error = Math.Sqrt((t.StandardError * t.StandardError) + (d.StandardError * d.StandardError));
        StatisticalAssert.Normal((t.Value - d.Value) / error, FalseAlarm);
        var wrong = Mean(LogDeterminants(2)); // planted defect
        StatisticalAssert.Rejects(() => StatisticalAssert.Normal((t.Value - wrong.Value) / error, FalseAlarm));

        static double[] LogDeterminants(double shift)
        {
            var results = new InertiaResult[samples];
            new DenseInertiaSampler(WignerEnsemble.Goe(Order, shift)).Draw(Key("dense determinant"), 0, results);
            return Array.ConvertAll(results, r => r.LogAbsDeterminant);
        }
    }

    [Theory] // two witnesses: the theory's limit, and matrices; between them a bias of 0.04/n to 0.25/n (0.15, 0.10 and 0.06 by 20 000 matrices of order 20 to 200)
    [InlineData(0.25, 0.1, 0.0548, 0.0004)]
    [InlineData(0.5, 0.2, 0.1702, 0.0003)]
    [InlineData(0.5, 1, 0.3048, 0.0003)]
    public void Index_fraction_of_Wishart_plus_Wigner_tends_to_its_limit(double phi, double epsilon, double published, double error)
    {
        var limit = new WishartWigner(phi, epsilon).IndexFraction();
        foreach (var (n, samples) in SlowTier ? new[] { (100, 4000), (1000, 60) } : [(100, 400)])
        {
            var estimate = IndexFraction(n, phi, epsilon, samples);
            StatisticalAssert.Student(estimate, Math.Clamp(estimate.Value, limit + (0.04 / n), limit + (0.25 / n)), FalseAlarm);
            if (n == 1000)
                StatisticalAssert.Normal((estimate.Value - published) / Math.Sqrt((estimate.StandardError * estimate.StandardError) + (error * error)), FalseAlarm);
        }
    }

    [Fact] // planted defect: the diagonal convention of variance eps / n off the diagonal
    public void Index_fraction_detects_half_the_variance()
    {
        var estimate = IndexFraction(100, 0.25, 0.05, 400);
        StatisticalAssert.Rejects(() => StatisticalAssert.Student(estimate, new WishartWigner(0.25, 0.1).IndexFraction() + 0.0004, FalseAlarm));
    }

    [Theory] // to the bit: eight at a time or alone, in any order, from a used instance; and the purposes are apart
    [InlineData("goe")]
    [InlineData("spiked")]
    [InlineData("wishart")]
    [InlineData("wishart-wigner")]
    public void Samples_do_not_depend_on_the_batch(string kind)
    {
        const int n = 13;
        var (ensemble, _, _) = Case(kind, n);
        var batch = new double[LaneInertiaSolver.Offset(n, 0)];
        ensemble.DrawLanes(Key("batch"), 1000, batch, purpose: 3);
        var matrix = new double[n * n];
        for (var lane = 7; lane >= 0; lane--)
        {
            ensemble.Draw(Key("batch"), 1000 + (ulong)lane, matrix, purpose: 3);
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j <= i; j++)
                    Assert.Equal(matrix[(i * n) + j], batch[LaneInertiaSolver.Offset(i, j) + lane]);
            }
        }

        var other = matrix.ToArray();
        ensemble.Draw(Key("batch"), 1000, other, purpose: 3 + ensemble.Purposes);
        Assert.NotEqual(matrix[0], other[0]);

        var sampler = new DenseInertiaSampler(ensemble);
        InertiaResult[] all = new InertiaResult[21], some = new InertiaResult[5];
        sampler.Draw(Key("batch"), 50, all);
        sampler.Draw(Key("batch"), 61, some);
        Assert.Equal(all.AsSpan(11, 5).ToArray(), some);
    }

    [Fact] // beyond the order of lanes the sampler works one by one: same matrices, same index
    public void Large_orders_are_sampled_one_by_one()
    {
        const int n = DenseInertiaSampler.LargestLaneOrder + 3;
        var ensemble = WignerEnsemble.Goe(n, 0.3);
        var results = new InertiaResult[2];
        new DenseInertiaSampler(ensemble).Draw(Key("large"), 7, results);
        var matrix = new double[n * n];
        for (var i = 0; i < 2; i++)
        {
            ensemble.Draw(Key("large"), 7 + (ulong)i, matrix);
            var batch = new double[LaneInertiaSolver.Offset(n, 0)];
            ensemble.DrawLanes(Key("large"), 7 + (ulong)i, batch);
            var lane = new InertiaResult[1];
            new LaneInertiaSolver(n).Compute(batch, lane);
            Assert.Equal(new InertiaSolver(n).Compute(matrix), results[i]);
            Assert.Equal(lane[0].Counts, results[i].Counts);
            Assert.Equal(lane[0].LogAbsDeterminant, results[i].LogAbsDeterminant, 1e-6);
        }
    }

    [Fact]
    public void Wrong_parameters_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WignerEnsemble.Goe(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WignerEnsemble(3, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WignerEnsemble(3, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WignerEnsemble(3, 1, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpikedGoe(3, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WishartEnsemble(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WishartWignerEnsemble(3, 3, -0.1));
        Assert.Throws<ArgumentException>(() => WignerEnsemble.Goe(3).Draw(default, 0, new double[8]));
        Assert.Throws<ArgumentException>(() => WignerEnsemble.Goe(3).DrawLanes(default, 0, new double[47]));
        Assert.Throws<ArgumentNullException>(() => new DenseInertiaSampler(null!));
    }

    private static bool SlowTier => Environment.GetEnvironmentVariable(TestSeed.Variable) is not null;

    private static StreamKey Key(string test) => StreamKey.Derive(TestSeed.Root, "tests", test);

    private static (DenseEnsemble Ensemble, double First, double Second) Case(string kind, int n) => kind switch
    {
        "goe" => (WignerEnsemble.Goe(n, 0.3), 0.3 * n, (0.5 * n * (n + 1)) + (0.09 * n)),
        "spiked" => (new SpikedGoe(n, 3), 3, (0.5 * n * (n + 1)) + 9),
        "wishart" => (new WishartEnsemble(n, 20), n, n * (n + 21) / 20.0),
        _ => (new WishartWignerEnsemble(n, 20, 1), n, (n * (n + 21) / 20.0) + (2 * (n + 1))),
    };

    private static Estimate Moment(DenseEnsemble ensemble, string name, bool square)
    {
        var n = ensemble.Order;
        var matrix = new double[n * n];
        var values = new double[4000];
        for (var s = 0; s < values.Length; s++)
        {
            ensemble.Draw(Key($"moments {name}"), (ulong)s, matrix);
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    var x = matrix[(i * n) + j];
                    values[s] += square ? (i == j ? 1 : 2) * x * x : i == j ? x : 0;
                }
            }
        }

        return Mean(values);
    }

    private static Estimate Mean(double[] values)
    {
        var mean = values.Average();
        return new Estimate(mean, Math.Sqrt(values.Sum(x => (x - mean) * (x - mean)) / (values.Length - 1.0) / values.Length), values.Length - 1);
    }

    private static double TraceOfSquare(WignerEnsemble ensemble, double variance, double shift)
    {
        var matrix = new double[Order * Order];
        var sum = 0.0;
        for (var s = 0; s < Draws; s++)
        {
            ensemble.Draw(Key("trace of square"), (ulong)s, matrix);
            for (var i = 0; i < Order; i++)
            {
                for (var j = 0; j <= i; j++)
                    sum += Math.Pow(matrix[(i * Order) + j] - (i == j ? shift : 0), 2) * (i == j ? 0.5 : 1) / variance;
            }
        }

        return sum;
    }

    private static double TraceOfWishart(int columns)
    {
        var ensemble = new WishartEnsemble(Order, columns);
        var matrix = new double[Order * Order];
        var sum = 0.0;
        for (var s = 0; s < 100; s++)
        {
            ensemble.Draw(Key("trace of Wishart"), (ulong)s, matrix);
            sum += Enumerable.Range(0, Order).Sum(i => matrix[(i * Order) + i]);
        }

        return sum;
    }

    private static long[] IndexCounts(DenseEnsemble ensemble, int samples)
    {
        var results = new InertiaResult[samples];
        new DenseInertiaSampler(ensemble).Draw(Key($"dense index {ensemble.Order}"), 0, results);
        Assert.All(results, r => Assert.Equal(InertiaOutcome.Decided, r.Outcome));
        return [.. Enumerable.Range(0, ensemble.Order + 1).Select(k => results.LongCount(r => r.Index == k))];
    }

    private static Estimate IndexFraction(int n, double phi, double epsilon, int samples)
    {
        var results = new InertiaResult[samples];
        new DenseInertiaSampler(new WishartWignerEnsemble(n, (int)(n / phi), epsilon)).Draw(Key($"fraction {phi} {epsilon}"), 0, results);
        Assert.All(results, r => Assert.Equal(InertiaOutcome.Decided, r.Outcome));
        return Mean(Array.ConvertAll(results, r => r.Index / (double)n));
    }
}
