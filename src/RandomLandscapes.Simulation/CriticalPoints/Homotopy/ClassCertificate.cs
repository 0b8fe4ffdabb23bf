using System.Numerics;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>What is proved of one complex solution.</summary>
/// <param name="Status">Whether there is exactly one solution in the ball, and whether it is real.</param>
/// <param name="First">A function of the class alone, for comparing it with others.</param>
/// <param name="FirstRadius">The value of the solution lies within this distance of <paramref name="First"/>; infinite where it is not known.</param>
/// <param name="Second">Another such function.</param>
/// <param name="SecondRadius">Its radius.</param>
/// <param name="Residue">Its term of the Euler-Jacobi sum; not rigorous.</param>
internal readonly record struct ClassCertificate(
    ClassStatus Status, Complex First, double FirstRadius, Complex Second, double SecondRadius, Complex Residue);
