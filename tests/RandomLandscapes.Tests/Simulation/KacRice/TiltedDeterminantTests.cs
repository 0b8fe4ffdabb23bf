using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Tests.Statistics;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Simulation.KacRice;

public sealed class TiltedDeterminantTests
{
    private const int Blocks = 40;

    [Theory] // E det-weights against the order statistics of the exact theory, which shares no code: strong linear terms, strong confinement
    [InlineData(8, 0, 3.0)]
    [InlineData(8, 0, 1.0)]
    [InlineData(25, 0, 200.0)]
    [InlineData(12, 3.6, 0.5)]
    [InlineData(1, 1.5, 0.5)]
    public void Determinants_meet_the_exact_mean_counts(int order, double mean, double variance) =>
        StatisticalAssert.Student(Total(order, mean, variance), Exact(order, mean, variance), FalseAlarmTable.Standard / 10);

    [Fact] // planted defect: the shift's variance a tenth too large
    public void Determinants_test_detects_a_wrong_variance() => StatisticalAssert.Rejects(() =>
        StatisticalAssert.Student(Total(8, 0, 3.3), Exact(8, 0, 3.0), FalseAlarmTable.Standard / 10));

    [Fact]
    public void Samples_do_not_depend_on_the_batch()
    {
        var sampler = new TiltedDeterminants(20, 0, 2);
        var key = StreamKey.Derive(TestSeed.Root, "determinants", "batch");
        var (index, logs) = (new int[100], new double[100]);
        sampler.Draw(key, 5, index, logs);
        var (one, oneLog) = (new int[1], new double[1]);
        for (var s = 0; s < 100; s += 7)
        {
            sampler.Draw(key, 5 + (ulong)s, one, oneLog);
            Assert.Equal((index[s], logs[s]), (one[0], oneLog[0]));
        }

        Assert.Throws<ArgumentException>(() => sampler.Draw(key, 0, new int[3], new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TiltedDeterminants(0, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TiltedDeterminants(3, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TiltedDeterminants(3, 0, 0));
    }

    // ln E|det(M + s I)|, from the mean counts that it is a factor of.
    private static double Exact(int order, double mean, double variance)
    {
        if (mean > 0)
        {
            var confinement = mean / Math.Sqrt(0.5 * order);
            return new ConfinedFields(order).MeanCountsAt(confinement).LogTotal - ConfinedFields.LogDeterminantFactor(order, confinement);
        }

        var (first, second) = ((2 * variance) - 1, 1.0);
        return SphericalMeanCounts.Mixture(first, second, order + 1).LogTotal - SphericalMeanCounts.LogDeterminantFactor(first, second, order + 1);
    }

    private static Estimate Total(int order, double mean, double variance)
    {
        const int perBlock = 2_500;
        var (index, logs) = (new int[perBlock], new double[perBlock]);
        var sampler = new TiltedDeterminants(order, mean, variance);
        var key = StreamKey.Derive(TestSeed.Root, "determinants", $"{order} {mean} {variance}");
        return Jackknife.Compute(
            [.. Enumerable.Range(0, Blocks).Select(b =>
            {
                sampler.Draw(key, (ulong)(b * perBlock), index, logs);
                return new[] { logs.Sum(Math.Exp), perBlock };
            })],
            v => Math.Log(v[0] / v[1]));
    }
}
