using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Tests.Statistics;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Simulation.KacRice;

public sealed class OrderStatisticTests
{
    private const int Blocks = 40;

    [Theory] // witness (b) against witness (a): minima and the middle of the law, fields and glasses
    [InlineData("field", 1)]
    [InlineData("field", 4)]
    [InlineData("field", 10)]
    [InlineData("3-spin", 4)]
    [InlineData("3-spin", 12)]
    public void Weights_meet_the_exact_fractions(string model, int size)
    {
        var (order, rate, law) = Model(model, size);
        foreach (var k in new[] { 0, order / 2 })
            StatisticalAssert.Student(Fraction(order, rate, k, samples: 20_000), law.Probabilities[k], FalseAlarmTable.Standard);
    }

    [Fact] // planted defect: the field's rate with GOE(n) instead of GOE(n + 1), the shift forgotten
    public void Weights_test_detects_a_wrong_matrix_order() => StatisticalAssert.Rejects(() =>
        StatisticalAssert.Student(Fraction(4, OrderStatisticWeights.FieldRate, 0, samples: 20_000), ExactIndexLaws.IsotropicField(4).Probabilities[0], FalseAlarmTable.Standard));

    [Theory] // the counting route, which computes no eigenvalue
    [InlineData("field", 6, 0)]
    [InlineData("field", 12, 6)]
    [InlineData("3-spin", 8, 0)]
    [InlineData("3-spin", 20, 9)]
    public void Windows_meet_the_exact_fractions(string model, int size, int index)
    {
        var (order, rate, law) = Model(model, size);
        var window = new OrderStatisticWindow(order, rate);
        var blocks = Enumerable.Range(0, Blocks).Select(_ => new double[2]).ToList();
        for (var s = 0; s < 40_000; s++)
        {
            var (first, end) = window.Next(TestSeed.Stream($"window {model} {size}", (ulong)s));
            blocks[s % Blocks][0] += first <= index && index < end ? 1 : 0;
            blocks[s % Blocks][1] += end - first;
        }

        StatisticalAssert.Student(Jackknife.Compute(blocks, v => v[0] / v[1]), law.Probabilities[index], FalseAlarmTable.Standard);
    }

    [Theory] // the same eight at a time, with other numbers; 700 samples cross two batches of the buffer
    [InlineData("field", 6, 0)]
    [InlineData("field", 60, 28)]
    [InlineData("3-spin", 8, 0)]
    public void Lockstep_windows_meet_the_exact_fractions(string model, int size, int index)
    {
        var (order, rate, law) = Model(model, size);
        StatisticalAssert.Student(Fraction(new LockstepWindows(order, rate), $"{model} {size}", index), law.Probabilities[index], FalseAlarmTable.Standard / 10);
    }

    [Fact] // planted defect: windows of the 4-spin's rate
    public void Lockstep_windows_test_detects_a_wrong_rate()
    {
        var windows = new LockstepWindows(8, OrderStatisticWeights.SphericalRate(4));
        StatisticalAssert.Rejects(() => StatisticalAssert.Student(
            Fraction(windows, "planted", 0), ExactIndexLaws.SphericalPSpin(3, 8).Probabilities[0], FalseAlarmTable.Standard / 10));
    }

    [Fact]
    public void Lockstep_windows_do_not_depend_on_the_batch()
    {
        var windows = new LockstepWindows(20, OrderStatisticWeights.FieldRate);
        var key = StreamKey.Derive(TestSeed.Root, "windows", "batch");
        var (first, end) = (new int[700], new int[700]);
        windows.Draw(key, 5, first, end);
        var (one, oneEnd) = (new int[1], new int[1]);
        for (var s = 0; s < 700; s += 37)
        {
            windows.Draw(key, 5 + (ulong)s, one, oneEnd);
            Assert.Equal((first[s], end[s]), (one[0], oneEnd[0]));
        }

        Assert.Throws<ArgumentException>(() => windows.Draw(key, 0, new int[3], new int[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LockstepWindows(3, 1e-7));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LockstepWindows(0, 0.5));
    }

    [Fact] // trap 2: of 20000 Hessians weighted by |det| at n = 10 hardly one is positive definite, so the weighted mean of the minima
    // rests on nothing, while the order statistics of as many draws have thousands of effective samples there
    public void Determinant_weights_hardly_ever_see_a_minimum()
    {
        const int n = 10, samples = 20_000;
        var sampler = new RandomLandscapes.Simulation.RandomMatrices.GoeIndexSampler(n);
        var minima = 0;
        for (var s = 0; s < samples; s++)
        {
            var stream = TestSeed.Stream("determinant", (ulong)s);
            minima += sampler.Next(stream, Math.Sqrt(0.5) * stream.NextNormal()) == 0 ? 1 : 0;
        }

        StatisticalAssert.Binomial(minima, samples, ExactIndexLaws.RandomPoint(n).Probabilities[0], FalseAlarmTable.Standard);
        Assert.InRange(minima, 0, 10); // follows from the line above: mean 0.34
        var weights = new OrderStatisticWeights(n + 1, OrderStatisticWeights.FieldRate);
        var all = new double[n + 1];
        double sum = 0, squares = 0;
        for (var s = 0; s < samples; s++)
        {
            weights.Next(TestSeed.Stream("effective", (ulong)s), all);
            sum += all[0];
            squares += all[0] * all[0];
        }

        // About 2200; ten standard errors of this ratio are well above 1000.
        Assert.InRange(sum * sum / squares, 1000, samples);
    }

    [Fact]
    public void Spherical_rate_is_the_published_exponent()
    {
        // (p - 2) / (4 p) on GOE1 eigenvalues is twice that on ours, which are smaller by sqrt 2.
        Assert.Equal(1.0 / 6, OrderStatisticWeights.SphericalRate(3), 1e-16);
        Assert.Equal(0.25, OrderStatisticWeights.SphericalRate(4), 1e-16);
        Assert.Equal(0, OrderStatisticWeights.SphericalRate(2));
    }

    private static (int Order, double Rate, IndexLaw Law) Model(string model, int size) => model == "field"
        ? (size + 1, OrderStatisticWeights.FieldRate, ExactIndexLaws.IsotropicField(size))
        : (size, OrderStatisticWeights.SphericalRate(3), ExactIndexLaws.SphericalPSpin(3, size));

    private static Estimate Fraction(LockstepWindows windows, string cell, int k)
    {
        const int perBlock = 2_500;
        var (first, end) = (new int[perBlock], new int[perBlock]);
        var key = StreamKey.Derive(TestSeed.Root, "lockstep windows", cell);
        return Jackknife.Compute(
            [.. Enumerable.Range(0, Blocks).Select(b =>
            {
                windows.Draw(key, (ulong)(b * perBlock), first, end);
                return new double[] { first.Zip(end).Count(w => w.First <= k && k < w.Second), end.Sum() - first.Sum() };
            })],
            v => v[0] / v[1]);
    }

    private static Estimate Fraction(int order, double rate, int k, int samples)
    {
        var sampler = new OrderStatisticWeights(order, rate);
        var weights = new double[order];
        var blocks = Enumerable.Range(0, Blocks).Select(_ => new double[2]).ToList();
        for (var s = 0; s < samples; s++)
        {
            sampler.Next(TestSeed.Stream($"weights {order} {rate}", (ulong)s), weights);
            blocks[s % Blocks][0] += weights[k];
            blocks[s % Blocks][1] += weights.Sum();
        }

        return Jackknife.Compute(blocks, v => v[0] / v[1]);
    }
}
