using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.Networks.Graphs;

/// <summary>Adds a loss that is a sum over the outputs: l(o_k, target) for each of them and every sample.</summary>
/// <param name="kind">Which.</param>
/// <param name="outputs">o.</param>
/// <param name="target">The first row of the targets: as many as outputs follow, or one label (hinge, squared error against one-hot).</param>
/// <param name="kept">Room for the derivatives, of the shape of the outputs: not theirs, which the operation that made them needs.</param>
/// <param name="mask">For the Bernoulli loss, which outputs count: numbers of the samples, 0 or 1.</param>
internal sealed class EntryLoss(EntryLossKind kind, GraphNode outputs, int target, GraphNode kept, GraphNode? mask = null) : GraphOperation
{
    public override void Forward(GraphState state)
    {
        if (kind == EntryLossKind.Hinge)
        {
            ForwardHinge(state);
            return;
        }

        var vectors = state.Width / 8;
        var o = GraphState.Lanes(state.Values(outputs));
        var slopes = GraphState.Lanes(state.Slopes(kept));
        var bends = GraphState.Lanes(state.Bends(kept));
        for (var k = 0; k < outputs.Rows; k++)
        {
            for (var v = 0; v < vectors; v++)
            {
                var i = (k * vectors) + v;
                Vector512<double> loss;
                if (kind == EntryLossKind.Bernoulli)
                {
                    var weight = GraphState.Lanes(state.Values(mask!.Value))[i];
                    var (sigmoid, other) = ActivationLanes.Sigmoid(o[i]);
                    var data = Target(state, target + k, v);
                    loss = weight * (ActivationLanes.Softplus(o[i]) - (data * o[i]));
                    slopes[i] = weight * (sigmoid - data);
                    bends[i] = weight * (sigmoid * other);
                }
                else
                {
                    var aim = kind == EntryLossKind.SquaredToLabel ? Vector512<double>.One & Vector512.Equals(Target(state, target, v), Vector512.Create((double)k)) : Target(state, target + k, v);
                    slopes[i] = o[i] - aim;
                    bends[i] = Vector512<double>.One;
                    loss = Vector512.Create(0.5) * slopes[i] * slopes[i];
                }

                for (var lane = 0; lane < Math.Min(8, state.Used - (8 * v)); lane++)
                    state.Loss += loss[lane];
            }
        }
    }

    public override long Ties(GraphState state)
    {
        if (kind != EntryLossKind.Hinge)
            return 0;
        var o = state.Values(outputs);
        var ties = 0L;
        for (var i = 0; i < state.Used; i++)
        {
            var label = (int)state.Targets.Span[(target * state.Width) + i];
            for (var k = 0; k < outputs.Rows; k++)
                ties += k != label && 1 + o[(k * state.Width) + i] - o[(label * state.Width) + i] == 0 ? 1 : 0;
        }

        return ties;
    }

    public override void ForwardChange(GraphState state)
    {
    }

    public override void Reverse(GraphState state)
    {
        var vectors = state.Width / 8;
        var slopes = GraphState.Lanes(state.Slopes(kept));
        var bars = GraphState.Lanes(state.Bars(outputs));
        for (var i = 0; i < bars.Length; i++)
            bars[i] = Vector512.FusedMultiplyAdd(Weight(state, i % vectors), slopes[i], bars[i]);
    }

    public override void ReverseChange(GraphState state)
    {
        if (state.IsStill(outputs))
            return;
        var vectors = state.Width / 8;
        var bends = GraphState.Lanes(state.Bends(kept));
        var changes = GraphState.Lanes(state.Dots(outputs));
        var bars = GraphState.Lanes(state.BarDots(outputs));
        for (var i = 0; i < bars.Length; i++)
            bars[i] = Vector512.FusedMultiplyAdd(Weight(state, i % vectors) * bends[i], changes[i], bars[i]);
    }

    /// <summary>sum over k other than the label of max(0, 1 + o_k - o_label); at the kink the slope is zero.</summary>
    private void ForwardHinge(GraphState state)
    {
        var width = state.Width;
        var o = state.Values(outputs);
        var slopes = state.Slopes(kept);
        state.Bends(kept).Clear();
        slopes.Clear();
        for (var i = 0; i < state.Used; i++)
        {
            var label = (int)state.Targets.Span[(target * width) + i];
            for (var k = 0; k < outputs.Rows; k++)
            {
                var margin = 1 + o[(k * width) + i] - o[(label * width) + i];
                if (k == label || margin <= 0)
                    continue;
                state.Loss += margin;
                slopes[(k * width) + i] += 1;
                slopes[(label * width) + i] -= 1;
            }
        }
    }

    private static Vector512<double> Target(GraphState state, int row, int v) => Vector512.Create<double>(state.Targets.Span.Slice((row * state.Width) + (8 * v), 8));

    /// <summary>Zero in the lanes of the padding.</summary>
    private static Vector512<double> Weight(GraphState state, int v) => Vector512.Create(state.Weight)
        & Vector512.LessThan(Vector512.Create(8.0 * v) + Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7), Vector512.Create((double)state.Used));
}
