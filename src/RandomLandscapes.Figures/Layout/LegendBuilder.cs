namespace RandomLandscapes.Figures;

/// <summary>Collects the entries of a legend and finds a place for them that covers no data.</summary>
internal sealed class LegendBuilder
{
    private const double Inner = 5;

    private readonly IReadOnlyList<(RichText Label, IReadOnlyList<Series> Samples)> _entries;
    private readonly double _entryWidth;

    public LegendBuilder(Figure figure)
    {
        _entries = [.. figure.Panels.SelectMany(StyleSheet.AllSeries)
            .Where(s => !s.Label.IsEmpty)
            .GroupBy(s => s.Label)
            .Select(g => (g.Key, (IReadOnlyList<Series>)g.ToArray()))];
        _entryWidth = Measures.LegendSample + Measures.LegendGap
            + _entries.Select(e => TextWidth.Measure(e.Label, Measures.LegendFont)).DefaultIfEmpty().Max();
    }

    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Gets the width of one column.</summary>
    public double ColumnWidth => _entryWidth;

    /// <summary>Gets the height of all entries in one column.</summary>
    public double ColumnHeight => _entries.Count * Measures.LegendRow;

    /// <summary>Spreads the entries over the width of the figure, in as few rows as fit.</summary>
    public LegendLayout Below(double left, double top, double width)
    {
        var fitting = Math.Clamp((int)((width + Measures.LegendColumnGap) / (_entryWidth + Measures.LegendColumnGap)), 1, _entries.Count);
        var rows = (_entries.Count + fitting - 1) / fitting;
        var columns = (_entries.Count + rows - 1) / rows;
        var total = (columns * _entryWidth) + ((columns - 1) * Measures.LegendColumnGap);
        var box = new Rectangle(left + Math.Max(0, 0.5 * (width - total)), top, total, rows * Measures.LegendRow);
        return Fill(box, columns, isFramed: false);
    }

    /// <summary>Stacks the entries in one column.</summary>
    public LegendLayout Stacked(double left, double top) =>
        Fill(new Rectangle(left, top, _entryWidth, ColumnHeight), columns: 1, isFramed: false);

    /// <summary>Stacks the entries in a corner of a panel that is free of data; null where there is none.</summary>
    public LegendLayout? Inside(PanelLayout panel)
    {
        const double distance = 7;
        var width = _entryWidth + (2 * Inner);
        var height = ColumnHeight + (2 * Inner);
        var obstacles = Obstacles.Of(panel).ToArray();
        foreach (var corner in Enum.GetValues<Corner>())
        {
            var left = corner is Corner.TopLeft or Corner.BottomLeft ? panel.Frame.Left + distance : panel.Frame.Right - distance - width;
            var top = corner is Corner.TopLeft or Corner.TopRight ? panel.Frame.Top + distance : panel.Frame.Bottom - distance - height;
            var box = new Rectangle(left, top, width, height);
            if (panel.Frame.Contains(box.Left, box.Top) && panel.Frame.Contains(box.Right, box.Bottom) && !obstacles.Any(o => Obstacles.Overlap(o, box)))
                return Fill(box, columns: 1, isFramed: true);
        }

        return null;
    }

    private LegendLayout Fill(Rectangle box, int columns, bool isFramed)
    {
        var inner = isFramed ? Inner : 0;
        var entries = _entries.Select((entry, i) => new LegendEntry(
            entry.Label,
            entry.Samples,
            box.Left + inner + (i % columns * (_entryWidth + Measures.LegendColumnGap)),
            box.Top + inner + (((i / columns) + 0.5) * Measures.LegendRow)));
        return new LegendLayout(box, [.. entries], columns, isFramed);
    }
}
