using System.Text;
using static RandomLandscapes.Figures.SvgCanvas;

namespace RandomLandscapes.Figures;

/// <summary>Draws one series: lines, bands and bars cut at the frame, markers whole or not at all.</summary>
internal static class SvgSeries
{
    public static void Draw(SvgCanvas canvas, PanelLayout panel, Series series, ResolvedStyle style)
    {
        canvas.Open("g", ("class", "series " + series.Kind), ("clip-path", $"url(#{panel.Id}-clip)"));
        switch (series)
        {
            case LineSeries line:
                Stroke(canvas, Polyline(line.Points.Select(p => (panel.PlaceX(p.X), panel.PlaceY(p.Y, line.YIsNaturalLog)))), style, panel.Scale);
                break;
            case StepSeries steps:
                Stroke(canvas, Polyline(steps.Values.SelectMany((v, i) => new[] { (panel.PlaceX(steps.Edges[i]), panel.PlaceY(v, steps.YIsNaturalLog)), (panel.PlaceX(steps.Edges[i + 1]), panel.PlaceY(v, steps.YIsNaturalLog)) })), style, panel.Scale);
                break;
            case BandSeries band:
                var outline = band.Points.Select(p => (panel.PlaceX(p.X), panel.PlaceY(p.High, band.YIsNaturalLog)))
                    .Concat(band.Points.Reverse().Select(p => (panel.PlaceX(p.X), panel.PlaceY(p.Low, band.YIsNaturalLog))));
                canvas.Element("path", ("class", "area"), ("d", Polyline(outline) + "Z"), ("fill", style.Hex), ("fill-opacity", "0.22"));
                break;
            case BarSeries bars:
                DrawBars(canvas, panel, bars, style);
                break;
            case ContourSeries contours:
                SvgContours.Draw(canvas, panel, contours, style);
                break;
            case TrackSeries tracks:
                Stroke(canvas, string.Concat(tracks.Tracks.Select(t => Polyline(t.Select(p => (panel.PlaceX(p.X), panel.PlaceY(p.Y, tracks.YIsNaturalLog)))))), style, panel.Scale, tracks.Width);
                break;
        }

        if (series is PointSeries or BarSeries)
            DrawIntervals(canvas, panel, series, style);
        canvas.Close("g");
        DrawMarkers(canvas, panel, series, style);
    }

    /// <summary>Draws the little picture of a series beside its name in the legend.</summary>
    public static void DrawSample(SvgCanvas canvas, Series series, ResolvedStyle style, double left, double middle)
    {
        var right = left + Measures.LegendSample;
        var centre = 0.5 * (left + right);
        switch (series)
        {
            case BandSeries or BarSeries:
                canvas.Element("rect", ("x", N(left + 3)), ("y", N(middle - 3.5)), ("width", N(Measures.LegendSample - 6)), ("height", "7"), ("fill", style.Hex), ("fill-opacity", "0.28"), ("stroke", series is BarSeries ? style.Hex : "none"), ("stroke-width", "0.8"));
                break;
            case PointSeries { Interval: IntervalShape.Range }:
                RangeBar(canvas, centre, middle - 5, middle + 5, style, 1);
                Marker(canvas, centre, middle, style, 1);
                break;
            case PointSeries:
                Whisker(canvas, centre, middle - 5, middle + 5, style, 1);
                Marker(canvas, centre, middle, style, 1);
                break;
            case MarkerSeries places:
                Marker(canvas, centre, middle, style, places.Size, hasRim: true);
                break;
            case ContourSeries { Filled: true }:
                SvgContours.DrawSample(canvas, left + 3, middle - 3.5, Measures.LegendSample - 6, 7);
                break;
            default:
                Stroke(canvas, $"M{N(left)} {N(middle)}H{N(right)}", style, 1, series is TrackSeries tracks ? tracks.Width : 1);
                if (series is LineSeries { ShowMarkers: true })
                    Marker(canvas, centre, middle, style, 0.75);
                break;
        }
    }

    private static void DrawBars(SvgCanvas canvas, PanelLayout panel, BarSeries bars, ResolvedStyle style)
    {
        var ground = panel.Y.Scale == AxisScale.Log10 ? panel.Frame.Bottom : panel.PlaceY(0);
        foreach (var bar in bars.Bars)
        {
            var top = panel.PlaceY(bar.Value, bars.YIsNaturalLog);
            if (!double.IsFinite(top))
                continue;
            var left = panel.PlaceX(bar.Left);
            canvas.Element("rect", ("class", "bar"), ("x", N(left)), ("y", N(Math.Min(top, ground))), ("width", N(panel.PlaceX(bar.Right) - left)), ("height", N(Math.Abs(ground - top))), ("fill", style.Hex), ("fill-opacity", "0.28"), ("stroke", style.Hex), ("stroke-width", "0.8"));
        }
    }

    private static void DrawIntervals(SvgCanvas canvas, PanelLayout panel, Series series, ResolvedStyle style)
    {
        var isRange = series is PointSeries { Interval: IntervalShape.Range };
        foreach (var row in series.Rows)
        {
            var x = row.X + series.DrawnShift;
            if (!panel.X.Contains(panel.X.ToUnits(x)) || row is not { Y: { } y, Low: { } low, High: { } high })
                continue;
            var place = panel.PlaceX(x);
            var top = panel.PlaceY(high, series.YIsNaturalLog);
            if (double.IsNegativeInfinity(panel.Y.ToUnits(y, series.YIsNaturalLog)))
            {
                UpperLimit(canvas, panel, place, top, style);
                continue;
            }

            // A lower end of zero on a logarithmic axis runs out of the frame.
            var bottom = Math.Min(panel.PlaceY(low, series.YIsNaturalLog), panel.Frame.Bottom + 50);
            if (isRange)
                RangeBar(canvas, place, top, bottom, style, panel.Scale);
            else
                Whisker(canvas, place, top, bottom, style, panel.Scale);
        }
    }

