namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>How a Lanczos iteration ended.</summary>
public enum LanczosOutcome
{
    /// <summary>Every step was taken.</summary>
    Completed,

    /// <summary>The vectors so far span an invariant subspace up to rounding: what they say of the start vector's spectral measure is complete.</summary>
    InvariantSubspace,

    /// <summary>A product held a number that is not finite, or the start vector had no length.</summary>
    NonFinite,
}
