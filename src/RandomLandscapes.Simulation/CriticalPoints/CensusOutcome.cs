namespace RandomLandscapes.Simulation.CriticalPoints;

/// <summary>How the enumeration of one sample ended.</summary>
public enum CensusOutcome
{
    /// <summary>As many distinct complex classes as the generic count, and the residue identity and parity hold.</summary>
    ChecksPassed,

    /// <summary>A path was lost in every attempt.</summary>
    PathLost,

    /// <summary>Two paths ended in one class in every attempt.</summary>
    DuplicateClass,

    /// <summary>The Euler-Jacobi residue sum is not -1.</summary>
    ResidueViolated,

    /// <summary>The number of real classes has the wrong parity.</summary>
    ParityViolated,
}
