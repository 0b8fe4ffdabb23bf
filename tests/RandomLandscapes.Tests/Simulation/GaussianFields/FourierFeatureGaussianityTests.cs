using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.GaussianFields;

public sealed class FourierFeatureGaussianityTests
{
    private const int Draws = 40_000;

    public static TheoryData<string> Families => ["squared-exponential", "cauchy", "matern", "random-wave"];

    [Fact]
    public void Squared_exponential_has_its_closed_forms()
    {
        var law = new FourierFeatureGaussianity(new SquaredExponentialCovariance(0.7), 4, 100);
        Assert.Equal(0.06, law.GradientExcessKurtosis, 1e-15);
        Assert.Equal(0.32, law.SecondDerivativeExcessKurtosis, 1e-14);
        Assert.Equal(0.24, law.MixedDerivativeExcessKurtosis, 1e-14);
        Assert.Equal(Math.Sqrt(4 * 5 / 100.0), law.ExpectedSecondFrobenius, 1e-14);
        // An increment tends to a derivative.
        Assert.Equal(0.06, law.IncrementExcessKurtosis(1e-4), 1e-5);
    }

    [Fact] // 0F1 at n = 1 is a cosine: k^2 is constant, so derivatives are Gaussian
    public void One_wave_length_on_the_line_is_Gaussian()
    {
        var law = new FourierFeatureGaussianity(new RandomWaveCovariance(1), 1, 10);
        Assert.Equal(0, law.GradientExcessKurtosis, 1e-15);
        Assert.Equal(0, law.SecondDerivativeExcessKurtosis, 1e-15);
        Assert.Equal(0, law.ExpectedSecondFrobenius, 1e-7);
        var deviation = law.Measure(FourierFeatureField.Draw(new RandomWaveCovariance(1), 1, 10, TestSeed.Stream("line")));
        Assert.InRange(Math.Max(Math.Max(deviation.Second, deviation.Fourth), Math.Max(deviation.SecondFrobenius, deviation.FourthPairs)), 0, 1e-14);
    }

    [Fact] // moments of Student's law end at 2 nu, those of the gamma mixture never
    public void Matern_fields_have_infinite_excess_up_to_four()
    {
        Assert.Equal(double.PositiveInfinity, new FourierFeatureGaussianity(new MaternCovariance(4), 2, 100).SecondDerivativeExcessKurtosis);
        Assert.Equal(double.PositiveInfinity, new FourierFeatureGaussianity(new MaternCovariance(2.5), 2, 100).MixedDerivativeExcessKurtosis);
        Assert.True(double.IsFinite(new FourierFeatureGaussianity(new MaternCovariance(4.1), 2, 100).SecondDerivativeExcessKurtosis));
        Assert.True(double.IsFinite(new FourierFeatureGaussianity(new MaternCovariance(2.1), 2, 100).GradientExcessKurtosis));
        Assert.True(double.IsFinite(new FourierFeatureGaussianity(new CauchyCovariance(0.01), 2, 100).SecondDerivativeExcessKurtosis));
    }

    [Theory] // smallest defect seen: an excess off by about a quarter of itself
    [MemberData(nameof(Families))]
    public void Excess_kurtosis_is_that_of_many_draws(string family)
    {
        var (moments, laws) = (Moments(family), Laws(family));
        for (var q = 0; q < laws.Length; q++)
            StatisticalAssert.Student(moments[q], 3 + laws[q], FalseAlarmTable.Standard / 10);
    }

    [Fact] // planted defect: Gaussian derivatives
    public void Excess_test_detects_a_Gaussian_law() => StatisticalAssert.Rejects(() =>
        StatisticalAssert.Student(Moments("squared-exponential")[1], 3, FalseAlarmTable.Standard / 10));

    [Theory] // E |(1/M) sum k k^T / v - 1|^2 = n ((n + 2)/kappa^2 - 1)/M exactly, and the norms agree with each other
    [MemberData(nameof(Families))]
    public void Measured_deviation_has_its_expected_square(string family) =>
        StatisticalAssert.Student(Deviation(family, 1), 1, FalseAlarmTable.Standard / 10);

    [Fact] // planted defect: a tenth more
    public void Deviation_test_detects_a_wrong_scale() => StatisticalAssert.Rejects(() =>
        StatisticalAssert.Student(Deviation("random-wave", 1.1), 1, FalseAlarmTable.Standard / 10));

    private static RadialCovariance Covariance(string family) => family switch
    {
        "squared-exponential" => new SquaredExponentialCovariance(1.3),
        "cauchy" => new CauchyCovariance(2.5, 0.8),
        "matern" => new MaternCovariance(12.5),
        _ => new RandomWaveCovariance(3, 0.6),
    };

    // Gradient and increment with 8 features, second derivatives with 64, whose mixtures have heavier tails.
    private static double[] Laws(string family)
    {
        var (few, many) = (new FourierFeatureGaussianity(Covariance(family), 3, 8), new FourierFeatureGaussianity(Covariance(family), 3, 64));
        return [0, few.GradientExcessKurtosis, few.IncrementExcessKurtosis(0.25), many.SecondDerivativeExcessKurtosis, many.MixedDerivativeExcessKurtosis];
    }

    private static Estimate[] Moments(string family)
    {
        var covariance = Covariance(family);
        var rho = new double[1];
        covariance.Evaluate(0.25, rho);
        double[] variances = [1, covariance.SpectralMoment(1), 2 - (2 * rho[0]), covariance.SpectralMoment(2), covariance.SpectralMoment(2) / 3];
        double[] sums = new double[5], squares = new double[5], gradient = new double[3], hessian = new double[9];
        var workspace = new FourierFeatureWorkspace(3);
        var stream = TestSeed.Stream($"excess {family}");
        double[] x = [0.2, -0.4, 1.1], y = [0.2, 0.1, 1.1];
        for (ulong s = 0; s < Draws; s++)
        {
            stream.MoveTo(s);
            var field = FourierFeatureField.Draw(covariance, 3, 8, stream);
            var value = field.Evaluate(x, gradient, workspace);
            Add(0, value);
            Add(1, gradient[2]);
            Add(2, field.Value(y, workspace) - value);
            FourierFeatureField.Draw(covariance, 3, 64, stream).Evaluate(x, gradient, hessian, workspace);
            Add(3, hessian[4]);
            Add(4, hessian[5]);
        }

        return [.. sums.Zip(squares, (a, b) => Estimate.OfMean(a, b, Draws))];

        void Add(int q, double z)
        {
            var fourth = z * z * z * z / (variances[q] * variances[q]);
            sums[q] += fourth;
            squares[q] += fourth * fourth;
        }
    }

    private static Estimate Deviation(string family, double factor)
    {
        const int n = 3, features = 50, fields = 4000;
        var covariance = Covariance(family);
        var law = new FourierFeatureGaussianity(covariance, n, features);
        var (sum, squares) = (0.0, 0.0);
        var stream = TestSeed.Stream($"deviation {family}");
        for (ulong s = 0; s < fields; s++)
        {
            stream.MoveTo(s);
            var deviation = law.Measure(FourierFeatureField.Draw(covariance, n, features, stream));
            Assert.InRange(deviation.Second, deviation.SecondFrobenius / Math.Sqrt(n) * 0.999, deviation.SecondFrobenius * 1.001);
            var square = factor * Math.Pow(deviation.SecondFrobenius / law.ExpectedSecondFrobenius, 2);
            sum += square;
            squares += square * square;
        }

        return Estimate.OfMean(sum, squares, fields);
    }
}
