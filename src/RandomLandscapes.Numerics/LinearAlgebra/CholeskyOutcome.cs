namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>How a Cholesky factorisation ended.</summary>
/// <param name="Succeeded">True when every pivot was safely positive.</param>
/// <param name="FailedRow">The first row whose pivot was not, or -1.</param>
/// <param name="Pivot">The pivot of that row (may be NaN), or the smallest pivot of all after a success.</param>
public readonly record struct CholeskyOutcome(bool Succeeded, int FailedRow, double Pivot);
