using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Tests.Simulation.CriticalPoints;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.Networks;

/// <summary>K13: witnesses for and against convexity.</summary>
public sealed class KnownAnswerConvexityTests
{
    [Theory] // as printed, to the digits given
    [InlineData("a x", new[] { 0.3, -2 }, new[] { -1.0, 1 })]
    [InlineData("softmax output", new[] { 0.1, -0.4, 1 }, new[] { -0.054093, 0, 0.153797 })]
    [InlineData("1 - exp(-|x|^2)", new[] { 1.0, 1 }, new[] { -0.812012, 0.270671 })]
    [InlineData("x^2 + y^3", new[] { 0.0, 0 }, new[] { 0.0, 2 })]
    [InlineData("x^4 - y^4", new[] { 0.0, 0 }, new[] { 0.0, 0 })]
    [InlineData("monkey saddle", new[] { 0.0, 0 }, new[] { 0.0, 0 })]
    [InlineData("(x^2 - 1)^2", new[] { 0.0 }, new[] { -4.0 })]
    public void Spectra_of_the_witnesses_are_the_stored_ones(string name, double[] position, double[] expected)
    {
        var spectrum = KnownAnswerNetworks.Spectrum(Witness(name, position.Length), position);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], spectrum[i], 5e-7);
    }

    [Fact] // convex, and flat along (1, 1, 1): all exponents may grow together
    public void Log_sum_exp_is_positive_semidefinite_with_one_null_vector()
    {
        var objective = Witness("log-sum-exp", 3);
        var stream = TestSeed.Stream("log-sum-exp");
        var product = new double[3];
        for (var draw = 0; draw < 100; draw++)
        {
            double[] position = [2 * stream.NextNormal(), 2 * stream.NextNormal(), 2 * stream.NextNormal()];
            var spectrum = KnownAnswerNetworks.Spectrum(objective, position);
            Assert.Equal(0, spectrum[0], 1e-15);
            Assert.InRange(spectrum[1], 1e-8, 1);
            objective.HessianVectorProduct(position, [1, 1, 1], product);
            Assert.All(product, p => Assert.Equal(0, p, 1e-15));
        }
    }

    [Fact] // F1: linear units do not make squared errors convex: the middle of two minima is a saddle at 1/2
    public void Middle_of_two_minima_of_a_linear_network_is_higher()
    {
        var loss = new DeepLinearNetwork([1, 1, 1], [1.0]);
        Assert.Equal((0.0, 0.0, 0.5), (loss.Value([1, 1]), loss.Value([-1, -1]), loss.Value([0, 0])));
        Assert.Equal([-1.0, 1.0], KnownAnswerNetworks.Spectrum(loss, [0, 0]));
    }

    [Fact] // F9: a x is quasi-concave on the positive quadrant and not quasi-convex there; on a > 0, x < 0 the other way round
    public void Products_are_quasi_concave_or_quasi_convex_by_quadrant()
    {
        var objective = Witness("a x", 2);
        var stream = TestSeed.Stream("quadrants");
        for (var draw = 0; draw < 500; draw++)
        {
            double[] p = [stream.NextUniform(), stream.NextUniform()], q = [stream.NextUniform(), stream.NextUniform()];
            var t = stream.NextUniform();
            double[] between = [p[0] + (t * (q[0] - p[0])), p[1] + (t * (q[1] - p[1]))];
            Assert.True(objective.Value(between) >= Math.Min(objective.Value(p), objective.Value(q)) - 1e-15);
            Assert.True(objective.Value([between[0], -between[1]]) <= Math.Max(objective.Value([p[0], -p[1]]), objective.Value([q[0], -q[1]])) + 1e-15);
        }

        Assert.True(objective.Value([2, 2]) > Math.Max(objective.Value([1, 3]), objective.Value([3, 1])));
    }

    [Fact] // F10: the likelihood of logistic regression is neither convex nor concave in the weights; minus its logarithm is convex
    public void Log_loss_is_convex_where_the_likelihood_is_not()
    {
        var likelihood = new JetObjective(1, w => w[0].Sigmoid());
        var loss = new JetObjective(1, w => -1 * w[0].Sigmoid().Log());
        foreach (var w in new[] { -3.0, -1, 1, 3 })
        {
            Assert.Equal(w < 0, KnownAnswerNetworks.Spectrum(likelihood, [w])[0] > 0);
            var s = 1 / (1 + Math.Exp(-w));
            Assert.Equal(s * (1 - s), KnownAnswerNetworks.Spectrum(loss, [w])[0], 1e-14);
        }
    }

    [Fact] // C13 on the three data 1, 0, -1: sums of squared innovations are a parabola for AR(1), and 2 - b^2 + b^4 for MA(1)
    public void Recursion_destroys_convexity()
    {
        double[] y = [1, 0, -1];
        var regressive = new JetObjective(1, a => Enumerable.Range(1, 2).Select(t => ((y[t - 1] * a[0]) - y[t]).Squared()).Aggregate((u, v) => u + v) + 1);
        var moving = new JetObjective(1, b =>
        {
            var innovation = (0 * b[0]) + y[0];
            var sum = innovation.Squared();
            for (var t = 1; t < 3; t++)
            {
                innovation = (-1 * (b[0] * innovation)) + y[t];
                sum += innovation.Squared();
            }

            return sum;
        });
        foreach (var x in new[] { -0.9, -0.3, 0, 0.2, 0.8 })
        {
            Assert.Equal(2, KnownAnswerNetworks.Spectrum(regressive, [x])[0], 1e-14);
            Assert.Equal(2 - (x * x) + (x * x * x * x), moving.Value([x]), 1e-15);
            Assert.Equal(-2 + (12 * x * x), KnownAnswerNetworks.Spectrum(moving, [x])[0], 1e-14);
        }
    }

    private static IObjective Witness(string name, int dimension) => new JetObjective(dimension, x => name switch
    {
        "a x" => x[0] * x[1],
        "log-sum-exp" => (x[0].Exp() + x[1].Exp() + x[2].Exp()).Log(),
        "softmax output" => x[0].Exp() * (x[0].Exp() + x[1].Exp() + x[2].Exp()).Power(-1),
        "1 - exp(-|x|^2)" => (-1 * (-1 * (x[0].Squared() + x[1].Squared())).Exp()) + 1,
        "x^2 + y^3" => x[0].Squared() + (x[1] * x[1].Squared()),
        "x^4 - y^4" => x[0].Squared().Squared() - x[1].Squared().Squared(),
        "monkey saddle" => (x[0] * x[0].Squared()) - (3 * (x[0] * x[1].Squared())),
        _ => (x[0].Squared() - 1).Squared(),
    });
}
