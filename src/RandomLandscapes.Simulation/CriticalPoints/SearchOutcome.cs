namespace RandomLandscapes.Simulation.CriticalPoints;

/// <summary>How one attempt to reach a critical point ended. Every attempt ends in exactly one of these, and a tally counts them all.</summary>
public enum SearchOutcome
{
    /// <summary>|g| is at most 1e-10 max(1, |value|) and the next Newton step is shorter than 1e-6.</summary>
    Critical,

    /// <summary>The Hessian annihilates a gradient that is not zero: |g|^2 is stationary, the function is not.</summary>
    GradientFlat,

    /// <summary>The point runs away: its norm passed the bound that the search states.</summary>
    AtInfinity,

    /// <summary>No step makes progress although the gradient is not zero.</summary>
    Stalled,

    /// <summary>The limit of iterations was reached first.</summary>
    IterationLimit,

    /// <summary>The gradient is small, but the Hessian has no usable inverse, so the Newton test cannot be made.</summary>
    SingularHessian,

    /// <summary>The point left the region where the function is defined or searched.</summary>
    LeftDomain,

    /// <summary>The value, the gradient or the Hessian is not a finite number.</summary>
    NonFinite,
}
