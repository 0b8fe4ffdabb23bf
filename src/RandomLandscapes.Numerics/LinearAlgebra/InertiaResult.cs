namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>The inertia of a symmetric matrix, with sign and logarithm of its determinant apart.</summary>
/// <param name="Outcome">Whether the index is known.</param>
/// <param name="Counts">Negative, undecided and positive eigenvalues.</param>
/// <param name="LogAbsDeterminant">ln |det M|: the best estimate where an eigenvalue is undecided, minus infinity where the computed
/// determinant vanishes. Its error is at most n b / (d - b), b the error bound and d the smallest modulus of an eigenvalue, and usually
/// far below.</param>
/// <param name="ErrorBound">Bounds the spectral norm of the backward error: eigenvalues nearer to zero than this are undecided.</param>
public readonly record struct InertiaResult(InertiaOutcome Outcome, SymmetricInertia Counts, double LogAbsDeterminant, double ErrorBound)
{
    /// <summary>The result for a matrix with entries that are not finite.</summary>
    internal static InertiaResult NonFinite => new(InertiaOutcome.NonFinite, default, double.NaN, double.NaN);

    /// <summary>The number of negative eigenvalues where it is known, else -1.</summary>
    public int Index => Outcome == InertiaOutcome.Decided ? Counts.Negative : -1;

    /// <summary>The sign of the determinant, 1 or -1, where the index is known, else 0.</summary>
    public int DeterminantSign => Outcome != InertiaOutcome.Decided ? 0 : (Counts.Negative & 1) == 0 ? 1 : -1;
}
