namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>What was drawn of a field at one point.</summary>
/// <param name="Value">f.</param>
/// <param name="Gradient">n numbers.</param>
/// <param name="Hessian">Row-major n x n and exactly symmetric, or null when only value and gradient were observed.</param>
/// <param name="IgnoredDeviation">The largest standard deviation that was ignored in drawing them, in units of the prior standard deviation of the number it belongs to; zero when none was. See <see cref="LawError"/>.</param>
public sealed record FieldObservation(double Value, double[] Gradient, double[]? Hessian, double IgnoredDeviation);
