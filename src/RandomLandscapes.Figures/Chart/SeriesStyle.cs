namespace RandomLandscapes.Figures;

/// <summary>Wishes for the look of a series; whatever is null is chosen so that series differ in colour and in grey.</summary>
/// <param name="Hue">Number of the colour in the palette (taken modulo its length); series that belong together share one.</param>
/// <param name="Marker">Shape of the markers.</param>
/// <param name="OpenMarker">Whether markers are hollow, for instance for enumeration against sampling.</param>
/// <param name="Dash">Pattern of the line.</param>
public sealed record SeriesStyle(int? Hue = null, MarkerShape? Marker = null, bool OpenMarker = false, DashPattern? Dash = null)
{
    /// <summary>Gets the style without wishes.</summary>
    public static SeriesStyle Automatic { get; } = new();
}
