using System.Globalization;
using RandomLandscapes.Simulation.Networks.Graphs;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>Fully connected networks whose hidden units take the maximum of several affine pieces.</summary>
/// <remarks>
/// Layer with u units of k pieces: W has u k rows, row unit * k + piece; h_unit = max over its pieces, of equal ones the first. The last layer is affine. Source: I. Goodfellow and others, ICML 2013, section 2.
/// </remarks>
public static class MaxoutPerceptron
{
    /// <summary>Makes the network.</summary>
    /// <param name="inputs">d_0, at least 1.</param>
    /// <param name="layers">Units and pieces of each hidden layer, each at least 1.</param>
    /// <param name="outputs">Classes, at least 1.</param>
    /// <param name="loss">The loss.</param>
    /// <exception cref="ArgumentException">A number is below 1.</exception>
    public static NetworkGraph ToGraph(int inputs, IReadOnlyList<(int Units, int Pieces)> layers, int outputs, LossKind loss)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        var builder = new GraphBuilder(inputs);
        var values = builder.Inputs;
        var number = 0;
        foreach (var (units, pieces) in layers)
        {
            if (units < 1 || pieces < 1)
                throw new ArgumentException($"Layer {number}: expected at least one unit and one piece, was {units} and {pieces}.", nameof(layers));
            number++;
            values = builder.Maxout(Layer(builder, values, number, checked(units * pieces)), pieces);
        }

        values = Layer(builder, values, number + 1, outputs);
        builder.LabelLoss(loss, values);
        return new NetworkGraph(builder, values, targetCount: 1, outputs);
    }

    private static GraphNode Layer(GraphBuilder builder, GraphNode x, int number, int rows)
    {
        var weights = builder.Weights(string.Create(CultureInfo.InvariantCulture, $"W{number}"), rows, x.Rows);
        return builder.Affine(x, weights, builder.Bias(string.Create(CultureInfo.InvariantCulture, $"b{number}"), rows));
    }
}
