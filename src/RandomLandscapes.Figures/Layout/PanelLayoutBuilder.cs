namespace RandomLandscapes.Figures;

/// <summary>Decides limits, margins and ticks of one panel, for whatever frame the figure gives it.</summary>
internal sealed class PanelLayoutBuilder
{
    private readonly Panel _panel;
    private readonly string _id;
    private readonly double _scale;
    private readonly AxisRange _x;
    private readonly AxisRange _y;

    /// <summary>Reads the limits from the axes and the data.</summary>
    public PanelLayoutBuilder(Panel panel, string id, double scale = 1)
    {
        _panel = panel;
        _id = id;
        _scale = scale;
        _x = AxisRange.Of(panel.X, panel.Series.SelectMany(XUnits), startsAtZero: false);
        _y = AxisRange.Of(panel.Y, panel.Series.SelectMany(YUnits).Concat(RoomForArrows()), panel.Series.Any(s => s is BarSeries));
    }

    /// <summary>Gets the space above the frame.</summary>
    public double Top => _panel.Title.IsEmpty ? 0.5 * TickFont : (1.2 * _scale * Measures.PanelTitleFont) + (5 * _scale);

    /// <summary>Gets the space below the frame.</summary>
    public double Bottom => TickSpace + TickFont
        + (_panel.X.Label.IsEmpty ? 0 : (_scale * Measures.LabelGap) + (1.25 * LabelFont));

    private double TickFont => _scale * Measures.TickFont;

    private double LabelFont => _scale * Measures.LabelFont;

    private double TickSpace => _scale * Measures.TickGap;

    /// <summary>Finds the space left of a frame of the given height.</summary>
    public double Left(double frameHeight) => YLabelOffset(frameHeight) + (_panel.Y.Label.IsEmpty ? 0 : 0.75 * LabelFont);

    /// <summary>Finds the space right of a frame: half a tick label may stand out, and a scale bar may stand there.</summary>
    public double Right(double frameWidth, double frameHeight) => Math.Max(BarSpace(frameHeight), Math.Max(2, HorizontalTicks(frameWidth)
        .Where(t => t.Label is not null)
        .Select(t => (_x.ToFraction(t.Position) * frameWidth) + (0.5 * TextWidth.Measure(t.Label!, TickFont)) - frameWidth)
        .DefaultIfEmpty()
        .Max()));

    /// <summary>Lays the panel out in a frame.</summary>
    public PanelLayout Place(Rectangle frame)
    {
        var left = Left(frame.Height);
        var layout = new PanelLayout(
            _id,
            _panel,
            frame,
            _x,
            _y,
            HorizontalTicks(frame.Width),
            VerticalTicks(frame.Height),
            _scale)
        {
            YLabelOffset = YLabelOffset(frame.Height),
            Bar = PlaceBar(frame),
            Outer = new Rectangle(frame.Left - left, frame.Top - Top, frame.Width + left + Right(frame.Width, frame.Height), frame.Height + Top + Bottom),
        };
        return _panel.Inset is null ? layout : layout with { Inset = PlaceInset(_panel.Inset, frame) };
    }

    private PanelLayout PlaceInset(Inset inset, Rectangle parent)
    {
        var outer = new Rectangle(
            parent.Left + (inset.Left * parent.Width),
            parent.Bottom - ((inset.Bottom + inset.Height) * parent.Height),
            inset.Width * parent.Width,
            inset.Height * parent.Height);
        var builder = new PanelLayoutBuilder(inset.Panel, _id + "-inset", _scale * Measures.InsetScale);
        var height = Math.Max(10, outer.Height - builder.Top - builder.Bottom);
        var left = builder.Left(height);
        var width = Math.Max(10, outer.Width - left - builder.Right(outer.Width - left, height));
        return builder.Place(new Rectangle(outer.Left + left, outer.Top + builder.Top, width, height)) with { Outer = outer };
    }

    private double YLabelOffset(double frameHeight) =>
        TickSpace + Widest(VerticalTicks(frameHeight)) + (_panel.Y.Label.IsEmpty ? 0 : (_scale * Measures.LabelGap) + (0.5 * LabelFont));

    private double Widest(IEnumerable<Tick> ticks) => ticks
        .Where(t => t.Label is not null)
        .Select(t => TextWidth.Measure(t.Label!, TickFont))
        .DefaultIfEmpty()
        .Max();

    private IReadOnlyList<Tick> HorizontalTicks(double length) => Wanted(_panel.X, _x) ?? TickChooser.Horizontal(_x, length, TickFont);

    private IReadOnlyList<Tick> VerticalTicks(double length) => Wanted(_panel.Y, _y) ?? TickChooser.Vertical(_y, length, TickFont);

    private static Tick[]? Wanted(Axis axis, AxisRange range) =>
        axis.Ticks?.Where(t => range.Contains(t.Position)).Select(t => new Tick(t.Position, t.Label)).ToArray();

    private ScaleBar? PlaceBar(Rectangle frame)
    {
        var series = _panel.Series.OfType<ContourSeries>().FirstOrDefault(s => s.Filled && !s.ScaleLabel.IsEmpty);
        // A function of one value has no scale.
        if (series is null || series.Grid.Minimum >= series.Grid.Maximum)
            return null;
        var range = new AxisRange(AxisScale.Linear, series.Grid.Minimum, series.Grid.Maximum);
        var ticks = TickChooser.Vertical(range, frame.Height, TickFont);
        var box = new Rectangle(frame.Right + (_scale * Measures.ScaleBarGap), frame.Top, _scale * Measures.ScaleBarWidth, frame.Height);
        return new ScaleBar(series, box, range, ticks, TickSpace + Widest(ticks) + (_scale * Measures.LabelGap) + (0.5 * LabelFont));
    }

    private double BarSpace(double frameHeight) => PlaceBar(new Rectangle(0, 0, 0, frameHeight)) is { } bar ? bar.Box.Right + bar.LabelOffset + (0.75 * LabelFont) : 0;

    private IEnumerable<double> XUnits(Series series) =>
        series.Rows.SelectMany(row => row.Abscissae).Select(x => AxisRange.ToUnits(_panel.X.Scale, x + series.DrawnShift, isNaturalLog: false));

    private IEnumerable<double> YUnits(Series series) =>
        series.Rows.SelectMany(row => row.Ordinates).Select(y => AxisRange.ToUnits(_panel.Y.Scale, y, series.YIsNaturalLog));

    /// <summary>An upper limit on a logarithmic axis is an arrow that points below all data.</summary>
    private IEnumerable<double> RoomForArrows()
    {
        if (_panel.Y.Scale != AxisScale.Log10)
            return [];
        var units = _panel.Series.SelectMany(YUnits).Where(double.IsFinite).DefaultIfEmpty().ToArray();
        var room = Math.Max(0.2, 0.09 * (units.Max() - units.Min()));
        return _panel.Series
            .SelectMany(s => s.Rows.Where(r => r is { Y: { } y, High: not null } && double.IsNegativeInfinity(AxisRange.ToUnits(AxisScale.Log10, y, s.YIsNaturalLog)))
                .Select(r => AxisRange.ToUnits(AxisScale.Log10, r.High!.Value, s.YIsNaturalLog) - room))
            .ToArray();
    }
}
