using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>Index and log|det| of dense GOE(n) + 0.3 I, sampling included.</summary>
internal sealed class DenseInertiaWork : IBenchmarkWork
{
    private const double Shift = 0.3; // as the peers

    public string Name => "dense-inertia";

    public string Description => "index and log|det| of a dense sample of GOE(N) + 0.3 I";

    public IReadOnlyList<SizeRange> Sizes { get; } = [new SizeRange(1, 10_000)];

    public BenchmarkBatch Prepare(IReadOnlyList<int> sizes, int worker)
    {
        var size = sizes[0];
        var sampler = new DenseInertiaSampler(WignerEnsemble.Goe(size, Shift));
        var results = new InertiaResult[size <= DenseInertiaSampler.LargestLaneOrder ? LaneInertiaSolver.Lanes : 1];
        ulong sample = 0;
        return new BenchmarkBatch($"dense GOE inertia n={size}", results.Length, () =>
        {
            sampler.Draw(new StreamKey((ulong)worker), sample, results);
            sample += (ulong)results.Length;
        });
    }
}
