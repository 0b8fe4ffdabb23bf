namespace RandomLandscapes.Simulation.RareEvents;

/// <summary>Where a squared off-diagonal entry may lie, relative to the value at which the index changes.</summary>
internal enum GammaRegion
{
    /// <summary>Anywhere.</summary>
    Everywhere,

    /// <summary>Below the value.</summary>
    Below,

    /// <summary>Above the value.</summary>
    Above,
}
