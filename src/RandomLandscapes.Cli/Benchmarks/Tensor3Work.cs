using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>Value, gradient and Hessian of a symmetric 3-tensor at one point.</summary>
internal sealed class Tensor3Work : IBenchmarkWork
{
    public string Name => "tensor3";

    public string Description => "value, gradient and Hessian of J(x,x,x)/6 at one x, J symmetric of order N";

    public IReadOnlyList<SizeRange> Sizes { get; } = [new SizeRange(1, 500)];

    public BenchmarkBatch Prepare(IReadOnlyList<int> sizes, int worker)
    {
        var size = sizes[0];
        var stream = new RandomStream(StreamKey.Derive((ulong)worker, "bench tensor3", $"{size}"), 0);
        var form = new SymmetricForm(3, size);
        form.Draw(stream);
        var tensor = new SymmetricThreeTensor(size);
        tensor.Load(form);
        var (x, gradient, hessian) = (new double[tensor.Stride], new double[tensor.Stride], new double[size * tensor.Stride]);
        stream.FillNormal(x.AsSpan(0, size));
        return new BenchmarkBatch($"tensor3 v+g+H N={size}", 1, () => tensor.Evaluate(x, gradient, hessian));
    }
}
