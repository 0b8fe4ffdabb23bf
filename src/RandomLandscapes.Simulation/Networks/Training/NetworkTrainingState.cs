namespace RandomLandscapes.Simulation.Networks.Training;

/// <summary>All that a quasi-Newton training needs to go on, to the same bits, together with its loss and its settings.</summary>
/// <param name="Parameters">theta.</param>
/// <param name="Steps">The kept steps s_k = theta_(k+1) - theta_k, oldest first.</param>
/// <param name="Changes">The changes of the gradient over them.</param>
/// <param name="QuasiNewtonSteps">Limited-memory steps taken.</param>
/// <param name="NewtonSteps">Newton steps taken.</param>
/// <param name="SaddleEscapes">Steps along negative curvature.</param>
/// <param name="Evaluations">Evaluations of loss and gradient together.</param>
public sealed record NetworkTrainingState(
    double[] Parameters, double[][] Steps, double[][] Changes, int QuasiNewtonSteps, int NewtonSteps, int SaddleEscapes, int Evaluations);
