using RandomLandscapes.Simulation.CriticalPoints;

namespace RandomLandscapes.Simulation.Networks.Training;

/// <summary>How a training ended. The end is a minimum exactly when the outcome is <see cref="SearchOutcome.Critical"/>.</summary>
/// <remarks>Critical is only reported after a Cholesky factorisation of the exact Hessian there, so every eigenvalue is positive.</remarks>
/// <param name="Outcome">The classified end.</param>
/// <param name="Loss">The loss at the end.</param>
/// <param name="GradientNorm">The norm of its gradient.</param>
/// <param name="QuasiNewtonSteps">Limited-memory steps taken.</param>
/// <param name="NewtonSteps">Newton steps taken.</param>
/// <param name="SaddleEscapes">Steps along a direction of negative curvature, each from a nearly stationary point.</param>
/// <param name="Evaluations">Evaluations of loss and gradient together.</param>
/// <param name="NextNewtonStep">The length of the Newton step that would come next, NaN where there is none.</param>
public readonly record struct TrainingResult(
    SearchOutcome Outcome,
    double Loss,
    double GradientNorm,
    int QuasiNewtonSteps,
    int NewtonSteps,
    int SaddleEscapes,
    int Evaluations,
    double NextNewtonStep);
