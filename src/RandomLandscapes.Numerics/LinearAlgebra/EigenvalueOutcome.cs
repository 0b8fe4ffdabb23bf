namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>How a computation of eigenvalues ended.</summary>
public enum EigenvalueOutcome
{
    /// <summary>Every eigenvalue was found.</summary>
    Converged,

    /// <summary>An entry of the matrix is not a finite number; every eigenvalue is reported as NaN.</summary>
    NonFinite,

    /// <summary>The iteration limit was reached; every eigenvalue is reported as NaN.</summary>
    IterationLimit,
}
