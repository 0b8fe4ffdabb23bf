using System.Numerics;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Theory;

public sealed class WishartWignerTests
{
    [Theory] // coefficients eight orders apart: the cubic in 80 digits
    [InlineData(1e-8, 1e-8, 1.0000866025403785, 1779.3938)]
    [InlineData(1e-9, 1e-9, 1.00001, 5787.2467)]
    public void Narrow_spectra_keep_their_density(double phi, double epsilon, double z, double expected) =>
        Assert.Equal(expected, new WishartWigner(phi, epsilon).Density(z), 1e-7 * expected);

    [Theory] // the reference table
    [InlineData(0.25, 0.1, 0.05398048)]
    [InlineData(0.5, 0.2, 0.17046662)]
    [InlineData(0.5, 1, 0.30471141)]
    public void Index_fraction_table(double phi, double epsilon, double expected) =>
        Assert.Equal(expected, new WishartWigner(phi, epsilon).IndexFraction(), 5.1e-9);

    [Theory] // the definition: the mass of the density below zero
    [InlineData(0.25, 0.1)]
    [InlineData(0.9, 0.02)]
    [InlineData(3, 0.05)]
    [InlineData(1, 4)]
    public void Index_fraction_is_the_mass_below_zero(double phi, double epsilon)
    {
        var law = new WishartWigner(phi, epsilon);
        Assert.Equal(law.IndexFraction(), Mass(law, -40, 0), 2e-6);
        Assert.Equal(1, Mass(law, -40, 40), 2e-6);
    }

    [Theory]
    [InlineData(0.25, 0.0435095264)]
    [InlineData(0.5, 0.0112712430)]
    [InlineData(1e-9, 0.125)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    public void Critical_epsilon_table(double phi, double expected) => Assert.Equal(expected, WishartWigner.CriticalEpsilon(phi), 2e-9);

    [Theory] // zero below the critical point, the power 3/2 above
    [InlineData(0.25)]
    [InlineData(0.7)]
    [InlineData(0.97)]
    public void Index_fraction_leaves_zero_at_the_critical_point(double phi)
    {
        var critical = WishartWigner.CriticalEpsilon(phi);
        Assert.Equal(0, new WishartWigner(phi, critical * (1 - 1e-6)).IndexFraction());
        var near = new WishartWigner(phi, critical * 1.0001).IndexFraction();
        var further = new WishartWigner(phi, critical * 1.0004).IndexFraction();
        Assert.Equal(8, further / near, 0.02);
    }

    [Theory]
    [InlineData(0.3, 0.2, 0.7)]
    [InlineData(2, 0.1, -0.1)]
    public void Density_comes_from_the_resolvent_equation(double phi, double epsilon, double z)
    {
        // The same resolvent by fixed-point iteration just above the real axis.
        var point = new Complex(z, 1e-4);
        var g = 1 / point;
        for (var i = 0; i < 200_000; i++)
            g = (0.5 * g) + (0.5 / (point - (1 / (1 - (phi * g))) - (2 * epsilon * g)));
        Assert.Equal(-g.Imaginary / Math.PI, new WishartWigner(phi, epsilon).Density(z), 1e-3);
    }

    [Fact] // without Wishart fluctuations: a semicircle around one; without Wigner part: Marchenko-Pastur
    public void Limits_are_the_free_summands()
    {
        Assert.Equal(SpectralDensities.Semicircle(0.3, 0.4), new WishartWigner(1e-7, 0.2).Density(1.3), 1e-6);
        Assert.Equal(SpectralDensities.MarchenkoPastur(1.3, 0.5), new WishartWigner(0.5, 1e-9).Density(1.3), 1e-6);
    }

    [Fact]
    public void Parameters_are_positive()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WishartWigner(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WishartWigner(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => WishartWigner.CriticalEpsilon(double.NaN));
    }

    private static double Mass(WishartWigner law, double low, double high)
    {
        const int steps = 800_000;
        var h = (high - low) / steps;
        return Enumerable.Range(0, steps).Sum(i => law.Density(low + ((i + 0.5) * h))) * h;
    }
}
