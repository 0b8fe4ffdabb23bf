using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Theory;

public sealed class FractionsOfMinimaTests
{
    [Theory] // against the whole laws, which come from Pfaffians (fields, glasses) or from all columns of the chain
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(24)]
    public void They_are_the_first_entries_of_the_laws(int dimension)
    {
        Assert.Equal(ExactIndexLaws.IsotropicField(dimension).LogProbabilities[0], FractionsOfMinima.LogOfIsotropicField(dimension), 1e-9);
        Assert.Equal(ExactIndexLaws.SphericalPSpin(3, dimension + 1).LogProbabilities[0], FractionsOfMinima.LogOfSphericalMixture(3, 6, dimension + 1), 1e-9);
        if (dimension <= 10)
            Assert.Equal(ExactIndexLaws.RandomPoint(dimension).LogProbabilities[0], FractionsOfMinima.LogAtRandomPoint(dimension), 1e-9);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(1)]
    [InlineData(1.5)]
    public void Confined_fields_agree_with_their_mean_counts(double confinement)
    {
        var counts = new ConfinedFields(8).MeanCountsAt(confinement);
        Assert.Equal(counts.LogByIndex[0] - counts.LogTotal, FractionsOfMinima.LogOfConfinedField(8, confinement), 1e-9);
    }

    [Fact] // the reference's value at n = 50 and the chain's whole law at n = 100, computed once with all columns
    public void Fields_of_dimension_one_hundred()
    {
        Assert.Equal(1, Math.Exp(FractionsOfMinima.LogOfIsotropicField(50)) / 8.4477668e-19, 1e-7);
        Assert.Equal(1, Math.Exp(FractionsOfMinima.LogOfIsotropicField(100)) / 1.82351426496566e-38, 1e-9);
    }

    [Fact]
    public void Ranges_are_stated()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FractionsOfMinima.LogOfIsotropicField(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => FractionsOfMinima.LogOfConfinedField(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => FractionsOfMinima.LogOfSphericalMixture(2, 1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => FractionsOfMinima.LogAtRandomPoint(101));
    }
}
