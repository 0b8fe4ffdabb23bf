using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>Where one search in a function of P parameters ended.</summary>
/// <param name="Outcome">How it ended. Value and inertia belong to a critical point only when this is <see cref="SearchOutcome.Critical"/>.</param>
/// <param name="Value">f at the last point.</param>
/// <param name="GradientNorm">|g| there.</param>
/// <param name="NextStep">The length of the Newton step of smallest length that would come next; NaN where there is no Hessian.</param>
/// <param name="Inertia">The eigenvalues of the Hessian there that are negative, within <paramref name="EigenvalueError"/> of zero, and positive. All undecided where there is no Hessian.</param>
/// <param name="EigenvalueError">The bound of the errors of the eigenvalues: rounding; at a critical point also ten times the change of the Hessian over the next step, and at least the rank tolerance.</param>
/// <param name="Steps">Steps taken.</param>
/// <param name="Gradients">Evaluations of value and gradient.</param>
/// <param name="Hessians">Evaluations of the Hessian.</param>
/// <param name="Position">The last point.</param>
public sealed record ObjectiveSearchResult(
    SearchOutcome Outcome,
    double Value,
    double GradientNorm,
    double NextStep,
    SymmetricInertia Inertia,
    double EigenvalueError,
    int Steps,
    int Gradients,
    int Hessians,
    IReadOnlyList<double> Position)
{
    /// <summary>What a finder reaches: each point as often as its basin is large.</summary>
    public SamplingMeasure Measure => SamplingMeasure.BasinWeighted;
}
