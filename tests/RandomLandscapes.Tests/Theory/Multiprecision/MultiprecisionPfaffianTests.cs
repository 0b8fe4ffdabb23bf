using RandomLandscapes.Theory.Multiprecision;

namespace RandomLandscapes.Tests.Theory.Multiprecision;

public sealed class MultiprecisionPfaffianTests
{
    [Fact] // closed forms of P(all positive), n = 1..5
    public void Small_orders_are_closed_forms()
    {
        var root2 = Math.Sqrt(2);
        double[] expected =
        [
            0.5, (2 - root2) / 4, (Math.PI - (2 * root2)) / (4 * Math.PI), 0.25 - (root2 / 16) - (1 / (2 * Math.PI)),
            0.125 - (1 / (3 * Math.PI)) - (root2 / (24 * Math.PI)),
        ];
        for (var n = 1; n <= 5; n++)
            Assert.Equal(1, Math.Exp(MultiprecisionPfaffian.GoeLogProbabilities(n)[0]) / expected[n - 1], 2e-13);
    }

    [Fact] // the reference's 57-digit computation, to the digits given there
    public void Order_twenty() =>
        Assert.Equal(-117.68057350091, MultiprecisionPfaffian.GoeLogProbabilities(20)[0], 6e-12);

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void Dimensions_beyond_the_range_are_refused(int dimension) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MultiprecisionPfaffian.GoeLogProbabilities(dimension));

    [Fact]
    public void Big_reals_do_arithmetic()
    {
        var three = (BigReal)3;
        Assert.True(((BigReal.Sqrt(three) * BigReal.Sqrt(three)) - three).Magnitude < -BigReal.Precision + 8);
        Assert.True((((three / 7) * 7) - three).Magnitude < -BigReal.Precision + 8);
        var (cos, sin) = BigReal.CosSin(2 * BigReal.Pi() / 3);
        Assert.True((cos + (BigReal.One / 2)).Magnitude < -BigReal.Precision + 16);
        Assert.True(((sin * sin) - (three / 4)).Magnitude < -BigReal.Precision + 16);
        Assert.Equal(Math.Log(1e-3), (BigReal.One / 1000).LogAbs(), 1e-13);
        Assert.Equal(double.NegativeInfinity, BigReal.Zero.LogAbs());
    }
}
