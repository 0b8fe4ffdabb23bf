using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Tests.Simulation.Networks;

/// <summary>Every family of networks: derivatives against differences, two routes to each Hessian, and values of another implementation.</summary>
public sealed class NetworkFamilyTests
{
    private const string Sentences =
        "a loss surface is a map from weights to error. at a saddle the slope is zero and the curvature has both signs. in many dimensions a minimum is rare and a saddle is common. ";

    private static readonly Dictionary<string, Func<NetworkObjective>> Stored = new(StringComparer.Ordinal)
    {
        ["conv_maxout"] = () => Digits(new ConvolutionalNetwork(1, 8, 8).ZeroPad(1).Convolve(8, 3, 3).Maxout(2).MaximumPool(2, 2).Dense(10).ToGraph(LossKind.CrossEntropy), 150),
        ["conv_tanh"] = () => Digits(
            new ConvolutionalNetwork(1, 8, 8).Convolve(4, 3, 3).Activate(Activation.Tanh).AveragePool(2).Convolve(5, 2, 2).Activate(Activation.Tanh).Flatten().Dense(10).ToGraph(LossKind.CrossEntropy), 150),
        ["lstm_digits"] = () => Digits(RecurrentNetwork.LstmClassifier(8, 8, 8, 10), 100),
        ["lstm_lm"] = () => new NetworkObjective(RecurrentNetwork.LstmLanguageModel(24, 5, 9, 12), new SymbolText(Sentences).Samples(12), 0),
        ["maxout_mlp"] = () => Digits(MaxoutPerceptron.ToGraph(64, [(8, 2), (6, 3)], 10, LossKind.CrossEntropy), 200),
        ["mp_dbm"] = () => new NetworkObjective(
            MultiPredictionBoltzmannMachine.ToGraph(16, 8, 5, 4), MultiPredictionBoltzmannMachine.Samples(60, Blocks(60), (n, j) => ((7 * n) + (5 * j) + (n * j)) % 3 == 0), 0),
        ["rnn_tanh"] = () => Digits(RecurrentNetwork.TanhClassifier(8, 8, 10, 10), 100),
        ["softmax_reg"] = () => Digits(new MultilayerPerceptron(64, 10).ToGraph(LossKind.CrossEntropy), 200, 0.001),
    };

    public static TheoryData<string> StoredCases => [.. Stored.Keys];

    public static TheoryData<string> SmallCases => [.. NetworkFamilies.Names];

    [Theory] // bars: loss 1e-12 relative, gradient and product 1e-10, eigenvalues 1e-8
    [MemberData(nameof(StoredCases))]
    public void Derivatives_and_spectrum_are_the_stored_ones(string name)
    {
        var objective = Stored[name]();
        var expected = NetworkCases.Scalars(name, "families.scalars.csv");
        var theta = NetworkCases.Column($"{name}.init.theta.csv");
        Assert.Equal(theta.Length, objective.Dimension);
        double[] gradient = new double[theta.Length], product = new double[theta.Length], spectrum = new double[theta.Length];
        var v = Enumerable.Range(0, theta.Length).Select(k => Math.Cos(1 + (0.7 * k))).ToArray();
        var norm = NetworkCases.Norm(v);
        v = [.. v.Select(x => x / norm)];
        Assert.Equal(expected["loss"], objective.Gradient(theta, gradient), 1e-12 * expected["loss"]);
        Assert.Equal(objective.Value(theta), objective.Gradient(theta, gradient));
        objective.HessianVectorProduct(theta, v, product);
        Assert.Equal(expected["gradient_norm"], NetworkCases.Norm(gradient), 1e-10 * expected["gradient_norm"]);
        Assert.Equal(expected["gradient_max"], gradient.Max(Math.Abs), 1e-10 * expected["gradient_max"]);
        Assert.Equal(expected["gradient_dot_v"], NetworkCases.Dot(gradient, v), 1e-10 * expected["gradient_norm"]);
        Assert.Equal(expected["v_dot_Hv"], NetworkCases.Dot(v, product), 1e-10 * expected["Hv_norm"]);
        Assert.Equal(expected["Hv_norm"], NetworkCases.Norm(product), 1e-10 * expected["Hv_norm"]);
        var measurement = HessianMeasurement.Measure(objective, theta, new HessianWorkspace(theta.Length), spectrum);
        Assert.Equal(expected["trace"], measurement.Trace, 1e-10);
        Assert.Equal(expected["frobenius"], NetworkCases.Norm(spectrum), 1e-9);
        Assert.Equal(expected["smallest"], measurement.Smallest, 1e-8);
        Assert.Equal(expected["largest"], measurement.Largest, 1e-8);
        var counts = SymmetricInertia.Count(spectrum, 1e-10 * spectrum.Max(Math.Abs));
        Assert.Equal((expected["negative"], expected["zero"]), (counts.Negative, counts.Undecided));
    }

