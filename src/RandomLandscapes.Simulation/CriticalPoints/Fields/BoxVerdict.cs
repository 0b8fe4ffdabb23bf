namespace RandomLandscapes.Simulation.CriticalPoints.Fields;

/// <summary>What is proved of eight boxes, one bit a lane; a lane without either is open.</summary>
/// <param name="Empty">No zero of the gradient in the box.</param>
/// <param name="Unique">Exactly one zero in the box widened by <see cref="WaveBoxes.Widening"/>.</param>
internal readonly record struct BoxVerdict(int Empty, int Unique);
