namespace RandomLandscapes.Figures;

/// <summary>Boxes around everything drawn in a panel, so that a legend can keep clear of it.</summary>
internal static class Obstacles
{
    private const int PartsOfSegment = 24;
    private const double Clearance = 4;

    public static bool Overlap(Rectangle a, Rectangle b) =>
        a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;

    public static IEnumerable<Rectangle> Of(PanelLayout panel)
    {
        foreach (var series in panel.Panel.Series)
        {
            Rectangle? previous = null;
            int? part = null;
            // Bands cover the whole rectangle of their grid.
            if (series is ContourSeries { Grid: var grid })
                yield return BoxOf(panel, series, new SeriesRow(grid.Left, grid.Bottom, grid.Bottom, grid.Top, XLow: grid.Left, XHigh: grid.Right));
            foreach (var row in series is ContourSeries ? [] : series.Rows)
            {
                var box = BoxOf(panel, series, row);
                if (row.Part != part)
                    (previous, part) = (null, row.Part);
                yield return box.Inflate(Clearance);
                if (previous is { } from && series is LineSeries or BandSeries or TrackSeries)
                {
                    for (var step = 1; step < PartsOfSegment; step++)
                        yield return Between(from, box, (double)step / PartsOfSegment).Inflate(Clearance);
                }

                previous = box;
            }
        }

        if (panel.Inset is { } inset)
            yield return inset.Outer;
        foreach (var note in panel.Panel.Annotations)
        {
            var width = TextWidth.Measure(note.Text, Measures.TickFont);
            var x = panel.PlaceX(note.X) - (note.Anchor == TextAnchor.End ? width : note.Anchor == TextAnchor.Middle ? 0.5 * width : 0);
            yield return new Rectangle(x, panel.PlaceY(note.Y, note.YIsNaturalLog) - Measures.TickFont, width, 1.3 * Measures.TickFont).Inflate(Clearance);
        }
    }

    private static Rectangle BoxOf(PanelLayout panel, Series series, SeriesRow row)
    {
        var left = panel.PlaceX((row.XLow ?? row.X) + series.DrawnShift);
        var right = panel.PlaceX((row.XHigh ?? row.X) + series.DrawnShift);
        var heights = row.Ordinates.Select(y => Within(panel, panel.PlaceY(y, series.YIsNaturalLog))).ToList();
        if (series is BarSeries)
            heights.Add(panel.Frame.Bottom);
        return new Rectangle(left, heights.Min(), right - left, heights.Max() - heights.Min());
    }

    private static double Within(PanelLayout panel, double y) => Math.Clamp(y, panel.Frame.Top, panel.Frame.Bottom);

    private static Rectangle Between(Rectangle a, Rectangle b, double part) => new(
        a.Left + (part * (b.Left - a.Left)),
        a.Top + (part * (b.Top - a.Top)),
        a.Width + (part * (b.Width - a.Width)),
        a.Height + (part * (b.Height - a.Height)));
}
