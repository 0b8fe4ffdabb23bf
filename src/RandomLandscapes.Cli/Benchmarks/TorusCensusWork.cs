using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints.Fields;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>Every critical point of one Gaussian field on the torus, complete and certified; another field each time.</summary>
internal sealed class TorusCensusWork : IBenchmarkWork
{
    private const int Frequencies = 10;

    public string Name => "torus-census";

    public string Description => $"every critical point of a field on the d-torus, certified: {Frequencies} frequencies for d = 1, the isotropic modes beyond";

    public IReadOnlyList<SizeRange> Sizes { get; } = [new SizeRange(1, TorusCensus.LargestDimension, "d")];

    public BenchmarkBatch Prepare(IReadOnlyList<int> sizes, int worker)
    {
        var d = sizes[0];
        var spectrum = d == 1 ? TorusSpectrum.Shell(1, 1, Frequencies * Frequencies) : TorusSpectrum.FourthOrderIsotropic(d);
        var census = new TorusCensus(d, spectrum.Waves);
        var stream = new RandomStream(StreamKey.Derive((ulong)worker, "bench torus-census", $"{d}"));
        ulong sample = 0;
        return new BenchmarkBatch($"torus-census d={d}", 1, () =>
        {
            stream.MoveTo(sample++);
            var result = census.Enumerate(TrigonometricField.Draw(spectrum, stream));
            if (!result.Complete || !result.Certified)
                throw new ArithmeticException($"Sample {sample - 1}: {result.Reason}.");
        });
    }
}
