using MathNet.Numerics;
using RandomLandscapes.Theory.PivotChains;

namespace RandomLandscapes.Tests.Theory.PivotChains;

public sealed class ParabolicCylinderTableTests
{
    private static readonly ParabolicCylinderTable Table = new(100, 35);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(50)]
    [InlineData(99)]
    [InlineData(100)]
    public void Table_agrees_with_quadrature_at_every_order(int twiceOrder)
    {
        var bound = twiceOrder <= 50 ? 1e-13 : 3e-13;
        var random = new Random(twiceOrder);
        for (var i = 0; i < 400; i++)
        {
            var x = i < 200 ? (random.NextDouble() - 0.5) * 8 : (random.NextDouble() - 0.5) * 69;
            Assert.InRange(Table.Evaluate(twiceOrder, x) - ParabolicCylinderTable.ByQuadrature(twiceOrder, x, x >= 0), -bound, bound);
        }
    }

    [Theory] // M_1 = sqrt(pi/2) e^(z^2/2) erfc(z/sqrt 2), M_2 = 1 - z M_1
    [InlineData(-3.5)]
    [InlineData(-0.2)]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(3)]
    public void Low_orders_have_closed_forms(double z)
    {
        var first = Math.Sqrt(Math.PI / 2) * Math.Exp(z * z / 2) * SpecialFunctions.Erfc(z / Math.Sqrt(2));
        var second = 1 - (z * first);
        Assert.Equal(1, Unscaled(2, z) / first, 1e-12);
        Assert.Equal(1, Unscaled(4, z) / second, 1e-11);
    }

    [Theory] // M_nu(0) = 2^(nu/2 - 1) Gamma(nu/2)
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public void At_zero_it_is_a_gamma_function(int twiceOrder)
    {
        var nu = 0.5 * twiceOrder;
        var expected = (((nu / 2) - 1) * Math.Log(2)) + SpecialFunctions.GammaLn(nu / 2) - SpecialFunctions.GammaLn(nu);
        Assert.Equal(expected, Table.Evaluate(twiceOrder, 0), 1e-12);
        Assert.Equal(expected, Table.Evaluate(twiceOrder, -1e-12), 1e-10);
    }

    private static double Unscaled(int twiceOrder, double z)
    {
        var nu = 0.5 * twiceOrder;
        var x = Math.Asinh(z);
        var logCosh = Math.Log(Math.Cosh(x));
        var scaled = Table.Evaluate(twiceOrder, x) + SpecialFunctions.GammaLn(nu);
        return Math.Exp(z >= 0 ? scaled - (nu * logCosh) : scaled + (z * z / 2) + ((nu - 1) * logCosh));
    }
}
