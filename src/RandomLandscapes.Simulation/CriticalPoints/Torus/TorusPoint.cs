namespace RandomLandscapes.Simulation.CriticalPoints.Torus;

/// <summary>One critical point of a field on the torus.</summary>
/// <param name="Value">f there.</param>
/// <param name="MorseIndex">The number of negative eigenvalues of the Hessian, or -1 when it is not proved.</param>
/// <param name="Position">d coordinates in [0, 2 pi).</param>
/// <param name="Radius">The point proved to exist is within this of each coordinate.</param>
/// <param name="Certified">Whether existence and index are proved.</param>
public sealed record TorusPoint(double Value, int MorseIndex, IReadOnlyList<double> Position, double Radius, bool Certified);
