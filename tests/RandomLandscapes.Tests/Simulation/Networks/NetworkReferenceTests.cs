using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.Networks;

namespace RandomLandscapes.Tests.Simulation.Networks;

/// <summary>Known answers of another implementation (ReferenceData/Networks/README.md), and the structure every Hessian must show.</summary>
public class NetworkReferenceTests
{
    private static readonly MultilayerPerceptron Network = new(64, 16, 10);
    private static readonly NetworkObjective Loss = NetworkCases.Join(Network, NetworkCases.StoredDigits(), l2: 0);

    [Theory]
    [InlineData("init")]
    [InlineData("trained")]
    public void First_and_second_derivatives_are_the_stored_ones(string point)
    {
        var expected = NetworkCases.Scalars(point);
        var theta = NetworkCases.Column($"tanh_mlp.{point}.theta.csv");
        var gradient = new double[theta.Length];
        var v = Enumerable.Range(0, theta.Length).Select(k => Math.Cos(1 + (0.7 * k))).ToArray();
        var norm = NetworkCases.Norm(v);
        v = v.Select(x => x / norm).ToArray();
        var hv = new double[theta.Length];
        Assert.Equal(expected["loss"], Loss.Gradient(theta, gradient), 1e-12 * expected["loss"]);
        Loss.HessianVectorProduct(theta, v, hv);
        Assert.Equal(expected["gradient_norm"], NetworkCases.Norm(gradient), 1e-10 * expected["gradient_norm"]);
        Assert.Equal(expected["gradient_max"], gradient.Max(Math.Abs), 1e-10 * expected["gradient_max"]);
        Assert.Equal(expected["gradient_dot_v"], NetworkCases.Dot(gradient, v), 1e-10 * expected["gradient_norm"]);
        Assert.Equal(expected["v_dot_Hv"], NetworkCases.Dot(v, hv), 1e-10 * expected["Hv_norm"]);
        Assert.Equal(expected["Hv_norm"], NetworkCases.Norm(hv), 1e-10 * expected["Hv_norm"]);
        Assert.Equal(expected["accuracy"], Loss.Accuracy(theta), 1e-12);
    }

    [Theory]
    [InlineData("init")]
    [InlineData("trained")]
    public void Spectrum_is_the_stored_one(string point)
    {
        var theta = NetworkCases.Column($"tanh_mlp.{point}.theta.csv");
        var expected = NetworkCases.Column($"tanh_mlp.{point}.eigenvalues.csv");
        var actual = new double[theta.Length];
        var measurement = HessianMeasurement.Measure(Loss, theta, new HessianWorkspace(1210), actual);
        Assert.Equal(EigenvalueOutcome.Converged, measurement.Outcome);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-8);
        Assert.Equal(NetworkCases.Scalars(point)["trace"], measurement.Trace, 1e-10);
        Assert.Equal(measurement.Trace, actual.Sum(), 1e-11);
        Assert.Equal((actual[0], actual[^1]), (measurement.Smallest, measurement.Largest));
        Assert.Equal(1210, measurement.Negative + measurement.Undecided + measurement.Positive);
    }

    [Fact] // z dead pixels x h units, one per output bias shift, and h for the outputs' weights: z h + h + 1, no more, no less
    public void Dead_pixels_and_softmax_shift_leave_145_zero_eigenvalues()
    {
        Assert.Equal(8, NetworkCases.StoredDigits().CountDeadPixels());
        var theta = NetworkCases.Column("tanh_mlp.init.theta.csv");
        var eigenvalues = new double[theta.Length];
        var measurement = HessianMeasurement.Measure(Loss, theta, new HessianWorkspace(1210), eigenvalues);
        Assert.Equal((443, (8 * 16) + 16 + 1, 622), (measurement.Negative, measurement.Undecided, measurement.Positive));
        Assert.True(eigenvalues.Order().Skip(443).Take(145).Max(Math.Abs) < 0.1 * measurement.ErrorBound, "zeros are not well within the bound");

        // With l2 the same directions sit at exactly l2, and the rest of the spectrum moves by l2.
        var shifted = new double[theta.Length];
        var regularised = HessianMeasurement.Measure(new NetworkObjective(Loss.Graph, Loss.Samples, 0.25), theta, new HessianWorkspace(1210), shifted);
        Assert.Equal(0, regularised.Undecided);
        for (var i = 0; i < shifted.Length; i++)
            Assert.Equal(eigenvalues[i] + 0.25, shifted[i], 1e-12);
        var wide = HessianMeasurement.Measure(Loss, theta, new HessianWorkspace(1210), zeroTolerance: 0.5);
        Assert.Equal(0.5, wide.ZeroTolerance);
        Assert.Equal(eigenvalues.Count(x => Math.Abs(x) <= 0.5), wide.Undecided);
    }

    [Fact] // reversed order of the hidden units: the same function of other coordinates
    public void Permuted_units_keep_loss_and_spectrum()
    {
        var theta = NetworkCases.Column("tanh_mlp.trained.theta.csv");
        var permuted = theta.ToArray();
        for (var unit = 0; unit < 16; unit++)
        {
            theta.AsSpan(unit * 64, 64).CopyTo(permuted.AsSpan((15 - unit) * 64));
            permuted[1024 + 15 - unit] = theta[1024 + unit];
            for (var output = 0; output < 10; output++)
                permuted[1040 + (output * 16) + 15 - unit] = theta[1040 + (output * 16) + unit];
        }

        double[] expected = new double[theta.Length], actual = new double[theta.Length];
        var one = HessianMeasurement.Measure(Loss, theta, new HessianWorkspace(1210), expected);
        var other = HessianMeasurement.Measure(Loss, permuted, new HessianWorkspace(1210), actual);
        Assert.NotEqual(theta, permuted);
        Assert.Equal(one.Loss, other.Loss, 1e-14);
        Assert.Equal(one.GradientNorm, other.GradientNorm, 1e-14);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], one.ErrorBound);
        Assert.Equal(one.Inertia, other.Inertia);
    }

    [Fact]
    public void Non_finite_parameters_are_named()
    {
        var theta = NetworkCases.Column("tanh_mlp.init.theta.csv");
        theta[70] = double.NaN;
        var measurement = HessianMeasurement.Measure(Loss, theta, new HessianWorkspace(1210));
        Assert.Equal(EigenvalueOutcome.NonFinite, measurement.Outcome);
        Assert.Equal(0, measurement.Inertia.Order);
    }
}
