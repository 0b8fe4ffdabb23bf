using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>Every critical point of one spherical 3-spin, complete and certified; another tensor each time.</summary>
internal sealed class PSpinCensusWork : IBenchmarkWork
{
    public string Name => "p-spin-census";

    public string Description => "every critical point of a spherical 3-spin with N spins, certified";

    public IReadOnlyList<SizeRange> Sizes { get; } = [new SizeRange(2, 20)];

    public BenchmarkBatch Prepare(IReadOnlyList<int> sizes, int worker)
    {
        var size = sizes[0];
        var census = new SphericalCensus([3], size);
        var key = StreamKey.Derive((ulong)worker, "bench p-spin-census", $"{size}");
        var startKey = StreamKey.Derive((ulong)worker, "bench p-spin-census", $"starts {size}");
        var stream = new RandomStream(key, 0);
        ulong sample = 0;
        return new BenchmarkBatch($"p-spin-census N={size}", 1, () =>
        {
            stream.MoveTo(sample);
            var result = census.Enumerate(SphericalHamiltonian.Draw([(3, 1.0)], size, stream), startKey, sample++);
            if (!result.Complete || !result.Certified)
                throw new ArithmeticException($"Sample {sample - 1}: {result.Reason}.");
        });
    }
}
