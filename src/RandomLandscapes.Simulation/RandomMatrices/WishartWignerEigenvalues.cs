using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RandomMatrices;

/// <summary>Draws all ordered eigenvalues of J J^T / m + W, the law of <see cref="WishartWignerEnsemble"/>, or of J J^T / m alone.</summary>
/// <remarks>
/// W is invariant under rotations, so J J^T / m may be replaced by its tridiagonal form: cost and memory do not grow with m. Without W one tridiagonal
/// eigenvalue problem, O(n^2), with n - m exact zeros where m &lt; n; with W a dense one, O(n^3). An instance serves one thread.
/// </remarks>
public sealed class WishartWignerEigenvalues
{
    private readonly TridiagonalWishart _wishart;
    private readonly WignerEnsemble? _wigner;
    private readonly SymmetricEigenvalues? _solver;
    private readonly double[] _diagonal;
    private readonly double[] _offDiagonal;
    private readonly double[] _matrix;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <param name="columns">m, at least 1.</param>
    /// <param name="epsilon">epsilon, at least 0, finite; zero leaves W out.</param>
    public WishartWignerEigenvalues(int order, int columns, double epsilon)
    {
        if (!(epsilon >= 0) || double.IsInfinity(epsilon))
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "Expected a finite energy of at least 0.");
        _wishart = new TridiagonalWishart(order, columns);
        _diagonal = new double[order];
        _offDiagonal = new double[order - 1];
        _matrix = epsilon > 0 ? new double[checked(order * order)] : [];
        _wigner = epsilon > 0 ? new WignerEnsemble(order, 2 * epsilon / order) : null;
        _solver = epsilon > 0 ? new SymmetricEigenvalues(order) : null;
    }

    /// <summary>Draws one matrix.</summary>
    /// <param name="stream">The stream of this sample; moved to it, two purposes from 0.</param>
    /// <param name="sample">The sample number.</param>
    /// <param name="eigenvalues">n numbers; overwritten, ascending.</param>
    /// <exception cref="ArithmeticException">The eigenvalue iteration failed, which no Gaussian matrix should cause.</exception>
    public void Draw(RandomStream stream, ulong sample, Span<double> eigenvalues)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var n = _diagonal.Length;
        if (eigenvalues.Length != n)
            throw new ArgumentException($"Expected {n} entries, was {eigenvalues.Length}.", nameof(eigenvalues));
        stream.MoveTo(sample);
        _wishart.Draw(stream, _diagonal, _offDiagonal);
        EigenvalueOutcome outcome;
        if (_wigner is null || _solver is null)
        {
            var rank = Math.Min(n, _wishart.Columns);
            eigenvalues.Clear();
            outcome = TridiagonalEigenvalues.Compute(_diagonal.AsSpan(0, rank), _offDiagonal.AsSpan(0, rank - 1));
            _diagonal.AsSpan(0, rank).CopyTo(eigenvalues[(n - rank)..]);
            // No eigenvalue is negative; rounding may say otherwise near zero.
            foreach (ref var eigenvalue in eigenvalues)
                eigenvalue = Math.Max(0, eigenvalue);
        }
        else
        {
            _wigner.Draw(stream.Key, sample, _matrix, purpose: 1);
            for (var i = 0; i < n; i++)
            {
                _matrix[(i * n) + i] += _diagonal[i];
                if (i > 0)
                    _matrix[(i * n) + i - 1] += _offDiagonal[i - 1];
            }

            outcome = _solver.Compute(_matrix, eigenvalues);
        }

        if (outcome != EigenvalueOutcome.Converged)
            throw new ArithmeticException($"Eigenvalues of order {n} ended as {outcome}.");
    }
}
