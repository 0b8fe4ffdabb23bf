namespace RandomLandscapes.Figures;

/// <summary>A translucent band between two curves.</summary>
public sealed record BandSeries : Series
{
    /// <summary>Makes a band.</summary>
    /// <param name="label">The name in the legend.</param>
    /// <param name="source">What the band is and where it comes from; mandatory.</param>
    /// <param name="points">At least two cuts, from left to right.</param>
    /// <exception cref="ArgumentException">The source is blank, there are fewer than two cuts, an edge is not finite, or the edges or cuts are out of order.</exception>
    public BandSeries(RichText label, string source, IEnumerable<BandPoint> points)
        : base(label, source)
    {
        Points = Copy(points, label);
        if (Points.Count < 2)
            throw new ArgumentException($"The band \"{label}\" needs at least two cuts.");
        var left = double.NegativeInfinity;
        foreach (var point in Points)
        {
            RequireFinite(point.X, "abscissae");
            RequireFinite(point.Low, "edges");
            RequireFinite(point.High, "edges");
            if (point.Low > point.High || point.X < left)
                throw new ArgumentException($"The band \"{label}\" is out of order at x = {point.X}.");
            left = point.X;
        }
    }

    /// <summary>Gets the cuts from left to right.</summary>
    public IReadOnlyList<BandPoint> Points { get; }

    /// <inheritdoc/>
    internal override string Kind => "band";

    /// <inheritdoc/>
    internal override IEnumerable<SeriesRow> Rows => Points.Select(p => new SeriesRow(p.X, null, p.Low, p.High));
}
