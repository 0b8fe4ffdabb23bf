namespace RandomLandscapes.Figures;

/// <summary>The look of a series after all automatic choices.</summary>
internal sealed record ResolvedStyle(int Colour, MarkerShape Marker, bool OpenMarker, DashPattern Dash)
{
    public string ColourName => Palette.Colours[Colour].Name;

    public string Hex => "#" + Palette.Colours[Colour].Hex;
}
