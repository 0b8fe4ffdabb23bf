namespace RandomLandscapes.Simulation.Networks.Graphs;

/// <summary>Losses that are sums over outputs.</summary>
internal enum EntryLossKind
{
    /// <summary>(o - t)^2 / 2.</summary>
    Squared,

    /// <summary>(o - t)^2 / 2 with t one at the label and zero elsewhere.</summary>
    SquaredToLabel,

    /// <summary>max(0, 1 + o_k - o_label), k not the label.</summary>
    Hinge,

    /// <summary>ln(1 + e^o) - t o where the mask is one.</summary>
    Bernoulli,
}
