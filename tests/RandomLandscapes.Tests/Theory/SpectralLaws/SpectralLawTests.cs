using RandomLandscapes.Theory;
using RandomLandscapes.Theory.SpectralLaws;

namespace RandomLandscapes.Tests.Theory.SpectralLaws;

public sealed class SpectralLawTests
{
    public static TheoryData<double, double> Parameters => new()
    {
        { 0.25, 0.1 }, { 0.5, 0.2 }, { 0.5, 1 }, { 0.9, 0.02 }, { 1, 4 }, { 3, 0.05 }, { 4, 0.01 }, { 10, 1e-3 }, { 0.02, 1e-4 }, { 0.01, 1e4 },
    };

    [Theory] // another route: the fraction below zero
    [MemberData(nameof(Parameters))]
    public void Distribution_at_zero_is_the_index_fraction(double phi, double epsilon) =>
        Assert.Equal(new WishartWigner(phi, epsilon).IndexFraction(), new WishartWignerLaw(phi, epsilon).Distribution(0), 1e-12);

    [Theory] // the reference table of random-matrices-and-fields.md, section 7
    [InlineData(0.25, 0.1, 0.05398048)]
    [InlineData(0.5, 0.2, 0.17046662)]
    [InlineData(0.5, 1, 0.30471141)]
    public void Distribution_at_zero_table(double phi, double epsilon, double expected) =>
        Assert.Equal(expected, new WishartWignerLaw(phi, epsilon).Distribution(0), 5.1e-9);

    [Theory] // where the lower end passes zero
    [InlineData(0.05)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void The_lower_end_is_zero_at_the_critical_epsilon(double phi) =>
        Assert.Equal(0, new WishartWignerLaw(phi, WishartWigner.CriticalEpsilon(phi)).Bands[0].Low, 1e-13);

    [Theory] // two routes to the root of the cubic: closed form and companion matrix
    [MemberData(nameof(Parameters))]
    public void Density_is_that_of_the_companion_matrix(double phi, double epsilon)
    {
        var other = new WishartWigner(phi, epsilon);
        var law = new WishartWignerLaw(phi, epsilon);
        foreach (var (low, high, _) in law.Bands)
        {
            foreach (var part in new[] { 1e-4, 0.01, 0.2, 0.5, 0.8, 0.99, 0.9999 })
            {
                var z = low + (part * (high - low));
                Assert.Equal(1, law.Density(z) / other.Density(z), 1e-8);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Bands_are_where_the_density_is(double phi, double epsilon)
    {
        var density = new WishartWigner(phi, epsilon);
        var law = new WishartWignerLaw(phi, epsilon);
        Assert.Equal(1, law.Bands.Sum(b => b.Mass), 1e-12);
        foreach (var (low, high, _) in law.Bands)
        {
            var little = 1e-5 * (high - low);
            Assert.True(density.Density(low + little) > 0 && density.Density(high - little) > 0);
            Assert.Equal((0, 0), (density.Density(low - little), density.Density(high + little)));
        }

        Assert.Equal(phi >= 3 ? 2 : 1, law.Bands.Count);
        Assert.Equal((0, 1), (law.Distribution(law.Bands[0].Low - 1), law.Distribution(law.Bands[^1].High + 1)));
        if (law.Bands is [var first, var second])
            Assert.Equal(1 - (1 / phi), law.Distribution(0.5 * (first.High + second.Low)), 1e-12);
    }

    [Theory] // the distribution function, in closed form, against the density
    [MemberData(nameof(Parameters))]
    public void Density_is_the_slope_of_the_distribution(double phi, double epsilon)
    {
        foreach (SpectralLaw law in new SpectralLaw[] { new WishartWignerLaw(phi, epsilon), new MarchenkoPasturLaw(phi), new SemicircleLaw() })
        {
            foreach (var (low, high, mass) in law.Bands)
            {
                foreach (var part in new[] { 0.03, 0.2, 0.5, 0.9 })
                {
                    var z = low + (part * (high - low));
                    var h = 1e-4 * (high - low);
                    var slope = (law.Distribution(z - (2 * h)) - (8 * law.Distribution(z - h)) + (8 * law.Distribution(z + h)) - law.Distribution(z + (2 * h))) / (12 * h);
                    Assert.Equal(1, slope / law.Density(z), 2e-6);
                }

                var edge = 1e-9 * (high - low);
                Assert.Equal(mass, law.Distribution(high - edge) - law.Distribution(low + edge), 2e-4);
            }
        }
    }

    [Theory] // hard and nearly hard ends, narrow bands, gaps about to open
    [InlineData(1, 1e-6, 1e-4)]
    [InlineData(0.98, 1e-6, 1e-4)]
    [InlineData(1.02, 1e-6, 1e-3)]
    [InlineData(0.999, 1e-3, 1e-5)]
    [InlineData(4, 1e-6, 1e-5)]
    [InlineData(100, 1e-4, 1e-4)]
    [InlineData(2, 0.0113, 2e-4)]
    [InlineData(2, 0.0115, 2e-4)]
    [InlineData(4, 0.087, 2e-4)]
    public void Locations_are_quantiles_in_narrow_places(double phi, double epsilon, double tolerance) => CheckLocations(phi, epsilon, tolerance);

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Locations_are_quantiles(double phi, double epsilon) => CheckLocations(phi, epsilon, 1e-5);

    private static void CheckLocations(double phi, double epsilon, double tolerance)
    {
        var q = new double[777];
        foreach (SpectralLaw law in new SpectralLaw[] { new WishartWignerLaw(phi, epsilon), new MarchenkoPasturLaw(phi), new SemicircleLaw() })
        {
            law.FillLocations(q);
            for (var i = 0; i < q.Length; i++)
            {
                var u = (i + 0.5) / q.Length;
                if (u > law.AtomAtZero)
                    Assert.Equal(u, law.Distribution(q[i]), tolerance);
                else
                    Assert.Equal(0, q[i]);
            }
        }
    }

    [Theory] // Marchenko-Pastur: mean 1, variance phi, third central moment phi^2; with W, 2 epsilon of variance more
    [InlineData(0.3, 0.2)]
    [InlineData(1, 0.05)]
    [InlineData(2.5, 0.5)]
    public void Moments_of_the_locations_are_the_free_cumulants(double phi, double epsilon)
    {
        var q = new double[20_000];
        foreach (var (law, variance) in new (SpectralLaw, double)[] { (new MarchenkoPasturLaw(phi), phi), (new WishartWignerLaw(phi, epsilon), phi + (2 * epsilon)) })
        {
            law.FillLocations(q);
            var mean = q.Average();
            Assert.Equal(1, mean, 1e-4);
            Assert.Equal(variance, q.Average(x => (x - mean) * (x - mean)), 2e-4);
            Assert.Equal(phi * phi, q.Average(x => (x - mean) * (x - mean) * (x - mean)), 1e-3);
        }
    }

    [Fact]
    public void Parameters_are_positive()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WishartWignerLaw(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WishartWignerLaw(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MarchenkoPasturLaw(double.NaN));
    }
}
