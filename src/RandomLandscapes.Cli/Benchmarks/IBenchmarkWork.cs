namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>Something that <c>landscapes bench</c> can time.</summary>
internal interface IBenchmarkWork
{
    /// <summary>The word on the command line.</summary>
    string Name { get; }

    /// <summary>What one item is, in a few words.</summary>
    string Description { get; }

    /// <summary>The sizes it is asked for, in the order of the command line: none, one or two.</summary>
    IReadOnlyList<SizeRange> Sizes { get; }

    /// <summary>Allocates everything outside the measurement.</summary>
    /// <param name="sizes">One value within each of <see cref="Sizes"/>.</param>
    /// <param name="worker">The number of the thread, from 0; workers share no memory and no random numbers.</param>
    BenchmarkBatch Prepare(IReadOnlyList<int> sizes, int worker);
}
