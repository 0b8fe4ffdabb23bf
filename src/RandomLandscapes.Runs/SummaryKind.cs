namespace RandomLandscapes.Runs;

/// <summary>How a number was obtained.</summary>
public enum SummaryKind
{
    /// <summary>Exact at finite size: digits, no interval.</summary>
    Exact,

    /// <summary>A large-size form.</summary>
    Asymptotic,

    /// <summary>Sampled.</summary>
    MonteCarlo,

    /// <summary>Every critical point of sampled landscapes.</summary>
    Enumeration,

    /// <summary>Measured on one deterministic object, such as a trained network.</summary>
    Measured,
}
