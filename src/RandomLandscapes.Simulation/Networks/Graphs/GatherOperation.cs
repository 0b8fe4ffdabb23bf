using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.Networks.Graphs;

/// <summary>Every entry of y is a weight times a sum of entries of x: patches laid out for a convolution, zero padding, average pooling.</summary>
/// <param name="input">x.</param>
/// <param name="output">y.</param>
/// <param name="sources">For each entry of y, row by row, the entries of x; none for a zero of the padding.</param>
/// <param name="weight">The weight.</param>
internal sealed class GatherOperation(GraphNode input, GraphNode output, int[][] sources, double weight) : GraphOperation
{
    public override void Forward(GraphState state) => Gather(state, state.Values(input), state.NewValues(output));

    public override void ForwardChange(GraphState state)
    {
        var still = state.IsStill(input);
        state.SetStill(output, still);
        if (!still)
            Gather(state, state.Dots(input), state.Dots(output));
    }

    public override void Reverse(GraphState state)
    {
        if (!input.IsInput)
            Scatter(state, state.Bars(output), state.Bars(input));
    }

    public override void ReverseChange(GraphState state)
    {
        if (!input.IsInput)
            Scatter(state, state.BarDots(output), state.BarDots(input));
    }

    private void Gather(GraphState state, ReadOnlySpan<double> from, Span<double> to)
    {
        for (var i = 0; i < sources.Length; i++)
        {
            var y = GraphState.Lanes(to.Slice(i * state.Width, state.Width));
            y.Clear();
            foreach (var source in sources[i])
            {
                var x = GraphState.Lanes(from.Slice(source * state.Width, state.Width));
                for (var k = 0; k < y.Length; k++)
                    y[k] = Vector512.FusedMultiplyAdd(Vector512.Create(weight), x[k], y[k]);
            }
        }
    }

    private void Scatter(GraphState state, Span<double> from, Span<double> to)
    {
        for (var i = 0; i < sources.Length; i++)
        {
            var y = GraphState.Lanes(from.Slice(i * state.Width, state.Width));
            foreach (var source in sources[i])
            {
                var x = GraphState.Lanes(to.Slice(source * state.Width, state.Width));
                for (var k = 0; k < y.Length; k++)
                    x[k] = Vector512.FusedMultiplyAdd(Vector512.Create(weight), y[k], x[k]);
            }
        }
    }
}
