namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>A value near a critical point that differs from the one there by more than rounding and the remaining gradient explain.</summary>
/// <param name="Distance">From the critical point: the shortest at which the search still saw the difference.</param>
/// <param name="Difference">The value there less that at the critical point.</param>
/// <param name="Distances">The number of distances, each half of the one before, that all showed one.</param>
/// <param name="Position">The point.</param>
public sealed record NearbyValue(double Distance, double Difference, int Distances, IReadOnlyList<double> Position);
