using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Theory;

public sealed class TorusFieldsTests
{
    private static readonly int[] Plane = [1, 0, 0, 1, 1, 1, 1, -1];

    [Theory] // waves (K,0), (0,1), (1,1): for large K those of a product of cosines but for O(K^-2), 4 K points; in other units of weight the same
    [InlineData(1000)]
    [InlineData(10_000)]
    [InlineData(32_768)]
    public void Very_different_scales_keep_their_digits(int k)
    {
        foreach (var unit in new[] { 1, 1e-90, 1e90 })
            Assert.Equal(1, TorusFields.MeanCounts(2, [k, 0, 0, 1, 1, 1], [unit, unit, unit])!.Total / (4.0 * k), 3.0 / k / k);
        Assert.Equal(4, TorusFields.MeanCounts(2, [1, 0, 0, 1], [1e-13, 1])!.Total, 1e-12);
    }

    [Fact] // the closed forms of the theory notes, section 6
    public void Mean_counts_match_closed_forms()
    {
        var circle = TorusFields.MeanCounts(1, [1, 2, 3, 4, 5], [1, 1, 1, 1, 1])!;
        Assert.Equal(2 * Math.Sqrt(89 / 5.0), circle.Total, 1e-12);
        Assert.Equal(circle.ByIndex[0], circle.ByIndex[1], 1e-14);
        var isotropic = TorusFields.MeanCounts(2, Plane, [4, 4, 1, 1])!;
        Assert.Equal(8 * Math.PI / (3 * Math.Sqrt(3)), isotropic.Total, 1e-9);
        Assert.Equal(0.5 * isotropic.Total, isotropic.ByIndex[1], 1e-9);
        Assert.Equal(6.238881738, TorusFields.MeanCounts(2, Plane, [1, 1, 1, 1])!.Total, 1e-9);
        var cube = TorusFields.MeanCounts(3, [1, 0, 0, 0, 1, 0, 0, 0, 1], [1, 3, 2])!;
        Assert.Equal(8, cube.Total, 1e-12);
        Assert.Equal(3, cube.ByIndex[1], 1e-12);
    }

    [Fact] // F(3) and F(4) of isotropic fields: (2 pi)^d (3 pi)^(-d/2) F(d)
    public void Fourth_order_isotropic_spectra_have_the_fractions_of_isotropic_fields()
    {
        int[] waves = [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, -1, 0, 1, 0, 1, 1, 0, -1, 0, 1, 1, 0, 1, -1];
        var counts = TorusFields.MeanCounts(3, waves, [2, 2, 2, 1, 1, 1, 1, 1, 1])!;
        Assert.Equal(Math.Pow(2 * Math.PI, 3) * Math.Pow(3 * Math.PI, -1.5) * 29 / (6 * Math.Sqrt(3 * Math.PI)), counts.Total, 1e-8);
        Assert.Equal((29 - (6 * Math.Sqrt(6))) / 116, counts.ByIndex[0] / counts.Total, 1e-9);
        int[] roots = [1, 1, 0, 0, 1, -1, 0, 0, 1, 0, 1, 0, 1, 0, -1, 0, 1, 0, 0, 1, 1, 0, 0, -1, 0, 1, 1, 0, 0, 1, -1, 0, 0, 1, 0, 1, 0, 1, 0, -1, 0, 0, 1, 1, 0, 0, 1, -1];
        var four = TorusFields.MeanCounts(4, roots, [.. Enumerable.Repeat(1.0, 12)])!;
        Assert.Equal(42.209, four.Total, 5e-4);
        Assert.Equal(0.25, four.ByIndex[1] / four.Total, 1e-9);
    }

    [Fact] // the quadrature of the plane, reached by weights just off isotropy and off separability
    public void Routes_agree_where_they_meet()
    {
        Assert.Equal(TorusFields.MeanCounts(2, Plane, [4, 4, 1, 1])!.Total, TorusFields.MeanCounts(2, Plane, [4, 4, 1, 1 + 1e-9])!.Total, 1e-7);
        Assert.Equal(4, TorusFields.MeanCounts(2, [1, 0, 0, 1, 1, 1], [1, 3, 1e-11])!.Total, 1e-8);
        // E|Z1^2 - Z2^2| = 4 / pi, E|Z1^2 + Z2^2| = 2, E Z^2 = 1.
        Assert.Equal(4 / Math.PI, TorusFields.MeanAbsolute([1, -1]), 1e-12);
        Assert.Equal(2e6, TorusFields.MeanAbsolute([1e6, 1e6]), 1e-6);
        Assert.Equal(1, TorusFields.MeanAbsolute([1]), 1e-12);
    }

    [Fact]
    public void What_is_not_known_exactly_is_not_given()
    {
        Assert.Null(TorusFields.MeanCounts(3, [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 0], [1, 1, 1, 1]));
        Assert.Throws<ArgumentException>(() => TorusFields.MeanCounts(2, [1, 1], [1]));
        Assert.Throws<ArgumentException>(() => TorusFields.MeanCounts(2, [1, 1, 1], [1]));
        Assert.Equal(2 * Math.PI, TorusFields.Factor(2, [1, 0, 0, 1], [1, 1]), 1e-12);
    }
}
