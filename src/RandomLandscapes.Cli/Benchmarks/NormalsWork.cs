using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>Standard normal deviates, written to memory.</summary>
internal sealed class NormalsWork : IBenchmarkWork
{
    private const int Count = 1 << 16; // as the peer: half a megabyte, which stays in the second-level cache

    public string Name => "normals";

    public string Description => "standard normal deviates of one sample, in bulk";

    public IReadOnlyList<SizeRange> Sizes => [];

    public BenchmarkBatch Prepare(IReadOnlyList<int> sizes, int worker)
    {
        var key = new StreamKey((ulong)worker);
        var deviates = new double[Count];
        ulong sample = 0;
        return new BenchmarkBatch("normal", Count, () => NormalDeviates.FillSample(key, sample++, 0, deviates));
    }
}
