using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Networks;

namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>The spectral density of a tanh perceptron's Hessian by stochastic Lanczos quadrature: 1000 samples of random data, 10 directions of 80 steps; other directions each time.</summary>
/// <param name="layers">The perceptron's sizes.</param>
internal sealed class SpectralDensityWork(params int[] layers) : IParallelBenchmarkWork
{
    private const int Steps = 80;
    private const int Probes = 10;
    private const int GridCount = 200;

    public string Name => "slq";

    public string Description => $"the spectral density of the Hessian of a {string.Join('-', layers)} network, {NetworkWork.Samples} samples, {Probes} directions of {Steps} Lanczos steps, on all threads ({IParallelBenchmarkWork.DefaultThreads})";

    public IReadOnlyList<SizeRange> Sizes => [];

    public BenchmarkBatch PrepareParallel(IReadOnlyList<int> sizes, int threads)
    {
        var (loss, theta) = NetworkWork.Draw(Name, 0, layers);
        var key = StreamKey.Derive(0, "bench slq", "directions");
        // Width and grid are those of the command, outside the measurement.
        var settings = new HessianDensitySettings(Steps, Probes, GridCount);
        var ends = new ExtremeEigenvalues(theta.Length, 1, 1).Compute(CreateOperator(), new RandomStream(key, 0, Probes));
        var (width, grid) = settings.Cover(ends.Smallest[0].Value, ends.Largest[0].Value);
        var density = new LanczosSpectralDensity(theta.Length, new LanczosDensitySettings(width, Steps, Probes));
        ulong sample = 0;
        return new BenchmarkBatch($"{Name} {theta.Length} params {NetworkWork.Samples} samples {Steps} steps {Probes} probes", 1, () =>
        {
            if (density.Compute(CreateOperator, key, sample++, grid, threads) is not { Resolved: true })
                throw new ArithmeticException($"Sample {sample - 1}: the width is not resolved.");
        });

        SymmetricOperator CreateOperator()
        {
            var own = loss.Copy();
            return (vector, product) => own.HessianVectorProduct(theta, vector, product);
        }
    }
}
