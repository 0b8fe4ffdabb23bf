using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Theory;

public sealed class GoeLevelTableTests
{
    [Theory] // each ordered eigenvalue has a density of mass one
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(11)]
    [InlineData(18)]
    public void Densities_integrate_to_one(int order)
    {
        foreach (var logMass in GoeLevelTable.OfEigenvalues(order).LogIntegrals(_ => 0))
            Assert.InRange(logMass, -GoeLevelTable.StatedError, GoeLevelTable.StatedError);
    }

    [Theory] // their sum is Mehta's one-point density, which knows no chain
    [InlineData(4, 0.3)]
    [InlineData(9, -1.7)]
    [InlineData(30, 2.2)]
    [InlineData(31, -8.6)]
    public void Densities_sum_to_the_one_point_density(int order, double level)
    {
        var sum = GoeLevelTable.OfEigenvalues(order).LogValues(level).Sum(x => Math.Exp(x));
        Assert.Equal(1, sum / OnePointDensity(order, level), 2e-10);
    }

    [Theory] // the Pfaffian route shares no code with the chain
    [InlineData(4, 0.5)]
    [InlineData(11, 0.5)]
    [InlineData(17, 0.5)]
    [InlineData(12, 1.0 / 6)]
    public void Gaussian_expectations_agree_with_the_Pfaffian(int order, double rate)
    {
        var chain = GoeLevelTable.OfEigenvalues(order).LogIntegrals(u => -rate * u * u);
        var pfaffian = new GoeOrderStatistics(order).GaussianExpectations(rate);
        for (var k = 0; k < order; k++)
            Assert.Equal(Math.Log(pfaffian[k]), chain[k], 1e-10);
    }

    [Fact] // cut far above the spectrum, the truncated integral is the whole one
    public void Truncated_integrals_meet_whole_ones()
    {
        var table = GoeLevelTable.OfEigenvalues(8);
        var whole = table.LogIntegrals(u => -0.2 * u * u);
        var cut = table.LogIntegralsBelow(u => -0.2 * u * u, [-1.5, 0.4, 11])[2];
        for (var k = 0; k < 8; k++)
            Assert.Equal(whole[k], cut[k], 1e-10);
        // By symmetry half of the middle eigenvalue's mass lies below zero.
        var odd = GoeLevelTable.OfEigenvalues(5);
        Assert.Equal(Math.Log(0.5), odd.LogIntegralsBelow(_ => 0, [0])[0][2], 1e-10);
    }

    [Fact] // beyond the edge the chain hands over to Hermite polynomials
    public void Far_levels_continue_the_chain()
    {
        var table = GoeLevelTable.OfEigenvalues(6);
        var edge = Math.Sqrt(12) + 40;
        double Scaled(double u) => table.LogValues(u)[0] + (u * u / 2);
        var inside = Scaled(-edge + 1e-6);
        var outside = Scaled(-edge - 1e-6);
        Assert.Equal(inside, outside, 1e-6); // the slope 5/u over 2e-6 accounts for 2e-7
        Assert.Equal(double.NegativeInfinity, table.LogValues(-edge - 1)[1]);
        Assert.Equal(0, GoeLevelTable.OfCounts(6).LogValues(-60)[0]);
    }

    [Fact] // a mixture over a wide normal law, against the same integral with its weight written out
    public void Normal_averages_are_integrals_with_a_normal_weight()
    {
        var table = GoeLevelTable.OfEigenvalues(7);
        var direct = table.LogNormalAverages(-1.1, 0.8);
        var weighted = table.LogIntegrals(u => (-0.5 * (u + 1.1) * (u + 1.1) / 0.64) - Math.Log(0.8) - (0.5 * Math.Log(2 * Math.PI)));
        for (var k = 0; k < 7; k++)
            Assert.Equal(weighted[k], direct[k], 1e-10);
        Assert.Equal(table.LogValues(-1.1), table.LogNormalAverages(-1.1, 0));
    }

    [Fact]
    public void Levels_must_be_finite() => Assert.Throws<ArgumentOutOfRangeException>(() => GoeLevelTable.OfCounts(3).LogValues(double.NaN));

    // Mehta, Random Matrices, section 7.2: sum of squared Hermite functions and the terms of beta = 1; the tail integrals by quadrature (an order that the library has to full precision).
    private static double OnePointDensity(int order, double y)
    {
        var phi = Hermite(order, y);
        var density = phi.Take(order).Sum(x => x * x);
        var rule = new MathNet.Numerics.Integration.GaussLegendreRule(-20, y, 512);
        double Below(int k) => Enumerable.Range(0, rule.Order).Sum(i => rule.Weights[i] * Hermite(k, rule.Abscissas[i])[k]);
        var rest = new MathNet.Numerics.Integration.GaussLegendreRule(y, 20, 512);
        double Above(int k) => Enumerable.Range(0, rest.Order).Sum(i => rest.Weights[i] * Hermite(k, rest.Abscissas[i])[k]);
        density += Math.Sqrt(order / 2.0) * phi[order - 1] * (Below(order) - Above(order)) / 2;
        if (order % 2 == 1)
            density += phi[order - 1] / (Below(order - 1) + Above(order - 1));
        return density;
    }

    private static double[] Hermite(int largest, double y)
    {
        var phi = new double[largest + 2];
        phi[0] = Math.Exp(-0.5 * y * y) / Math.Pow(Math.PI, 0.25);
        phi[1] = Math.Sqrt(2) * y * phi[0];
        for (var k = 1; k + 1 < phi.Length; k++)
            phi[k + 1] = ((Math.Sqrt(2) * y * phi[k]) - (Math.Sqrt(k) * phi[k - 1])) / Math.Sqrt(k + 1);
        return phi;
    }
}
