using System.Globalization;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Networks.Data;
using RandomLandscapes.Simulation.Networks.Graphs;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>Perceptrons whose hidden units are left out at random: each is multiplied by a mask that belongs to the sample.</summary>
/// <remarks>
/// <para>A mask is 1 / (1 - rate) with probability 1 - rate and else 0, so the expectation of every unit is what it is without dropout.</para>
/// <para>One draw of <see cref="Mask"/> kept for all evaluations is the fixed-mask variant, a function of the parameters as smooth as the activation; a new draw for each evaluation is dropout itself, whose loss is noise on top of one.</para>
/// <para>Source: N. Srivastava and others, J. Mach. Learn. Res. 15 (2014) 1929; the fixed mask: I. Goodfellow, O. Vinyals, A. Saxe, ICLR 2015, section 3.</para>
/// </remarks>
public static class Dropout
{
    /// <summary>The network: its samples are those of <see cref="Mask"/>.</summary>
    /// <param name="network">The shape.</param>
    /// <param name="loss">The loss against one label.</param>
    public static NetworkGraph ToGraph(MultilayerPerceptron network, LossKind loss)
    {
        ArgumentNullException.ThrowIfNull(network);
        var sizes = network.Sizes;
        var builder = new GraphBuilder(sizes[0] + HiddenUnits(network));
        var values = builder.Inputs.Slice(0, sizes[0]);
        var mask = sizes[0];
        for (var layer = 1; layer < sizes.Length; layer++)
        {
            var weights = builder.Weights(string.Create(CultureInfo.InvariantCulture, $"W{layer}"), sizes[layer], sizes[layer - 1]);
            values = builder.Affine(values, weights, builder.Bias(string.Create(CultureInfo.InvariantCulture, $"b{layer}"), sizes[layer]));
            if (layer == network.LayerCount)
                break;
            values = builder.Product(builder.Activate(values, network.Activation), builder.Inputs.Slice(mask, sizes[layer]));
            mask += sizes[layer];
        }

        builder.LabelLoss(loss, values);
        return new NetworkGraph(builder, values, targetCount: 1, sizes[^1]);
    }

    /// <summary>Appends a mask to the inputs of every sample.</summary>
    /// <param name="samples">The samples of the network without dropout.</param>
    /// <param name="network">The shape.</param>
    /// <param name="rate">The probability that a unit is left out, from 0 to below 1.</param>
    /// <param name="stream">Advanced by one uniform deviate per sample and hidden unit.</param>
    /// <exception cref="ArgumentException">The samples do not fit, or the rate is out of range.</exception>
    public static NetworkSamples Mask(NetworkSamples samples, MultilayerPerceptron network, double rate, RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        if (!(rate >= 0 && rate < 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "Expected a rate from 0 to below 1.");
        if (samples.InputCount != network.Sizes[0])
            throw new ArgumentException($"Expected samples of {network.Sizes[0]} inputs, was {samples.InputCount}.", nameof(samples));
        var (units, width) = (HiddenUnits(network), samples.InputCount + HiddenUnits(network));
        var inputs = new double[samples.Count * width];
        var targets = new double[samples.Count * samples.TargetCount];
        for (var sample = 0; sample < samples.Count; sample++)
        {
            var row = inputs.AsSpan(sample * width, width);
            samples.Inputs(sample).CopyTo(row);
            foreach (ref var mask in row[^units..])
                mask = stream.NextUniform() < rate ? 0 : 1 / (1 - rate);
            samples.Targets(sample).CopyTo(targets.AsSpan(sample * samples.TargetCount));
        }

        return new NetworkSamples(samples.Count, inputs, targets, samples.TermCount);
    }

    private static int HiddenUnits(MultilayerPerceptron network)
    {
        var units = 0;
        foreach (var size in network.Sizes[1..^1])
            units += size;
        return units;
    }
}
