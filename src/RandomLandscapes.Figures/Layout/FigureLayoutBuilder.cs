namespace RandomLandscapes.Figures;

/// <summary>Places panels in a grid of equal frames, with room for every label, and the legend beside them.</summary>
internal sealed class FigureLayoutBuilder
{
    private const double PointsPerInch = 72;

    private readonly Figure _figure;
    private readonly PanelLayoutBuilder[] _panels;
    private readonly LegendBuilder _legend;
    private readonly int _columns;
    private readonly int _rows;

    private FigureLayoutBuilder(Figure figure)
    {
        _figure = figure;
        _panels = [.. figure.Panels.Select((panel, i) => new PanelLayoutBuilder(panel, $"{figure.Name}--panel{i + 1}"))];
        _legend = new LegendBuilder(figure);
        _columns = figure.ColumnCount;
        _rows = (figure.Panels.Count + _columns - 1) / _columns;
    }

    /// <summary>Lays a figure out.</summary>
    public static FigureLayout Build(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return new FigureLayoutBuilder(figure).Build();
    }

    private FigureLayout Build()
    {
        var inches = _figure.WidthInches ?? (_columns == 1 ? 5 : 7 + (3.2 * (_columns - 2)));
        var width = inches * PointsPerInch;
        var hasLegend = !_legend.IsEmpty && _figure.Legend != LegendPlacement.None;
        var isBeside = hasLegend && _figure.Legend == LegendPlacement.Right;
        var forPanels = width - (2 * Measures.Margin) - (isBeside ? _legend.ColumnWidth + Measures.LegendColumnGap : 0);
        var (frameWidth, lefts, rights) = FitColumns(forPanels);
        var panels = PlacePanels(frameWidth, lefts, rights);

        var bottom = panels.Max(p => p.Outer.Bottom);
        LegendLayout? legend = null;
        if (isBeside)
            legend = _legend.Stacked(width - Measures.Margin - _legend.ColumnWidth, panels[0].Frame.Top);
        else if (hasLegend)
            legend = _figure.Legend == LegendPlacement.Inside ? _legend.Inside(panels[0]) : null;
        if (hasLegend && legend is null)
            legend = _legend.Below(Measures.Margin, bottom + Measures.RowGap, width - (2 * Measures.Margin));
        var height = Math.Max(bottom, legend?.Box.Bottom ?? 0) + Measures.Margin;
        return new FigureLayout(_figure, width, height, panels, legend, new StyleSheet(_figure));
    }

    /// <summary>Finds the common frame width: margins depend on tick labels, which depend on the size, so a few rounds are needed.</summary>
    private (double FrameWidth, double[] Lefts, double[] Rights) FitColumns(double available)
    {
        const double narrowest = 30;
        var frameWidth = Math.Max(narrowest, (available / _columns) - 50);
        var lefts = new double[_columns];
        var rights = new double[_columns];
        for (var round = 0; round < 4; round++)
        {
            Array.Clear(lefts);
            Array.Clear(rights);
            for (var i = 0; i < _panels.Length; i++)
            {
                var column = i % _columns;
                lefts[column] = Math.Max(lefts[column], _panels[i].Left(_figure.Aspect * frameWidth));
                rights[column] = Math.Max(rights[column], _panels[i].Right(frameWidth, _figure.Aspect * frameWidth));
            }

            var free = available - lefts.Sum() - rights.Sum() - ((_columns - 1) * Measures.ColumnGap);
            frameWidth = Math.Max(narrowest, free / _columns);
        }

        return (frameWidth, lefts, rights);
    }

    private PanelLayout[] PlacePanels(double frameWidth, double[] lefts, double[] rights)
    {
        var panels = new PanelLayout[_panels.Length];
        var top = Measures.Margin + (_figure.Title is { IsEmpty: false } ? 1.7 * Measures.FigureTitleFont : 0);
        for (var row = 0; row < _rows; row++)
        {
            var inRow = Enumerable.Range(row * _columns, Math.Min(_columns, _panels.Length - (row * _columns))).ToArray();
            top += inRow.Max(i => _panels[i].Top);
            var left = Measures.Margin;
            foreach (var i in inRow)
            {
                var column = i % _columns;
                left += lefts[column];
                panels[i] = _panels[i].Place(new Rectangle(left, top, frameWidth, _figure.Aspect * frameWidth));
                left += frameWidth + rights[column] + Measures.ColumnGap;
            }

            top += (_figure.Aspect * frameWidth) + inRow.Max(i => _panels[i].Bottom) + Measures.RowGap;
        }

        return panels;
    }
}
