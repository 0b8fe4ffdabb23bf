using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.Networks.Graphs;

/// <summary>Every entry of y is the largest of some entries of x: maxout, max pooling. Of equal ones the first listed wins, also for the derivatives.</summary>
/// <param name="input">x.</param>
/// <param name="output">y.</param>
/// <param name="candidates">For each entry of y, row by row, the entries of x, at least one.</param>
internal sealed class MaximumOperation(GraphNode input, GraphNode output, int[][] candidates) : GraphOperation
{
    public override void Forward(GraphState state)
    {
        var x = state.Values(input);
        var y = state.NewValues(output);
        var winners = state.Slopes(output);
        for (var i = 0; i < candidates.Length; i++)
        {
            var largest = GraphState.Lanes(y.Slice(i * state.Width, state.Width));
            var winner = GraphState.Lanes(winners.Slice(i * state.Width, state.Width));
            GraphState.Lanes(x.Slice(candidates[i][0] * state.Width, state.Width)).CopyTo(largest);
            winner.Clear();
            for (var c = 1; c < candidates[i].Length; c++)
            {
                var next = GraphState.Lanes(x.Slice(candidates[i][c] * state.Width, state.Width));
                for (var k = 0; k < largest.Length; k++)
                {
                    // Written so that a number that is none wins and stays.
                    var wins = ~Vector512.LessThanOrEqual(next[k], largest[k]) & Vector512.Equals(largest[k], largest[k]);
                    largest[k] = Vector512.ConditionalSelect(wins, next[k], largest[k]);
                    winner[k] = Vector512.ConditionalSelect(wins, Vector512.Create((double)c), winner[k]);
                }
            }
        }
    }

    public override long Ties(GraphState state)
    {
        var x = state.Values(input);
        var y = state.Values(output);
        var ties = 0L;
        for (var i = 0; i < candidates.Length; i++)
        {
            for (var s = 0; s < state.Used; s++)
            {
                var largest = 0;
                foreach (var candidate in candidates[i])
                    largest += x[(candidate * state.Width) + s] == y[(i * state.Width) + s] ? 1 : 0;
                ties += largest > 1 ? 1 : 0;
            }
        }

        return ties;
    }

    public override void ForwardChange(GraphState state)
    {
        var still = state.IsStill(input);
        state.SetStill(output, still);
        if (still)
            return;
        var x = state.Dots(input);
        var y = state.Dots(output);
        var winners = state.Slopes(output);
        y.Clear();
        for (var i = 0; i < candidates.Length; i++)
        {
            var change = GraphState.Lanes(y.Slice(i * state.Width, state.Width));
            var winner = GraphState.Lanes(winners.Slice(i * state.Width, state.Width));
            for (var c = 0; c < candidates[i].Length; c++)
            {
                var from = GraphState.Lanes(x.Slice(candidates[i][c] * state.Width, state.Width));
                for (var k = 0; k < change.Length; k++)
                    change[k] += from[k] & Vector512.Equals(winner[k], Vector512.Create((double)c));
            }
        }
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

    private void Scatter(GraphState state, Span<double> from, Span<double> to)
    {
        var winners = state.Slopes(output);
        for (var i = 0; i < candidates.Length; i++)
        {
            var bar = GraphState.Lanes(from.Slice(i * state.Width, state.Width));
            var winner = GraphState.Lanes(winners.Slice(i * state.Width, state.Width));
            for (var c = 0; c < candidates[i].Length; c++)
            {
                var below = GraphState.Lanes(to.Slice(candidates[i][c] * state.Width, state.Width));
                for (var k = 0; k < bar.Length; k++)
                    below[k] += bar[k] & Vector512.Equals(winner[k], Vector512.Create((double)c));
            }
        }
    }
}
