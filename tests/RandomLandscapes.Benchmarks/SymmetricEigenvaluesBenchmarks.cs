using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Benchmarks;

/// <summary>All eigenvalues of a dense symmetric matrix, without and with vectors, against MathNet's managed solver.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class SymmetricEigenvaluesBenchmarks
{
    private SymmetricEigenvalues _values = null!;
    private SymmetricEigenvectors _vectors = null!;
    private double[] _matrix = [];
    private double[] _eigenvalues = [];
    private double[] _rows = [];

    /// <summary>n.</summary>
    [Params(30, 300, 1000)]
    public int Dimension { get; set; }

    /// <summary>Allocates outside the measurement.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _values = new SymmetricEigenvalues(Dimension);
        _vectors = new SymmetricEigenvectors(Dimension);
        _matrix = new double[Dimension * Dimension];
        WignerEnsemble.Goe(Dimension).Draw(new StreamKey(1), 0, _matrix);
        _eigenvalues = new double[Dimension];
        _rows = new double[Dimension * Dimension];
    }

    /// <summary>The plain reference; it always computes the vectors.</summary>
    [Benchmark(Baseline = true)]
    public double MathNetEvd() =>
        Matrix<double>.Build.Dense(Dimension, Dimension, (i, j) => _matrix[(Math.Max(i, j) * Dimension) + Math.Min(i, j)]).Evd(Symmetricity.Symmetric).EigenValues[0].Real;

    /// <summary>Values only.</summary>
    [Benchmark]
    public EigenvalueOutcome Values() => _values.Compute(_matrix, _eigenvalues);

    /// <summary>Values and vectors.</summary>
    [Benchmark]
    public EigenvalueOutcome Vectors() => _vectors.Compute(_matrix, _eigenvalues, _rows);
}
