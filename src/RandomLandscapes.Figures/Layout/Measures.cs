namespace RandomLandscapes.Figures;

/// <summary>The sizes that a figure is set in, in points of 1/72 inch.</summary>
internal static class Measures
{
    public const double LabelFont = 9;
    public const double TickFont = 8;
    public const double PanelTitleFont = 9;
    public const double FigureTitleFont = 10.5;
    public const double LegendFont = 8;
    public const double InsetScale = 0.82;
    public const double Margin = 5;
    public const double MajorTick = 4;
    public const double MinorTick = 2.2;
    public const double TickGap = 3.5;
    public const double LabelGap = 4;
    public const double ColumnGap = 14;
    public const double RowGap = 12;
    public const double LineWidth = 1.3;
    public const double ThinLine = 0.75;
    public const double MarkerRadius = 2.7;
    public const double CapHalfWidth = 2.3;
    public const double RangeWidth = 5;
    public const double ArrowLength = 13;
    public const double ContourLine = 0.35;
    public const double ScaleBarGap = 9;
    public const double ScaleBarWidth = 9;
    public const double LegendSample = 24;
    public const double LegendGap = 5;
    public const double LegendColumnGap = 16;
    public const double LegendRow = 12.5;
}
