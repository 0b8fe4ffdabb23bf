using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Networks.Graphs;

/// <summary>y = W x + b at every position of x, or W^T x + b; W is R x C, row-major in the parameters.</summary>
/// <param name="input">x: C rows, or R when transposed.</param>
/// <param name="output">y: the other number of rows.</param>
/// <param name="weightOffset">Where W begins.</param>
/// <param name="columns">C.</param>
/// <param name="transposed">Whether it is W^T.</param>
/// <param name="biasOffset">Where b begins; negative for none.</param>
internal sealed class AffineOperation(GraphNode input, GraphNode output, int weightOffset, int columns, bool transposed, int biasOffset) : GraphOperation
{
    private readonly int _size = input.Rows * output.Rows;
    private readonly int _rowStep = transposed ? 1 : columns;
    private readonly int _columnStep = transposed ? columns : 1;

    public override int ParameterEnd => Math.Max(weightOffset + _size, biasOffset < 0 ? 0 : biasOffset + output.Rows);

    public override void Forward(GraphState state)
    {
        var y = state.NewValues(output);
        Start(state.Parameters, y, output.Rows);
        LaneMaps.Add(Weights(state.Parameters), _rowStep, _columnStep, state.Values(input), input.Rows, y, output.Rows);
    }

    public override void ForwardChange(GraphState state)
    {
        var moves = Moves(state);
        var still = state.IsStill(input);
        state.SetStill(output, still && !moves);
        if (still && !moves)
            return;
        var y = state.Dots(output);
        if (moves && state.IsUnitDirection)
        {
            y.Clear();
            AddEntry(state, y);
        }
        else if (moves)
        {
            Start(state.Direction, y, output.Rows);
            LaneMaps.Add(Weights(state.Direction), _rowStep, _columnStep, state.Values(input), input.Rows, y, output.Rows);
        }
        else
        {
            y.Clear();
        }

        if (!still)
            LaneMaps.Add(Weights(state.Parameters), _rowStep, _columnStep, state.Dots(input), input.Rows, y, output.Rows);
    }

    public override void Reverse(GraphState state)
    {
        var bar = state.Bars(output);
        if (!state.SkipsGradient)
            AddOuterProducts(bar, state.Values(input), state.Gradient);
        if (!input.IsInput)
            LaneMaps.Add(Weights(state.Parameters), _columnStep, _rowStep, bar, output.Rows, state.Bars(input), input.Rows);
    }

    public override void ReverseChange(GraphState state)
    {
        var change = state.BarDots(output);
        AddOuterProducts(change, state.Values(input), state.Product);
        var still = state.IsStill(input);
        var bar = state.Bars(output);
        if (!still)
            LaneMaps.AddOuterProducts(transposed ? state.Dots(input) : bar, transposed ? bar : state.Dots(input), columns, Weights(state.Product));
        if (input.IsInput)
            return;
        var below = state.BarDots(input);
        LaneMaps.Add(Weights(state.Parameters), _columnStep, _rowStep, change, output.Rows, below, input.Rows);
        if (!Moves(state))
            return;
        if (state.IsUnitDirection)
            AddEntryTransposed(state, bar, below);
        else
            LaneMaps.Add(Weights(state.Direction), _columnStep, _rowStep, bar, output.Rows, below, input.Rows);
    }

    private Span<double> Weights(double[] numbers) => numbers.AsSpan(weightOffset, _size);

    private bool Moves(GraphState state)
    {
        if (state.IsUnitDirection)
        {
            return (state.Entry >= weightOffset && state.Entry < weightOffset + _size)
                || (biasOffset >= 0 && state.Entry >= biasOffset && state.Entry < biasOffset + output.Rows);
        }

        return Weights(state.Direction).ContainsAnyExcept(0.0) || (biasOffset >= 0 && state.Direction.AsSpan(biasOffset, output.Rows).ContainsAnyExcept(0.0));
    }

    private void Start(double[] numbers, Span<double> y, int rows)
    {
        if (biasOffset < 0)
        {
            y.Clear();
            return;
        }

        var lanes = y.Length / rows;
        for (var row = 0; row < rows; row++)
            y.Slice(row * lanes, lanes).Fill(numbers[biasOffset + row]);
    }

    private void AddOuterProducts(ReadOnlySpan<double> bar, ReadOnlySpan<double> x, double[] sums)
    {
        LaneMaps.AddOuterProducts(transposed ? x : bar, transposed ? bar : x, columns, Weights(sums));
        if (biasOffset >= 0)
            LaneMaps.AddSums(bar, sums.AsSpan(biasOffset, output.Rows));
    }

    private (int Out, int In) Place(int entry)
    {
        var (row, column) = Math.DivRem(entry - weightOffset, columns);
        return transposed ? (column, row) : (row, column);
    }

    private void AddEntry(GraphState state, Span<double> y)
    {
        var lanes = y.Length / output.Rows;
        if (state.Entry < weightOffset || state.Entry >= weightOffset + _size)
        {
            y.Slice((state.Entry - biasOffset) * lanes, lanes).Fill(1);
            return;
        }

        var (to, from) = Place(state.Entry);
        state.Values(input).Slice(from * lanes, lanes).CopyTo(y[(to * lanes)..]);
    }

    private void AddEntryTransposed(GraphState state, ReadOnlySpan<double> bar, Span<double> below)
    {
        if (state.Entry < weightOffset || state.Entry >= weightOffset + _size)
            return;
        var lanes = bar.Length / output.Rows;
        var (to, from) = Place(state.Entry);
        VectorOperations.AddScaled(1, bar.Slice(to * lanes, lanes), below.Slice(from * lanes, lanes));
    }
}
