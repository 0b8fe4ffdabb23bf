namespace RandomLandscapes.Simulation.CriticalPoints;

/// <summary>Which measure a set of critical points was drawn from. A table of points means little without it.</summary>
public enum SamplingMeasure
{
    /// <summary>Every critical point of each sample, once.</summary>
    Exhaustive,

    /// <summary>The mean over the disorder of the number of critical points.</summary>
    KacRice,

    /// <summary>What a finder reaches from random starts: each point as often as its basin under that finder is large.</summary>
    BasinWeighted,
}
