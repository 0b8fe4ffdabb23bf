using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Theory;

public sealed class ConfinedFieldsTests
{
    [Theory] // the reference table
    [InlineData(2, 0.5, 5.24950312362, 2.69930880963)]
    [InlineData(2, 1, 1.82737909009, 1.38040602544)]
    [InlineData(10, 0.5, 146.231257965, 13.3016014477)]
    [InlineData(10, 1, 2.49094509172, 1.5492219269)]
    [InlineData(10, 1.5, 1.12473596408, 1.05918973918)]
    public void Table(int dimension, double confinement, double total, double minima)
    {
        var counts = new ConfinedFields(dimension).MeanCountsAt(confinement);
        Assert.Equal(1, counts.Total / total, 2e-11);
        Assert.Equal(1, counts.ByIndex[0] / minima, 2e-11);
    }

    [Theory] // in every sample the alternating sum is one
    [InlineData(1, 0.3)]
    [InlineData(3, 0.05)]
    [InlineData(6, 0.7)]
    [InlineData(12, 2.5)]
    [InlineData(4, 30)]
    public void Alternating_sum_is_one(int dimension, double confinement)
    {
        var counts = new ConfinedFields(dimension).MeanCountsAt(confinement);
        var sum = counts.ByIndex.Select((c, k) => k % 2 == 0 ? c : -c).Sum();
        Assert.Equal(1, sum, 1e-10 * counts.Total);
    }

    [Fact] // one dimension by hand: E|1 + sqrt(3)/m Z|-type integral of a single normal curvature of variance 3/m^2
    public void One_dimension_is_a_folded_normal()
    {
        const double m = 0.8;
        var sigma = Math.Sqrt(3) / m;
        var expected = (sigma * Math.Sqrt(2 / Math.PI) * Math.Exp(-0.5 / (sigma * sigma))) + MathNet.Numerics.SpecialFunctions.Erf(1 / (sigma * Math.Sqrt(2)));
        Assert.Equal(expected, new ConfinedFields(1).MeanCountsAt(m).Total, 1e-10);
    }

    [Fact]
    public void Large_dimension_forms_are_approached()
    {
        // At n = 20, m = 0.5 the exact number of all points is within 5 % of its asymptotic form.
        var exact = new ConfinedFields(20).MeanCountsAt(0.5);
        Assert.Equal(1, exact.Total / ConfinedFields.AsymptoticTotal(20, 0.5), 0.05);
        Assert.Equal(0, ConfinedFields.TotalRate(1.2));
        Assert.Equal(0.1 * 0.1, ConfinedFields.TotalRate(0.9), 1e-3);
        Assert.Equal(0.1 * 0.1 * 0.1 / 3, ConfinedFields.MinimaRate(0.9), 1e-4);
        Assert.Equal(1.614, new ConfinedFields(20).MeanCountsAt(1).ByIndex[0], 5e-4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Confinement_is_finite_and_positive(double confinement) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfinedFields(2).MeanCountsAt(confinement));
}
