using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.Networks.Graphs;

/// <summary>All numbers of a graph's computation on one block of samples: unit-major, <see cref="Width"/> samples per unit.</summary>
internal sealed class GraphState
{
    private readonly double[] _values;
    private readonly double[] _bars;
    private readonly double[] _dots;
    private readonly double[] _barDots;
    private readonly double[] _slopes;
    private readonly double[] _bends;
    private readonly bool[] _isStill;

    /// <summary>Allocates.</summary>
    /// <param name="length">Numbers per sample.</param>
    /// <param name="nodes">Storages.</param>
    /// <param name="parameters">P.</param>
    /// <param name="width">Samples of a block, a multiple of 8.</param>
    public GraphState(int length, int nodes, int parameters, int width)
    {
        Width = width;
        var all = checked(length * width);
        (_values, _bars, _dots, _barDots, _slopes, _bends) = (new double[all], new double[all], new double[all], new double[all], new double[all], new double[all]);
        _isStill = new bool[nodes];
        (Parameters, Direction, Gradient, Product) = (new double[parameters], new double[parameters], new double[parameters], new double[parameters]);

        Used = width;
    }

    public int Width { get; }

    public double[] Parameters { get; }

    public double[] Direction { get; }

    public double[] Gradient { get; }

    public double[] Product { get; }

    /// <summary>The samples' numbers, input-major: where input nodes point to.</summary>
    public ReadOnlyMemory<double> Inputs { get; set; }

    /// <summary>What the losses aim at: target-major, Width samples each.</summary>
    public ReadOnlyMemory<double> Targets { get; set; }

    /// <summary>One over the number of loss terms of all samples; the derivatives hold it, <see cref="Loss"/> does not.</summary>
    public double Weight { get; set; }

    /// <summary>Samples of this block; the others are padding.</summary>
    public int Used { get; set; }

    /// <summary>The sum of the loss terms of the blocks so far.</summary>
    public double Loss { get; set; }

    /// <summary>True when only the bars of the vectors are wanted.</summary>
    public bool SkipsGradient { get; set; }

    /// <summary>True when only one entry of the direction is not zero; then <see cref="Entry"/> says which.</summary>
    public bool IsUnitDirection { get; set; }

    public int Entry { get; set; }

    public ReadOnlySpan<double> Values(in GraphNode node) => node.IsInput ? Inputs.Span.Slice(node.Offset * Width, node.Length * Width) : Part(_values, node);

    /// <summary>For the operation that makes the node.</summary>
    public Span<double> NewValues(in GraphNode node) => Part(_values, node);

    public Span<double> Bars(in GraphNode node) => Part(_bars, node);

    public Span<double> Dots(in GraphNode node) => Part(_dots, node);

    public Span<double> BarDots(in GraphNode node) => Part(_barDots, node);

    /// <summary>First derivatives, or whatever the operation that made the node wants to keep of its values.</summary>
    public Span<double> Slopes(in GraphNode node) => Part(_slopes, node);

    /// <summary>Second derivatives.</summary>
    public Span<double> Bends(in GraphNode node) => Part(_bends, node);

    /// <summary>True where the directional derivative is zero, whatever the buffer holds.</summary>
    public bool IsStill(in GraphNode node) => node.IsInput || _isStill[node.Id];

    public void SetStill(in GraphNode node, bool still) => _isStill[node.Id] = still;

    public void ClearBars() => _bars.AsSpan().Clear();

    public void ClearBarDots() => _barDots.AsSpan().Clear();

    public static Span<Vector512<double>> Lanes(Span<double> numbers) => MemoryMarshal.Cast<double, Vector512<double>>(numbers);

    public static ReadOnlySpan<Vector512<double>> Lanes(ReadOnlySpan<double> numbers) => MemoryMarshal.Cast<double, Vector512<double>>(numbers);

    private Span<double> Part(double[] numbers, in GraphNode node) => numbers.AsSpan(node.Offset * Width, node.Length * Width);
}
