namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>A work ready to run on one thread.</summary>
/// <param name="Work">What is measured, with its sizes, as the line of the answer says it.</param>
/// <param name="Items">The items that one call of <paramref name="Run"/> completes.</param>
/// <param name="Run">Does them; called many times, each time on fresh random numbers where the work is random.</param>
internal sealed record BenchmarkBatch(string Work, int Items, Action Run)
{
    /// <summary>Floating-point operations of one item, where their rate is worth a field of its own.</summary>
    public double? FlopsPerItem { get; init; }
}
