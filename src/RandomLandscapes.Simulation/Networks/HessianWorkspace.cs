using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>What work with dense Hessians of one order needs; one per thread, reused, allocated at first use: 8 P^2 bytes for the matrix, about as much for each solver.</summary>
public sealed class HessianWorkspace
{
    private double[]? _matrix;
    private double[]? _eigenvalues;
    private SymmetricEigenvalues? _solver;
    private CholeskyFactorization? _factorization;

    /// <summary>Allocates nothing yet.</summary>
    /// <param name="dimension">P, at least 1.</param>
    public HessianWorkspace(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        Dimension = dimension;
    }

    /// <summary>P.</summary>
    public int Dimension { get; }

    /// <summary>A dense P x P matrix.</summary>
    internal double[] Matrix => _matrix ??= new double[checked(Dimension * Dimension)];

    /// <summary>P eigenvalues.</summary>
    internal double[] Eigenvalues => _eigenvalues ??= new double[Dimension];

    /// <summary>Eigenvalues of order P.</summary>
    internal SymmetricEigenvalues Solver => _solver ??= new SymmetricEigenvalues(Dimension);

    /// <summary>Newton systems of order P.</summary>
    internal CholeskyFactorization Factorization => _factorization ??= new CholeskyFactorization(Dimension);
}
