namespace RandomLandscapes.Figures;

/// <summary>A labelled tick that was asked for.</summary>
/// <param name="Position">Where, in data units.</param>
/// <param name="Label">Its label.</param>
public sealed record AxisTick(double Position, RichText Label);
