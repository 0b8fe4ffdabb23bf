using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Theory;

public sealed class DiscreteMinimaTests
{
    [Theory] // N just above a large p, where the normal distribution function rises within (N - p)^(1/2) p^(-1/2): multi-precision quadrature
    [InlineData(30, 31, 20.443125117019685)]
    [InlineData(100, 101, 69.09274224209878)]
    [InlineData(1000, 1001, 693.061965235699)]
    public void Steep_integrands_are_resolved(int p, int spins, double expected) =>
        Assert.Equal(expected, DiscreteMinima.LogMeanOfIsingPSpin(p, spins), 1e-11 * expected);

    [Theory] // the reference table (formula there, confirmed by enumeration)
    [InlineData(2, 2, 2)]
    [InlineData(2, 3, 2)]
    [InlineData(2, 4, 2.395802447)]
    [InlineData(2, 8, 5.226504414)]
    [InlineData(2, 12, 11.549366956)]
    [InlineData(3, 3, 4)]
    [InlineData(3, 4, 4.123991061)]
    [InlineData(3, 5, 5.333333333)]
    [InlineData(3, 8, 12.488505188)]
    public void Mean_number_of_stable_states(int p, int spins, double expected) =>
        Assert.Equal(expected, Math.Exp(DiscreteMinima.LogMeanOfIsingPSpin(p, spins)), 5.1e-10 * Math.Max(1, expected));

    [Theory]
    [InlineData(2, 0.199228491)]
    [InlineData(3, 0.295637682)]
    public void Growth_rates(int p, double expected) => Assert.Equal(expected, DiscreteMinima.GrowthRate(p), 5.1e-10);

    [Fact] // M ~ 1.0505504 e^(p y^2 / 2 part included) exp(alpha N): prefactor of the reference
    public void Large_N_has_the_known_prefactor() =>
        Assert.Equal(Math.Log(1.05055041), DiscreteMinima.LogMeanOfIsingPSpin(2, 100_000) - (100_000 * DiscreteMinima.GrowthRate(2)), 2e-5);

    [Fact]
    public void Random_energy_model()
    {
        var (mean, variance) = DiscreteMinima.RandomEnergyModel(10);
        Assert.Equal(1024.0 / 11, Math.Exp(mean), 1e-10);
        Assert.Equal(38.083, Math.Exp(variance), 5e-4);
        Assert.Equal(double.NegativeInfinity, DiscreteMinima.RandomEnergyModel(1).LogVariance);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 2)]
    [InlineData(2, DiscreteMinima.MaxSpinCount + 1)]
    public void Sizes_beyond_the_range_are_refused(int p, int spins) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DiscreteMinima.LogMeanOfIsingPSpin(p, spins));
}
