using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>Value, gradient and Hessian of a field of random Fourier features at one point.</summary>
internal sealed class FieldWork : IBenchmarkWork
{
    public string Name => "field";

    public string Description => "value, gradient and Hessian of M random Fourier features at one point of R^n";

    public IReadOnlyList<SizeRange> Sizes { get; } = [new SizeRange(1, 1000, "n"), new SizeRange(1, 100_000, "M")];

    public BenchmarkBatch Prepare(IReadOnlyList<int> sizes, int worker)
    {
        var (dimension, features) = (sizes[0], sizes[1]);
        var stream = new RandomStream(StreamKey.Derive((ulong)worker, "bench field", $"{dimension} {features}"));
        var field = FourierFeatureField.Draw(new SquaredExponentialCovariance(), dimension, features, stream);
        var workspace = new FourierFeatureWorkspace(dimension);
        var (x, gradient, hessian) = (new double[dimension], new double[dimension], new double[dimension * dimension]);
        stream.FillNormal(x);
        return new BenchmarkBatch($"field v+g+H n={dimension} M={features}", 1, () => field.Evaluate(x, gradient, hessian, workspace));
    }
}
