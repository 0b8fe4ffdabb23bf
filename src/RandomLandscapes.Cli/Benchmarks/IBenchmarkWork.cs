namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>Something that <c>landscapes bench</c> can time.</summary>
internal interface IBenchmarkWork
{
    /// <summary>The word on the command line.</summary>
    string Name { get; }

    /// <summary>What one item is, in a few words.</summary>
    string Description { get; }

    /// <summary>The sizes it can be asked for; null when it has none.</summary>
    SizeRange? Sizes { get; }

    /// <summary>Allocates everything outside the measurement.</summary>
    /// <param name="size">Within <see cref="Sizes"/>; zero when it has none.</param>
    /// <param name="worker">The number of the thread, from 0; workers share no memory and no random numbers.</param>
    BenchmarkBatch Prepare(int size, int worker);
}
