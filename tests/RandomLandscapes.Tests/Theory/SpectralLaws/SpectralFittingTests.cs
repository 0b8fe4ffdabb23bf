using RandomLandscapes.Theory.SpectralLaws;

namespace RandomLandscapes.Tests.Theory.SpectralLaws;

public sealed class SpectralFittingTests
{
    [Theory] // spectra that are the law's own classical locations, in any unit
    [InlineData(0.2, 0.05, 3)]
    [InlineData(0.7, 0.5, 1e300)]
    [InlineData(3, 0.02, 1e-300)]
    [InlineData(3, 2, 1)]
    public void Classical_locations_are_fitted_exactly(double phi, double epsilon, double scale)
    {
        var fit = SpectralFitting.WishartWigner(Locations(new WishartWignerLaw(phi, epsilon), 150, 0, scale));
        Assert.InRange(fit.Distance, 0, 1e-4);
        Assert.Equal((1.0, 1.0, 1.0), (Near(fit["phi"] / phi), Near(fit["epsilon"] / epsilon), Near(fit["scale"] / scale)));

        fit = SpectralFitting.Goe(Locations(new SemicircleLaw(), 150, -0.7 * scale, scale));
        Assert.InRange(fit.Distance, 0, 1e-12);
        Assert.Equal((-0.7 * scale, scale), (fit["centre"], fit["radius"]), (x, y) => Math.Abs(x.Item1 - y.Item1) + Math.Abs(x.Item2 - y.Item2) < 1e-12 * scale);

        phi = Math.Min(phi, 0.9);
        fit = SpectralFitting.MarchenkoPastur(Locations(new MarchenkoPasturLaw(phi), 150, 0, scale), 0);
        Assert.InRange(fit.Distance, 0, 1e-4);
        Assert.Equal((1.0, 1.0), (Near(fit["phi"] / phi), Near(fit["scale"] / scale)));

        static double Near(double x) => Math.Abs(x - 1) < 0.01 ? 1 : x;
    }

    [Fact] // the missing rank is the ratio
    public void Zeros_decide_the_ratio()
    {
        var fit = SpectralFitting.MarchenkoPastur(Locations(new MarchenkoPasturLaw(4), 200, 0, 2), 1e-9);
        Assert.Equal((4.0, 2.0), (fit["phi"], Math.Round(fit["scale"], 10)));
        Assert.InRange(fit.Distance, 0, 1e-12);
    }

    [Fact] // the distance as it is defined: -1, 0, 1 against the quantiles 1/6, 1/2, 5/6 of a semicircle, which three points fit exactly; four do not
    public void Distance_is_relative_to_the_standard_deviation()
    {
        Assert.InRange(SpectralFitting.Goe([-1, 0, 1]).Distance, 0, 1e-11);
        var q = new double[4];
        new SemicircleLaw().FillLocations(q);
        double[] x = [-2, -1, 1, 5];
        var slope = q.Zip(x, (a, b) => a * (b - 0.75)).Sum() / q.Sum(a => a * a);
        var expected = Math.Sqrt(q.Zip(x, (a, b) => Math.Pow(b - 0.75 - (slope * a), 2)).Sum() / x.Sum(b => (b - 0.75) * (b - 0.75)));
        Assert.Equal(expected, SpectralFitting.Goe(x).Distance, 1e-14);
        Assert.Equal(expected, SpectralFitting.Goe([.. x.Select(b => (1e-200 * b) + 1e-200)]).Distance, 1e-14);
    }

    [Fact]
    public void What_cannot_be_fitted_says_why()
    {
        Assert.Equal("it has 2 eigenvalues, expected at least 3", SpectralFitting.Goe([1, 2]).Reason);
        Assert.Equal("it has 3 eigenvalues, expected at least 4", SpectralFitting.WishartWigner([1, 2, 3]).Reason);
        Assert.Equal("its eigenvalues are all equal", SpectralFitting.Goe([2, 2, 2]).Reason);
        Assert.Equal("its eigenvalues are all equal", SpectralFitting.WishartWigner([0, 0, 0, 0]).Reason);
        Assert.Equal("it has negative eigenvalues", SpectralFitting.MarchenkoPastur([-1, 2, 3], 1e-10).Reason);
        Assert.Equal("fewer than two of its eigenvalues are positive", SpectralFitting.MarchenkoPastur([0, 0, 3], 1e-10).Reason);
        Assert.Null(SpectralFitting.MarchenkoPastur([-1e-11, 2, 3], 1e-10).Reason);
        Assert.Throws<ArgumentException>(() => SpectralFitting.Goe([1, 3, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpectralFitting.Goe([1, 3, double.PositiveInfinity]));
    }

    [Theory] // a centred semicircle is the limit of large epsilon: the bound of epsilon must not reject a GOE
    [InlineData(0)]
    [InlineData(1e-3)]
    [InlineData(-1e-4)]
    public void A_centred_semicircle_is_within_Wishart_plus_Wigner(double centre) =>
        Assert.InRange(SpectralFitting.WishartWigner(Locations(new SemicircleLaw(), 500, centre, 1)).Distance, 0, 5e-4);

    [Fact] // nothing of Wishart in it: the fit ends, with a finite distance
    public void Any_spectrum_ends()
    {
        foreach (double[] spectrum in new double[][] { [-5, -4, -3, -1], [-1, 0, 0, 1], [0, 0, 0, 1], [-1e-9, 1, 1, 1], [1, 1, 1, 1.0000001], [-100, 1, 1, 1], [1, 1, 1, 1e9] })
        {
            var fit = SpectralFitting.WishartWigner(spectrum);
            Assert.True(fit.Reason is not null || double.IsFinite(fit.Distance));
        }
    }

    private static double[] Locations(SpectralLaw law, int n, double centre, double scale)
    {
        var q = new double[n];
        law.FillLocations(q);
        return [.. q.Select(x => centre + (scale * x))];
    }
}
