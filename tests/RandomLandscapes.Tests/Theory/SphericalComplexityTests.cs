using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Theory;

public sealed class SphericalComplexityTests
{
    [Theory] // the reference table, eight decimals
    [InlineData(3, 1.63299316, 1.65699836, 1.65287320, 1.65025313, 1.64839902)]
    [InlineData(4, 1.73205081, 1.79408503, 1.78330030, 1.77647761, 1.77166217)]
    [InlineData(5, 1.78885438, 1.88798883, 1.87057564, 1.85959892, 1.85186979)]
    public void Thresholds(int p, double infinite, double e0, double e1, double e2, double e3)
    {
        Assert.Equal(infinite, SphericalComplexity.EnergyThreshold(p), 5.1e-9);
        var expected = new[] { e0, e1, e2, e3 };
        for (var k = 0; k < 4; k++)
            Assert.Equal(expected[k], SphericalComplexity.ZeroOfComplexity(p, k), 5.1e-9);
    }

    [Theory] // twelve digits: at the root the complexity changes sign within 1e-12
    [InlineData(3, 0)]
    [InlineData(3, 5)]
    [InlineData(4, 2)]
    [InlineData(30, 1)]
    public void Zeros_are_zeros_to_twelve_digits(int p, int k)
    {
        var e = SphericalComplexity.ZeroOfComplexity(p, k);
        Assert.True(SphericalComplexity.OfIndex(p, k, -e * (1 - 5e-13)) > 0);
        Assert.True(SphericalComplexity.OfIndex(p, k, -e * (1 + 5e-13)) < 0);
    }

    [Theory]
    [InlineData(0, 0.34657359)]
    [InlineData(-0.6, 0.30157359)]
    [InlineData(-1.2, 0.16657359)]
    [InlineData(-1.6, 0.02657359)]
    [InlineData(0.5, 0.34657359)]
    public void Total_complexity_of_the_three_spin(double energy, double expected) => Assert.Equal(expected, SphericalComplexity.Total(3, energy), 5.1e-9);

    [Theory]
    [InlineData(-1.64, 0.00984327)]
    [InlineData(-1.65, 0.00425389)]
    [InlineData(-1, 0.01324026)]
    public void Complexity_of_minima(double energy, double expected) => Assert.Equal(expected, SphericalComplexity.OfIndex(3, 0, energy), 5.1e-9);

    [Fact] // (1/N) ln of the exact mean number of points below an energy tends to the complexity
    public void Finite_counts_approach_the_complexity()
    {
        double Gap(int n) => Math.Abs((SphericalMeanCounts.PurePSpinBelow(3, n, -0.6).LogTotal / n) - SphericalComplexity.Total(3, -0.6));
        Assert.InRange(Gap(14), 1e-4, 0.1);
        Assert.InRange(Gap(14) / Gap(7), 0.2, 0.8);
    }

    [Fact]
    public void Index_fraction_is_a_semicircle_law()
    {
        Assert.Equal(0.5, SphericalComplexity.IndexFractionAtEnergy(3, 0));
        Assert.Equal(0, SphericalComplexity.IndexFractionAtEnergy(3, -1.64));
        Assert.Equal(SphericalComplexity.IndexFractionAtEnergy(3, -0.8), SphericalMeanCounts.IndexFractionAtEnergy(3, 40, -0.8), 0.01);
    }

    [Fact]
    public void Two_spins_have_no_complexity() => Assert.Throws<ArgumentOutOfRangeException>(() => SphericalComplexity.Total(2, -1));
}
