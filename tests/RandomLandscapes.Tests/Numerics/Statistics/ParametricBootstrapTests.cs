using RandomLandscapes.Numerics.Statistics;

namespace RandomLandscapes.Tests.Numerics.Statistics;

public sealed class ParametricBootstrapTests
{
    [Theory] // draws 0..9: the ties count, and so do draws without a distance
    [InlineData(-1, 1)]
    [InlineData(0, 1)]
    [InlineData(6.5, 4.0 / 11)]
    [InlineData(9, 2.0 / 11)]
    [InlineData(10, 1.0 / 11)]
    public void The_draws_at_least_as_far_are_counted(double observed, double expected)
    {
        Assert.Equal(expected, ParametricBootstrap.PValue(observed, 10, 1, () => b => b));
        Assert.Equal(expected, ParametricBootstrap.PValue(observed, 10, 3, () => b => b));
        Assert.Equal(1, ParametricBootstrap.PValue(observed, 10, 1, () => _ => double.NaN));
    }

    [Fact]
    public void Impossible_requests_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ParametricBootstrap.PValue(1, 0, 1, () => b => b));
        Assert.Throws<ArgumentOutOfRangeException>(() => ParametricBootstrap.PValue(double.NaN, 1, 1, () => b => b));
    }
}
