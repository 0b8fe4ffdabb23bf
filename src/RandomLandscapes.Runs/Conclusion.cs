namespace RandomLandscapes.Runs;

/// <summary>What a verdict concludes about its claim.</summary>
public enum Conclusion
{
    /// <summary>The statistic is on the claim's side of the threshold.</summary>
    Supported,

    /// <summary>The statistic contradicts the claim beyond the threshold.</summary>
    Refuted,

    /// <summary>The sample cannot tell.</summary>
    NotShown,
}
