namespace RandomLandscapes.Runs;

/// <summary>All chunks of one cell, in chunk order.</summary>
public sealed class CellTally
{
    /// <summary>Merges in chunk order, so that floating sums do not depend on who finished first.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="chunks">Its chunks' tallies, in chunk order.</param>
    public CellTally(Cell cell, IReadOnlyList<Tally> chunks)
    {
        Cell = cell;
        Chunks = chunks;
        Total = new Tally(cell.CountLength, cell.SumLength);
        foreach (var chunk in chunks)
        {
            for (var i = 0; i < Total.Counts.Length; i++)
                Total.Counts[i] += chunk.Counts[i];
            for (var i = 0; i < Total.Sums.Length; i++)
                Total.Sums[i] += chunk.Sums[i];
        }
    }

    /// <summary>The cell.</summary>
    public Cell Cell { get; }

    /// <summary>One tally a chunk, in chunk order: independent blocks for the jackknife.</summary>
    public IReadOnlyList<Tally> Chunks { get; }

    /// <summary>The sum of all chunks.</summary>
    public Tally Total { get; }
}
