using System.Text;
using static RandomLandscapes.Figures.SvgCanvas;

namespace RandomLandscapes.Figures;

/// <summary>Draws one panel: series, frame, ticks and labels.</summary>
internal static class SvgPanel
{
    public static void Draw(SvgCanvas canvas, PanelLayout panel, StyleSheet styles)
    {
        canvas.Open("g", ("id", panel.Id), ("class", "panel"));
        if (panel.Scale < 1)
            SvgWriter.Frame(canvas, panel.Outer, "inset-ground", "#ffffff");
        foreach (var series in panel.Panel.Series.OrderBy(DrawingOrder))
            SvgSeries.Draw(canvas, panel, series, styles[series]);
        SvgWriter.Frame(canvas, panel.Frame, "frame", "none", "#000000");
        DrawTickMarks(canvas, panel);
        DrawTickLabels(canvas, panel);
        DrawLabels(canvas, panel);
        if (panel.Bar is { } bar)
            SvgContours.DrawBar(canvas, panel, bar);
        canvas.Close("g");
    }

    private static int DrawingOrder(Series series) => series switch
    {
        ContourSeries => -1,
        BandSeries => 0,
        BarSeries => 1,
        PointSeries { Interval: IntervalShape.Range } => 2,
        StepSeries or LineSeries or TrackSeries => 3,
        MarkerSeries => 5,
        _ => 4,
    };

    private static void DrawTickMarks(SvgCanvas canvas, PanelLayout panel)
    {
        var path = new StringBuilder();
        foreach (var tick in panel.XTicks)
        {
            var length = panel.Scale * (tick.IsMajor ? Measures.MajorTick : Measures.MinorTick);
            var x = N(panel.PlaceXUnits(tick.Position));
            path.Append($"M{x} {N(panel.Frame.Bottom)}v{N(-length)}M{x} {N(panel.Frame.Top)}v{N(length)}");
        }

        foreach (var tick in panel.YTicks)
        {
            var length = panel.Scale * (tick.IsMajor ? Measures.MajorTick : Measures.MinorTick);
            var y = N(panel.PlaceYUnits(tick.Position));
            path.Append($"M{N(panel.Frame.Left)} {y}h{N(length)}M{N(panel.Frame.Right)} {y}h{N(-length)}");
        }

        canvas.Element("path", ("class", "ticks"), ("d", path.ToString()), ("stroke", "#000000"), ("stroke-width", "0.6"), ("fill", "none"));
    }

    private static void DrawTickLabels(SvgCanvas canvas, PanelLayout panel)
    {
        var font = panel.Scale * Measures.TickFont;
        var gap = panel.Scale * Measures.TickGap;
        foreach (var tick in panel.XTicks)
        {
            if (tick.Label is { } label)
                canvas.Text(label, panel.PlaceXUnits(tick.Position), panel.Frame.Bottom + gap + (0.85 * font), font, ("class", "x-tick-label"), ("text-anchor", "middle"));
        }

        foreach (var tick in panel.YTicks)
        {
            if (tick.Label is { } label)
                canvas.Text(label, panel.Frame.Left - gap, panel.PlaceYUnits(tick.Position) + (0.35 * font), font, ("class", "y-tick-label"), ("text-anchor", "end"));
        }
    }

    private static void DrawLabels(SvgCanvas canvas, PanelLayout panel)
    {
        var font = panel.Scale * Measures.LabelFont;
        var frame = panel.Frame;
        var middle = frame.Left + (0.5 * frame.Width);
        var below = panel.Scale * (Measures.TickGap + Measures.TickFont + Measures.LabelGap);
        canvas.Text(panel.Panel.X.Label, middle, frame.Bottom + below + (0.85 * font), font, ("class", "axis-label"), ("text-anchor", "middle"));
        var x = frame.Left - panel.YLabelOffset + (0.35 * font);
        var y = frame.Top + (0.5 * frame.Height);
        canvas.Text(panel.Panel.Y.Label, x, y, font, ("class", "axis-label"), ("text-anchor", "middle"), ("transform", $"rotate(-90 {N(x)} {N(y)})"));
        var titleFont = panel.Scale * Measures.PanelTitleFont;
        canvas.Text(panel.Panel.Title, frame.Left, frame.Top - (5 * panel.Scale), titleFont, ("class", "panel-title"), ("font-weight", "bold"));
        foreach (var note in panel.Panel.Annotations)
        {
            var anchor = note.Anchor switch { TextAnchor.Middle => "middle", TextAnchor.End => "end", _ => "start" };
            canvas.Text(note.Text, panel.PlaceX(note.X), panel.PlaceY(note.Y, note.YIsNaturalLog), panel.Scale * Measures.TickFont, ("class", "annotation"), ("text-anchor", anchor));
        }
    }
}
