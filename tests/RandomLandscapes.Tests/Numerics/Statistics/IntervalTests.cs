using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Numerics.Statistics;

public sealed class IntervalTests
{
    [Theory] // closed forms: zero of n gives [0, 1 - (alpha/2)^(1/n)]
    [InlineData(10)]
    [InlineData(1000)]
    [InlineData(100_000_000)]
    public void Zero_counts_get_an_upper_bound(long trials)
    {
        var interval = ClopperPearson.Compute(0, trials);
        Assert.Equal(0, interval.Low);
        Assert.Equal(1, interval.High / -RandomLandscapes.Numerics.Arithmetic.ElementaryFunctions.ExpMinusOne(Math.Log(0.025) / trials), 1e-9);
        var mirror = ClopperPearson.Compute(trials, trials);
        Assert.Equal(1, mirror.High);
        Assert.Equal(1 - interval.High, mirror.Low, 1e-12);
    }

    [Fact] // 7 of 20, tabulated widely: 0.1539 to 0.5922
    public void Known_interval()
    {
        var interval = ClopperPearson.Compute(7, 20);
        Assert.Equal(0.1539, interval.Low, 4e-5);
        Assert.Equal(0.5922, interval.High, 4e-5);
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.03)]
    [InlineData(0.5)]
    [InlineData(0.97)]
    public void Clopper_Pearson_covers_at_least_its_level(double probability)
    {
        const int repetitions = 2000, trials = 60;
        var stream = TestSeed.Stream($"coverage {probability}");
        var covered = 0;
        for (var r = 0; r < repetitions; r++)
        {
            var successes = 0;
            for (var t = 0; t < trials; t++)
                successes += stream.NextUniform() <= probability ? 1 : 0;
            covered += ClopperPearson.Compute(successes, trials).Contains(probability) ? 1 : 0;
        }

        // Conservative: coverage may exceed 95 % as it likes, so only the lower tail can fail.
        if (covered < 0.95 * repetitions)
            StatisticalAssert.Binomial(covered, repetitions, 0.95, 2 * FalseAlarmTable.Standard);
    }

    [Fact] // a ratio of means of correlated blocks; 40 blocks
    public void Jackknife_interval_covers_the_truth()
    {
        const int repetitions = 1000;
        var stream = TestSeed.Stream("jackknife");
        var covered = 0;
        for (var r = 0; r < repetitions; r++)
        {
            var blocks = Enumerable.Range(0, 40).Select(_ =>
            {
                var common = stream.NextNormal();
                return new[] { 3 + (0.2 * common) + (0.1 * stream.NextNormal()), 2 + (0.3 * common) };
            }).ToList();
            covered += Jackknife.IntervalOf(Jackknife.Compute(blocks, v => v[0] / v[1])).Contains(1.5) ? 1 : 0;
        }

        StatisticalAssert.Binomial(covered, repetitions, 0.95, FalseAlarmTable.Standard);
    }

    [Fact]
    public void Jackknife_of_a_mean_is_the_textbook_error()
    {
        double[] data = [3, 1, 4, 1, 5, 9, 2, 6];
        var estimate = Jackknife.Compute([.. data.Select(x => new[] { x, 1.0 })], v => v[0] / v[1]);
        var mean = data.Average();
        Assert.Equal(mean, estimate.Value, 1e-14);
        Assert.Equal(Math.Sqrt(data.Sum(x => (x - mean) * (x - mean)) / (data.Length * (data.Length - 1.0))), estimate.StandardError, 1e-14);
    }
}
