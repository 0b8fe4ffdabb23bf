using RandomLandscapes.Numerics.Statistics;

namespace RandomLandscapes.Tests.Numerics.Statistics;

public sealed class ChiSquaredFreedomTests
{
    [Theory] // the definition: at its ends the observation has the tail probability miss / 2
    [InlineData(1e-3, 0.05)]
    [InlineData(1.5, 0.05)]
    [InlineData(10, 1e-4)]
    [InlineData(400, 1e-4)]
    [InlineData(5000, 0.3)]
    public void Ends_have_the_stated_tails(double observation, double miss)
    {
        var interval = ChiSquaredFreedom.Compute(observation, miss);
        Assert.True(interval.Contains(observation) || observation < 1);
        Assert.Equal(miss / 2, MathNet.Numerics.SpecialFunctions.GammaUpperRegularized(interval.Low / 2, observation / 2), miss * 1e-5);
        Assert.Equal(miss / 2, MathNet.Numerics.SpecialFunctions.GammaLowerRegularized(interval.High / 2, observation / 2), miss * 1e-5);
    }

    [Fact] // by hand: two degrees of freedom are exponential, P(X >= t) = exp(-t/2)
    public void Two_degrees_of_freedom_are_exponential()
    {
        Assert.Equal(2, ChiSquaredFreedom.Compute(-2 * Math.Log(0.025), 0.05).Low, 1e-7);
        Assert.Equal(2, ChiSquaredFreedom.Compute(-2 * Math.Log(0.975), 0.05).High, 1e-7);
    }

    [Theory] // two observations that differ by 2, either side of the change of form
    [InlineData(0.05)]
    [InlineData(1e-5)]
    public void Both_forms_meet(double miss)
    {
        var (below, above) = (ChiSquaredFreedom.Compute(99_999, miss), ChiSquaredFreedom.Compute(100_001, miss));
        Assert.Equal(below.Low + 2, above.Low, 0.2);
        Assert.Equal(below.High + 2, above.High, 0.2);
    }

    [Fact]
    public void Next_to_nothing_observed_has_limits_near_zero()
    {
        Assert.Equal(new Interval(0, 0), ChiSquaredFreedom.Compute(0, 0.05));
        // As small as numbers are: the first slip of this search had no end here.
        Assert.InRange(ChiSquaredFreedom.Compute(double.Epsilon, 0.05).High, 0, 0.1);
        Assert.InRange(ChiSquaredFreedom.Compute(1e-250, 1e-9).Low, 0, 1e-6);
        Assert.Throws<ArgumentOutOfRangeException>(() => ChiSquaredFreedom.Compute(-1, 0.05));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChiSquaredFreedom.Compute(double.NaN, 0.05));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChiSquaredFreedom.Compute(1, 0));
    }
}
