namespace RandomLandscapes.Figures;

/// <summary>One pair of axes with its series.</summary>
public sealed record Panel
{
    /// <summary>Makes a panel.</summary>
    /// <param name="title">The heading, such as <c>(a) GOE</c>; may be empty.</param>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="series">At least one series, later ones on top within their kind.</param>
    /// <exception cref="ArgumentException">There is no series, or one has a number that its axis cannot show.</exception>
    public Panel(RichText title, Axis x, Axis y, IEnumerable<Series> series)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(series);
        Title = title;
        X = x;
        Y = y;
        Series = Array.AsReadOnly(series.ToArray());
        if (Series.Count == 0)
            throw new ArgumentException($"The panel \"{title}\" has no series.");
        foreach (var item in Series)
            RequireShowable(item);
    }

    /// <summary>Gets the heading.</summary>
    public RichText Title { get; }

    /// <summary>Gets the horizontal axis.</summary>
    public Axis X { get; }

    /// <summary>Gets the vertical axis.</summary>
    public Axis Y { get; }

    /// <summary>Gets the series.</summary>
    public IReadOnlyList<Series> Series { get; }

    /// <summary>Gets the small panel inside this one, if any.</summary>
    public Inset? Inset { get; init; }

    /// <summary>Gets the remarks at data coordinates.</summary>
    public IReadOnlyList<Annotation> Annotations
    {
        get;
        init => field = Array.AsReadOnly(value.ToArray());
    } = [];

    private void RequireShowable(Series series)
    {
        if (series.YIsNaturalLog && Y.Scale != AxisScale.Log10)
            throw new ArgumentException($"The series \"{series.Label}\" holds natural logarithms; they need a logarithmic axis.");
        foreach (var row in series.Rows)
        {
            if (X.Scale == AxisScale.Log10 && row.Abscissae.Any(x => x + series.DrawnShift <= 0))
                throw new ArgumentException($"The series \"{series.Label}\" has x = {row.X}, which a logarithmic axis cannot show.");
            if (!series.YIsNaturalLog && row.Ordinates.Any(double.IsNegativeInfinity))
                throw new ArgumentException($"The series \"{series.Label}\" has an infinite ordinate at x = {row.X}.");
            if (Y.Scale == AxisScale.Log10 && !series.YIsNaturalLog)
                RequirePositive(series, row);
        }
    }

    private static void RequirePositive(Series series, SeriesRow row)
    {
        var shown = row.High ?? row.Y;
        var others = series.AllowsZero ? 0.0 : double.Epsilon;
        if (shown <= 0 || row.Ordinates.Any(y => y < others))
            throw new ArgumentException($"The series \"{series.Label}\" has an ordinate at x = {row.X} that a logarithmic axis cannot show.");
    }
}
