namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>How a computation of inertia ended.</summary>
public enum InertiaOutcome
{
    /// <summary>No eigenvalue lies within the error bound of zero: the index is known.</summary>
    Decided,

    /// <summary>At least one eigenvalue lies within the error bound of zero, so its sign is not known.</summary>
    Undecided,

    /// <summary>An entry of the matrix is not a finite number; the counts are zero and the numbers NaN.</summary>
    NonFinite,
}
