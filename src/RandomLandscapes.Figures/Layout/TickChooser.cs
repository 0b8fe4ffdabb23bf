namespace RandomLandscapes.Figures;

/// <summary>Finds the densest ticks whose labels keep clear of each other.</summary>
internal static class TickChooser
{
    /// <summary>Chooses the ticks of a horizontal axis, where the width of the labels decides.</summary>
    public static IReadOnlyList<Tick> Horizontal(AxisRange range, double length, double fontSize) =>
        Choose(range, length, label => TextWidth.Measure(label, fontSize), 0.9 * fontSize, 9);

    /// <summary>Chooses the ticks of a vertical axis, where the height of the labels decides.</summary>
    public static IReadOnlyList<Tick> Vertical(AxisRange range, double length, double fontSize) =>
        Choose(range, length, _ => fontSize, 0.8 * fontSize, 8);

    private static IReadOnlyList<Tick> Choose(AxisRange range, double length, Func<RichText, double> extent, double gap, int mostLabels)
    {
        for (var labels = mostLabels; labels > 2; labels--)
        {
            var ticks = Generate(range, length, labels);
            if (AreClear(ticks, range, length, extent, gap))
                return ticks;
        }

        return Generate(range, length, 2);
    }

    private static IReadOnlyList<Tick> Generate(AxisRange range, double length, int labels) => range.Scale == AxisScale.Log10
        ? LogTicks.Generate(range.Minimum, range.Maximum, labels, length)
        : LinearTicks.Generate(range.Minimum, range.Maximum, labels);

    private static bool AreClear(IReadOnlyList<Tick> ticks, AxisRange range, double length, Func<RichText, double> extent, double gap)
    {
        var previousEnd = double.NegativeInfinity;
        foreach (var tick in ticks.OrderBy(t => t.Position))
        {
            if (tick.Label is null)
                continue;
            var centre = range.ToFraction(tick.Position) * length;
            var half = 0.5 * extent(tick.Label);
            if (centre - half < previousEnd + gap)
                return false;
            previousEnd = centre + half;
        }

        return true;
    }
}
