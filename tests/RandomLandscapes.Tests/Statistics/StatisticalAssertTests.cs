namespace RandomLandscapes.Tests.Statistics;

public sealed class StatisticalAssertTests
{
    [Theory]
    [InlineData(4.8, true)]
    [InlineData(4.9, false)] // the two-sided 1e-6 point is 4.8916
    [InlineData(double.NaN, false)]
    public void Normal_tail_is_exact(double z, bool passes) => Expect(passes, () => StatisticalAssert.Normal(z, 1e-6));

    [Theory]
    [InlineData(0, false)] // (1 - 0.02)^1000 = 1.7e-9
    [InlineData(20, true)]
    [InlineData(60, false)]
    public void Binomial_tails_are_exact(long successes, bool passes) => Expect(passes, () => StatisticalAssert.Binomial(successes, 1000, 0.02, 1e-6));

    [Theory]
    [InlineData(40, false)]
    [InlineData(100, true)]
    [InlineData(190, false)]
    public void Both_tails_of_chi_squared_count(double statistic, bool passes) => Expect(passes, () => StatisticalAssert.ChiSquared(statistic, 100, 1e-6));

    private static void Expect(bool passes, Action assertion)
    {
        if (passes)
            assertion();
        else
            StatisticalAssert.Rejects(assertion);
    }
}
