namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>How far a complex solution is known.</summary>
internal enum ClassStatus : byte
{
    /// <summary>The path did not arrive.</summary>
    Missing,

    /// <summary>The path arrived, but the test for a solution near its end failed.</summary>
    Unproved,

    /// <summary>One solution, in a known ball, but neither real nor provably not real.</summary>
    RealnessOpen,

    /// <summary>One solution, in a known ball, which is not real.</summary>
    NonReal,

    /// <summary>One solution, in a known ball, which is real.</summary>
    Real,
}
