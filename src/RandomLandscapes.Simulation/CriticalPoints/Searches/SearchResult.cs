namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>Where one search ended.</summary>
/// <param name="Outcome">How it ended. Energy and index belong to a critical point only when this is <see cref="SearchOutcome.Critical"/>.</param>
/// <param name="EnergyPerSpin">H / N at the last point.</param>
/// <param name="MorseIndex">The number of negative eigenvalues of the Riemannian Hessian, or -1 when one lies within its error bound of zero or none were computed.</param>
/// <param name="GradientNorm">|grad f| at the last point, f = H / sqrt(N) on the unit sphere.</param>
/// <param name="Steps">Steps taken.</param>
/// <param name="Position">The last point, on the unit sphere.</param>
public sealed record SearchResult(SearchOutcome Outcome, double EnergyPerSpin, int MorseIndex, double GradientNorm, int Steps, IReadOnlyList<double> Position);
