namespace RandomLandscapes.Simulation.Networks.Graphs;

/// <summary>y = b, for every sample.</summary>
internal sealed class BiasOperation(GraphNode output, int biasOffset) : GraphOperation
{
    public override int ParameterEnd => biasOffset + output.Rows;

    public override void Forward(GraphState state) => Fill(state, state.Parameters, state.NewValues(output));

    public override void ForwardChange(GraphState state)
    {
        var still = !state.Direction.AsSpan(biasOffset, output.Rows).ContainsAnyExcept(0.0);
        state.SetStill(output, still);
        if (!still)
            Fill(state, state.Direction, state.Dots(output));
    }

    public override void Reverse(GraphState state)
    {
        if (!state.SkipsGradient)
            LaneMaps.AddSums(state.Bars(output), state.Gradient.AsSpan(biasOffset, output.Rows));
    }

    public override void ReverseChange(GraphState state) => LaneMaps.AddSums(state.BarDots(output), state.Product.AsSpan(biasOffset, output.Rows));

    private void Fill(GraphState state, double[] numbers, Span<double> y)
    {
        for (var row = 0; row < output.Rows; row++)
            y.Slice(row * state.Width, state.Width).Fill(numbers[biasOffset + row]);
    }
}