    [Theory] // along random directions; smooth ones by the fall of the error with h^2, the others within a kink's distance
    [MemberData(nameof(SmallCases))]
    public void Derivatives_agree_with_differences(string name)
    {
        var (objective, theta, stream) = NetworkFamilies.Draw(name);
        var p = theta.Length;
        double[] gradient = new double[p], product = new double[p], forward = new double[p], backward = new double[p], v = new double[p];
        objective.Gradient(theta, gradient);
        for (var draw = 0; draw < 4; draw++)
        {
            stream.FillNormal(v);
            var length = NetworkCases.Norm(v);
            v = [.. v.Select(x => x / length)];
            objective.HessianVectorProduct(theta, v, product);
            var (coarse, fine) = (Errors(0.02), Errors(0.01));
            if (NetworkFamilies.IsSmooth(name))
            {
                Assert.InRange(coarse.Slope / fine.Slope, 3, 5.2);
                Assert.InRange(coarse.Product / fine.Product, 3, 5.2);
            }
            else
            {
                var tiny = Errors(1e-5);
                Assert.InRange(tiny.Slope, 0, 1e-8);
                Assert.InRange(tiny.Product, 0, 1e-8);
            }
        }

        (double Slope, double Product) Errors(double h)
        {
            var up = objective.Gradient(Moved(h), forward);
            var down = objective.Gradient(Moved(-h), backward);
            var slope = Math.Abs(((up - down) / (2 * h)) - NetworkCases.Dot(gradient, v));
            return (slope, NetworkCases.Norm(Enumerable.Range(0, p).Select(i => ((forward[i] - backward[i]) / (2 * h)) - product[i])));
        }

        double[] Moved(double h) => [.. theta.Zip(v, (x, y) => x + (h * y))];
    }

    [Theory] // the closed form of perceptrons, one product for each parameter, and products themselves
    [MemberData(nameof(SmallCases))]
    public void Both_routes_give_one_Hessian(string name)
    {
        var (objective, theta, _) = NetworkFamilies.Draw(name);
        var p = theta.Length;
        double[] hessian = new double[p * p], other = new double[p * p], unit = new double[p], column = new double[p];
        objective.Hessian(theta, hessian);
        objective.HessianByProducts(theta, other);
        for (var j = 0; j < p; j++)
        {
            unit[j] = 1;
            objective.HessianVectorProduct(theta, unit, column);
            unit[j] = 0;
            for (var i = 0; i < p; i++)
            {
                Assert.Equal(column[i], hessian[(i * p) + j], 1e-13);
                Assert.Equal(column[i], other[(i * p) + j], 1e-13);
                Assert.Equal(other[(j * p) + i], other[(i * p) + j]);
            }
        }
    }

