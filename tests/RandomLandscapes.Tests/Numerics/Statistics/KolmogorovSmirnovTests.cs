using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Numerics.Statistics;

public sealed class KolmogorovSmirnovTests
{
    [Fact] // two points against the uniform law: |F_n - F| is largest just before 0.4, where nothing is counted yet
    public void Distance_looks_at_both_sides_of_each_step()
    {
        Assert.Equal(0.4, KolmogorovSmirnov.Distance([0.7, 0.4], u => u), 1e-15);
        Assert.Equal(0.8, KolmogorovSmirnov.Distance([0.2], u => u), 1e-15);
        Assert.Equal(0.5, KolmogorovSmirnov.Distance([0.25, 0.5], u => u), 1e-15);
    }

    [Theory] // quantiles of Kolmogorov's limiting law, to the digits of the usual tables
    [InlineData(1.2238, 0.10)]
    [InlineData(1.3581, 0.05)]
    [InlineData(1.6276, 0.01)]
    [InlineData(1.9495, 0.001)]
    [InlineData(0.8276, 0.50)]
    public void Large_samples_have_the_limiting_law(double lambda, double probability)
    {
        const double n = 1e12;
        Assert.Equal(probability, KolmogorovSmirnov.PValue(lambda / Math.Sqrt(n), n), 1e-3 * probability);
    }

    [Theory] // n = 20 and 50, 20000 draws: the approximation is off by less than a hundredth of a probability, at the level 0.05 by far less
    [InlineData(20)]
    [InlineData(50)]
    public void Kolmogorov_Smirnov_rejects_as_often_as_it_says(int points)
    {
        const int draws = 20_000;
        var stream = TestSeed.Stream("kolmogorov", (ulong)points);
        var (rejected, wrong) = (0, 0);
        for (var i = 0; i < draws; i++)
        {
            var sample = Enumerable.Range(0, points).Select(_ => stream.NextUniform()).ToList();
            rejected += KolmogorovSmirnov.PValue(KolmogorovSmirnov.Distance(sample, u => u), points) < 0.05 ? 1 : 0;
            wrong += KolmogorovSmirnov.PValue(KolmogorovSmirnov.Distance(sample, u => u * u), points) < 0.05 ? 1 : 0;
        }

        StatisticalAssert.Binomial(rejected, draws, 0.05, FalseAlarmTable.Standard / 10);
        Assert.InRange(wrong, 3 * rejected, draws);
    }

    [Fact]
    public void Ends_are_probabilities()
    {
        Assert.Equal(1, KolmogorovSmirnov.PValue(0, 10));
        Assert.InRange(KolmogorovSmirnov.PValue(1, 1000), 0, 1e-300);
        Assert.Throws<ArgumentOutOfRangeException>(() => KolmogorovSmirnov.PValue(0.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => KolmogorovSmirnov.Distance([], u => u));
    }
}
