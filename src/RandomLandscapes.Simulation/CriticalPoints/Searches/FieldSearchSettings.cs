using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>The limits of searches in isotropic Gaussian fields on R^n.</summary>
/// <param name="GradientPoints">The most observations of value and gradient: the points of a descent. Newton's method makes none.</param>
/// <param name="HessianPoints">The most observations of value, gradient and Hessian: for a descent those at its end, of which the last is kept for its last point (so a descent needs two to end in a critical point), for Newton's method all points.</param>
/// <param name="LongestStep">The longest step, in units of the covariance's length, positive.</param>
/// <param name="LargestDistance">From the start, in units of the covariance's length; beyond it a search is <see cref="SearchOutcome.AtInfinity"/>.</param>
/// <param name="Confinement">mu of the term mu |x|^2 / 2 that is added to the field, not negative.</param>
/// <param name="Sampler">The limits of the sampler, null for the usual ones.</param>
public sealed record FieldSearchSettings(
    int GradientPoints = 200, int HessianPoints = 6, double LongestStep = 1, double LargestDistance = 1000, double Confinement = 0, PathSamplerSettings? Sampler = null);
