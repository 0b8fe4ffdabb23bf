using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>The training loss of a network on a data set, as a smooth function of its parameters.</summary>
/// <remarks>
/// <para>f(theta) = mean over samples of (log sum_k exp o_k - o_label) + (l2 / 2) |theta|^2, over all parameters, biases included.</para>
/// <para>With l2 = 0 and one hidden layer of h units the Hessian has z h + h + 1 exact zero eigenvalues, z being the number of dead
/// pixels: their weights do nothing, and the softmax does not notice a common shift of all outputs (of h + 1 parameters).</para>
/// <para>Immutable, so threads may share it; everything that changes is in the <see cref="NetworkWorkspace"/>. Samples go in blocks of
/// 128 with fixed orders of summation, so results have the same bits for every vector width.</para>
/// </remarks>
public sealed partial class NetworkLoss
{
    private readonly double[] _inputs; // block, pixel, sample within the block; zeros pad the last block
    private readonly double[] _labels; // -1 marks padding
    private readonly double _weight;

    /// <summary>Joins a network and a data set.</summary>
    /// <param name="network">Inputs must equal the pixels, outputs the ten classes.</param>
    /// <param name="data">The samples.</param>
    /// <param name="l2">The strength of the regulariser, at least 0.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or l2 is negative or not a number.</exception>
    public NetworkLoss(MultilayerPerceptron network, LabelledImages data, double l2)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        if (network.Sizes[0] != data.PixelCount || network.Sizes[^1] != LabelledImages.ClassCount)
        {
            throw new ArgumentException(
                $"Expected {data.PixelCount} inputs and {LabelledImages.ClassCount} outputs, was {network.Sizes[0]} and {network.Sizes[^1]}.", nameof(network));
        }

