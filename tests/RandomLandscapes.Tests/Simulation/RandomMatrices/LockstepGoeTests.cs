using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.RandomMatrices;
using RandomLandscapes.Tests.Numerics.Randomness;
using RandomLandscapes.Tests.Statistics;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Simulation.RandomMatrices;

public sealed class LockstepGoeTests
{
    private const double FalseAlarm = 1e-7;
    private const int Draws = 200_000;
    private const double EulerGamma = 0.5772156649015329;

    [Theory] // the whole pass against the scalar map of the deviates and a scalar recursion, bit by bit
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(50)]
    public void Samples_have_the_bits_of_a_scalar_computation(int order)
    {
        var key = Key("lockstep bits");
        var sampler = new LockstepGoe(order);
        var (index, logs) = Draw(sampler, key, 5, 0.3, 20, purpose: 2);
        for (var i = 0; i < 20; i++)
        {
            double[] a = new double[order], squares = new double[order];
            for (var row = 0; row < order; row++)
                (a[row], squares[row], _) = ScalarDeviates.Row(key, 5 + (ulong)i, 2, (uint)row, order - 1 - row);
            Assert.Equal(ScalarPass(a, squares, 0.3, 0.5 * sampler.ErrorBound(0.3)), (index[i], logs[i]));
        }
    }

    [Fact] // any batch, any lane, shifts common or of each sample's own
    public void A_sample_is_the_same_bits_in_any_batch()
    {
        var key = Key("batches");
        var sampler = new LockstepGoe(37);
        var (index, logs) = Draw(sampler, key, 100, -0.4, 50);
        foreach (var (first, count) in new[] { (0, 1), (0, 8), (3, 9), (7, 1), (17, 33), (49, 1) })
        {
            var (part, partLogs) = Draw(sampler, key, 100 + (ulong)first, -0.4, count);
            Assert.Equal(index[first..(first + count)], part);
            Assert.Equal(logs[first..(first + count)], partLogs);

            int[] own = new int[count];
            double[] ownLogs = new double[count];
            sampler.Draw(key, 100 + (ulong)first, Enumerable.Repeat(-0.4, count).ToArray(), own, ownLogs);
            Assert.Equal(part, own);
            Assert.Equal(partLogs, ownLogs);
        }

        Assert.NotEqual(logs[0], Draw(sampler, key, 100, -0.4, 1, purpose: 1).Logs[0]);
    }

    [Theory] // two routes: the eigenvalues of the very matrix; own shifts; several levels
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(30)]
    [InlineData(123)]
    public void Index_determinant_and_counts_are_those_of_the_eigenvalues(int order)
    {
        const int samples = 60;
        var key = Key("eigenvalues");
        var sampler = new LockstepGoe(order);
        var shifts = new double[samples];
        TestSeed.Stream("shifts").FillNormal(shifts);
        var index = new int[samples];
        var logs = new double[samples];
        sampler.Draw(key, 0, shifts, index, logs);
        double[] levels = [-2, -1, -0.5, 0, 0.1, 0.2, 0.5, 1, 2, 40];
        var counts = new int[samples * levels.Length];
        sampler.CountBelow(key, 0, levels, counts);
        const double centre = 0.4;
        var (first, end) = (new int[samples], new int[samples]);
        sampler.CountWindows(key, 0, centre, shifts.Select(Math.Abs).ToArray(), first, end);
        for (var s = 0; s < samples; s++)
        {
            var eigenvalues = Eigenvalues(sampler, key, (ulong)s);
            Assert.Equal((eigenvalues.Count(l => l < centre - Math.Abs(shifts[s])), eigenvalues.Count(l => l < centre + Math.Abs(shifts[s]))), (first[s], end[s]));
            Assert.Equal(eigenvalues.Count(l => l + shifts[s] < 0), index[s]);
            var tolerance = 1e-12 + (2 * sampler.ErrorBound(shifts[s]) * eigenvalues.Sum(l => 1 / Math.Abs(l + shifts[s])));
            Assert.Equal(eigenvalues.Sum(l => Math.Log(Math.Abs(l + shifts[s]))), logs[s], tolerance);
            Assert.Equal(levels.Select(x => eigenvalues.Count(l => l < x)), counts[(s * levels.Length)..((s + 1) * levels.Length)]);
        }
    }

    [Fact] // a shift that puts an eigenvalue on zero, and ones that put it just outside the bound
    public void An_eigenvalue_within_its_bound_of_zero_is_undecided()
    {
        const int order = 25;
        var key = Key("undecided");
        var sampler = new LockstepGoe(order);
        for (ulong sample = 0; sample < 40; sample++)
        {
            var eigenvalues = Eigenvalues(sampler, key, sample);
            var j = (int)(sample % order);
            var bound = sampler.ErrorBound(eigenvalues[j]);
            Assert.InRange(bound, 1e-15, 1e-13);
            double[] shifts = [-eigenvalues[j], (2 * bound) - eigenvalues[j], (-2 * bound) - eigenvalues[j]];
            Assert.Equal([LockstepGoe.Undecided, j, j + 1], shifts.Select(s => Draw(sampler, key, sample, s, 1).Index[0]));
            Assert.True(double.IsFinite(Draw(sampler, key, sample, shifts[1], 1).Logs[0]));
        }
    }

    [Theory] // exact law, 200000 samples
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void Index_follows_the_exact_law_in_lockstep(int order)
    {
        var counts = IndexCounts(order, Draws);
        StatisticalAssert.Counts(counts, ExactIndexLaws.Goe(order).Probabilities, FalseAlarm);

        // Planted defects: independent signs; and the Hessian of a field at a random point, which has a common shift.
        StatisticalAssert.Rejects(() => StatisticalAssert.Counts(counts, ExactIndexLaws.CoinFlip(order).Probabilities, FalseAlarm));
        StatisticalAssert.Rejects(() => StatisticalAssert.Counts(counts, ExactIndexLaws.RandomPoint(order).Probabilities, FalseAlarm));
    }

    [Fact] // shifts of each sample's own: GOE(n) plus a common shift of variance 1/2
    public void Shifted_index_follows_the_law_at_a_random_point()
    {
        const int order = 5;
        var key = Key("random point");
        var deviates = new double[Draws];
        NormalDeviates.FillSample(Key("random point shifts"), 0, 0, deviates);
        int[] index = new int[Draws];
        new LockstepGoe(order).Draw(key, 0, Array.ConvertAll(deviates, z => Math.Sqrt(0.5) * z), index, new double[Draws]);
        StatisticalAssert.Counts(Tally(index, order), ExactIndexLaws.RandomPoint(order).Probabilities, FalseAlarm);

        // Planted defect: a shift of 6 % more deviation.
        new LockstepGoe(order).Draw(key, 0, Array.ConvertAll(deviates, z => 1.06 * Math.Sqrt(0.5) * z), index, new double[Draws]);
        StatisticalAssert.Rejects(() => StatisticalAssert.Counts(Tally(index, order), ExactIndexLaws.RandomPoint(order).Probabilities, FalseAlarm));
    }

    [Fact] // N = 20, 500 matrices; exact null law: chi-squared with 500 * 20 * 21 / 2 degrees of freedom
    public void Trace_of_square_follows_its_exact_law_in_lockstep()
    {
        StatisticalAssert.ChiSquared(TraceStatistic(1), 500 * 20 * 21 / 2, FalseAlarm);
        StatisticalAssert.Rejects(() => StatisticalAssert.ChiSquared(TraceStatistic(1.02), 500 * 20 * 21 / 2, FalseAlarm)); // planted defect: entries 2 % too large
    }

    [Fact] // E ln|z| = -(gamma + ln 2)/2; n = 2: from tr M and the eigenvalue gap, whose squares have gamma laws, with h = 1/sqrt 2
    public void Mean_logarithm_of_the_determinant_meets_its_closed_forms()
    {
        var h = Math.Sqrt(0.5);
        var two = -EulerGamma - Math.Log(2) + ((1 - h) * Math.Log(1 - h)) + ((1 + h) * Math.Log(1 + h));
        StatisticalAssert.Normal(MeanLogZ(1, -0.5 * (EulerGamma + Math.Log(2))), FalseAlarm);
        StatisticalAssert.Normal(MeanLogZ(2, two), FalseAlarm);
        StatisticalAssert.Rejects(() => StatisticalAssert.Normal(MeanLogZ(2, two + 0.015), FalseAlarm)); // planted defect: 1.5 % in |det|
    }

    [Fact] // two routes, n = 12: dense entries with all eigenvalues, 10000 matrices, against 200000 of the tridiagonal model
    public void Dense_and_lockstep_models_share_the_mean_log_determinant()
    {
        const int order = 12, samples = 10_000;
        var solver = new SymmetricEigenvalues(order);
        double[] matrix = new double[order * order], eigenvalues = new double[order], entries = new double[order * (order + 1) / 2], dense = new double[samples];
        for (var s = 0; s < samples; s++)
        {
            NormalDeviates.FillSample(Key("dense"), (ulong)s, 0, entries);
            var next = 0;
            for (var i = 0; i < order; i++)
            {
                for (var j = 0; j <= i; j++)
                    matrix[(i * order) + j] = matrix[(j * order) + i] = entries[next++] * (i == j ? 1 : Math.Sqrt(0.5));
            }

            Assert.Equal(EigenvalueOutcome.Converged, solver.Compute(matrix, eigenvalues));
            dense[s] = eigenvalues.Sum(l => Math.Log(Math.Abs(l + 0.3)));
        }

        StatisticalAssert.Normal(Difference(dense, Draw(new LockstepGoe(order), Key("lockstep 12"), 0, 0.3, Draws).Logs), FalseAlarm);
        StatisticalAssert.Rejects(() => StatisticalAssert.Normal( // planted defect: another shift
            Difference(dense, Draw(new LockstepGoe(order), Key("lockstep 12"), 0, 1.0, Draws).Logs), FalseAlarm));

        static double Difference(double[] x, double[] y) =>
            (x.Average() - y.Average()) / Math.Sqrt((Variance(x) / x.Length) + (Variance(y) / y.Length));
    }

    [Fact]
    public void Nothing_is_allocated_per_sample()
    {
        var sampler = new LockstepGoe(20);
        int[] index = new int[4000];
        double[] logs = new double[4000];
        double[] windows = new double[4000];
        sampler.Draw(new StreamKey(1), 0, 0, index.AsSpan(0, 8), logs.AsSpan(0, 8));
        var before = GC.GetAllocatedBytesForCurrentThread();
        sampler.Draw(new StreamKey(1), 0, 0.1, index, logs);
        sampler.Draw(new StreamKey(1), 0, logs, index, logs);
        sampler.CountBelow(new StreamKey(1), 0, [0, 1], index);
        sampler.CountWindows(new StreamKey(1), 0, 0, windows, index, index);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Mistaken_requests_are_refused()
    {
        var sampler = new LockstepGoe(3);
        var key = new StreamKey(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LockstepGoe(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LockstepGoe(LockstepGoe.LargestOrder + 1));
        Assert.Contains("Expected 5 entries, was 4", Assert.Throws<ArgumentException>(() => sampler.Draw(key, 0, 0, new int[5], new double[4])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => sampler.Draw(key, 0, new double[4], new int[5], new double[5]));
        Assert.Contains("1000000", Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Draw(key, 0, 1.01e6, new int[1], new double[1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Draw(key, 0, double.NaN, new int[1], new double[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.CountBelow(key, 0, [0, double.PositiveInfinity], new int[2]));
        Assert.Throws<ArgumentException>(() => sampler.CountBelow(key, 0, [0, 1], new int[3]));
        Assert.Throws<ArgumentException>(() => sampler.CountBelow(key, 0, [], new int[3]));
        Assert.Throws<ArgumentException>(() => sampler.CountWindows(key, 0, 0, new double[2], new int[2], new int[3]));
        Assert.Throws<ArgumentException>(() => sampler.CountWindows(key, 0, 0, new double[2], new int[1], new int[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.CountWindows(key, 0, 0, [double.NaN], new int[1], new int[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.CountWindows(key, 0, double.NaN, [1], new int[1], new int[1]));
        Assert.Throws<ArgumentException>(() => sampler.DrawMatrix(key, 0, new double[2], new double[2]));
        Assert.Throws<ArgumentException>(() => sampler.DrawMatrix(key, 0, new double[3], new double[3]));
    }

    // The recursion of BracketedSturm on one matrix, with its scaling every 16 rows, in plain arithmetic.
    private static (int Index, double Log) ScalarPass(double[] a, double[] squares, double shift, double halfWidth)
    {
        var (counts, minors, exponents) = (new int[2], new double[2], 0);
        for (var side = 0; side < 2; side++)
        {
            var level = side == 0 ? shift - halfWidth : shift + halfWidth;
            double before = 0, minor = 1, square = 0;
            for (var i = 0; i < a.Length; i++)
            {
                var next = Math.FusedMultiplyAdd(a[i] + level, minor, -(square * before));
                counts[side] += Math.Sign(next) == Math.Sign(minor) ? 0 : 1;
                (before, minor, square) = (minor, next, squares[i]);
                if (i % 16 == 15 || i == a.Length - 1)
                {
                    var scale = Math.ILogB(Math.Abs(minor) + Math.Abs(before));
                    (before, minor) = (Math.ScaleB(before, -scale), Math.ScaleB(minor, -scale));
                    exponents += scale;
                }
            }

            minors[side] = minor;
        }

        var log = RandomLandscapes.Numerics.Arithmetic.ElementaryFunctions.Log(Math.Abs(minors[0] * minors[1]));
        return (counts[0] == counts[1] ? counts[0] : LockstepGoe.Undecided, 0.5 * Math.FusedMultiplyAdd(exponents, Math.Log(2), log));
    }

    private static (int[] Index, double[] Logs) Draw(LockstepGoe sampler, StreamKey key, ulong first, double shift, int count, uint purpose = 0)
    {
        var (index, logs) = (new int[count], new double[count]);
        sampler.Draw(key, first, shift, index, logs, purpose);
        return (index, logs);
    }

    private static double[] Eigenvalues(LockstepGoe sampler, StreamKey key, ulong sample)
    {
        double[] diagonal = new double[sampler.Order], off = new double[sampler.Order - 1];
        sampler.DrawMatrix(key, sample, diagonal, off);
        Assert.Equal(EigenvalueOutcome.Converged, TridiagonalEigenvalues.Compute(diagonal, Array.ConvertAll(off, Math.Sqrt)));
        return diagonal;
    }

    private static long[] IndexCounts(int order, int samples) => Tally(Draw(new LockstepGoe(order), Key($"index {order}"), 0, 0, samples).Index, order);

    private static long[] Tally(int[] index, int order)
    {
        var counts = new long[order + 1];
        foreach (var k in index)
            counts[k]++; // an undecided sample would throw
        return counts;
    }

    private static double TraceStatistic(double scale)
    {
        var sampler = new LockstepGoe(20);
        double[] diagonal = new double[20], squares = new double[19];
        var sum = 0.0;
        for (ulong s = 0; s < 500; s++)
        {
            sampler.DrawMatrix(Key("trace"), s, diagonal, squares);
            sum += scale * scale * (diagonal.Sum(a => a * a) + (2 * squares.Sum()));
        }

        return sum;
    }

    private static double MeanLogZ(int order, double expected)
    {
        var logs = Draw(new LockstepGoe(order), Key($"mean log {order}"), 0, 0, 5 * Draws).Logs;
        return (logs.Average() - expected) / Math.Sqrt(Variance(logs) / logs.Length);
    }

    private static double Variance(double[] x)
    {
        var mean = x.Average();
        return x.Sum(v => (v - mean) * (v - mean)) / (x.Length - 1);
    }

    private static StreamKey Key(string test) => StreamKey.Derive(TestSeed.Root, "tests", test);
}
