namespace RandomLandscapes.Simulation.Networks.Graphs;

/// <summary>y = a + b, entry by entry.</summary>
internal sealed class SumOperation(GraphNode a, GraphNode b, GraphNode output) : GraphOperation
{
    public override void Forward(GraphState state)
    {
        var x = GraphState.Lanes(state.Values(a));
        var z = GraphState.Lanes(state.Values(b));
        var y = GraphState.Lanes(state.NewValues(output));
        for (var i = 0; i < y.Length; i++)
            y[i] = x[i] + z[i];
    }

    public override void ForwardChange(GraphState state)
    {
        var (stillA, stillB) = (state.IsStill(a), state.IsStill(b));
        state.SetStill(output, stillA && stillB);
        if (stillA && stillB)
            return;
        var y = state.Dots(output);
        y.Clear();
        if (!stillA)
            Add(state.Dots(a), y);
        if (!stillB)
            Add(state.Dots(b), y);
    }

    public override void Reverse(GraphState state)
    {
        if (!a.IsInput)
            Add(state.Bars(output), state.Bars(a));
        if (!b.IsInput)
            Add(state.Bars(output), state.Bars(b));
    }

    public override void ReverseChange(GraphState state)
    {
        if (!a.IsInput)
            Add(state.BarDots(output), state.BarDots(a));
        if (!b.IsInput)
            Add(state.BarDots(output), state.BarDots(b));
    }

    private static void Add(Span<double> x, Span<double> sums)
    {
        var terms = GraphState.Lanes(x);
        var y = GraphState.Lanes(sums);
        for (var i = 0; i < y.Length; i++)
            y[i] += terms[i];
    }
}
