namespace RandomLandscapes.Figures;

/// <summary>A curve through exact points: theory, with the name of its equation.</summary>
public sealed record LineSeries : Series
{
    /// <summary>Makes a curve.</summary>
    /// <param name="label">The name in the legend.</param>
    /// <param name="source">The equation that the curve comes from; mandatory.</param>
    /// <param name="points">At least one point, joined in the given order.</param>
    /// <exception cref="ArgumentException">The source is blank, there is no point, or a coordinate is not finite.</exception>
    public LineSeries(RichText label, string source, IEnumerable<CurvePoint> points)
        : base(label, source)
    {
        Points = Copy(points, label);
        foreach (var point in Points)
        {
            RequireFinite(point.X, "abscissae");
            RequireFinite(point.Y, "ordinates");
        }
    }

    /// <summary>Gets the points in drawing order.</summary>
    public IReadOnlyList<CurvePoint> Points { get; }

    /// <summary>Gets a value indicating whether each point is marked too, for curves that exist at integers only.</summary>
    public bool ShowMarkers { get; init; }

    /// <inheritdoc/>
    internal override string Kind => "line";

    /// <inheritdoc/>
    internal override IEnumerable<SeriesRow> Rows => Points.Select(p => new SeriesRow(p.X, p.Y));
}
