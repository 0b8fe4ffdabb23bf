using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>The index of GOE(n) + 0.3 I.</summary>
internal sealed class GoeIndexWork : IBenchmarkWork
{
    private const double Shift = 0.3; // as the peers

    public string Name => "goe-index";

    public string Description => "index of GOE(N) + 0.3 I";

    public SizeRange? Sizes => new SizeRange(1, 1_000_000);

    public BenchmarkBatch Prepare(int size, int worker)
    {
        const int samples = 64;
        var stream = new RandomStream(new StreamKey((ulong)worker));
        var sampler = new GoeIndexSampler(size);
        ulong sample = 0;
        return new BenchmarkBatch($"GOE index n={size}", samples, () =>
        {
            for (var s = 0; s < samples; s++)
            {
                stream.MoveTo(sample++);
                sampler.Next(stream, -Shift);
            }
        });
    }
}
