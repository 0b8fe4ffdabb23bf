using RandomLandscapes.Simulation.Networks;

namespace RandomLandscapes.Experiments.NetworkSpectra;

/// <summary>What a training and its measurements depend on.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="HiddenUnits">Of a 64-hidden-10 network.</param>
/// <param name="Epochs">When the Hessian is measured.</param>
/// <param name="Batch">Images of a step.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="Draws">Draws of each fitted model; 0 for no fits.</param>
internal sealed record SpectraSettings(LossKind Loss, int HiddenUnits, IReadOnlyList<int> Epochs, int Batch, double LearningRate, int Draws);
