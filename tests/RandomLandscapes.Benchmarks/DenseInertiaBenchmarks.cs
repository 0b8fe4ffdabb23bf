using BenchmarkDotNet.Attributes;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Benchmarks;

/// <summary>The index of eight dense GOE(n) matrices, sampling included: eight in lanes, or one by one, against all eigenvalues.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class DenseInertiaBenchmarks
{
    private readonly InertiaResult[] _results = new InertiaResult[LaneInertiaSolver.Lanes];
    private DenseEnsemble _ensemble = null!;
    private DenseInertiaSampler _lanes = null!;
    private InertiaSolver _single = null!;
    private SymmetricEigenvalues _solver = null!;
    private double[] _matrix = [];
    private double[] _eigenvalues = [];
    private ulong _sample;

    /// <summary>n.</summary>
    [Params(10, 100, 200)]
    public int Dimension { get; set; }

    /// <summary>Allocates outside the measurement.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _ensemble = WignerEnsemble.Goe(Dimension);
        _lanes = new DenseInertiaSampler(_ensemble);
        _single = new InertiaSolver(Dimension);
        _solver = new SymmetricEigenvalues(Dimension);
        _matrix = new double[Dimension * Dimension];
        _eigenvalues = new double[Dimension];
    }

    /// <summary>The plain reference.</summary>
    [Benchmark(Baseline = true)]
    public int Eigenvalues()
    {
        var sum = 0;
        for (var i = 0; i < LaneInertiaSolver.Lanes; i++)
        {
            _ensemble.Draw(new StreamKey(1), _sample++, _matrix);
            _solver.Compute(_matrix, _eigenvalues);
            sum += _eigenvalues.AsSpan().BinarySearch(0.0);
        }

        return sum;
    }

    /// <summary>Tridiagonal form and Sturm counts, one by one.</summary>
    [Benchmark]
    public int OneByOne()
    {
        var sum = 0;
        for (var i = 0; i < LaneInertiaSolver.Lanes; i++)
        {
            _ensemble.Draw(new StreamKey(1), _sample++, _matrix);
            sum += _single.Compute(_matrix).Index;
        }

        return sum;
    }

    /// <summary>LDL^T in eight lanes.</summary>
    [Benchmark]
    public int EightLanes()
    {
        _lanes.Draw(new StreamKey(1), _sample, _results);
        _sample += LaneInertiaSolver.Lanes;
        return _results[0].Index;
    }
}
