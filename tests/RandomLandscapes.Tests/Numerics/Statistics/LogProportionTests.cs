using RandomLandscapes.Numerics.Statistics;

namespace RandomLandscapes.Tests.Numerics.Statistics;

public sealed class LogProportionTests
{
    [Fact] // in the middle the textbook formula, to the relative 1/(2h) that the prior adds
    public void Error_is_that_of_the_binomial()
    {
        var estimate = LogProportion.Compute(3000, 10_000);
        Assert.Equal(Math.Log(0.3), estimate.Value, 1e-15);
        Assert.Equal(Math.Sqrt(0.7 / 0.3 / 10_000), estimate.StandardError, 1e-5);
        Assert.Equal(9999, estimate.DegreesOfFreedom);
    }

    [Fact] // all hits: the true proportion may be 1 - 1/N, so the error is of that size; no hits: no logarithm
    public void Ends_have_an_error_too()
    {
        var all = LogProportion.Compute(1000, 1000);
        Assert.Equal(0, all.Value);
        Assert.Equal(0.0007, all.StandardError, 1e-4);
        Assert.Equal(double.NegativeInfinity, LogProportion.Compute(0, 10).Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => LogProportion.Compute(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogProportion.Compute(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogProportion.Compute(0, 0));
    }
}
