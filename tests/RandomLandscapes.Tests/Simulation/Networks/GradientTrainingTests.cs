using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;
using RandomLandscapes.Simulation.Networks.Training;

namespace RandomLandscapes.Tests.Simulation.Networks;

/// <summary>First-order training: rates on a quadratic, bits after a resumption, batches, and dropout.</summary>
public sealed class GradientTrainingTests
{
    private static readonly StreamKey Key = new(20_261_123);

    // f = (a^2 x^2 + b^2 y^2) / 4 about its minimum, a = 1 and b = 3: a linear network without bias term to speak of.
    private static NetworkObjective Quadratic() => new(
        new MultilayerPerceptron(2, 1).ToGraph(LossKind.SquaredError, numericTargets: true),
        new NetworkSamples(4, [1.0, 0, -1, 0, 0, 3, 0, -3], [0.0, 0, 0, 0]), 0);

    [Theory] // K18: with curvatures from m to M gradient descent at 2 / (m + M) shrinks by (k - 1) / (k + 1), heavy ball by (sqrt k - 1) / (sqrt k + 1) at its best constants
    [InlineData(GradientMethod.Descent)]
    [InlineData(GradientMethod.Momentum)]
    public void Rates_on_a_quadratic_are_exact(GradientMethod method)
    {
        // Curvatures 1/2 (x), 9/2 (y), 1 (bias): k = 9.
        const double m = 0.5, large = 4.5;
        var heavy = method == GradientMethod.Momentum;
        var root = (Math.Sqrt(large) - Math.Sqrt(m)) / (Math.Sqrt(large) + Math.Sqrt(m));
        var settings = new GradientSettings(method, heavy ? 4 / Math.Pow(Math.Sqrt(large) + Math.Sqrt(m), 2) : 2 / (m + large)) { Momentum = root * root };
        var training = new GradientTraining(Quadratic(), settings, Key, [1, 1, 0]);
        training.Run(60);
        var before = Size();
        training.Run(60);
        var rate = Math.Pow(Size() / before, 1.0 / 60);
        if (heavy)
        {
            // At its best constants the iteration has double roots: x_t = (1 + c t) root^t exactly.
            Assert.Equal(root, Math.Pow(Math.Abs(training.Parameters[0]) / (1 + (120 * (1 - root))), 1.0 / 120), 0.01);
            Assert.InRange(rate, root, 1.02 * root);
        }
        else
        {
            Assert.Equal(0.8, rate, 1e-12);
        }

        double Size() => Math.Max(Math.Abs(training.Parameters[0]), Math.Abs(training.Parameters[1]));
    }

    [Theory]
    [InlineData(GradientMethod.Descent, null)]
    [InlineData(GradientMethod.Descent, 7)]
    [InlineData(GradientMethod.Momentum, 7)]
    [InlineData(GradientMethod.RmsProp, 7)]
    [InlineData(GradientMethod.Adam, null)]
    [InlineData(GradientMethod.Adam, 7)]
    public void Training_goes_down_and_resumes_to_the_bit(GradientMethod method, int? batch)
    {
        var (loss, start, _) = NetworkCases.Random(11, 60, 1e-3, 6, 5, 10);
        var settings = new GradientSettings(method, method is GradientMethod.Descent ? 0.3 : 0.02, batch);
        var whole = new GradientTraining(loss, settings, Key, start);
        whole.Run(60);
        Assert.InRange(loss.Value(whole.Parameters), 0, loss.Value(start) - 0.1);
        var first = new GradientTraining(loss, settings, Key, start);
        first.Run(23);
        var second = new GradientTraining(loss, settings, Key, first.State);
        first.Run(5); // what goes on with the first must not reach the kept state
        second.Run(37);
        Assert.Equal(60, second.Step);
        Assert.Equal(whole.Parameters.ToArray(), second.Parameters.ToArray());
        var other = new GradientTraining(loss, settings, new StreamKey(1), start);
        other.Run(60);
        Assert.Equal(batch is null, whole.Parameters.SequenceEqual(other.Parameters));
    }

    [Fact] // the mean over the batches of an epoch is the gradient of all samples
    public void Batches_are_an_unbiased_partition()
    {
        var (loss, theta, _) = NetworkCases.Random(12, 150, 0.01, 6, 5, 10);
        double[] whole = new double[theta.Length], part = new double[theta.Length], mean = new double[theta.Length];
        var value = loss.Gradient(theta, whole);
        var sum = 0.0;
        foreach (var batch in Enumerable.Range(0, 150).OrderBy(i => (i * 67) % 150).Chunk(50))
        {
            sum += loss.Gradient(theta, batch, part) / 3;
            for (var i = 0; i < part.Length; i++)
                mean[i] += part[i] / 3;
        }

        Assert.Equal(value, sum, 1e-13);
        for (var i = 0; i < mean.Length; i++)
            Assert.Equal(whole[i], mean[i], 1e-14);
        Assert.Equal(value, loss.Gradient(theta, [.. Enumerable.Range(0, 150)], part), 1e-13);
        Assert.Equal(value, loss.Gradient(theta, whole));
    }

