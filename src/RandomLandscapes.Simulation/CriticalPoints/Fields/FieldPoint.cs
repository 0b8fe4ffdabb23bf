namespace RandomLandscapes.Simulation.CriticalPoints.Fields;

/// <summary>One critical point of a field.</summary>
/// <param name="Value">f there, with the confinement where there is one.</param>
/// <param name="MorseIndex">The number of negative eigenvalues of the Hessian, or -1 when it is not proved.</param>
/// <param name="Position">d coordinates; on a torus in [0, 2 pi).</param>
/// <param name="Radius">The point proved to exist is within this of each coordinate.</param>
/// <param name="Certified">Whether existence and index are proved.</param>
public sealed record FieldPoint(double Value, int MorseIndex, IReadOnlyList<double> Position, double Radius, bool Certified);
