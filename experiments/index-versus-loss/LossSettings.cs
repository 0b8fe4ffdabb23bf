using RandomLandscapes.Simulation.Networks;

namespace RandomLandscapes.Experiments.IndexVersusLoss;

/// <summary>What the searches of a network depend on.</summary>
/// <param name="Loss">The loss of the outputs.</param>
/// <param name="HiddenUnits">h.</param>
/// <param name="L2">Strength of the regulariser.</param>
/// <param name="Moments">Steps of training from which searches start.</param>
/// <param name="Noise">Of a start's perturbation, in root mean squares of its parameters.</param>
/// <param name="Steps">The most steps of a search.</param>
internal sealed record LossSettings(LossKind Loss, int HiddenUnits, double L2, IReadOnlyList<int> Moments, double Noise, int Steps);