    [Fact] // rate 0 is the network itself; a fixed mask is a smooth function; two masks are two functions
    public void Dropout_masks_belong_to_the_samples()
    {
        var network = new MultilayerPerceptron(6, 5, 4, 10);
        var (plain, theta, _) = NetworkCases.Random(13, 40, 0.01, 6, 5, 4, 10);
        var graph = Dropout.ToGraph(network, LossKind.CrossEntropy);
        Assert.Equal(plain.Dimension, graph.ParameterCount);
        var none = new NetworkObjective(graph, Dropout.Mask(plain.Samples, network, 0, new RandomStream(Key)), 0.01);
        Assert.Equal(plain.Value(theta), none.Value(theta));
        double[] expected = new double[theta.Length * theta.Length], actual = new double[theta.Length * theta.Length];
        plain.Hessian(theta, expected);
        none.Hessian(theta, actual);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-14);
        var (one, other) = (Masked(0), Masked(1));
        Assert.NotEqual(one.Value(theta), other.Value(theta));
        Assert.Equal(one.Value(theta), Masked(0).Value(theta));
        // Mean 1 and variance 1 for rate 1/2: 360 masks, 5 standard errors are 0.26.
        var masks = Enumerable.Range(0, 40).SelectMany(i => one.Samples.Inputs(i)[6..].ToArray()).ToArray();
        Assert.All(masks, x => Assert.True(x is 0 or 2));
        Assert.InRange(masks.Average(), 0.73, 1.27);
        Assert.Throws<ArgumentOutOfRangeException>(() => Dropout.Mask(plain.Samples, network, 1, new RandomStream(Key)));

        NetworkObjective Masked(ulong sample)
        {
            var stream = new RandomStream(Key);
            stream.MoveTo(sample);
            return new NetworkObjective(graph, Dropout.Mask(plain.Samples, network, 0.5, stream), 0.01);
        }
    }

    [Fact]
    public void Wrong_constants_are_refused_and_divergence_stops()
    {
        var loss = Quadratic();
        foreach (var settings in new GradientSettings[]
        {
            new(GradientMethod.Descent, 0), new(GradientMethod.Descent, 0.1, 5), new(GradientMethod.Adam, 0.1) { Momentum = 1 }, new(GradientMethod.Adam, 0.1) { Epsilon = 0 },
        })
        {
            Assert.Throws<ArgumentException>(() => new GradientTraining(loss, settings, Key, [1, 1, 0]));
        }

        Assert.Throws<ArgumentException>(() => new GradientTraining(loss, new GradientSettings(GradientMethod.Descent, 0.1), Key, [1.0]));
        // eta lambda_max above 2: every step grows, until the loss is no number any more.
        var training = new GradientTraining(loss, new GradientSettings(GradientMethod.Descent, 10), Key, [1, 1, 0]);
        Assert.False(double.IsFinite(training.Run(10_000)));
        Assert.InRange(training.Step, 1, 9999);
    }

    [Theory] // the rules themselves, written out, three steps on known gradients as small as eps: decays, corrections and where eps stands
    [InlineData(GradientMethod.Descent)]
    [InlineData(GradientMethod.Momentum)]
    [InlineData(GradientMethod.RmsProp)]
    [InlineData(GradientMethod.Adam)]
    public void Steps_follow_their_rules(GradientMethod method)
    {
        const double eta = 1e-3, mu = 0.8, eps = 1e-6;
        var rho = method == GradientMethod.Adam ? 0.99 : 0.7;
        double[] x = [1e-5, 1, 2e-6], curvatures = [0.5, 4.5, 1], m = new double[3], s = new double[3];
        var training = new GradientTraining(Quadratic(), new GradientSettings(method, eta) { Momentum = mu, SquareDecay = rho, Epsilon = eps }, Key, x);
        training.Run(3);
        for (var t = 1; t <= 3; t++)
        {
            for (var i = 0; i < 3; i++)
            {
                var g = curvatures[i] * x[i];
                m[i] = method == GradientMethod.Momentum ? (mu * m[i]) - (eta * g) : (mu * m[i]) + ((1 - mu) * g);
                s[i] = (rho * s[i]) + ((1 - rho) * g * g);
                x[i] += method switch
                {
                    GradientMethod.Momentum => m[i],
                    GradientMethod.RmsProp => -eta * g / (Math.Sqrt(s[i]) + eps),
                    GradientMethod.Adam => -eta * m[i] / (1 - Math.Pow(mu, t)) / (Math.Sqrt(s[i] / (1 - Math.Pow(rho, t))) + eps),
                    _ => -eta * g,
                };
            }
        }

        for (var i = 0; i < 3; i++)
            Assert.Equal(x[i], training.Parameters[i], 1e-13);
    }

    [Fact] // two hidden layers with masks written by hand: each layer reads its own
    public void Dropout_masks_belong_to_their_layers()
    {
        var graph = Dropout.ToGraph(new MultilayerPerceptron(1, 2, 2, 2), LossKind.CrossEntropy);
        // W1, b1, W2, b2, W3, b3; inputs x, then two masks of each layer.
        double[] theta = [1, -1, 0.5, 0.25, 1, 2, -3, 1, 0.1, -0.2, 1, 0.5, -0.5, 2, 0.3, 0.7];
        var loss = new NetworkObjective(graph, new NetworkSamples(3, [0.4, 1, 1, 0, 0, 0.4, 0, 0, 1, 1, 0.4, 0, 1, 1, 0], [0.0, 1, 0]), 0);
        var outputs = new double[6];
        loss.Outputs(theta, outputs);
        Assert.Equal([0.3, 0.7], outputs[..2]);
        Assert.Equal(Math.Tanh(0.1) + (0.5 * Math.Tanh(-0.2)) + 0.3, outputs[2], 1e-15);
        var unit = Math.Tanh(0.1 + (2 * Math.Tanh(-0.4 + 0.25)));
        Assert.Equal(unit + 0.3, outputs[4], 1e-15);
        Assert.Equal((-0.5 * unit) + 0.7, outputs[5], 1e-15);
    }
}
