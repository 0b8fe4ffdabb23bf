namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>A work of which one item occupies all threads; of the others each thread has its own items.</summary>
internal interface IParallelBenchmarkWork : IBenchmarkWork
{
    /// <summary>Threads where none are asked for.</summary>
    const int DefaultThreads = 2;

    /// <summary>Allocates everything outside the measurement.</summary>
    /// <param name="sizes">One value within each of the sizes.</param>
    /// <param name="threads">The threads of one item.</param>
    BenchmarkBatch PrepareParallel(IReadOnlyList<int> sizes, int threads);

    /// <inheritdoc/>
    BenchmarkBatch IBenchmarkWork.Prepare(IReadOnlyList<int> sizes, int worker) => PrepareParallel(sizes, 1);
}