    [Theory] // J^T B J with J from differences of outputs; positive semidefinite where the loss is convex in them, and all of the Hessian for affine networks
    [MemberData(nameof(SmallCases))]
    public void Gauss_Newton_is_the_outputs_part_of_the_Hessian(string name)
    {
        var (objective, theta, _) = NetworkFamilies.Draw(name, l2: 0);
        var p = theta.Length;
        double[] matrix = new double[p * p], unit = new double[p], column = new double[p], spectrum = new double[p];
        objective.GaussNewton(theta, matrix);
        unit[p / 2] = 1;
        objective.GaussNewtonProduct(theta, unit, column);
        for (var i = 0; i < p; i++)
            Assert.Equal(column[i], matrix[(i * p) + (p / 2)], 1e-13);
        Assert.Equal(EigenvalueOutcome.Converged, new SymmetricEigenvalues(p).Compute(matrix, spectrum));
        Assert.InRange(spectrum[0], -1e-13 * Math.Max(1, spectrum[^1]), double.MaxValue);
        if (objective.Graph.LabelClasses == 0 || objective.Graph.TargetCount > 1 || name.Contains("hinge", StringComparison.Ordinal))
            return;
        var expected = OutputPart(objective, theta, isSoftmax: !name.Contains("squared", StringComparison.Ordinal) && !name.StartsWith("maxout", StringComparison.Ordinal) && name != "convolution, maxima as outputs");
        for (var i = 0; i < matrix.Length; i++)
            Assert.Equal(expected[i], matrix[i], 1e-7);
    }

    [Fact] // without hidden layers the Hessian is its Gauss-Newton part: mean (diag p - p p^T) x x^T
    public void Softmax_regression_has_no_residual_part()
    {
        var objective = Stored["softmax_reg"]();
        var theta = NetworkCases.Column("softmax_reg.init.theta.csv");
        double[] hessian = new double[650 * 650], part = new double[650 * 650];
        objective.Hessian(theta, hessian);
        objective.GaussNewton(theta, part);
        for (var i = 0; i < part.Length; i++)
            Assert.Equal(hessian[i], part[i], 1e-14);
    }

    [Fact] // equal candidates: the first one of the list, in value and derivative; relu has slope 0 at 0
    public void Ties_go_to_the_first()
    {
        var samples = new NetworkSamples(1, [1.0], [0.0]);
        var maxout = new NetworkObjective(MaxoutPerceptron.ToGraph(1, [(1, 3)], 2, LossKind.SquaredError), samples, 0);
        double[] theta = [2, 2, 1, 0, 0, 1, 1, 0, 0, 0], gradient = new double[10];
        maxout.Gradient(theta, gradient);
        Assert.Equal([1.0, 0, 0], gradient[..3]);
        var relu = new NetworkObjective(new MultilayerPerceptron(Activation.Relu, 1, 1, 2).ToGraph(LossKind.SquaredError), samples, 0);
        relu.Gradient([0, 0, 1, 0, 0, 0], gradient.AsSpan(0, 6));
        Assert.Equal([0.0, 0], gradient[..2]);
    }

    [Fact] // one output, label and squared error: one-hot is 1, by both routes
    public void One_class_is_a_class()
    {
        var objective = new NetworkObjective(new MultilayerPerceptron(2, 3, 1).ToGraph(LossKind.SquaredError), new NetworkSamples(2, [1.0, 2, -1, 0.5], [0.0, 0]), 0);
        var theta = Enumerable.Range(0, 13).Select(i => Math.Sin(1 + i)).ToArray();
        double[] closed = new double[169], products = new double[169];
        objective.Hessian(theta, closed);
        objective.HessianByProducts(theta, products);
        for (var i = 0; i < closed.Length; i++)
            Assert.Equal(products[i], closed[i], 1e-14);
    }

