using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>Where one search in a field ended.</summary>
/// <param name="Outcome">How it ended. Value and index belong to a critical point only when this is <see cref="SearchOutcome.Critical"/>.</param>
/// <param name="Value">f + mu |x|^2 / 2 at the last point, f of variance 1.</param>
/// <param name="MorseIndex">The number of negative eigenvalues of the Hessian drawn at the last point, or -1 when one lies within its error bound of zero or none was drawn there.</param>
/// <param name="GradientNorm">The length of the gradient at the last point.</param>
/// <param name="GradientPoints">Observations of value and gradient.</param>
/// <param name="HessianPoints">Observations of value, gradient and Hessian.</param>
/// <param name="PredictedDecrease">g.H^-1 g / 2 at the last point, the height of it above the minimum of the second-order expansion there; NaN where no Hessian was drawn or it is not positive definite.</param>
/// <param name="LawError">How far the law of the field that was searched is from the exact one.</param>
/// <param name="Position">The last point.</param>
public sealed record FieldSearchResult(
    SearchOutcome Outcome, double Value, int MorseIndex, double GradientNorm, int GradientPoints, int HessianPoints, double PredictedDecrease, LawError LawError, IReadOnlyList<double> Position)
{
    /// <summary>What a finder reaches: each point as often as its basin is large.</summary>
    public SamplingMeasure Measure => SamplingMeasure.BasinWeighted;
}
