using BenchmarkDotNet.Attributes;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Benchmarks;

/// <summary>The index of one GOE(n) matrix: tridiagonal model with Sturm inertia, against dense entries with all eigenvalues.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class GoeIndexBenchmarks
{
    private readonly RandomStream _stream = new(new StreamKey(1));
    private ulong _sample;
    private GoeIndexSampler _sampler = null!;
    private SymmetricEigenvalues _solver = null!;
    private double[] _matrix = [];
    private double[] _eigenvalues = [];

    /// <summary>n.</summary>
    [Params(10, 100)]
    public int Dimension { get; set; }

    /// <summary>Allocates outside the measurement.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _sampler = new GoeIndexSampler(Dimension);
        _solver = new SymmetricEigenvalues(Dimension);
        _matrix = new double[Dimension * Dimension];
        _eigenvalues = new double[Dimension];
    }

    /// <summary>The plain reference.</summary>
    [Benchmark(Baseline = true)]
    public int DenseEigenvalues()
    {
        _stream.MoveTo(_sample++);
        for (var i = 0; i < Dimension; i++)
        {
            for (var j = 0; j <= i; j++)
                _matrix[(i * Dimension) + j] = _stream.NextNormal() * (i == j ? 1 : 0.70710678118654752);
        }

        _solver.Compute(_matrix, _eigenvalues);
        return _eigenvalues.AsSpan().BinarySearch(0.0);
    }

    /// <summary>The sampler of the program.</summary>
    [Benchmark]
    public int TridiagonalInertia()
    {
        _stream.MoveTo(_sample++);
        return _sampler.Next(_stream);
    }
}
