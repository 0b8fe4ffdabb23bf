using static RandomLandscapes.Figures.SvgCanvas;

namespace RandomLandscapes.Figures;

/// <summary>Draws figures as SVG 1.1 that stands alone: no script, no style sheet, no font but the reader's own.</summary>
/// <remarks>One user unit is a point of 1/72 inch. Every id begins with the figure's name and two hyphens, so figures of different names can be inlined side by side.</remarks>
public sealed class SvgWriter : IFigureWriter
{
    /// <inheritdoc/>
    public string Format => "svg";

    /// <inheritdoc/>
    public IReadOnlyList<FigureFile> Write(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return [new FigureFile(figure.Name + ".svg", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Render(figure))];
    }

    /// <summary>Draws a figure as an <c>svg</c> element without an XML declaration, for inlining in HTML.</summary>
    /// <param name="figure">The figure.</param>
    public static string Render(Figure figure)
    {
        var layout = FigureLayoutBuilder.Build(figure);
        var canvas = new SvgCanvas();
        canvas.Open(
            "svg",
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("width", N(layout.Width) + "pt"),
            ("height", N(layout.Height) + "pt"),
            ("viewBox", $"0 0 {N(layout.Width)} {N(layout.Height)}"),
            ("role", "img"),
            ("aria-labelledby", $"{figure.Name}--title {figure.Name}--desc"),
            ("font-family", "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"));
        canvas.PlainElement("title", figure.Name + "--title", (figure.Title ?? figure.Caption).ToString());
        canvas.PlainElement("desc", figure.Name + "--desc", figure.Caption.ToString());
        canvas.Open("defs");
        foreach (var panel in layout.AllPanels)
        {
            canvas.Open("clipPath", ("id", panel.Id + "-clip"));
            Frame(canvas, panel.Frame, "clip", "none");
            canvas.Close("clipPath");
        }

        canvas.Close("defs");
        canvas.Element("rect", ("width", N(layout.Width)), ("height", N(layout.Height)), ("fill", "#ffffff"));
        if (figure.Title is { } title)
            canvas.Text(title, 0.5 * layout.Width, Measures.Margin + (0.85 * Measures.FigureTitleFont), Measures.FigureTitleFont, ("class", "figure-title"), ("text-anchor", "middle"), ("font-weight", "bold"));
        foreach (var panel in layout.AllPanels)
            SvgPanel.Draw(canvas, panel, layout.Styles);
        if (layout.Legend is { } legend)
            DrawLegend(canvas, legend, layout.Styles);
        canvas.Close("svg");
        return canvas.ToString();
    }

    /// <summary>Draws a rectangle.</summary>
    internal static void Frame(SvgCanvas canvas, Rectangle frame, string name, string fill, string stroke = "none") => canvas.Element(
        "rect",
        ("class", name),
        ("x", N(frame.Left)),
        ("y", N(frame.Top)),
        ("width", N(frame.Width)),
        ("height", N(frame.Height)),
        ("fill", fill),
        ("stroke", stroke),
        ("stroke-width", N(Measures.ThinLine)));

    private static void DrawLegend(SvgCanvas canvas, LegendLayout legend, StyleSheet styles)
    {
        canvas.Open("g", ("class", "legend"));
        if (legend.IsFramed)
            Frame(canvas, legend.Box, "legend-box", "#ffffff", "#999999");
        foreach (var entry in legend.Entries)
        {
            foreach (var series in entry.Samples.DistinctBy(s => (s.Kind, styles[s])))
                SvgSeries.DrawSample(canvas, series, styles[series], entry.Left, entry.Middle);
            canvas.Text(entry.Label, entry.Left + Measures.LegendSample + Measures.LegendGap, entry.Middle + (0.35 * Measures.LegendFont), Measures.LegendFont);
        }

        canvas.Close("g");
    }
}
