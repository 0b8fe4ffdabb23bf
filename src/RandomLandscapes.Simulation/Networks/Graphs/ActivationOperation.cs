using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.Networks.Graphs;

/// <summary>y = f(z), entry by entry.</summary>
internal sealed class ActivationOperation(Activation activation, GraphNode input, GraphNode output) : GraphOperation
{
    public override void Forward(GraphState state) => ActivationLanes.Evaluate(
        activation, GraphState.Lanes(state.Values(input)), GraphState.Lanes(state.NewValues(output)), GraphState.Lanes(state.Slopes(output)), GraphState.Lanes(state.Bends(output)));

    public override long Ties(GraphState state)
    {
        if (activation != Activation.Relu)
            return 0;
        var z = state.Values(input);
        var ties = 0L;
        for (var row = 0; row < z.Length; row += state.Width)
            ties += z.Slice(row, state.Used).Count(0.0);
        return ties;
    }

    public override void ForwardChange(GraphState state)
    {
        var still = state.IsStill(input);
        state.SetStill(output, still);
        if (still)
            return;
        var slopes = GraphState.Lanes(state.Slopes(output));
        var x = GraphState.Lanes(state.Dots(input));
        var y = GraphState.Lanes(state.Dots(output));
        for (var i = 0; i < y.Length; i++)
            y[i] = slopes[i] * x[i];
    }

    public override void Reverse(GraphState state)
    {
        var slopes = GraphState.Lanes(state.Slopes(output));
        var bars = GraphState.Lanes(state.Bars(output));
        var below = GraphState.Lanes(state.Bars(input));
        for (var i = 0; i < below.Length; i++)
            below[i] = Vector512.FusedMultiplyAdd(slopes[i], bars[i], below[i]);
    }

    public override void ReverseChange(GraphState state)
    {
        var slopes = GraphState.Lanes(state.Slopes(output));
        var changes = GraphState.Lanes(state.BarDots(output));
        var below = GraphState.Lanes(state.BarDots(input));
        for (var i = 0; i < below.Length; i++)
            below[i] = Vector512.FusedMultiplyAdd(slopes[i], changes[i], below[i]);
        if (state.IsStill(input))
            return;
        var bends = GraphState.Lanes(state.Bends(output));
        var bars = GraphState.Lanes(state.Bars(output));
        var x = GraphState.Lanes(state.Dots(input));
        for (var i = 0; i < below.Length; i++)
            below[i] = Vector512.FusedMultiplyAdd(bends[i] * x[i], bars[i], below[i]);
    }
}
