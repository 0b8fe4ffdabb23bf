namespace RandomLandscapes.Figures;

/// <summary>One connected line on which a function has one value; larger values lie to its left.</summary>
/// <param name="Points">In order; a closed line does not repeat its first point.</param>
/// <param name="IsClosed">Whether the last point is joined to the first.</param>
internal sealed record LevelLine(IReadOnlyList<CurvePoint> Points, bool IsClosed);