    private static void DrawMarkers(SvgCanvas canvas, PanelLayout panel, Series series, ResolvedStyle style)
    {
        if (series is not (PointSeries or MarkerSeries or LineSeries { ShowMarkers: true }))
            return;
        var scale = series switch { PointSeries => 1, MarkerSeries places => places.Size, _ => 0.75 };
        canvas.Open("g", ("class", "markers " + series.Kind));
        foreach (var row in series.Rows)
        {
            var x = row.X + series.DrawnShift;
            if (row.Y is { } y && panel.Shows(x, y, series.YIsNaturalLog))
                Marker(canvas, panel.PlaceX(x), panel.PlaceY(y, series.YIsNaturalLog), style, panel.Scale * scale, series is MarkerSeries);
        }

        canvas.Close("g");
    }

    private static void Whisker(SvgCanvas canvas, double x, double top, double bottom, ResolvedStyle style, double scale)
    {
        var cap = $"h{N(2 * scale * Measures.CapHalfWidth)}";
        var left = N(x - (scale * Measures.CapHalfWidth));
        canvas.Element("path", ("class", "interval"), ("d", $"M{N(x)} {N(top)}V{N(bottom)}M{left} {N(top)}{cap}M{left} {N(bottom)}{cap}"), ("stroke", style.Hex), ("stroke-width", N(scale * 1)), ("fill", "none"));
    }

    private static void RangeBar(SvgCanvas canvas, double x, double top, double bottom, ResolvedStyle style, double scale) =>
        canvas.Element("path", ("class", "interval"), ("d", $"M{N(x)} {N(top)}V{N(bottom)}"), ("stroke", style.Hex), ("stroke-opacity", "0.35"), ("stroke-width", N(scale * Measures.RangeWidth)), ("fill", "none"));

    private static void UpperLimit(SvgCanvas canvas, PanelLayout panel, double x, double top, ResolvedStyle style)
    {
        var length = Math.Clamp(panel.Frame.Bottom - top - 1, 5, panel.Scale * Measures.ArrowLength);
        var half = panel.Scale * Measures.CapHalfWidth;
        var head = $"M{N(x - half)} {N(top + length - (1.6 * half))}L{N(x)} {N(top + length)}L{N(x + half)} {N(top + length - (1.6 * half))}";
        canvas.Element("path", ("class", "upper-limit"), ("d", $"M{N(x)} {N(top)}V{N(top + length)}M{N(x - (1.3 * half))} {N(top)}h{N(2.6 * half)}{head}"), ("stroke", style.Hex), ("stroke-width", N(1.1 * panel.Scale)), ("fill", "none"));
    }

    private static void Marker(SvgCanvas canvas, double x, double y, ResolvedStyle style, double scale, bool hasRim = false) => canvas.Element(
        "path",
        ("class", "marker"),
        ("transform", $"translate({N(x)} {N(y)})"),
        ("d", MarkerPath(style.Marker, scale * Measures.MarkerRadius)),
        ("fill", style.Marker == MarkerShape.Cross ? "none" : style.OpenMarker ? "#ffffff" : style.Hex),
        ("stroke", hasRim && !style.OpenMarker && style.Marker != MarkerShape.Cross ? "#ffffff" : style.Hex),
        ("stroke-width", N(style.OpenMarker || style.Marker == MarkerShape.Cross ? 1.1 * scale : hasRim ? Measures.ThinLine : 0.4 * scale)));

    private static string MarkerPath(MarkerShape shape, double r) => shape switch
    {
        MarkerShape.Circle => $"M{N(-r)} 0a{N(r)} {N(r)} 0 1 0 {N(2 * r)} 0a{N(r)} {N(r)} 0 1 0 {N(-2 * r)} 0Z",
        MarkerShape.Square => $"M{N(-0.9 * r)} {N(-0.9 * r)}h{N(1.8 * r)}v{N(1.8 * r)}h{N(-1.8 * r)}Z",
        MarkerShape.TriangleUp => Star(3, 1.3 * r, -0.5),
        MarkerShape.TriangleDown => Star(3, 1.3 * r, 0.5),
        MarkerShape.Diamond => Star(4, 1.3 * r, 0.5),
        MarkerShape.Pentagon => Star(5, 1.12 * r, -0.5),
        _ => $"M{N(-r)} {N(-r)}L{N(r)} {N(r)}M{N(-r)} {N(r)}L{N(r)} {N(-r)}",
    };

    /// <summary>Draws a regular polygon whose first corner stands at a multiple of pi.</summary>
    private static string Star(int corners, double radius, double turn) =>
        Polyline(Enumerable.Range(0, corners).Select(i => double.SinCosPi(turn + (2.0 * i / corners))).Select(t => (radius * t.CosPi, radius * t.SinPi))) + "Z";

    internal static string Polyline(IEnumerable<(double X, double Y)> places)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in places)
            path.Append(path.Length == 0 ? 'M' : 'L').Append(N(x)).Append(' ').Append(N(y));
        return path.ToString();
    }

    private static void Stroke(SvgCanvas canvas, string path, ResolvedStyle style, double scale, double width = 1) => canvas.Element(
        "path",
        ("class", "curve"),
        ("d", path),
        ("stroke", style.Hex),
        ("stroke-width", N(scale * width * Measures.LineWidth)),
        ("stroke-dasharray", style.Dash == DashPattern.Solid ? "none" : string.Join(' ', Palette.Strokes(style.Dash).Select(N))),
        ("stroke-linejoin", "round"),
        ("fill", "none"));
}
