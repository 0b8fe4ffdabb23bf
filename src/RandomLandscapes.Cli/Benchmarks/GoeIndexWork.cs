using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>Index and log|det| of GOE(n) + 0.3 I.</summary>
internal sealed class GoeIndexWork : IBenchmarkWork
{
    private const double Shift = 0.3; // as the peers
    private const int Samples = 512;

    public string Name => "goe-index";

    public string Description => "index and log|det| of GOE(N) + 0.3 I";

    public IReadOnlyList<SizeRange> Sizes { get; } = [new SizeRange(1, LockstepGoe.LargestOrder)];

    public BenchmarkBatch Prepare(IReadOnlyList<int> sizes, int worker)
    {
        var size = sizes[0];
        var key = new StreamKey((ulong)worker);
        var sampler = new LockstepGoe(size);
        var index = new int[Samples];
        var logAbsDeterminant = new double[Samples];
        ulong sample = 0;
        return new BenchmarkBatch($"GOE index n={size}", Samples, () =>
        {
            sampler.Draw(key, sample, Shift, index, logAbsDeterminant);
            sample += Samples;
        });
    }
}
