namespace RandomLandscapes.Simulation.Networks.Training;

/// <summary>All that a first-order training needs to go on, to the same bits, together with its settings and its key.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Parameters">theta.</param>
/// <param name="First">v of momentum or m of Adam.</param>
/// <param name="Second">s of RMSprop and Adam.</param>
public sealed record GradientTrainingState(long Step, double[] Parameters, double[] First, double[] Second);
