using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Numerics.LinearAlgebra;

public sealed class LanczosSpectralDensityTests
{
    private static readonly double[] Grid = [.. Enumerable.Range(0, 61).Select(i => -1.5 + (0.05 * i))];

    [Fact] // a multiple of the identity: one step, no spread over directions, the kernel itself
    public void One_eigenvalue_gives_the_kernel()
    {
        var band = new LanczosSpectralDensity(50, new LanczosDensitySettings(0.1, steps: 20, probes: 1))
            .Compute(() => LanczosIterationTests.Diagonal([.. Enumerable.Repeat(0.25, 50)]), Key("kernel"), 0, Grid)!;
        Assert.Equal(1, band.FewestSteps);
        Assert.True(band.Resolved);
        for (var i = 0; i < Grid.Length; i++)
        {
            var expected = Math.Exp(-50 * (Grid[i] - 0.25) * (Grid[i] - 0.25)) / 0.1 / Math.Sqrt(2 * Math.PI);
            Assert.Equal(expected, band.Density[i], 1e-12);
            Assert.InRange(expected, band.Low[i], band.High[i]);
            Assert.InRange(band.PointwiseLow[i], band.Low[i], band.Density[i]);
            Assert.InRange(band.PointwiseHigh[i], band.Density[i], band.High[i]);
        }
    }

    [Fact] // steps as many as the order: no quadrature error, and the density is that of the direction's own weights, which average to the exact one
    public void Many_directions_meet_the_exact_density()
    {
        double[] eigenvalues = [-1, -0.2, 0, 0.1, 0.5, 0.9];
        var band = new LanczosSpectralDensity(6, new LanczosDensitySettings(0.1, probes: 2000)).Compute(() => LanczosIterationTests.Diagonal(eigenvalues), Key("many"), 0, Grid)!;
        Assert.Equal(6, band.FewestSteps);
        for (var i = 0; i < Grid.Length; i++)
        {
            var exact = eigenvalues.Average(e => Math.Exp(-50 * (Grid[i] - e) * (Grid[i] - e))) / 0.1 / Math.Sqrt(2 * Math.PI);
            Assert.InRange(exact, band.Low[i], band.High[i]);
            Assert.InRange(band.High[i] - band.Low[i], 0, (0.4 * exact) + 1e-8);
        }
    }

    [Fact] // the spread of 400 repetitions of three directions each, which no error of the formula by a fifth survives; fixed directions, so no false alarm
    public void Standard_errors_are_the_spread_of_repetitions()
    {
        double[] eigenvalues = [-1, -0.2, 0, 0.1, 0.5, 0.9];
        var density = new LanczosSpectralDensity(6, new LanczosDensitySettings(0.1, probes: 3));
        var bands = Enumerable.Range(0, 400).Select(r => density.Compute(() => LanczosIterationTests.Diagonal(eigenvalues), Key("spread"), (ulong)r, Grid)!).ToList();
        var compared = 0;
        for (var i = 0; i < Grid.Length; i++)
        {
            var mean = bands.Average(b => b.Density[i]);
            if (mean < 0.05)
                continue;
            compared++;
            var spread = Math.Sqrt(bands.Average(b => (b.Density[i] - mean) * (b.Density[i] - mean)));
            Assert.InRange(Math.Sqrt(bands.Average(b => b.StandardError[i] * b.StandardError[i])) / spread, 0.85, 1.15);
        }

        Assert.InRange(compared, 20, 61);
    }

    [Fact] // a width that the steps cannot resolve: said, and the bound covers
    public void Unresolved_widths_are_said_and_covered()
    {
        var stream = TestSeed.Stream("lanczos-density unresolved");
        var eigenvalues = Enumerable.Range(0, 400).Select(_ => Math.Tanh(stream.NextNormal())).ToArray();
        foreach (var steps in new[] { 1, 2, 5, 9 })
        {
            var band = new LanczosSpectralDensity(400, new LanczosDensitySettings(0.02, steps)).Compute(() => LanczosIterationTests.Diagonal(eigenvalues), Key("unresolved"), 0, Grid)!;
            Assert.False(band.Resolved);
            for (var i = 0; i < Grid.Length; i++)
            {
                var exact = eigenvalues.Average(e => Math.Exp(-1250 * (Grid[i] - e) * (Grid[i] - e))) / 0.02 / Math.Sqrt(2 * Math.PI);
                Assert.InRange(exact, band.Low[i], band.High[i]);
            }
        }
    }

    [Theory] // a grid whose points lie far between the peaks, on which nothing changes: the nodes tell, and the bound covers
    [InlineData(0.003, 30)]
    [InlineData(1e-6, 60)]
    public void Coarse_grids_do_not_hide_what_is_not_resolved(double width, int steps)
    {
        var eigenvalues = Enumerable.Range(0, 400).Select(i => Math.Tanh((i - 199.5) / 100)).ToArray();
        double[] grid = [-0.5, eigenvalues[250], 0.9];
        var band = new LanczosSpectralDensity(400, new LanczosDensitySettings(width, steps)).Compute(() => LanczosIterationTests.Diagonal(eigenvalues), Key("coarse grid"), 0, grid)!;
        Assert.False(band.Resolved);
        for (var i = 0; i < grid.Length; i++)
        {
            var exact = eigenvalues.Average(e => Math.Exp(-0.5 * (grid[i] - e) * (grid[i] - e) / (width * width))) / width / Math.Sqrt(2 * Math.PI);
            Assert.InRange(exact, band.Low[i], band.High[i]);
        }
    }

    [Fact]
    public void Fate_is_null_and_mistakes_are_exceptions()
    {
        var density = new LanczosSpectralDensity(3, new LanczosDensitySettings(1));
        Assert.Null(density.Compute(() => LanczosIterationTests.Diagonal([1, double.NaN, 2]), Key("fate"), 0, Grid));
        Assert.Throws<ArgumentException>(() => density.Compute(() => LanczosIterationTests.Diagonal([1, 2, 3]), Key("fate"), 0, []));
        Assert.Throws<ArgumentException>(() => density.Compute(() => LanczosIterationTests.Diagonal([1, 2, 3]), Key("fate"), 0, [1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LanczosDensitySettings(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LanczosDensitySettings(1, level: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LanczosSpectralDensity(0, new LanczosDensitySettings(1)));
    }

    private static StreamKey Key(string name) => StreamKey.Derive(1, "tests", $"lanczos-density {name}");
}
