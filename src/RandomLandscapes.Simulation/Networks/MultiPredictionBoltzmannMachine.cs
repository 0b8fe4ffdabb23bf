using RandomLandscapes.Simulation.Networks.Data;
using RandomLandscapes.Simulation.Networks.Graphs;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>A deep Boltzmann machine of two hidden layers, trained to predict masked inputs by unrolled mean-field sweeps.</summary>
/// <remarks>
/// <para>
/// la = a, h2 = sigmoid(c); K times: v = m sigmoid(la) + (1 - m) data, h1 = sigmoid(W1^T v + W2 h2 + b), h2 = sigmoid(W2^T h1 + c), la = W1 h1 + a. The loss is the mean over masked inputs of ln(1 + e^la) - data la.
/// </para>
/// <para>Parameters: W1 (visible x n1), W2 (n1 x n2), a, b, c. Source: I. Goodfellow, M. Mirza, A. Courville, Y. Bengio, NIPS 2013, section 4.</para>
/// </remarks>
public static class MultiPredictionBoltzmannMachine
{
    /// <summary>Makes the network; its samples are those of <see cref="Samples"/>.</summary>
    /// <param name="visible">Inputs, at least 1.</param>
    /// <param name="hidden1">n1, at least 1.</param>
    /// <param name="hidden2">n2, at least 1.</param>
    /// <param name="sweeps">K, at least 1.</param>
    public static NetworkGraph ToGraph(int visible, int hidden1, int hidden2, int sweeps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(visible, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hidden1, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hidden2, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sweeps, 1);
        var builder = new GraphBuilder(checked(2 * visible));
        var (mask, kept) = (builder.Inputs.Slice(0, visible), builder.Inputs.Slice(visible, visible));
        var (w1, w2) = (builder.Weights("W1", visible, hidden1), builder.Weights("W2", hidden1, hidden2));
        var (a, b, c) = (builder.Bias("a", visible), builder.Bias("b", hidden1), builder.Bias("c", hidden2));
        var la = builder.Constant(a);
        var h2 = builder.Activate(builder.Constant(c), Activation.Sigmoid);
        for (var sweep = 0; sweep < sweeps; sweep++)
        {
            var v = builder.Sum(builder.Product(mask, builder.Activate(la, Activation.Sigmoid)), kept);
            var h1 = builder.Activate(builder.Sum(builder.Affine(v, w1, b, transposed: true), builder.Affine(h2, w2, bias: null)), Activation.Sigmoid);
            h2 = builder.Activate(builder.Affine(h1, w2, c, transposed: true), Activation.Sigmoid);
            la = builder.Affine(h1, w1, a);
        }

        builder.Entries(EntryLossKind.Bernoulli, la, 0, mask);
        return new NetworkGraph(builder, la, visible, labelClasses: 0);
    }

    /// <summary>Data with a mask as samples.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="data">count x visible, each in [0, 1].</param>
    /// <param name="isMasked">Whether input j of sample n is to be predicted; at least one must be.</param>
    /// <exception cref="ArgumentException">Nothing is masked, or a number is out of range.</exception>
    public static NetworkSamples Samples(int count, ReadOnlySpan<double> data, Func<int, int, bool> isMasked)
    {
        ArgumentNullException.ThrowIfNull(isMasked);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var visible = data.Length / count;
        var inputs = new double[2 * data.Length];
        var terms = 0L;
        for (var i = 0; i < data.Length; i++)
        {
            var (n, j) = Math.DivRem(i, visible);
            if (!(data[i] >= 0 && data[i] <= 1))
                throw new ArgumentException($"Sample {n}, input {j}: expected a number from 0 to 1, was {data[i]}.", nameof(data));
            var masked = isMasked(n, j);
            terms += masked ? 1 : 0;
            inputs[(2 * n * visible) + j] = masked ? 1 : 0;
            inputs[(((2 * n) + 1) * visible) + j] = masked ? 0 : data[i];
        }

        return terms == 0 ? throw new ArgumentException("Expected at least one masked input.", nameof(isMasked)) : new NetworkSamples(count, inputs, data, terms);
    }
}
