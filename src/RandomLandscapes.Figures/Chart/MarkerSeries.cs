namespace RandomLandscapes.Figures;

/// <summary>Places that are known exactly or within a proved radius far below a marker's size: they have no interval, and the source states the radius.</summary>
public sealed record MarkerSeries : Series
{
    /// <summary>Makes a series of markers.</summary>
    /// <param name="label">The name in the legend.</param>
    /// <param name="source">What proves the places, and how closely; mandatory.</param>
    /// <param name="points">At least one place.</param>
    /// <exception cref="ArgumentException">The source is blank, there is no place, or a coordinate is not finite.</exception>
    public MarkerSeries(RichText label, string source, IEnumerable<CurvePoint> points)
        : base(label, source)
    {
        Points = Copy(points, label);
        foreach (var point in Points)
        {
            RequireFinite(point.X, "abscissae");
            RequireFinite(point.Y, "ordinates");
        }
    }

    /// <summary>Gets the places.</summary>
    public IReadOnlyList<CurvePoint> Points { get; }

    /// <summary>Gets the size of the markers over the usual one, 0.3 to 3.</summary>
    public double Size
    {
        get;
        init
        {
            if (!(value is >= 0.3 and <= 3))
                throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a size of 0.3 to 3.");
            field = value;
        }
    } = 1;

    /// <inheritdoc/>
    internal override string Kind => "places";

    /// <inheritdoc/>
    internal override IEnumerable<SeriesRow> Rows => Points.Select(p => new SeriesRow(p.X, p.Y));
}
