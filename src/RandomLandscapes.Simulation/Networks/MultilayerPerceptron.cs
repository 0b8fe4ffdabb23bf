using System.Globalization;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Networks.Graphs;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>The shape of a fully connected network with one activation f in all hidden layers and identity outputs.</summary>
/// <remarks>
/// <para>Layer l = 1..L: z_l = W_l a_(l-1) + b_l, a_l = f(z_l) for l below L; a_0 is the input and z_L the output.</para>
/// <para>Parameters are one flat vector, layer by layer: W_l row-major (unit by input), then b_l.</para>
/// </remarks>
public sealed class MultilayerPerceptron
{
    private readonly int[] _sizes;
    private readonly int[] _offsets;

    /// <summary>Describes a network.</summary>
    /// <param name="sizes">d_0 (inputs), d_1, ..., d_L (outputs): at least two, each at least 1.</param>
    /// <exception cref="ArgumentException">A size is missing or below 1.</exception>
    public MultilayerPerceptron(params ReadOnlySpan<int> sizes)
        : this(Activation.Tanh, sizes)
    {
    }

    /// <summary>Describes a network.</summary>
    /// <param name="activation">f.</param>
    /// <param name="sizes">d_0 (inputs), d_1, ..., d_L (outputs): at least two, each at least 1.</param>
    /// <exception cref="ArgumentException">A size is missing or below 1.</exception>
    public MultilayerPerceptron(Activation activation, params ReadOnlySpan<int> sizes)
    {
        Activation = activation;
        if (sizes.Length < 2)
            throw new ArgumentException($"Expected at least 2 sizes (inputs and outputs), was {sizes.Length}.", nameof(sizes));
        _sizes = sizes.ToArray();
        _offsets = new int[sizes.Length];
        for (var layer = 1; layer < sizes.Length; layer++)
        {
            if (sizes[layer] < 1 || sizes[layer - 1] < 1)
                throw new ArgumentException($"Expected sizes of at least 1, was {Math.Min(sizes[layer], sizes[layer - 1])}.", nameof(sizes));
            _offsets[layer] = ParameterCount;
            ParameterCount = checked(ParameterCount + (sizes[layer] * (sizes[layer - 1] + 1)));
        }
    }

    /// <summary>f.</summary>
    public Activation Activation { get; }

    /// <summary>d_0, ..., d_L.</summary>
    public ReadOnlySpan<int> Sizes => _sizes;

    /// <summary>L, the number of layers with parameters.</summary>
    public int LayerCount => _sizes.Length - 1;

    /// <summary>The length of the parameter vector.</summary>
    public int ParameterCount { get; }

    /// <summary>Where W_l begins in the parameter vector.</summary>
    /// <param name="layer">l, from 1 to L.</param>
    public int WeightOffset(int layer) => _offsets[layer];

    /// <summary>Where b_l begins in the parameter vector.</summary>
    /// <param name="layer">l, from 1 to L.</param>
    public int BiasOffset(int layer) => _offsets[layer] + (_sizes[layer] * _sizes[layer - 1]);

    /// <summary>Draws a random start: weights of layer l are normal with mean 0 and variance 2 / (d_(l-1) + d_l), biases zero.</summary>
    /// <remarks>Source: X. Glorot, Y. Bengio, AISTATS 2010, equation 12 (there uniform with the same variance in equation 16).</remarks>
    /// <param name="stream">Advanced by one normal deviate per weight.</param>
    /// <param name="destination">The parameters, fully overwritten.</param>
    /// <exception cref="ArgumentException">The length is not <see cref="ParameterCount"/>.</exception>
    public void DrawInitialParameters(RandomStream stream, Span<double> destination)
    {
        ArgumentNullException.ThrowIfNull(stream);
        CheckLength(destination, nameof(destination));
        for (var layer = 1; layer < _sizes.Length; layer++)
        {
            var deviation = Math.Sqrt(2.0 / (_sizes[layer - 1] + _sizes[layer]));
            foreach (ref var weight in destination[WeightOffset(layer)..BiasOffset(layer)])
                weight = deviation * stream.NextNormal();
            destination.Slice(BiasOffset(layer), _sizes[layer]).Clear();
        }
    }

    /// <summary>The network with a loss: its targets are one label for each sample, or with numeric targets d_L numbers.</summary>
    /// <remarks>
    /// Without biases the parameter vector is that of the weights alone, in the same order: shorter than <see cref="ParameterCount"/>, and with other offsets. The closed form of the Hessian is for networks with biases and
    /// identity outputs; the others go by products.
    /// </remarks>
    /// <param name="loss">The loss.</param>
    /// <param name="numericTargets">Squared errors against given numbers instead of a label.</param>
    /// <param name="biases">Whether there are biases; without, z_l = W_l a_(l-1).</param>
    /// <param name="outputs">What the outputs do with z_L, before the loss.</param>
    /// <exception cref="ArgumentException">Numeric targets with another loss than squared errors.</exception>
    public NetworkGraph ToGraph(LossKind loss, bool numericTargets = false, bool biases = true, Activation outputs = Activation.Identity)
    {
        if (numericTargets && loss != LossKind.SquaredError)
            throw new ArgumentException($"Expected squared errors for numeric targets, was {loss}.", nameof(loss));
        var builder = new GraphBuilder(_sizes[0]);
        var values = builder.Inputs;
        for (var layer = 1; layer < _sizes.Length; layer++)
        {
            var weights = builder.Weights(string.Create(CultureInfo.InvariantCulture, $"W{layer}"), _sizes[layer], _sizes[layer - 1]);
            var bias = biases ? builder.Bias(string.Create(CultureInfo.InvariantCulture, $"b{layer}"), _sizes[layer]) : null;
            values = builder.Activate(builder.Affine(values, weights, bias), layer < LayerCount ? Activation : outputs);
        }

        if (numericTargets)
            builder.Entries(EntryLossKind.Squared, values, 0);
        else
            builder.LabelLoss(loss, values);
        return new NetworkGraph(builder, values, numericTargets ? _sizes[^1] : 1, numericTargets ? 0 : _sizes[^1], biases && outputs == Activation.Identity ? this : null, loss);
    }

    /// <summary>Throws unless the length is <see cref="ParameterCount"/>.</summary>
    internal void CheckLength(ReadOnlySpan<double> vector, string name)
    {
        if (vector.Length != ParameterCount)
            throw new ArgumentException($"Expected {ParameterCount} numbers, one per parameter, was {vector.Length}.", name);
    }
}
