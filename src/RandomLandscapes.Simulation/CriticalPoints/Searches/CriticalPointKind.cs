namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>What a point is, as far as numbers show it.</summary>
public enum CriticalPointKind
{
    /// <summary>Every eigenvalue of the Hessian is positive beyond its error bound.</summary>
    Minimum,

    /// <summary>Every eigenvalue is negative beyond its error bound.</summary>
    Maximum,

    /// <summary>There are negative and positive eigenvalues beyond their error bound.</summary>
    Saddle,

    /// <summary>Eigenvalues alone do not show it, but there are lower and higher values at every distance that rounding lets us see.</summary>
    DegenerateSaddle,

    /// <summary>Undecided: eigenvalues within their error bound of zero, and values nearby that show no more. Minima along a valley are among these.</summary>
    Degenerate,

    /// <summary>The gradient is not zero, or cannot be told to be.</summary>
    NotCritical,
}
