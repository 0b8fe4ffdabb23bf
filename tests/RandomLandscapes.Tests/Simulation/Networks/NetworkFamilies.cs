using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Tests.Simulation.Networks;

/// <summary>A small network of every family, with random data.</summary>
internal static class NetworkFamilies
{
    private static readonly MultilayerPerceptron Dropped = new(9, 5, 4, 3);

    // Seven samples: with few of them no kink lies within the steps of the differences.
    private static readonly Dictionary<string, (Func<NetworkGraph> Graph, bool IsSmooth)> Small = new(StringComparer.Ordinal)
    {
        ["sigmoid, cross-entropy"] = (() => Perceptron(Activation.Sigmoid, LossKind.CrossEntropy), true),
        ["softplus, squared error"] = (() => Perceptron(Activation.Softplus, LossKind.SquaredError), true),
        ["tanh, squared error of numbers"] = (() => new MultilayerPerceptron(Activation.Tanh, 9, 5, 4, 3).ToGraph(LossKind.SquaredError, numericTargets: true), true),
        ["tanh, hinge"] = (() => Perceptron(Activation.Tanh, LossKind.Hinge), false),
        ["relu, cross-entropy"] = (() => Perceptron(Activation.Relu, LossKind.CrossEntropy), false),
        ["identity, squared error"] = (() => Perceptron(Activation.Identity, LossKind.SquaredError), true),
        ["maxout"] = (() => MaxoutPerceptron.ToGraph(9, [(4, 3), (3, 2)], 3, LossKind.SquaredError), false),
        ["convolution, average pooling"] = (() => new ConvolutionalNetwork(1, 3, 3).ZeroPad(1).Convolve(3, 2, 2).Activate(Activation.Sigmoid).AveragePool(2).Dense(4).Activate(Activation.Tanh).Dense(3).ToGraph(LossKind.CrossEntropy), true),
        ["convolution, maxima"] = (() => new ConvolutionalNetwork(1, 3, 3).ZeroPad(1).Convolve(4, 2, 2).Maxout(2).MaximumPool(2, 1).Dense(3).ToGraph(LossKind.CrossEntropy), false),
        ["convolution, sigmoid outputs"] = (() => new ConvolutionalNetwork(1, 3, 3).Convolve(3, 2, 2).Activate(Activation.Tanh).Dense(3).Activate(Activation.Sigmoid).ToGraph(LossKind.CrossEntropy), true),
        ["convolution, maxima as outputs"] = (() => new ConvolutionalNetwork(1, 3, 3).Convolve(3, 2, 2).Activate(Activation.Tanh).Dense(6).Maxout(2).ToGraph(LossKind.SquaredError), false),
        ["recurrent"] = (() => RecurrentNetwork.TanhClassifier(3, 3, 4, 3), true),
        ["LSTM, other order of gates"] = (() => RecurrentNetwork.LstmClassifier(3, 3, 3, 3, "ogif"), true),
        ["language model"] = (() => RecurrentNetwork.LstmLanguageModel(5, 2, 3, 4), true),
        ["tanh without biases, sigmoid outputs, squared error of numbers"] = (() => new MultilayerPerceptron(Activation.Tanh, 9, 5, 4, 3).ToGraph(LossKind.SquaredError, numericTargets: true, biases: false, Activation.Sigmoid), true),
        ["softplus without biases, cross-entropy"] = (() => new MultilayerPerceptron(Activation.Softplus, 9, 5, 4, 3).ToGraph(LossKind.CrossEntropy, biases: false), true),
        ["dropout"] = (() => Dropout.ToGraph(Dropped, LossKind.CrossEntropy), true),
        ["Boltzmann machine"] = (() => MultiPredictionBoltzmannMachine.ToGraph(6, 4, 3, 3), true),
    };

    public static IReadOnlyCollection<string> Names => Small.Keys;

    public static bool IsSmooth(string name) => Small[name].IsSmooth;

    public static (NetworkObjective Objective, double[] Theta, RandomStream Stream) Draw(string name, double l2 = 0.01)
    {
        var stream = new RandomStream(new StreamKey(20_261_122));
        var graph = Small[name].Graph();
        const int count = 7;
        var inputs = Enumerable.Range(0, count * 9).Select(_ => stream.NextNormal()).ToArray();
        var samples = name switch
        {
            "language model" => new SymbolText("abcdeedcbadbeacbdaeecbdabcade").Samples(4),
            "Boltzmann machine" => MultiPredictionBoltzmannMachine.Samples(count, [.. Enumerable.Range(0, count * 6).Select(_ => stream.NextUniform())], (n, j) => (n + j) % 2 == 0),
            "dropout" => Dropout.Mask(new NetworkSamples(count, inputs, [.. Enumerable.Range(0, count).Select(i => (double)(i % 3))]), Dropped, 0.5, stream),
            _ when graph.TargetCount == 3 => new NetworkSamples(count, inputs, [.. Enumerable.Range(0, 3 * count).Select(_ => stream.NextNormal())]),
            _ => new NetworkSamples(count, inputs, [.. Enumerable.Range(0, count).Select(i => (double)(i % 3))]),
        };
        var theta = new double[graph.ParameterCount];
        stream.FillNormal(theta);
        return (new NetworkObjective(graph, samples, l2), [.. theta.Select(x => 0.6 * x)], stream);
    }

    private static NetworkGraph Perceptron(Activation activation, LossKind loss) => new MultilayerPerceptron(activation, 9, 5, 4, 3).ToGraph(loss);
}
