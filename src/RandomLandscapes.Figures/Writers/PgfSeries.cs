using System.Globalization;
using System.Text;
using static RandomLandscapes.Figures.PgfCoordinates;

namespace RandomLandscapes.Figures;

/// <summary>Writes one series as plots that read data files.</summary>
/// <remarks>
/// Intervals are plots of their own, not the error bars of pgfplots: those are sums and differences, and the five digits
/// of TeX lose the lower end of an interval that spans decades.
/// </remarks>
internal sealed class PgfSeries(PanelLayout panel, Series series, ResolvedStyle style, string fileStem)
{
    private readonly PgfCoordinates _x = new(panel.X);
    private readonly PgfCoordinates _y = new(panel.Y);
    private readonly StringBuilder _tex = new();
    private readonly List<FigureFile> _files = [];

    public IReadOnlyList<FigureFile> Files => _files;

    /// <summary>Names the options of the picture beside the name in the legend.</summary>
    public static string LegendOptions(Series series, ResolvedStyle style) => series switch
    {
        BandSeries => $"area legend, draw=none, fill={style.ColourName}, fill opacity=0.22",
        BarSeries => $"area legend, draw={style.ColourName}, fill={style.ColourName}, fill opacity=0.28",
        PointSeries => "only marks, " + MarkOptions(style, 1),
        MarkerSeries places => "only marks, " + MarkOptions(style, places.Size, hasRim: true),
        ContourSeries { Filled: true } contours => $"area legend, draw=black!60, fill={{{ColourRamp.Tex(ColourRamp.Of(contours.BandCount / 2, contours.BandCount))}}}",
        TrackSeries tracks => LineOptions(style, tracks.Width) + ", mark=none",
        LineSeries { ShowMarkers: true } => $"{LineOptions(style, 1)}, {MarkOptions(style, 0.75)}",
        _ => LineOptions(style, 1) + ", mark=none",
    };

    /// <summary>Writes the plots; their data files are in <see cref="Files"/> afterwards.</summary>
    public string Write()
    {
        _tex.Append($"% {TexComment(series.Label.ToString())}; source: {TexComment(series.Source)}\n");
        switch (series)
        {
            case LineSeries line:
                var marks = line.ShowMarkers ? MarkOptions(style, 0.75 * panel.Scale) : "mark=none";
                Plot($"{LineOptions(style, panel.Scale)}, {marks}", string.Empty, line.Points.Select(p => Pair(p.X, p.Y)));
                break;
            case StepSeries steps:
                Plot(LineOptions(style, panel.Scale) + ", mark=none", string.Empty, steps.Values.SelectMany((v, i) => new[] { Pair(steps.Edges[i], v), Pair(steps.Edges[i + 1], v) }));
                break;
            case BandSeries band:
                var outline = band.Points.Select(p => Pair(p.X, p.High)).Concat(band.Points.Reverse().Select(p => Pair(p.X, p.Low)));
                Plot($"draw=none, fill={style.ColourName}, fill opacity=0.22, mark=none", string.Empty, outline);
                break;
            case BarSeries bars:
                WriteBars(bars);
                WriteIntervals();
                break;
            case PointSeries:
                WriteIntervals();
                WritePoints();
                break;
            case MarkerSeries places:
                var seen = places.Points.Where(p => panel.Shows(p.X, p.Y, series.YIsNaturalLog)).Select(p => Pair(p.X, p.Y));
                Plot("only marks, " + MarkOptions(style, panel.Scale * places.Size, hasRim: true), string.Empty, seen);
                break;
            case TrackSeries tracks:
                Plot(LineOptions(style, panel.Scale * tracks.Width) + ", mark=none, unbounded coords=jump", string.Empty, Pieces(tracks.Tracks));
                break;
            case ContourSeries contours:
                WriteContours(contours);
                break;
        }

        return _tex.ToString();
    }

    private static string LineOptions(ResolvedStyle style, double scale)
    {
        var options = $"{style.ColourName}, line width={Length(scale * Measures.LineWidth)}";
        if (style.Dash == DashPattern.Solid)
            return options;
        var strokes = Palette.Strokes(style.Dash).Select((length, i) => (i % 2 == 0 ? "on " : "off ") + Length(length));
        return $"{options}, dash pattern={string.Join(' ', strokes)}";
    }

    private static string MarkOptions(ResolvedStyle style, double scale, bool hasRim = false)
    {
        var (mark, growth, rotation) = style.Marker switch
        {
            MarkerShape.Circle => ("*", 1.0, string.Empty),
            MarkerShape.Square => ("square*", 0.9, string.Empty),
            MarkerShape.TriangleUp => ("triangle*", 1.3, string.Empty),
            MarkerShape.TriangleDown => ("triangle*", 1.3, ", rotate=180"),
            MarkerShape.Diamond => ("diamond*", 1.3, string.Empty),
            MarkerShape.Pentagon => ("pentagon*", 1.12, string.Empty),
            _ => ("x", 1.0, string.Empty),
        };
        var fill = style.OpenMarker ? "white" : style.ColourName;
        var rim = hasRim && !style.OpenMarker && style.Marker != MarkerShape.Cross ? "white" : style.ColourName;
        return $"{style.ColourName}, mark={mark}, mark size={Length(growth * scale * Measures.MarkerRadius)}, mark options={{solid, draw={rim}, fill={fill}{rotation}}}";
    }