    [Fact] // a sample whose units are off keeps its numbers, whatever the rest of its block would have made of the parameters
    public void Padding_does_not_overflow()
    {
        var objective = new NetworkObjective(new MultilayerPerceptron(Activation.Relu, 1, 1, 1, 2).ToGraph(LossKind.CrossEntropy), new NetworkSamples(1, [-1.0], [0.0]), 0);
        double[] theta = [1e150, 5e149, 1e200, 0, 1, 1, 0, 0], gradient = new double[8];
        Assert.Equal(Math.Log(2), objective.Gradient(theta, gradient), 1e-15);
        Assert.All(gradient, g => Assert.True(double.IsFinite(g)));
        Assert.Throws<ArgumentException>(() => objective.Gradient(theta, [1], gradient));
        Assert.Equal(Math.Log(2), objective.Gradient(theta, [0], gradient), 1e-15);
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ConvolutionalNetwork(1, 3, 3).Convolve(2, 4, 1));
        Assert.Throws<ArgumentException>(() => new ConvolutionalNetwork(3, 3, 3).Maxout(2));
        Assert.Throws<ArgumentException>(() => RecurrentNetwork.LstmClassifier(2, 2, 2, 2, "iifg"));
        Assert.Throws<ArgumentException>(() => MaxoutPerceptron.ToGraph(2, [(2, 0)], 2, LossKind.Hinge));
        Assert.Throws<ArgumentException>(() => new SymbolText("abc", "ab"));
        Assert.Throws<ArgumentException>(() => new SymbolText("abcabc").Samples(6));
        Assert.Throws<ArgumentException>(() => MultiPredictionBoltzmannMachine.Samples(1, [0.5, 0.5], (_, _) => false));
        Assert.Throws<ArgumentException>(() => new MultilayerPerceptron(2, 2).ToGraph(LossKind.Hinge, numericTargets: true));
        Assert.Throws<ArgumentException>(() => new NetworkSamples(1, [double.NaN], [0.0]));
        var error = Assert.Throws<ArgumentException>(() => new NetworkObjective(new MultilayerPerceptron(2, 2).ToGraph(LossKind.Hinge), new NetworkSamples(1, [1.0, 2], [2.0]), 0));
        Assert.Contains("Sample 0: expected a label from 0 to 1, was 2", error.Message, StringComparison.Ordinal);
    }

    private static NetworkObjective Digits(NetworkGraph graph, int count, double l2 = 0) => new(graph, NetworkSamples.Of(NetworkCases.StoredDigits().First(count)), l2);

    private static double[] Blocks(int count)
    {
        var digits = NetworkCases.StoredDigits();
        return [.. from n in Enumerable.Range(0, count)
                   from j in Enumerable.Range(0, 16)
                   let corner = (16 * (j / 4)) + (2 * (j % 4))
                   select (digits.Image(n)[corner] + digits.Image(n)[corner + 1] + digits.Image(n)[corner + 8] + digits.Image(n)[corner + 9]) / 4];
    }

    private static double[] OutputPart(NetworkObjective objective, double[] theta, bool isSoftmax)
    {
        const double h = 1e-6;
        int p = theta.Length, n = objective.Samples.Count, k = objective.Graph.OutputCount;
        double[] outputs = new double[n * k], up = new double[n * k], down = new double[n * k], jacobian = new double[n * k * p], sum = new double[p * p];
        objective.Outputs(theta, outputs);
        for (var i = 0; i < p; i++)
        {
            var moved = theta.ToArray();
            moved[i] = theta[i] + h;
            objective.Outputs(moved, up);
            moved[i] = theta[i] - h;
            objective.Outputs(moved, down);
            for (var o = 0; o < up.Length; o++)
                jacobian[(o * p) + i] = (up[o] - down[o]) / (2 * h);
        }

        for (var sample = 0; sample < n; sample++)
        {
            var e = outputs.Skip(sample * k).Take(k).Select(Math.Exp).ToArray();
            for (var a = 0; a < k; a++)
            {
                for (var b = 0; b < k; b++)
                {
                    var (pa, pb) = (e[a] / e.Sum(), e[b] / e.Sum());
                    var curvature = (isSoftmax ? (a == b ? pa : 0) - (pa * pb) : a == b ? 1 : 0) / n;
                    for (var i = 0; i < p; i++)
                    {
                        for (var j = 0; j < p; j++)
                            sum[(i * p) + j] += curvature * jacobian[(((sample * k) + a) * p) + i] * jacobian[(((sample * k) + b) * p) + j];
                    }
                }
            }
        }

        return sum;
    }
}
