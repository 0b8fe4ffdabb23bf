using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Cli.Answers;

/// <summary>Goes through the samples of one question block by block, on several threads.</summary>
internal static class SampleBlocks
{
    /// <summary>Samples per block.</summary>
    public const int Length = 512;

    private const string Stream = "compute index-law";

    /// <summary>Adds up tallies of integers, so neither threads nor order matter.</summary>
    /// <param name="cell">The name that decides the key.</param>
    /// <param name="samples">How many samples.</param>
    /// <param name="seed">The root seed.</param>
    /// <param name="threads">Worker threads.</param>
    /// <param name="length">The length of a tally.</param>
    /// <param name="createSampler">Makes a worker's sampler, which adds samples first to first + count - 1 to a tally.</param>
    public static long[] Tally(
        string cell, long samples, ulong seed, int threads, int length, Func<StreamKey, Action<ulong, int, long[]>> createSampler)
    {
        var key = StreamKey.Derive(seed, Stream, cell);
        var total = new long[length];
        var gate = new Lock();
        var blocks = (samples + Length - 1) / Length;
        Parallel.For(
            0L,
            blocks,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => (Sampler: createSampler(key), Tally: new long[length]),
            (block, _, local) =>
            {
                var first = block * Length;
                local.Sampler((ulong)first, (int)Math.Min(Length, samples - first), local.Tally);
                return local;
            },
            local =>
            {
                lock (gate)
                {
                    for (var i = 0; i < length; i++)
                        total[i] += local.Tally[i];
                }
            });
        return total;
    }
}
