namespace RandomLandscapes.Figures;

/// <summary>A panel with its frame, limits and ticks decided.</summary>
internal sealed record PanelLayout(
    string Id, Panel Panel, Rectangle Frame, AxisRange X, AxisRange Y, IReadOnlyList<Tick> XTicks, IReadOnlyList<Tick> YTicks, double Scale)
{
    /// <summary>Gets the layout of the inset, if any.</summary>
    public PanelLayout? Inset { get; init; }

    /// <summary>Gets the bar that explains the shades, if any.</summary>
    public ScaleBar? Bar { get; init; }

    /// <summary>Gets the rectangle that the panel takes with everything outside its frame.</summary>
    public Rectangle Outer { get; init; }

    /// <summary>Gets the distance from the frame to the centre of the vertical axis label.</summary>
    public double YLabelOffset { get; init; }

    public double PlaceX(double value) => PlaceXUnits(X.ToUnits(value));

    public double PlaceY(double value, bool isNaturalLog = false) => PlaceYUnits(Y.ToUnits(value, isNaturalLog));

    public double PlaceXUnits(double units) => Frame.Left + (X.ToFraction(units) * Frame.Width);

    public double PlaceYUnits(double units) => Frame.Bottom - (Y.ToFraction(units) * Frame.Height);

    /// <summary>Tells whether a point is within the limits; what is not is not drawn.</summary>
    public bool Shows(double x, double y, bool isNaturalLog) => X.Contains(X.ToUnits(x)) && Y.Contains(Y.ToUnits(y, isNaturalLog));
}
