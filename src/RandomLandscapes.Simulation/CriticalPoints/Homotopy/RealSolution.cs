namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>A real solution as the certifier left it.</summary>
/// <param name="Path">The path it came from.</param>
/// <param name="Position">x, not of length one for lines.</param>
/// <param name="Multiplier">L of f' = L x, in the homotopy's units.</param>
/// <param name="Radius">Every coordinate and L are within this of the solution's.</param>
/// <param name="MorseIndex">The index of the Riemannian Hessian, or -1 where it is not proved.</param>
internal sealed record RealSolution(long Path, double[] Position, double Multiplier, double Radius, int MorseIndex);
