using RandomLandscapes.Numerics.Statistics;

namespace RandomLandscapes.Experiments.RandomMatrixNets;

/// <summary>An index fraction extrapolated from two orders.</summary>
/// <param name="Small">The smaller order.</param>
/// <param name="Large">The larger one.</param>
/// <param name="Energy">The place of the energy in the plan's list.</param>
/// <param name="Fraction">The extrapolated fraction.</param>
/// <param name="Samples">Matrices of both orders.</param>
internal sealed record ResolvedPair(int Small, int Large, int Energy, Estimate Fraction, long Samples);
