using MathNet.Numerics.Integration;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Theory;

public sealed class HalfLineHermiteIntegralsTests
{
    [Theory] // the recurrences against plain quadrature, which knows nothing of them
    [InlineData(-1.7)]
    [InlineData(0.0)]
    [InlineData(0.9)]
    [InlineData(2.4)]
    public void Recurrences_agree_with_quadrature(double u)
    {
        const int count = 6;
        var integrals = new HalfLineHermiteIntegrals(count);
        integrals.MoveTo(u);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(Tail(i, u), integrals.Tails[i].High, 1e-12);
            for (var j = 0; j < i; j++)
            {
                var expected = GaussLegendreRule.Integrate(y => Hermite(j, y) * (Tail(i, u) - (2 * Tail(i, y))), u, 13, 64);
                Assert.Equal(expected, integrals.Antisymmetric(i, j).High, 1e-11);
                Assert.Equal(-expected, integrals.Antisymmetric(j, i).High, 1e-11);
            }
        }
    }

    private static double Tail(int i, double x) => GaussLegendreRule.Integrate(t => Hermite(i, t), x, 14, 64);

    private static double Hermite(int i, double x)
    {
        double previous = 0, current = Math.Exp(-0.5 * x * x) / Math.Pow(Math.PI, 0.25);
        for (var k = 0; k < i; k++)
            (previous, current) = (current, ((Math.Sqrt(2) * x * current) - (Math.Sqrt(k) * previous)) / Math.Sqrt(k + 1));
        return current;
    }
}
