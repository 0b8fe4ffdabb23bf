namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>What a point is, with the numbers that say so.</summary>
/// <param name="Kind">The answer.</param>
/// <param name="Point">Gradient, inertia and error bound.</param>
/// <param name="Lower">A lower value nearby, where eigenvalues did not settle the question and one was found.</param>
/// <param name="Higher">A higher value nearby, likewise.</param>
public sealed record CriticalPointClassification(CriticalPointKind Kind, ObjectiveSearchResult Point, NearbyValue? Lower, NearbyValue? Higher)
{
    /// <summary>Whether the point is critical and shown not to be a minimum, by a negative eigenvalue or by lower values nearby.</summary>
    public bool IsNotAMinimum => Kind != CriticalPointKind.NotCritical && (Point.Inertia.Negative > 0 || Lower is not null);

    /// <summary>Whether the point is critical and has a negative eigenvalue: descent leaves it at an exponential rate.</summary>
    public bool IsStrictSaddleOrMaximum => Kind != CriticalPointKind.NotCritical && Point.Inertia.Negative > 0;
}
