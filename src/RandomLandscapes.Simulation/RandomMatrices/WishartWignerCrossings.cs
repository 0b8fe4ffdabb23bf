using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RandomMatrices;

/// <summary>Draws Wishart plus Wigner matrices at every energy at once: where along epsilon the eigenvalues of J J^T / m + sqrt(epsilon) W cross zero.</summary>
/// <remarks>
/// <para>Law: that of <see cref="WishartWignerEnsemble"/> at each epsilon, J and the unit Wigner part W (variance 2 / n off the diagonal) being the same at
/// all of them. W is invariant under rotations, so J J^T / m may be its tridiagonal form B B^T, B lower bidiagonal.</para>
/// <para>By Sylvester's law of inertia the index at epsilon is the number of eigenvalues of -B^-1 W B^-T above 1 / sqrt(epsilon): one eigenvalue
/// problem, O(n^3), gives the index at every energy, and the largest eigenvalue gives the energy at which the first direction turns negative. For n &lt;= m
/// B is invertible with probability one; the eigenvalues have finite variances from m - n = 4 on.</para>
/// <para>An instance serves one thread.</para>
/// </remarks>
public sealed class WishartWignerCrossings
{
    private readonly TridiagonalWishart _wishart;
    private readonly WignerEnsemble _wigner;
    private readonly SymmetricEigenvalues _solver;
    private readonly double[] _diagonal;
    private readonly double[] _subdiagonal;
    private readonly double[] _matrix;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <param name="columns">m, at least n.</param>
    public WishartWignerCrossings(int order, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, order);
        _wishart = new TridiagonalWishart(order, columns);
        _wigner = new WignerEnsemble(order, 2.0 / order);
        _solver = new SymmetricEigenvalues(order);
        _diagonal = new double[order];
        _subdiagonal = new double[order - 1];
        _matrix = new double[checked(order * order)];
    }

    /// <summary>Draws one matrix.</summary>
    /// <param name="stream">The stream of this sample; moved to it, two purposes from 0.</param>
    /// <param name="sample">The sample number.</param>
    /// <param name="crossings">n numbers 1 / sqrt(epsilon), overwritten, descending: the index at epsilon is how many lie above 1 / sqrt(epsilon); those below zero never cross.</param>
    /// <returns>The error bound of every number: as <see cref="SymmetricEigenvalues.ErrorBound(int, double)"/>.</returns>
    /// <exception cref="ArithmeticException">The eigenvalue iteration failed, which no Gaussian matrix should cause.</exception>
    public double Draw(RandomStream stream, ulong sample, Span<double> crossings)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var n = _diagonal.Length;
        if (crossings.Length != n)
            throw new ArgumentException($"Expected {n} entries, was {crossings.Length}.", nameof(crossings));
        stream.MoveTo(sample);
        _wishart.DrawFactor(stream, _diagonal, _subdiagonal);
        _wigner.Draw(stream.Key, sample, _matrix, purpose: 1);
        Divide();
        var outcome = _solver.Compute(_matrix, crossings);
        if (outcome != EigenvalueOutcome.Converged)
            throw new ArithmeticException($"Eigenvalues of order {n} ended as {outcome}.");
        // Ascending eigenvalues of B^-1 W B^-T are descending ones of its negative.
        foreach (ref var crossing in crossings)
            crossing = -crossing;
        return SymmetricEigenvalues.ErrorBound(_matrix, n);
    }

    // W becomes B^-1 W B^-T: forward substitution down the columns of the whole matrix, then along the rows of its lower triangle.
    private void Divide()
    {
        var n = _diagonal.Length;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
                _matrix[(j * n) + i] = _matrix[(i * n) + j];
        }

        for (var i = 0; i < n; i++)
        {
            var row = _matrix.AsSpan(i * n, n);
            var inverse = 1 / _diagonal[i];
            if (i == 0)
            {
                foreach (ref var entry in row)
                    entry *= inverse;
                continue;
            }

            var above = _matrix.AsSpan((i - 1) * n, n);
            var ratio = -_subdiagonal[i - 1] * inverse;
            for (var j = 0; j < n; j++)
                row[j] = Math.FusedMultiplyAdd(ratio, above[j], row[j] * inverse);
        }

        for (var i = 0; i < n; i++)
        {
            var row = _matrix.AsSpan(i * n, i + 1);
            row[0] /= _diagonal[0];
            for (var j = 1; j <= i; j++)
                row[j] = Math.FusedMultiplyAdd(-_subdiagonal[j - 1], row[j - 1], row[j]) / _diagonal[j];
        }
    }
}
