namespace RandomLandscapes.Figures;

/// <summary>Everything about a figure that does not depend on the output format.</summary>
internal sealed record FigureLayout(
    Figure Figure, double Width, double Height, IReadOnlyList<PanelLayout> Panels, LegendLayout? Legend, StyleSheet Styles)
{
    /// <summary>Gets all panels, insets after the panels that hold them.</summary>
    public IEnumerable<PanelLayout> AllPanels => Panels.SelectMany(p => p.Inset is null ? [p] : new[] { p, p.Inset });
}
