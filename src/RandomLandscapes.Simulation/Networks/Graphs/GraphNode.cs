namespace RandomLandscapes.Simulation.Networks.Graphs;

/// <summary>Where a vector of a graph is stored: rows x positions numbers, for every sample of a block.</summary>
/// <param name="Id">The storage that it is, or is a part of.</param>
/// <param name="Offset">Where it begins, in numbers per sample.</param>
/// <param name="Rows">Units, or channels of a map.</param>
/// <param name="Positions">Places of a map, row-major; 1 for plain vectors.</param>
/// <param name="IsInput">True for what the samples bring: it has no derivatives.</param>
internal readonly record struct GraphNode(int Id, int Offset, int Rows, int Positions, bool IsInput)
{
    /// <summary>Numbers per sample.</summary>
    public int Length => Rows * Positions;

    /// <summary>Some of its rows, at the same place.</summary>
    public GraphNode Slice(int row, int rows) => this with { Offset = Offset + (row * Positions), Rows = rows };

    /// <summary>All its numbers as plain units, row by row.</summary>
    public GraphNode Flatten() => this with { Rows = Length, Positions = 1 };
}
