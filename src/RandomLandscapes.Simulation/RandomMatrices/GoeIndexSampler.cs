using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RandomMatrices;

/// <summary>Samples the Morse index of GOE(n), optionally shifted, by the inertia of the tridiagonal model: O(n) per sample.</summary>
public sealed class GoeIndexSampler
{
    /// <summary>Returned instead of an index when an eigenvalue lies within its error bound of zero.</summary>
    public const int Undecided = -1;

    private readonly TridiagonalGoe _ensemble;
    private readonly double[] _diagonal;
    private readonly double[] _offDiagonalSquared;

    /// <summary>Prepares the buffers; the instance serves one thread.</summary>
    /// <param name="dimension">n, at least 1.</param>
    public GoeIndexSampler(int dimension)
    {
        _ensemble = new TridiagonalGoe(dimension);
        _diagonal = new double[dimension];
        _offDiagonalSquared = new double[dimension - 1];
    }

    /// <summary>Draws one matrix M and counts the negative eigenvalues of M - level I.</summary>
    /// <param name="stream">The stream of this sample.</param>
    /// <param name="level">The level; zero for the index of M itself.</param>
    /// <returns>The index, or <see cref="Undecided"/>.</returns>
    public int Next(RandomStream stream, double level = 0)
    {
        _ensemble.Draw(stream, _diagonal, _offDiagonalSquared);
        var bound = SturmCount.ErrorBound(_diagonal, _offDiagonalSquared) + (4e-16 * Math.Abs(level));
        var (below, above) = SturmCount.Between(_diagonal, _offDiagonalSquared, level - bound, level + bound);
        return below == above ? below : Undecided;
    }
}
