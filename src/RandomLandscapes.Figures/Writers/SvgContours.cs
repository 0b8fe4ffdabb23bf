using static RandomLandscapes.Figures.SvgCanvas;

namespace RandomLandscapes.Figures;

/// <summary>Draws level lines, shaded bands and the scale bar.</summary>
internal static class SvgContours
{
    private const string LineColour = "#4A4A4A";

    /// <summary>Draws one path a level: the part at or above it, painted over what is below.</summary>
    public static void Draw(SvgCanvas canvas, PanelLayout panel, ContourSeries contours, ResolvedStyle style)
    {
        var grid = contours.Grid;
        var width = N(panel.Scale * Measures.ContourLine);
        if (contours.Filled)
        {
            CurvePoint[] rectangle = [new(grid.Left, grid.Bottom), new(grid.Right, grid.Bottom), new(grid.Right, grid.Top), new(grid.Left, grid.Top)];
            canvas.Element("path", ("class", "ground"), ("d", Path(panel, new LevelLine(rectangle, IsClosed: true))), ("fill", Shade(0, contours)), ("stroke", "none"));
        }

        for (var i = 0; i < contours.Levels.Count; i++)
        {
            var lines = contours.Filled ? MarchingSquares.Outlines(grid, contours.Levels[i]) : MarchingSquares.Lines(grid, contours.Levels[i]);
            if (lines.Count == 0)
                continue;
            canvas.Element(
                "path",
                ("class", "level"),
                ("d", string.Concat(lines.Select(l => Path(panel, l)))),
                ("fill", contours.Filled ? Shade(i + 1, contours) : "none"),
                ("fill-rule", "evenodd"),
                ("stroke", contours.Filled ? LineColour : style.Hex),
                ("stroke-width", width),
                ("stroke-linejoin", "round"));
        }
    }

    /// <summary>Draws the bar with a block for each band, ticks and label.</summary>
    public static void DrawBar(SvgCanvas canvas, PanelLayout panel, ScaleBar bar)
    {
        canvas.Open("g", ("class", "scale-bar"));
        foreach (var (band, low, high) in bar.Series.Bands)
        {
            var top = bar.Place(high);
            canvas.Element("rect", ("class", "shade"), ("x", N(bar.Box.Left)), ("y", N(top)), ("width", N(bar.Box.Width)), ("height", N(bar.Place(low) - top)), ("fill", Shade(band, bar.Series)), ("stroke", LineColour), ("stroke-width", N(panel.Scale * Measures.ContourLine)));
        }

        SvgWriter.Frame(canvas, bar.Box, "scale-frame", "none", "#000000");
        var font = panel.Scale * Measures.TickFont;
        foreach (var tick in bar.Ticks)
        {
            if (tick.Label is not { } label)
                continue;
            var y = bar.Place(tick.Position);
            canvas.Element("path", ("class", "ticks"), ("d", $"M{N(bar.Box.Right)} {N(y)}h{N(0.6 * panel.Scale * Measures.TickGap)}"), ("stroke", "#000000"), ("stroke-width", "0.6"), ("fill", "none"));
            canvas.Text(label, bar.Box.Right + (panel.Scale * Measures.TickGap), y + (0.35 * font), font, ("class", "scale-tick-label"), ("text-anchor", "start"));
        }

        var x = bar.Box.Right + bar.LabelOffset + (0.35 * panel.Scale * Measures.LabelFont);
        var middle = bar.Box.Top + (0.5 * bar.Box.Height);
        canvas.Text(bar.Series.ScaleLabel, x, middle, panel.Scale * Measures.LabelFont, ("class", "axis-label"), ("text-anchor", "middle"), ("transform", $"rotate(-90 {N(x)} {N(middle)})"));
        canvas.Close("g");
    }

    /// <summary>Draws the picture in a legend: dark to light.</summary>
    public static void DrawSample(SvgCanvas canvas, double left, double top, double width, double height)
    {
        const int parts = 3;
        for (var i = 0; i < parts; i++)
            canvas.Element("rect", ("x", N(left + (i * width / parts))), ("y", N(top)), ("width", N(width / parts)), ("height", N(height)), ("fill", ColourRamp.Hex(ColourRamp.Of(i, parts))), ("stroke", LineColour), ("stroke-width", N(Measures.ContourLine)));
    }

    private static string Shade(int band, ContourSeries contours) => ColourRamp.Hex(ColourRamp.Of(band, contours.BandCount));

    private static string Path(PanelLayout panel, LevelLine line) =>
        SvgSeries.Polyline(line.Points.Select(p => (panel.PlaceX(p.X), panel.PlaceY(p.Y)))) + (line.IsClosed ? "Z" : string.Empty);
}
