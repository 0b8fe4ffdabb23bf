using RandomLandscapes.Numerics.Statistics;

namespace RandomLandscapes.Experiments.Shared;

/// <summary>One number that two witnesses know: an estimate from samples and the exact value.</summary>
/// <param name="Name">Which one, for the verdict's text.</param>
/// <param name="Sampled">The estimate with its standard error.</param>
/// <param name="Exact">The exact value, in the same scale.</param>
/// <param name="Samples">The number of samples behind the estimate.</param>
internal sealed record WitnessCell(string Name, Estimate Sampled, double Exact, long Samples)
{
    /// <summary>Cells of one group rest on the same samples, which a verdict counts once; null for a cell with samples of its own.</summary>
    public string? Group { get; init; }

    /// <summary>What an error is small or large against: the exact value, unless that may be zero.</summary>
    public double Scale { get; init; } = Math.Abs(Exact);

    /// <summary>The distance in standard errors.</summary>
    public double ZScore => (Sampled.Value - Exact) / Sampled.StandardError;
}
