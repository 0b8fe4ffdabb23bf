namespace RandomLandscapes.Figures;

/// <summary>Many poly-lines under one name, such as flow lines; a track may turn back, and tracks are not joined to each other.</summary>
public sealed record TrackSeries : Series
{
    /// <summary>Makes tracks.</summary>
    /// <param name="label">The name in the legend.</param>
    /// <param name="source">What the tracks are and how they were computed; mandatory.</param>
    /// <param name="tracks">At least one, each of at least two points.</param>
    /// <exception cref="ArgumentException">The source is blank, there is no track, one has fewer than two points, or a coordinate is not finite.</exception>
    public TrackSeries(RichText label, string source, IEnumerable<IReadOnlyList<CurvePoint>> tracks)
        : base(label, source)
    {
        ArgumentNullException.ThrowIfNull(tracks);
        Tracks = Copy(tracks.Select(t => Copy(t, label)), label);
        foreach (var track in Tracks)
        {
            if (track.Count < 2)
                throw new ArgumentException($"A track of \"{label}\" has one point only.");
            foreach (var point in track)
            {
                RequireFinite(point.X, "abscissae");
                RequireFinite(point.Y, "ordinates");
            }
        }
    }

    /// <summary>Gets the tracks.</summary>
    public IReadOnlyList<IReadOnlyList<CurvePoint>> Tracks { get; }

    /// <summary>Gets the width of the lines over the usual one, 0.3 to 3.</summary>
    public double Width
    {
        get;
        init
        {
            if (!(value is >= 0.3 and <= 3))
                throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a width of 0.3 to 3.");
            field = value;
        }
    } = 1;

    /// <inheritdoc/>
    internal override string Kind => "tracks";

    /// <inheritdoc/>
    internal override IEnumerable<SeriesRow> Rows => Tracks.SelectMany((track, i) => track.Select(p => new SeriesRow(p.X, p.Y, Part: i + 1)));
}
