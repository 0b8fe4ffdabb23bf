using System.Globalization;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.GaussianFields;

public sealed class RadialCovarianceTests
{
    private static readonly (string Family, double Parameter, int Dimension)[] Spectra =
    [
        ("squared-exponential", 0, 3), ("cauchy", 0.4, 2), ("cauchy", 3, 3), ("matern", 2.5, 2), ("matern", 4.5, 3), ("random-wave", 1, 1), ("random-wave", 2, 2), ("random-wave", 3, 3), ("random-wave", 10, 3),
    ];

    public static TheoryData<int> SpectrumNumbers => [.. Enumerable.Range(0, Spectra.Length)];

    [Fact] // 25 digits by mpmath; the largest relative error seen is 3.3e-13, beside a zero of a wave (n = 3, s = 2000), 8e-15 for Matern
    public void Values_and_derivatives_meet_their_references()
    {
        var rho = new double[RadialCovariance.MostDerivatives + 1];
        foreach (var row in ReferenceFile.Rows("radial-covariances.csv"))
        {
            var numbers = row.Skip(1).Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
            Create(row[0], numbers[0], 1.5).Evaluate(numbers[1], rho);
            for (var m = 0; m < rho.Length; m++)
                Assert.True(Math.Abs(rho[m] - numbers[2 + m]) <= 4e-13 * Math.Abs(numbers[2 + m]), $"{string.Join(',', row)}: derivative {m} was {rho[m]:R}");
        }
    }

    [Theory] // each derivative is the limit of differences of the one before: two routes for the closed forms in elementary functions
    [InlineData("squared-exponential", 0)]
    [InlineData("cauchy", 0.3)]
    [InlineData("cauchy", 7)]
    [InlineData("matern", 3.2)]
    [InlineData("random-wave", 4)]
    public void Derivatives_are_limits_of_differences(string family, double parameter)
    {
        const double step = 1e-3;
        var covariance = Create(family, parameter, 0.8);
        double[] left = new double[5], right = new double[5], here = new double[5];
        foreach (var s in new[] { 0.3, 1.0, 4.0 })
        {
            covariance.Evaluate(s - step, left);
            covariance.Evaluate(s + step, right);
            covariance.Evaluate(s, here);
            for (var m = 0; m < 4; m++)
                Assert.Equal(here[m + 1], (right[m] - left[m]) / (2 * step), 1e-7 + (1e-4 * Math.Abs(here[m + 1])));
        }
    }

    [Fact] // beta = 1: rho = 1/(1 + s/l^2), m-th derivative m! (-1/l^2)^m (1 + s/l^2)^-(m + 1)
    public void Cauchy_has_its_closed_form()
    {
        var rho = new double[5];
        new CauchyCovariance(1, 2).Evaluate(12, rho);
        Assert.Equal([0.25, -1.0 / 64, 2.0 / 1024, -6.0 / 16384, 24.0 / 262144], rho.Select(r => Math.Round(r, 15)));
    }

    [Fact]
    public void Kappa_has_its_closed_forms()
    {
        Assert.Equal(1, new SquaredExponentialCovariance(0.3).Kappa, 1e-15);
        foreach (var beta in new[] { 0.1, 1, 40 })
            Assert.Equal(Math.Sqrt(beta / (beta + 1)), new CauchyCovariance(beta, 3).Kappa, 1e-15);
        foreach (var nu in new[] { 2.1, 2.5, 3, 20 })
            Assert.Equal(Math.Sqrt((nu - 2) / (nu - 1)), new MaternCovariance(nu, 3).Kappa, 1e-14);
        foreach (var n in new[] { 1, 2, 3, 10, 100 })
            Assert.Equal(Math.Sqrt((n + 2.0) / n), new RandomWaveCovariance(n, 0.2).Kappa, 1e-15);
    }

    [Fact] // E k^2 = l^-2, E k^4 = 3 l^-4, E k^6 = 15 l^-6, E k^8 = 105 l^-8 of a normal variable; of k = +-1/l all powers
    public void Spectral_moments_have_their_closed_forms()
    {
        double[] normal = [1, 1, 3, 15, 105];
        for (var m = 0; m < normal.Length; m++)
        {
            Assert.Equal(normal[m] * Math.Pow(4, m), new SquaredExponentialCovariance(0.5).SpectralMoment(m), 1e-9);
            Assert.Equal(Math.Pow(4, m), new RandomWaveCovariance(1, 0.5).SpectralMoment(m), 1e-9);
            Assert.Equal(m < 3, double.IsFinite(new MaternCovariance(2.9).SpectralMoment(m)));
        }
    }

    [Theory] // the variance of cos k.x is exact: (1 + rho(4 s))/2 - rho(s)^2
    [MemberData(nameof(SpectrumNumbers))]
    public void Wave_vectors_have_the_covariance_as_characteristic_function(int spectrum)
    {
        foreach (var distance in new[] { 0.5, 1.5, 4 })
            StatisticalAssert.Normal(CharacteristicZ(spectrum, distance, 1), FalseAlarmTable.Standard / 10);
    }

    [Fact] // planted defect: a length off by 5 percent
    public void Wave_test_detects_a_wrong_length() => StatisticalAssert.Rejects(() => StatisticalAssert.Normal(CharacteristicZ(3, 1.5, 1.05), FalseAlarmTable.Standard / 10));

    private static RadialCovariance Create(string family, double parameter, double length) => family switch
    {
        "squared-exponential" => new SquaredExponentialCovariance(length),
        "cauchy" => new CauchyCovariance(parameter, length),
        "matern" => new MaternCovariance(parameter, length),
        _ => new RandomWaveCovariance((int)parameter, length),
    };

    private static double CharacteristicZ(int spectrum, double distance, double lengthDefect)
    {
        const int draws = 40_000;
        var (family, parameter, dimension) = Spectra[spectrum];
        var (drawn, expected) = (Create(family, parameter, 1.2 * lengthDefect), Create(family, parameter, 1.2));
        var stream = TestSeed.Stream(string.Create(CultureInfo.InvariantCulture, $"waves {spectrum} {distance}"));
        var wave = new double[dimension];
        var sum = 0.0;
        for (var i = 0; i < draws; i++)
        {
            drawn.DrawWave(stream, wave);
            // Along the diagonal, so that all components take part.
            sum += Math.Cos(wave.Sum() * distance / Math.Sqrt(dimension));
        }

        double[] near = new double[1], far = new double[1];
        expected.Evaluate(distance * distance, near);
        expected.Evaluate(4 * distance * distance, far);
        // A wave on the line at n = 1 has one cosine: no variance, only rounding.
        var variance = Math.Max((0.5 * (1 + far[0])) - (near[0] * near[0]), 1e-20);
        return ((sum / draws) - near[0]) / Math.Sqrt(variance / draws);
    }
}
