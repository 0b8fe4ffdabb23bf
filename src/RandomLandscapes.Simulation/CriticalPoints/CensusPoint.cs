namespace RandomLandscapes.Simulation.CriticalPoints;

/// <summary>One critical point of a census.</summary>
/// <param name="EnergyPerSpin">H / N.</param>
/// <param name="MorseIndex">The number of negative eigenvalues of the Riemannian Hessian, or -1 when it is undecided.</param>
/// <param name="Position">The point on the unit sphere, right to <paramref name="Radius"/> in each coordinate.</param>
/// <param name="Radius">Bounds the distance of each coordinate from the critical point's; infinite where nothing is proved.</param>
/// <param name="Certified">Whether a critical point is proved to be there, and its index too.</param>
public sealed record CensusPoint(double EnergyPerSpin, int MorseIndex, IReadOnlyList<double> Position, double Radius, bool Certified);
