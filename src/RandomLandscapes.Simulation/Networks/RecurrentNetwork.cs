using RandomLandscapes.Simulation.Networks.Data;
using RandomLandscapes.Simulation.Networks.Graphs;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>Networks that read a sequence step by step, from the state zero.</summary>
/// <remarks>
/// <para>Tanh: h = tanh(Wx x_t + Wh h + b). LSTM: z = Wx x_t + Wh h + b of 4 H rows in the order of the gates, c = sigmoid(f) c + sigmoid(i) tanh(g), h = sigmoid(o) tanh(c).</para>
/// <para>Parameters: Wx, Wh, b, Wout, bout; language models begin with the embedding E, one row for each symbol.</para>
/// <para>Source: S. Hochreiter, J. Schmidhuber, Neural Computation 9 (1997) 1735, with the forget gate of F. Gers, J. Schmidhuber, F. Cummins, Neural Computation 12 (2000) 2451.</para>
/// </remarks>
public static class RecurrentNetwork
{
    /// <summary>The usual order of the gates: input, forget, cell, output.</summary>
    public const string DefaultGates = "ifgo";

    /// <summary>A tanh network that classifies by its last state; step t reads inputs t * inputs and following of a sample.</summary>
    /// <param name="steps">Steps, at least 1.</param>
    /// <param name="inputs">Inputs of a step, at least 1.</param>
    /// <param name="hidden">H, at least 1.</param>
    /// <param name="outputs">Classes, at least 1.</param>
    /// <param name="loss">The loss.</param>
    public static NetworkGraph TanhClassifier(int steps, int inputs, int hidden, int outputs, LossKind loss = LossKind.CrossEntropy)
    {
        Check(steps, inputs, hidden, outputs);
        var builder = new GraphBuilder(checked(steps * inputs));
        var (wx, wh, b) = (builder.Weights("Wx", hidden, inputs), builder.Weights("Wh", hidden, hidden), builder.Bias("b", hidden));
        GraphNode? state = null;
        for (var t = 0; t < steps; t++)
        {
            var z = builder.Affine(builder.Inputs.Slice(t * inputs, inputs), wx, b);
            if (state is { } h)
                z = builder.Sum(z, builder.Affine(h, wh, bias: null));
            state = builder.Activate(z, Activation.Tanh);
        }

        return Classify(builder, state!.Value, outputs, loss);
    }

    /// <summary>An LSTM that classifies by its last state.</summary>
    /// <param name="steps">Steps, at least 1.</param>
    /// <param name="inputs">Inputs of a step, at least 1.</param>
    /// <param name="hidden">H, at least 1.</param>
    /// <param name="outputs">Classes, at least 1.</param>
    /// <param name="gates">The order of the gates: each of i, f, g, o once.</param>
    /// <param name="loss">The loss.</param>
    public static NetworkGraph LstmClassifier(int steps, int inputs, int hidden, int outputs, string gates = DefaultGates, LossKind loss = LossKind.CrossEntropy)
    {
        Check(steps, inputs, hidden, outputs);
        var builder = new GraphBuilder(checked(steps * inputs));
        var cell = new LstmCell(builder, inputs, hidden, gates);
        for (var t = 0; t < steps; t++)
            cell.Step(builder.Inputs.Slice(t * inputs, inputs));
        return Classify(builder, cell.State, outputs, loss);
    }

    /// <summary>An LSTM that predicts the next symbol at every step; samples are those of <see cref="SymbolText"/>.</summary>
    /// <param name="symbols">The size of the vocabulary, at least 2.</param>
    /// <param name="embedding">Numbers for each symbol, at least 1.</param>
    /// <param name="hidden">H, at least 1.</param>
    /// <param name="steps">Steps, at least 1.</param>
    /// <param name="gates">The order of the gates: each of i, f, g, o once.</param>
    public static NetworkGraph LstmLanguageModel(int symbols, int embedding, int hidden, int steps, string gates = DefaultGates)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(symbols, 2);
        Check(steps, embedding, hidden, symbols);
        var builder = new GraphBuilder(checked(steps * symbols));
        var table = builder.Weights("E", symbols, embedding);
        var cell = new LstmCell(builder, embedding, hidden, gates);
        var (weights, bias) = (builder.Weights("Wout", symbols, hidden), builder.Bias("bout", symbols));
        GraphNode first = default;
        for (var t = 0; t < steps; t++)
        {
            cell.Step(builder.Affine(builder.Inputs.Slice(t * symbols, symbols), table, bias: null, transposed: true));
            var outputs = builder.Affine(cell.State, weights, bias);
            builder.Softmax(outputs, t);
            first = t == 0 ? outputs : first;
        }

        return new NetworkGraph(builder, first, steps, symbols);
    }

    private static NetworkGraph Classify(GraphBuilder builder, GraphNode state, int outputs, LossKind loss)
    {
        var o = builder.Affine(state, builder.Weights("Wout", outputs, state.Rows), builder.Bias("bout", outputs));
        builder.LabelLoss(loss, o);
        return new NetworkGraph(builder, o, targetCount: 1, outputs);
    }

    private static void Check(int steps, int inputs, int hidden, int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hidden, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
    }
}
