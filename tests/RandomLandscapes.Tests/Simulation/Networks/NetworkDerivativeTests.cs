using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Tests.Simulation.Networks;

/// <summary>Derivatives of random nets of depth 1 to 4 on 150 samples (two blocks, the second one padded).</summary>
public class NetworkDerivativeTests
{
    private const ulong Seed = 20_260_201;

    public static TheoryData<int[]> Shapes => [[7, 10], [9, 5, 10], [6, 3, 4, 10], [5, 4, 3, 6, 10]];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Value_agrees_with_plain_loops(int[] sizes)
    {
        var (loss, parameters, _) = NetworkCases.Random(Seed, 150, 0.01, sizes);
        var expected = PlainLoss(loss, parameters, out var accuracy);
        Assert.Equal(expected, loss.Value(parameters), 1e-13);
        Assert.Equal(accuracy, loss.Accuracy(parameters));
        Assert.Equal(loss.Value(parameters), loss.Gradient(parameters, new double[parameters.Length]));
    }

    [Theory] // along random directions the error falls as h^2: by 4 from h to h / 2
    [MemberData(nameof(Shapes))]
    public void Gradient_agrees_with_differences_of_values(int[] sizes)
    {
        var (loss, parameters, stream) = NetworkCases.Random(Seed, 150, 0.01, sizes);
        var gradient = new double[parameters.Length];
        loss.Gradient(parameters, gradient);
        for (var draw = 0; draw < 5; draw++)
        {
            var v = Direction(stream, parameters.Length);
            var slope = NetworkCases.Dot(gradient, v);
            double Error(double h) => Math.Abs(
                ((loss.Value(Moved(parameters, v, h)) - loss.Value(Moved(parameters, v, -h))) / (2 * h)) - slope);
            AssertSecondOrder(Error(0.02), Error(0.01));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Hessian_agrees_with_differences_of_gradients(int[] sizes)
    {
        var (loss, parameters, stream) = NetworkCases.Random(Seed, 150, 0.01, sizes);
        var hessian = Hessian(loss, parameters);
        for (var draw = 0; draw < 3; draw++)
        {
            var v = Direction(stream, parameters.Length);
            AssertSecondOrder(
                DifferenceError(loss, parameters, hessian, v, 0.02), DifferenceError(loss, parameters, hessian, v, 0.01));
        }
    }

    [Fact] // planted defects: one wrong pair of entries, a forgotten l2, one forgotten chain term between the layers
    public void Difference_test_detects_a_wrong_Hessian()
    {
        var (loss, parameters, stream) = NetworkCases.Random(Seed, 150, 0.01, 9, 5, 10);
        var p = parameters.Length;
        var defects = new List<double[]>();
        for (var i = 0; i < 3; i++)
            defects.Add(Hessian(loss, parameters));
        defects[0][(3 * p) + 61] += 1e-2;
        defects[0][(61 * p) + 3] += 1e-2;
        for (var i = 0; i < p; i++)
            defects[1][(i * p) + i] -= 0.01;
        defects[2][(0 * p) + loss.Graph.Multilayer!.WeightOffset(2)] += 0.02;
        defects[2][loss.Graph.Multilayer!.WeightOffset(2) * p] += 0.02;
        foreach (var defect in defects)
        {
            var v = Direction(stream, p);
            var errors = (DifferenceError(loss, parameters, defect, v, 0.02), DifferenceError(loss, parameters, defect, v, 0.01));
            Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertSecondOrder(errors.Item1, errors.Item2));
        }
    }

    [Theory] // two routes: dense rows against products with unit vectors; exact symmetry
    [MemberData(nameof(Shapes))]
    public void Hessian_columns_agree_with_products(int[] sizes)
    {
        var (loss, parameters, _) = NetworkCases.Random(Seed, 150, 0.01, sizes);
        var hessian = Hessian(loss, parameters);
        var p = parameters.Length;
        var unit = new double[p];
        var column = new double[p];
        for (var j = 0; j < p; j++)
        {
            unit[j] = 1;
            loss.HessianVectorProduct(parameters, unit, column);
            unit[j] = 0;
            for (var i = 0; i < p; i++)
            {
                Assert.Equal(hessian[(i * p) + j], column[i], 1e-13);
                Assert.Equal(hessian[(i * p) + j], hessian[(j * p) + i]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Products_are_symmetric(int[] sizes)
    {
        var (loss, parameters, stream) = NetworkCases.Random(Seed, 150, 0, sizes);
        double[] u = Direction(stream, parameters.Length), v = Direction(stream, parameters.Length);
        double[] hu = new double[u.Length], hv = new double[v.Length];
        loss.HessianVectorProduct(parameters, u, hu);
        loss.HessianVectorProduct(parameters, v, hv);
        Assert.Equal(NetworkCases.Dot(u, hv), NetworkCases.Dot(v, hu), 1e-13);
    }

    [Fact] // another data set's evaluation in between leaves nothing behind
    public void An_objective_carries_nothing_over()
    {
        var (loss, parameters, stream) = NetworkCases.Random(Seed, 150, 0.01, 6, 3, 4, 10);
        var other = new NetworkObjective(loss.Graph, loss.Samples.First(7), 0.5);
        var v = Direction(stream, parameters.Length);
        var expected = Everything(loss);
        _ = Everything(other);
        Assert.Equal(expected, Everything(loss));

        double[] Everything(NetworkObjective which)
        {
            var results = new double[(parameters.Length * (parameters.Length + 2)) + 1];
            results[0] = which.Gradient(parameters, results.AsSpan(1, parameters.Length));
            which.HessianVectorProduct(parameters, v, results.AsSpan(1 + parameters.Length, parameters.Length));
            which.Hessian(parameters, results.AsSpan(1 + (2 * parameters.Length)));
            return results;
        }
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        var (loss, parameters, _) = NetworkCases.Random(Seed, 3, 0.01, 5, 10);
        Assert.Throws<ArgumentException>(() => loss.Value(parameters.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => loss.Gradient(parameters, new double[3]));
        Assert.Throws<ArgumentException>(() => loss.Hessian(parameters, new double[3]));
        Assert.Throws<ArgumentException>(() => NetworkCases.Join(new MultilayerPerceptron(6, 10), loss.Samples, 0));
        Assert.Throws<ArgumentException>(() => NetworkCases.Join(new MultilayerPerceptron(5, 3), loss.Samples, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NetworkObjective(loss.Graph, loss.Samples, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NetworkObjective(loss.Graph, loss.Samples, double.NaN));
    }

    [Fact]
    public void Initial_weights_have_the_stated_variance_and_zero_biases()
    {
        var network = new MultilayerPerceptron(64, 16, 10);
        Assert.Equal(1210, network.ParameterCount);
        Assert.Equal((0, 1024, 1040, 1200), (network.WeightOffset(1), network.BiasOffset(1), network.WeightOffset(2), network.BiasOffset(2)));
        var parameters = new double[1210];
        network.DrawInitialParameters(new RandomStream(new StreamKey(Seed)), parameters);
        Assert.All(parameters[1024..1040].Concat(parameters[1200..]), bias => Assert.Equal(0.0, bias));
        // 1024 and 160 degrees of freedom: both intervals hold at least 5 standard deviations, so false alarm below 1e-6.
        Assert.InRange(parameters[..1024].Average(w => w * w) * (64 + 16) / 2, 0.76, 1.24);
        Assert.InRange(parameters[1040..1200].Average(w => w * w) * (16 + 10) / 2, 0.42, 1.7);
        Assert.Throws<ArgumentException>(() => new MultilayerPerceptron(4));
        Assert.Throws<ArgumentException>(() => new MultilayerPerceptron(4, 0, 10));
    }

    [Fact] // margins 1 + o_k - o_label = 0 exactly: value, slopes and curvatures are those of the side where the term vanishes, on both routes
    public void A_hinge_at_its_kink_counts_nothing()
    {
        var network = new MultilayerPerceptron(1, 2, 2);
        var loss = new NetworkObjective(network.ToGraph(LossKind.Hinge), new NetworkSamples(1, [0.5], [0.0]), 0);
        double[] theta = [0.3, -0.2, 0.1, 0.4, 0, 0, 0, 0, 1, 0]; // outputs 1 and 0, label 0
        var (gradient, hessian, products) = (new double[10], new double[100], new double[100]);
        Assert.Equal(0, loss.Gradient(theta, gradient));
        loss.Hessian(theta, hessian);
        loss.HessianByProducts(theta, products);
        Assert.All(gradient.Concat(hessian).Concat(products), x => Assert.Equal(0, x));
        Assert.Equal(1, loss.Ties(theta));
        // Beyond it the term counts, so the zeros above are the kink's.
        theta[9] = 0.25;
        Assert.Equal(0.25, loss.Gradient(theta, gradient));
        loss.Hessian(theta, hessian);
        loss.HessianByProducts(theta, products);
        Assert.Contains(hessian, x => x != 0);
        Assert.All(hessian.Zip(products), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
    }

    [Theory] // softplus far below zero is e^z nearly, to full relative accuracy, on both routes: the curvature by the last weight is its square
    [InlineData(-30, 9.357622968839737e-14)]
    [InlineData(-3, 0.04858735157374206)]
    public void Softplus_keeps_its_digits(double z, double expected)
    {
        var network = new MultilayerPerceptron(Activation.Softplus, 1, 1, 1);
        var loss = new NetworkObjective(network.ToGraph(LossKind.SquaredError, numericTargets: true), new NetworkSamples(1, [z], [0.0]), 0);
        double[] theta = [1, 0, 1, 0], output = new double[1], hessian = new double[16], products = new double[16];
        loss.Outputs(theta, output);
        loss.Hessian(theta, hessian);
        loss.HessianByProducts(theta, products);
        Assert.Equal(1, output[0] / expected, 1e-15);
        Assert.Equal(1, hessian[10] / (expected * expected), 3e-15);
        Assert.Equal(1, products[10] / (expected * expected), 3e-15);
    }

    [Fact] // a mean over more terms than samples: both routes divide by the terms
    public void Means_go_over_the_terms()
    {
        var (loss, theta, _) = NetworkCases.Random(41, 9, 0, 3, 2, 10);
        var p = theta.Length;
        double[] inputs = [.. Enumerable.Range(0, 9).SelectMany(n => loss.Samples.Inputs(n).ToArray())], targets = [.. Enumerable.Range(0, 9).Select(n => loss.Samples.Targets(n)[0])];
        var third = new NetworkObjective(loss.Graph, new NetworkSamples(9, inputs, targets, terms: 27), 0);
        var (whole, closed, products) = (new double[p * p], new double[p * p], new double[p * p]);
        loss.Hessian(theta, whole);
        third.Hessian(theta, closed);
        third.HessianByProducts(theta, products);
        for (var i = 0; i < whole.Length; i++)
        {
            Assert.Equal(whole[i] / 3, closed[i], 1e-14);
            Assert.Equal(whole[i] / 3, products[i], 1e-14);
        }
    }

    [Fact] // 1100: a second run of samples whose derivatives are kept, and unfinished blocks
    public void Many_samples_are_summed()
    {
        var (loss, theta, _) = NetworkCases.Random(43, 1100, 0, 5, 4, 3, 10);
        var p = theta.Length;
        var (closed, again, products) = (new double[p * p], new double[p * p], new double[p * p]);
        loss.Hessian(theta, closed);
        loss.Hessian(theta, again);
        loss.HessianByProducts(theta, products);
        Assert.Equal(closed, again);
        for (var i = 0; i < closed.Length; i++)
            Assert.Equal(products[i], closed[i], 1e-13);
    }

    [Fact] // at zero every rectifier of every sample and every maximum is at its tie, at random places none is
    public void Ties_are_counted()
    {
        var digits = NetworkCases.StoredDigits().First(19);
        foreach (var (graph, expected) in new (NetworkGraph, long)[]
        {
            (new MultilayerPerceptron(Activation.Relu, 64, 5, 10).ToGraph(LossKind.CrossEntropy), 19 * 5),
            (new MultilayerPerceptron(Activation.Tanh, 64, 5, 10).ToGraph(LossKind.CrossEntropy), 0),
            (new ConvolutionalNetwork(1, 8, 8).Convolve(4, 3, 3).Maxout(2).Flatten().Dense(10).ToGraph(LossKind.CrossEntropy), 19 * 2 * 36),
        })
        {
            var loss = new NetworkObjective(graph, NetworkSamples.Of(digits), 0);
            var theta = new double[graph.ParameterCount];
            Assert.Equal(expected, loss.Ties(theta));
            new RandomStream(new StreamKey(20_261_131)).FillNormal(theta);
            Assert.Equal(0, loss.Ties(theta));
        }
    }

    [Fact] // what is promised to be taken, against what the garbage collector counts: never less than two thirds
    public void The_forecast_holds()
    {
        foreach (int[] sizes in new int[][] { [64, 32, 16, 10], [.. Enumerable.Repeat(1, 32)], [3, 5, 10], [8, 3, 40, 3, 40, 3, 10] })
        {
            var (loss, theta, _) = NetworkCases.Random(Seed, 200, 0, [.. sizes[..^1], 10]);
            var hessian = new double[theta.Length * theta.Length];
            var before = GC.GetAllocatedBytesForCurrentThread();
            loss.Hessian(theta, hessian);
            var taken = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.InRange(taken, 0.3 * loss.HessianBytes, 1.5 * loss.HessianBytes);
        }
    }

    [Fact] // outputs of a thousand: probabilities are 1, 0 and 0, and nothing overflows
    public void Softmax_takes_large_outputs()
    {
        var network = new MultilayerPerceptron(1, 3);
        var loss = new NetworkObjective(network.ToGraph(LossKind.CrossEntropy), new NetworkSamples(2, [1.0, -1], [0.0, 1]), 0);
        double[] theta = [1000, 0, 0, 0, 0, 0], gradient = new double[6], hessian = new double[36], products = new double[36];
        // Labels 0 and 1: the first sample loses nothing, the second ln 2, whose outputs are -1000, 0 and 0.
        Assert.Equal(Math.Log(2) / 2, loss.Gradient(theta, gradient), 1e-15);
        Assert.Equal([0, 0.25, -0.25, 0, -0.25, 0.25], gradient);
        loss.Hessian(theta, hessian);
        loss.HessianByProducts(theta, products);
        Assert.All(hessian.Zip(products), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
        Assert.Equal(0.125, hessian[7], 1e-15);
    }

    private static void AssertSecondOrder(double error, double halfStepError)
    {
        Assert.True(error > 1e-9, $"seed {Seed}: the error {error} is lost in rounding, the test would say nothing");
        Assert.InRange(error / halfStepError, 3.5, 4.5);
    }

    private static double DifferenceError(
        NetworkObjective loss, double[] parameters, double[] hessian, double[] v, double h)
    {
        var p = parameters.Length;
        double[] forward = new double[p], backward = new double[p];
        loss.Gradient(Moved(parameters, v, h), forward);
        loss.Gradient(Moved(parameters, v, -h), backward);
        var error = Enumerable.Range(0, p).Select(i => ((forward[i] - backward[i]) / (2 * h)) - NetworkCases.Dot(hessian.Skip(i * p).Take(p), v));
        return NetworkCases.Norm(error);
    }

    private static double[] Hessian(NetworkObjective loss, double[] parameters)
    {
        var hessian = new double[parameters.Length * parameters.Length];
        loss.Hessian(parameters, hessian);
        return hessian;
    }

    private static double[] Direction(RandomStream stream, int length)
    {
        var v = new double[length];
        stream.FillNormal(v);
        var norm = NetworkCases.Norm(v);
        return v.Select(x => x / norm).ToArray();
    }

    private static double[] Moved(double[] x, double[] v, double h) => x.Zip(v).Select(pair => pair.First + (h * pair.Second)).ToArray();

    private static double PlainLoss(NetworkObjective loss, double[] parameters, out double accuracy)
    {
        var total = 0.0;
        var right = 0;
        for (var sample = 0; sample < loss.Samples.Count; sample++)
        {
            var values = loss.Samples.Inputs(sample).ToArray();
            var at = 0;
            for (var layer = 1; layer < loss.Graph.Multilayer!.Sizes.Length; layer++)
            {
                var weights = at;
                at += loss.Graph.Multilayer!.Sizes[layer] * values.Length;
                var next = new double[loss.Graph.Multilayer!.Sizes[layer]];
                for (var unit = 0; unit < next.Length; unit++)
                {
                    next[unit] = parameters[at + unit];
                    for (var i = 0; i < values.Length; i++)
                        next[unit] += parameters[weights + (unit * values.Length) + i] * values[i];
                    if (layer < loss.Graph.Multilayer!.LayerCount)
                        next[unit] = Math.Tanh(next[unit]);
                }

                at += next.Length;
                values = next;
            }

            total += Math.Log(values.Sum(Math.Exp)) - values[(int)loss.Samples.Targets(sample)[0]];
            right += Array.IndexOf(values, values.Max()) == (int)loss.Samples.Targets(sample)[0] ? 1 : 0;
        }

        accuracy = (double)right / loss.Samples.Count;
        return (total / loss.Samples.Count) + (0.5 * loss.L2 * parameters.Sum(x => x * x));
    }

    [Fact] // pairs of 600 inputs are fifty times the Hessian's own entries with their panels: products take over, and say what they need
    public void Wide_layers_go_by_products()
    {
        var stream = new RandomStream(new StreamKey(20_261_128));
        var (inputs, labels) = (new double[3 * 600], new double[] { 0, 1, 1 });
        stream.FillNormal(inputs);
        var wide = new NetworkObjective(new MultilayerPerceptron(600, 1, 2).ToGraph(LossKind.CrossEntropy), new NetworkSamples(3, inputs, labels), 0.1);
        var theta = new double[wide.Dimension];
        stream.FillNormal(theta);
        double[] expected = new double[theta.Length * theta.Length], actual = new double[theta.Length * theta.Length];
        wide.HessianByProducts(theta, expected);
        wide.Hessian(theta, actual);
        Assert.Equal(expected, actual);
        Assert.Equal(0, wide.HessianBytes);

        var narrow = new NetworkObjective(new MultilayerPerceptron(60, 10, 2).ToGraph(LossKind.CrossEntropy), new NetworkSamples(30, inputs, [.. Enumerable.Repeat(0.0, 30)]), 0.1);
        Assert.InRange(narrow.HessianBytes, 8.0 * narrow.Dimension * narrow.Dimension / 2, 1e8);
    }
}
