using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.Networks.Graphs;

/// <summary>y = a b, entry by entry; either may come from the samples (a mask).</summary>
internal sealed class ProductOperation(GraphNode a, GraphNode b, GraphNode output) : GraphOperation
{
    public override void Forward(GraphState state)
    {
        var x = GraphState.Lanes(state.Values(a));
        var z = GraphState.Lanes(state.Values(b));
        var y = GraphState.Lanes(state.NewValues(output));
        for (var i = 0; i < y.Length; i++)
            y[i] = x[i] * z[i];
    }

    public override void ForwardChange(GraphState state)
    {
        var (stillA, stillB) = (state.IsStill(a), state.IsStill(b));
        state.SetStill(output, stillA && stillB);
        if (stillA && stillB)
            return;
        var y = GraphState.Lanes(state.Dots(output));
        y.Clear();
        if (!stillA)
            AddProducts(y, state.Dots(a), state.Values(b));
        if (!stillB)
            AddProducts(y, state.Dots(b), state.Values(a));
    }

    public override void Reverse(GraphState state)
    {
        var bar = state.Bars(output);
        if (!a.IsInput)
            AddProducts(GraphState.Lanes(state.Bars(a)), bar, state.Values(b));
        if (!b.IsInput)
            AddProducts(GraphState.Lanes(state.Bars(b)), bar, state.Values(a));
    }

    public override void ReverseChange(GraphState state)
    {
        Add(state, a, b);
        Add(state, b, a);
    }

    private void Add(GraphState state, GraphNode of, GraphNode other)
    {
        if (of.IsInput)
            return;
        var below = GraphState.Lanes(state.BarDots(of));
        AddProducts(below, state.BarDots(output), state.Values(other));
        if (!state.IsStill(other))
            AddProducts(below, state.Bars(output), state.Dots(other));
    }

    private static void AddProducts(Span<Vector512<double>> sums, ReadOnlySpan<double> x, ReadOnlySpan<double> z)
    {
        var first = GraphState.Lanes(x);
        var second = GraphState.Lanes(z);
        for (var i = 0; i < sums.Length; i++)
            sums[i] = Vector512.FusedMultiplyAdd(first[i], second[i], sums[i]);
    }
}
