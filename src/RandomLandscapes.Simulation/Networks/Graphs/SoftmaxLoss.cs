using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Simulation.Networks.Graphs;

/// <summary>Adds ln sum_k e^(o_k) - o_label for every sample; a label of -1 marks padding.</summary>
/// <param name="outputs">o, K rows.</param>
/// <param name="target">Which row of the targets holds the label.</param>
/// <param name="kept">Room for the derivatives, of the shape of the outputs: not theirs, which the operation that made them needs.</param>
internal sealed class SoftmaxLoss(GraphNode outputs, int target, GraphNode kept) : GraphOperation
{
    public override void Forward(GraphState state)
    {
        var vectors = state.Width / 8;
        var o = GraphState.Lanes(state.Values(outputs));
        var probabilities = GraphState.Lanes(state.Slopes(kept));
        Span<Vector512<double>> chosen = stackalloc Vector512<double>[16], sums = stackalloc Vector512<double>[16];
        for (var v = 0; v < vectors; v++)
        {
            var label = Label(state, v);
            var largest = o[v];
            for (var k = 1; k < outputs.Rows; k++)
                largest = Vector512.Max(largest, o[(k * vectors) + v]);
            Vector512<double> sum = default, right = default;
            for (var k = 0; k < outputs.Rows; k++)
            {
                var output = o[(k * vectors) + v] - largest;
                right += output & Vector512.Equals(label, Vector512.Create((double)k));
                var e = LaneFunctions.Exp(output);
                sum += e;
                probabilities[(k * vectors) + v] = e;
            }

            (chosen[v], sums[v]) = (right, sum);
            for (var k = 0; k < outputs.Rows; k++)
                probabilities[(k * vectors) + v] /= sum;
        }

        for (var i = 0; i < state.Used; i++)
            state.Loss += ElementaryFunctions.Log(sums[i >> 3][i & 7]) - chosen[i >> 3][i & 7];
    }

    public override void ForwardChange(GraphState state)
    {
    }

    public override void Reverse(GraphState state)
    {
        var vectors = state.Width / 8;
        var probabilities = GraphState.Lanes(state.Slopes(kept));
        var bars = GraphState.Lanes(state.Bars(outputs));
        for (var v = 0; v < vectors; v++)
        {
            var label = Label(state, v);
            var weight = Weight(state, label);
            for (var k = 0; k < outputs.Rows; k++)
            {
                var hot = Vector512<double>.One & Vector512.Equals(label, Vector512.Create((double)k));
                bars[(k * vectors) + v] += (probabilities[(k * vectors) + v] - hot) * weight;
            }
        }
    }

    /// <summary>p_k (o_dot_k - sum_j p_j o_dot_j), weighted.</summary>
    public override void ReverseChange(GraphState state)
    {
        if (state.IsStill(outputs))
            return;
        var vectors = state.Width / 8;
        var probabilities = GraphState.Lanes(state.Slopes(kept));
        var changes = GraphState.Lanes(state.Dots(outputs));
        var bars = GraphState.Lanes(state.BarDots(outputs));
        for (var v = 0; v < vectors; v++)
        {
            var weight = Weight(state, Label(state, v));
            Vector512<double> mean = default;
            for (var k = 0; k < outputs.Rows; k++)
                mean = Vector512.FusedMultiplyAdd(probabilities[(k * vectors) + v], changes[(k * vectors) + v], mean);
            for (var k = 0; k < outputs.Rows; k++)
                bars[(k * vectors) + v] += probabilities[(k * vectors) + v] * (changes[(k * vectors) + v] - mean) * weight;
        }
    }

    private Vector512<double> Label(GraphState state, int v) => Vector512.Create<double>(state.Targets.Span.Slice((target * state.Width) + (8 * v), 8));

    private static Vector512<double> Weight(GraphState state, Vector512<double> label) =>
        Vector512.Create(state.Weight) & Vector512.GreaterThanOrEqual(label, Vector512<double>.Zero);
}
