using RandomLandscapes.Simulation.Networks;

namespace RandomLandscapes.Tests.Simulation.Networks;

/// <summary>The parts of a spectrum on spectra whose parts are plain.</summary>
public sealed class SpectrumPartsTests
{
    [Fact]
    public void Parts_add_up()
    {
        double[] spectrum = [-3, -1e-12, 0, 1e-12, 0.5, 1, 1.5, 20, 30];
        var parts = SpectrumParts.Of(spectrum, 1e-10, 5);
        Assert.Equal((1, 3, 2), (parts.Negative, parts.Null, parts.Outliers));
        Assert.Equal(20 / 1.5, parts.Gap, 1e-15);
        Assert.Equal([-3, 0.5, 1, 1.5], parts.Bulk(spectrum));
        // The limit comes before a larger gap further down.
        Assert.Equal(1, SpectrumParts.Of(spectrum, 1e-10, 1).Outliers);
    }

    [Fact]
    public void Without_two_positive_eigenvalues_there_are_no_outliers()
    {
        var parts = SpectrumParts.Of([-1.0, 0, 2], 0, 5);
        Assert.Equal((1, 1, 0), (parts.Negative, parts.Null, parts.Outliers));
        Assert.True(double.IsNaN(parts.Gap));
        Assert.Equal([-1.0, 2], parts.Bulk([-1.0, 0, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpectrumParts.Of([1.0], 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpectrumParts.Of([1.0], double.NaN, 1));
    }
}
