namespace RandomLandscapes.Simulation.CriticalPoints;

/// <summary>One critical point of a spherical landscape.</summary>
/// <param name="EnergyPerSpin">H / N.</param>
/// <param name="MorseIndex">The number of negative eigenvalues of the Riemannian Hessian, or -1 when it is undecided.</param>
/// <param name="Position">The point on the unit sphere.</param>
public sealed record CriticalPoint(double EnergyPerSpin, int MorseIndex, IReadOnlyList<double> Position);
