using BenchmarkDotNet.Attributes;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Benchmarks;

/// <summary>The product of two square matrices against three plain loops.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class MatrixProductBenchmarks
{
    private readonly MatrixProduct _product = new();
    private double[] _a = [];
    private double[] _b = [];
    private double[] _c = [];

    /// <summary>n.</summary>
    [Params(100, 300, 1000)]
    public int Dimension { get; set; }

    /// <summary>Allocates outside the measurement.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _a = new double[Dimension * Dimension];
        _b = new double[Dimension * Dimension];
        _c = new double[Dimension * Dimension];
        NormalDeviates.FillSample(new StreamKey(1), 0, 0, _a);
        NormalDeviates.FillSample(new StreamKey(1), 1, 0, _b);
    }

    /// <summary>The plain reference, in the order that suits the cache.</summary>
    [Benchmark(Baseline = true)]
    public void PlainLoops()
    {
        var n = Dimension;
        Array.Clear(_c);
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < n; k++)
            {
                for (var j = 0; j < n; j++)
                    _c[(i * n) + j] += _a[(i * n) + k] * _b[(k * n) + j];
            }
        }
    }

    /// <summary>The packed tiles.</summary>
    [Benchmark]
    public void Tiles() => _product.Multiply(Dimension, Dimension, Dimension, 1, _a, Dimension, _b, Dimension, _c, Dimension);
}