    private static string TexComment(string text) => text.ReplaceLineEndings(" ");

    private void WritePoints()
    {
        var shown = series.Rows.Where(r => r.Y is { } y && !IsZero(y) && panel.Shows(r.X + series.DrawnShift, y, series.YIsNaturalLog)).ToArray();
        if (shown.Length == 0)
            return;
        var rows = shown.Select(r => string.Join(' ', Pair(r.X + series.DrawnShift, r.Y!.Value), Y(r.Low!.Value), Y(r.High!.Value), r.Samples?.ToString(CultureInfo.InvariantCulture), Number(r.X)));
        Plot("only marks, " + MarkOptions(style, panel.Scale), string.Empty, rows, header: "x y low high samples x_stored");
    }

    private void WriteBars(BarSeries bars)
    {
        var ground = panel.Y.Scale == AxisScale.Log10 ? _y.FromUnits(panel.Y.Minimum - 1) : "0";
        var rows = bars.Bars.Where(b => !IsZero(b.Value)).SelectMany(b => new[]
        {
            $"{X(b.Left)} {ground}", Pair(b.Left, b.Value), Pair(b.Right, b.Value), $"{X(b.Right)} {ground}", "nan nan",
        });
        Plot($"draw={style.ColourName}, fill={style.ColourName}, fill opacity=0.28, mark=none, unbounded coords=jump", "-bars", rows);
    }

    /// <summary>One plot a level: the part at or above it, painted over what is below, with its outline; the edge of the panel is drawn over that.</summary>
    private void WriteContours(ContourSeries contours)
    {
        var line = $"line width={Length(panel.Scale * Measures.ContourLine)}, mark=none, unbounded coords=jump";
        if (contours.Filled)
        {
            var grid = contours.Grid;
            CurvePoint[] rectangle = [new(grid.Left, grid.Bottom), new(grid.Right, grid.Bottom), new(grid.Right, grid.Top), new(grid.Left, grid.Top)];
            Plot($"draw=none, fill={{{ColourRamp.Tex(ColourRamp.Of(0, contours.BandCount))}}}, mark=none", "-ground", Pieces([rectangle]));
        }

        for (var i = 0; i < contours.Levels.Count; i++)
        {
            var lines = contours.Filled ? MarchingSquares.Outlines(contours.Grid, contours.Levels[i]) : MarchingSquares.Lines(contours.Grid, contours.Levels[i]);
            var look = contours.Filled
                ? $"draw=black!60, fill={{{ColourRamp.Tex(ColourRamp.Of(i + 1, contours.BandCount))}}}, even odd rule"
                : $"{style.ColourName}";
            Plot($"{look}, {line}", $"-level{(i + 1).ToString(CultureInfo.InvariantCulture)}", Pieces(lines.Select(l => l.IsClosed ? [.. l.Points, l.Points[0]] : l.Points)));
        }
    }

    private IEnumerable<string> Pieces(IEnumerable<IReadOnlyList<CurvePoint>> pieces) =>
        pieces.SelectMany((piece, i) => piece.Select(p => Pair(p.X, p.Y)).Prepend("nan nan").Skip(i == 0 ? 1 : 0));

    private void WriteIntervals()
    {
        var rows = series.Rows.Where(r => panel.X.Contains(panel.X.ToUnits(r.X + series.DrawnShift))).ToArray();
        var ends = rows.Where(r => !IsZero(r.Y!.Value)).SelectMany(r => new[]
        {
            Pair(r.X + series.DrawnShift, r.Low!.Value), Pair(r.X + series.DrawnShift, r.High!.Value), "nan nan",
        }).ToArray();
        var look = series is PointSeries { Interval: IntervalShape.Range }
            ? $"{style.ColourName}, opacity=0.35, line width={Length(panel.Scale * Measures.RangeWidth)}, mark=none"
            : $"{style.ColourName}, line width={Length(panel.Scale)}, mark=-, mark size={Length(panel.Scale * Measures.CapHalfWidth)}, mark options={{solid}}";
        Plot(look + ", unbounded coords=jump", "-intervals", ends);
        var limits = rows.Where(r => IsZero(r.Y!.Value)).Select(r => Pair(r.X + series.DrawnShift, r.High!.Value));
        Plot($"only marks, {style.ColourName}, line width={Length(1.1 * panel.Scale)}, mark=upper limit", "-limits", limits);
    }

    private void Plot(string options, string suffix, IEnumerable<string> rows, string header = "x y")
    {
        var lines = rows.ToArray();
        if (lines.Length == 0)
            return;
        var file = new FigureFile($"{fileStem}{suffix}.dat", header + "\n" + string.Join('\n', lines) + "\n");
        _files.Add(file);
        _tex.Append($"\\addplot[forget plot, {options}] table[x=x, y=y] {{{file.Name}}};\n");
    }

    private bool IsZero(double y) => double.IsNegativeInfinity(panel.Y.ToUnits(y, series.YIsNaturalLog));

    private string Pair(double x, double y) => $"{X(x)} {Y(y)}";

    private string X(double x) => _x.FromData(x, isNaturalLog: false);

    private string Y(double y) => _y.FromData(y, series.YIsNaturalLog);
}
