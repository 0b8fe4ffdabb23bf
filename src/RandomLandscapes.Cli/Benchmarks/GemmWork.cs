using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>One product of two square matrices.</summary>
internal sealed class GemmWork : IBenchmarkWork
{
    public string Name => "gemm";

    public string Description => "product of two dense N x N matrices";

    public IReadOnlyList<SizeRange> Sizes { get; } = [new SizeRange(1, 10_000)];

    public BenchmarkBatch Prepare(IReadOnlyList<int> sizes, int worker)
    {
        var size = sizes[0];
        double[] a = new double[size * size], b = new double[size * size], c = new double[size * size];
        NormalDeviates.FillSample(new StreamKey((ulong)worker), 0, 0, a);
        NormalDeviates.FillSample(new StreamKey((ulong)worker), 1, 0, b);
        var product = new MatrixProduct();
        return new BenchmarkBatch($"gemm n={size}", 1, () => product.Multiply(size, size, size, 1, a, size, b, size, c, size))
        {
            FlopsPerItem = 2.0 * size * size * size,
        };
    }
}
