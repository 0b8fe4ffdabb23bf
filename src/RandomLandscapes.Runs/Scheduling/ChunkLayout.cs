namespace RandomLandscapes.Runs.Scheduling;

/// <summary>Cuts cells into numbered chunks; a pure function of the cells, so every shard and every resume cuts alike.</summary>
public sealed class ChunkLayout
{
    /// <summary>Lays out the chunks.</summary>
    /// <param name="cells">The cells; their names must differ, because equal names would share their randomness.</param>
    /// <exception cref="ArgumentException">A name occurs twice or a cell is empty.</exception>
    public ChunkLayout(IReadOnlyList<Cell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var chunks = new List<Chunk>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < cells.Count; index++)
        {
            var cell = cells[index];
            if (!names.Add(cell.Name))
                throw new ArgumentException($"Expected different cell names, was '{cell.Name}' twice.", nameof(cells));
            if (cell.Samples < 1 || cell.SamplesPerChunk < 1)
                throw new ArgumentException($"Expected at least 1 sample in cell '{cell.Name}'.", nameof(cells));
            for (long first = 0; first < cell.Samples; first += cell.SamplesPerChunk)
                chunks.Add(new Chunk(chunks.Count, index, first, (int)Math.Min(cell.SamplesPerChunk, cell.Samples - first)));
        }

        Cells = cells;
        Chunks = chunks;
    }

    /// <summary>The cells.</summary>
    public IReadOnlyList<Cell> Cells { get; }

    /// <summary>All chunks, by number.</summary>
    public IReadOnlyList<Chunk> Chunks { get; }

    /// <summary>The forecast of some of the work on one core.</summary>
    /// <param name="chunks">Chunks of this layout, for example those of a shard.</param>
    public double ForecastSeconds(IEnumerable<Chunk> chunks) => chunks.Sum(c => c.Samples * Cells[c.CellIndex].SecondsPerSample);

    /// <summary>The forecast of the memory: the program with its results, and on each thread every sampler it may have made.</summary>
    /// <param name="threads">Worker threads.</param>
    public double ForecastBytes(int threads)
    {
        const double program = 150e6;
        var results = Chunks.Sum(c => 64.0 + (8.0 * (Cells[c.CellIndex].CountLength + Cells[c.CellIndex].SumLength)));
        // A thread keeps the sampler of each cell it has met; there are never more in all than chunks to meet them.
        return program + results + Cells.Sum(c => (double)c.WorkspaceBytes * Math.Min(threads, (c.Samples + c.SamplesPerChunk - 1) / c.SamplesPerChunk));
    }

    /// <summary>The chunks of one shard, most expensive first so that no long one is left alone at the end.</summary>
    /// <param name="shard">0 to <paramref name="shardCount"/> - 1.</param>
    /// <param name="shardCount">The number of shards, at least 1.</param>
    public IReadOnlyList<Chunk> Schedule(int shard = 0, int shardCount = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shardCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(shard, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, shardCount);
        return [.. Chunks.Where(c => c.Number % shardCount == shard)
            .OrderByDescending(c => c.Samples * Cells[c.CellIndex].SecondsPerSample).ThenBy(c => c.Number)];
    }
}
