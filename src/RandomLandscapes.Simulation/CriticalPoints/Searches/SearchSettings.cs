namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>The limits of searches on the unit sphere.</summary>
/// <param name="NewtonSteps">The most steps of Newton's method and of eigenvector following; each costs an eigenvalue problem.</param>
/// <param name="DescentSteps">The most steps of gradient descent; each costs one evaluation or a few.</param>
/// <param name="LongestStep">The longest step, an angle in radians, positive.</param>
public sealed record SearchSettings(int NewtonSteps = 1000, int DescentSteps = 50_000, double LongestStep = 0.3);
