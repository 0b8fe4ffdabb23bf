using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Theory;
using RandomLandscapes.Theory.Multiprecision;
using RandomLandscapes.Theory.PivotChains;

namespace RandomLandscapes.Tests.Theory.PivotChains;

public sealed class PivotChainTests
{
    [Theory] // every entry, however small: 1e-112 at n = 30
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(30)]
    public void Chain_and_multiprecision_Pfaffian_agree_in_every_entry(int order)
    {
        var chain = ExactIndexLaws.Goe(order).LogProbabilities;
        var pfaffian = MultiprecisionPfaffian.GoeLogProbabilities(order);
        for (var k = 0; k <= order; k++)
            Assert.InRange(chain[k] - pfaffian[k], -PivotResolution.StatedError, PivotResolution.StatedError);
    }

    [Theory]
    [InlineData(12, 0.0)]
    [InlineData(12, 1.3)]
    [InlineData(9, -2.7)]
    public void Chain_and_double_double_Pfaffian_agree_at_any_level(int order, double level)
    {
        var law = new DoubleDouble[order + 1];
        new GoeOrderStatistics(order).CountBelow(level, law);
        var chain = new PivotChain(order).Run(level, order + 1, weighted: false);
        for (var k = 0; k <= order; k++)
        {
            if (law[k].High > 1e-18)
                Assert.Equal(1, Math.Exp(chain[k]) / law[k].High, 2e-11);
        }
    }

    [Theory]
    [InlineData(24, 0.0, false)]
    [InlineData(24, -5.5, true)]
    [InlineData(50, -3.0, true)]
    public void A_finer_grid_changes_nothing_beyond_the_stated_error(int order, double level, bool weighted)
    {
        var coarse = new PivotChain(order).Run(level, order + 1, weighted);
        var fine = new PivotChain(order, refinement: 1.4).Run(level, order + 1, weighted);
        for (var k = 0; k <= order; k++)
            Assert.InRange(coarse[k] - fine[k], -PivotResolution.StatedError, PivotResolution.StatedError);
    }

    [Fact] // a grid twice too coarse must be caught by the comparison above
    public void A_coarse_grid_is_noticed()
    {
        var coarse = new PivotChain(24, refinement: 0.5).Run(0, 25, weighted: false);
        var fine = new PivotChain(24).Run(0, 25, weighted: false);
        Assert.Contains(coarse.Zip(fine), pair => Math.Abs(pair.First - pair.Second) > 10 * PivotResolution.StatedError);
    }

    [Theory] // one normal variable: E|a - u|, split by the sign of a - u
    [InlineData(0.0)]
    [InlineData(1.2)]
    [InlineData(-0.4)]
    public void Order_one_weighted_is_a_folded_normal(double u)
    {
        var density = Math.Exp(-u * u / 2) / Math.Sqrt(2 * Math.PI);
        var below = MathNet.Numerics.Distributions.Normal.CDF(0, 1, u);
        var sums = new PivotChain(1).Run(u, 2, weighted: true);
        Assert.Equal(density - (u * (1 - below)), Math.Exp(sums[0]), 1e-12);
        Assert.Equal(density + (u * below), Math.Exp(sums[1]), 1e-12);
    }

    [Fact] // leading blocks of the tridiagonal model are GOE too: one pass serves all orders
    public void One_pass_gives_all_orders()
    {
        var first = new Dictionary<int, double[]>();
        new PivotChain(9).Run(0.4, 10, weighted: false, (order, logs) => first[order] = logs.ToArray());
        for (var order = 1; order <= 9; order++)
        {
            var direct = new PivotChain(order).Run(0.4, order + 1, weighted: false);
            Assert.Equal(direct.Length, first[order].Length);
            for (var k = 0; k <= order; k++)
                Assert.Equal(direct[k], first[order][k], 2e-11);
        }
    }

    [Fact] // fewer columns are the same numbers
    public void Columns_can_be_cut_off()
    {
        var all = new PivotChain(40).Run(0, 41, weighted: false);
        var three = new PivotChain(40).Run(0, 3, weighted: false);
        for (var k = 0; k < 3; k++)
            Assert.Equal(all[k], three[k], 1e-12);
    }
}