        if (!(l2 >= 0) || double.IsInfinity(l2))
            throw new ArgumentOutOfRangeException(nameof(l2), l2, "Expected a finite number of at least 0.");
        Network = network;
        Data = data;
        L2 = l2;
        _weight = 1.0 / data.Count;
        BlockCount = (data.Count + SampleLanes.Width - 1) / SampleLanes.Width;
        _inputs = new double[BlockCount * data.PixelCount * SampleLanes.Width];
        _labels = new double[BlockCount * SampleLanes.Width];
        Array.Fill(_labels, -1);
        for (var sample = 0; sample < data.Count; sample++)
        {
            _labels[sample] = data.Labels[sample];
            var (block, lane) = Math.DivRem(sample, SampleLanes.Width);
            var image = data.Image(sample);
            for (var pixel = 0; pixel < image.Length; pixel++)
                _inputs[(((block * image.Length) + pixel) * SampleLanes.Width) + lane] = image[pixel];
        }
    }

    /// <summary>The network.</summary>
    public MultilayerPerceptron Network { get; }

    /// <summary>The samples.</summary>
    public LabelledImages Data { get; }

    /// <summary>The strength of the regulariser.</summary>
    public double L2 { get; }

    /// <summary>The number of parameters P.</summary>
    public int Dimension => Network.ParameterCount;

    private int BlockCount { get; }

    /// <summary>Computes f.</summary>
    /// <param name="parameters">P numbers.</param>
    /// <param name="workspace">Of the same network.</param>
    public double Value(ReadOnlySpan<double> parameters, NetworkWorkspace workspace)
    {
        Check(parameters, workspace);
        var sum = 0.0;
        for (var block = 0; block < BlockCount; block++)
        {
            Forward(block, parameters, workspace);
            sum += Softmax(block, workspace);
        }

        return Total(sum, parameters);
    }

    /// <summary>Computes f and its gradient.</summary>
    /// <param name="parameters">P numbers.</param>
    /// <param name="gradient">P numbers, overwritten.</param>
    /// <param name="workspace">Of the same network.</param>
    /// <returns>f, the same bits as <see cref="Value"/>.</returns>
    public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient, NetworkWorkspace workspace)
    {
        Check(parameters, workspace);
        Network.CheckLength(gradient, nameof(gradient));
        gradient.Clear();
        var sum = 0.0;
        for (var block = 0; block < BlockCount; block++)
        {
            Forward(block, parameters, workspace);
            sum += Softmax(block, workspace);
            for (var layer = Network.LayerCount; layer >= 1; layer--)
            {
                var delta = workspace.Deltas[layer];
                var width = Network.Sizes[layer - 1];
                SampleLanes.AddOuterProducts(delta, Input(block, layer, workspace), gradient[Network.WeightOffset(layer)..Network.BiasOffset(layer)]);
                SampleLanes.AddSamples(delta, gradient.Slice(Network.BiasOffset(layer), Network.Sizes[layer]));
                if (layer == 1)
                    break;
                SampleLanes.Map(parameters[Network.WeightOffset(layer)..], 1, width, workspace.Zeros, delta, workspace.Deltas[layer - 1]);
                MultiplyByTanhDerivative(workspace.Values[layer - 1], workspace.Deltas[layer - 1]);
            }
        }

        VectorOperations.AddScaled(L2, parameters, gradient);
        return Total(sum, parameters);
    }

    /// <summary>Computes the fraction of samples whose largest output (the first, if several) is the label's.</summary>
    /// <param name="parameters">P numbers.</param>
    /// <param name="workspace">Of the same network.</param>
    public double Accuracy(ReadOnlySpan<double> parameters, NetworkWorkspace workspace)
    {
        Check(parameters, workspace);
        var right = 0;
        for (var sample = 0; sample < Data.Count; sample++)
        {
            var lane = sample % SampleLanes.Width;
            if (lane == 0)
                Forward(sample / SampleLanes.Width, parameters, workspace);
            var outputs = workspace.Values[^1];
            var best = 0;
            for (var k = 1; k < LabelledImages.ClassCount; k++)
            {
                if (outputs[(k * SampleLanes.Width) + lane] > outputs[(best * SampleLanes.Width) + lane])
                    best = k;
            }

            right += best == Data.Labels[sample] ? 1 : 0;
        }

        return (double)right / Data.Count;
    }

    private void Check(ReadOnlySpan<double> parameters, NetworkWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (!ReferenceEquals(workspace.Network, Network))
            throw new ArgumentException("Expected a workspace of the same network object.", nameof(workspace));
        Network.CheckLength(parameters, nameof(parameters));
    }

    private double Total(double sum, ReadOnlySpan<double> parameters) =>
        (sum * _weight) + (0.5 * L2 * VectorOperations.Dot(parameters, parameters));

    private ReadOnlySpan<double> Input(int block, int layer, NetworkWorkspace workspace)
    {
        var length = Network.Sizes[0] * SampleLanes.Width;
        return layer == 1 ? _inputs.AsSpan(block * length, length) : workspace.Values[layer - 1];
    }

    /// <summary>Fills Values: tanh layers, then the plain outputs.</summary>
    private void Forward(int block, ReadOnlySpan<double> parameters, NetworkWorkspace workspace)
    {
        for (var layer = 1; layer <= Network.LayerCount; layer++)
        {
            var values = workspace.Values[layer];
            var biases = parameters.Slice(Network.BiasOffset(layer), Network.Sizes[layer]);
            SampleLanes.Map(parameters[Network.WeightOffset(layer)..], Network.Sizes[layer - 1], 1, biases, Input(block, layer, workspace), values);
            if (layer == Network.LayerCount)
                break;
            foreach (ref var lanes in Lanes(values))
                lanes = LaneFunctions.Tanh(lanes);
        }
    }

    /// <summary>Turns the outputs into probabilities, fills the last Deltas with (p - onehot) / N, returns the sum of the losses.</summary>
    private double Softmax(int block, NetworkWorkspace workspace)
    {
        const int vectors = SampleLanes.Width / VectorOperations.Lanes;
        var outputs = Lanes(workspace.Values[^1]);
        var deltas = Lanes(workspace.Deltas[^1]);
        var labels = Lanes(_labels.AsSpan(block * SampleLanes.Width, SampleLanes.Width));
        var losses = workspace.SampleLosses.AsSpan();
        var sampleLosses = Lanes(losses);
        var used = Math.Min(SampleLanes.Width, Data.Count - (block * SampleLanes.Width));
        Span<double> sums = stackalloc double[SampleLanes.Width];
        for (var v = 0; v < vectors; v++)
        {
            var largest = outputs[v];
            for (var k = 1; k < LabelledImages.ClassCount; k++)
                largest = Vector512.Max(largest, outputs[(k * vectors) + v]);
            Vector512<double> sum = default, chosen = default;
            for (var k = 0; k < LabelledImages.ClassCount; k++)
            {
                var output = outputs[(k * vectors) + v] - largest;
                chosen += output & Vector512.Equals(labels[v], Vector512.Create((double)k));
                var e = LaneFunctions.Exp(output);
                sum += e;
                outputs[(k * vectors) + v] = e;
            }

            sampleLosses[v] = chosen;
            Lanes(sums)[v] = sum;
            var weight = Vector512.Create(_weight) & Vector512.GreaterThanOrEqual(labels[v], Vector512<double>.Zero);
            for (var k = 0; k < LabelledImages.ClassCount; k++)
            {
                var probability = outputs[(k * vectors) + v] / sum;
                outputs[(k * vectors) + v] = probability;
                var hot = Vector512<double>.One & Vector512.Equals(labels[v], Vector512.Create((double)k));
                deltas[(k * vectors) + v] = (probability - hot) * weight;
            }
        }

        var total = 0.0;
        for (var i = 0; i < used; i++)
            total += ElementaryFunctions.Log(sums[i]) - losses[i];
        return total;
    }

    private static void MultiplyByTanhDerivative(ReadOnlySpan<double> values, Span<double> deltas)
    {
        var a = MemoryMarshal.Cast<double, Vector512<double>>(values);
        var d = Lanes(deltas);
        for (var i = 0; i < d.Length; i++)
            d[i] *= Vector512.FusedMultiplyAdd(-a[i], a[i], Vector512<double>.One);
    }

    private static Span<Vector512<double>> Lanes(Span<double> numbers) => MemoryMarshal.Cast<double, Vector512<double>>(numbers);
}
