namespace RandomLandscapes.Figures;

/// <summary>Measured points, each with its interval and number of samples.</summary>
/// <remarks>On a logarithmic axis a value of zero is drawn as an arrow downward from the upper end of its interval.</remarks>
public sealed record PointSeries : Series
{
    /// <summary>Makes a series of points.</summary>
    /// <param name="label">The name in the legend.</param>
    /// <param name="source">The sampler and the kind of interval, for example <c>Kac-Rice Monte Carlo, 95 % Clopper-Pearson</c>; mandatory.</param>
    /// <param name="points">At least one point.</param>
    /// <exception cref="ArgumentException">The source is blank, there is no point, or a point lacks its interval or its number of samples.</exception>
    public PointSeries(RichText label, string source, IEnumerable<DataPoint> points)
        : base(label, source)
    {
        Points = Copy(points, label);
        foreach (var point in Points)
        {
            RequireFinite(point.X, "abscissae");
            RequireInterval(point.X, point.Value, point.Low, point.High, point.Samples);
        }
    }

    /// <summary>Gets the points.</summary>
    public IReadOnlyList<DataPoint> Points { get; }

    /// <summary>Gets how intervals are drawn.</summary>
    public IntervalShape Interval { get; init; }

    /// <summary>Gets the horizontal displacement in data units that keeps groups of markers apart; stored abscissae stay true.</summary>
    public double Shift
    {
        get;
        init
        {
            RequireFinite(value, "shifts");
            field = value;
        }
    }

    /// <inheritdoc/>
    internal override string Kind => "points";

    /// <inheritdoc/>
    internal override double DrawnShift => Shift;

    /// <inheritdoc/>
    internal override bool AllowsZero => true;

    /// <inheritdoc/>
    internal override IEnumerable<SeriesRow> Rows => Points.Select(p => new SeriesRow(p.X, p.Value, p.Low, p.High, p.Samples));
}
