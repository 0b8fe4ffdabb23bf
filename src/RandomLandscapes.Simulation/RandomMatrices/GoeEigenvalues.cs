using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RandomMatrices;

/// <summary>Draws all ordered eigenvalues of GOE(N), density proportional to exp(-tr M^2 / 2), from the tridiagonal model.</summary>
/// <remarks>Cost: one tridiagonal eigenvalue problem, O(N^2). An instance serves one thread; nothing is allocated per sample.</remarks>
public sealed class GoeEigenvalues
{
    private readonly TridiagonalGoe _ensemble;
    private readonly double[] _diagonal;
    private readonly double[] _offDiagonal;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="order">N, at least 1.</param>
    public GoeEigenvalues(int order)
    {
        _ensemble = new TridiagonalGoe(order);
        _diagonal = new double[order];
        _offDiagonal = new double[order - 1];
    }

    /// <summary>N.</summary>
    public int Order => _ensemble.Order;

    /// <summary>Draws one matrix.</summary>
    /// <param name="stream">The stream of this sample.</param>
    /// <returns>Its N eigenvalues, ascending; valid until the next draw.</returns>
    /// <exception cref="ArithmeticException">The eigenvalue iteration failed, which no tridiagonal Gaussian matrix should cause.</exception>
    public ReadOnlySpan<double> Next(RandomStream stream)
    {
        _ensemble.Draw(stream, _diagonal, _offDiagonal);
        for (var i = 0; i < _offDiagonal.Length; i++)
            _offDiagonal[i] = Math.Sqrt(_offDiagonal[i]);
        var outcome = TridiagonalEigenvalues.Compute(_diagonal, _offDiagonal);
        return outcome == EigenvalueOutcome.Converged
            ? _diagonal
            : throw new ArithmeticException($"Tridiagonal eigenvalues of order {Order} ended as {outcome}.");
    }
}
