using System.Globalization;
using System.Text;
using static RandomLandscapes.Figures.PgfCoordinates;

namespace RandomLandscapes.Figures;

/// <summary>Writes figures for LaTeX: a stand-alone <c>.tex</c> file and the data files that it reads by relative name.</summary>
/// <remarks>
/// Needs pgfplots 1.16 or later. The <c>tikzpicture</c> can be lifted into a paper, which then sets it in its own fonts;
/// the colours and the mark <c>upper limit</c> of the preamble go with it.
/// </remarks>
public sealed class PgfplotsWriter : IFigureWriter
{
    private const string UpperLimitMark = """
        \pgfdeclareplotmark{upper limit}{%
          \pgfpathmoveto{\pgfqpoint{-3bp}{0bp}}\pgfpathlineto{\pgfqpoint{3bp}{0bp}}%
          \pgfpathmoveto{\pgfqpoint{0bp}{0bp}}\pgfpathlineto{\pgfqpoint{0bp}{-13bp}}%
          \pgfpathmoveto{\pgfqpoint{-2.3bp}{-9.3bp}}\pgfpathlineto{\pgfqpoint{0bp}{-13bp}}\pgfpathlineto{\pgfqpoint{2.3bp}{-9.3bp}}%
          \pgfusepathqstroke}
        """;

    /// <inheritdoc/>
    public string Format => "tex";

    /// <inheritdoc/>
    public IReadOnlyList<FigureFile> Write(Figure figure)
    {
        var layout = FigureLayoutBuilder.Build(figure);
        var files = new List<FigureFile>();
        var tex = new StringBuilder();
        tex.Append("% ").Append(figure.Caption.ToString().ReplaceLineEndings(" ")).Append('\n');
        tex.Append("\\documentclass[border=2bp]{standalone}\n\\usepackage{pgfplots}\n\\pgfplotsset{compat=1.16}\n");
        foreach (var (name, hex) in Palette.Colours)
            tex.Append($"\\definecolor{{{name}}}{{HTML}}{{{hex}}}\n");
        tex.Append(UpperLimitMark.ReplaceLineEndings("\n")).Append('\n');
        tex.Append("\\begin{document}\n\\begin{tikzpicture}\n");
        if (figure.Title is { } title)
            tex.Append($"\\node[anchor=north, font=\\bfseries] at ({Length(0.5 * layout.Width)},{Length(layout.Height - Measures.Margin)}) {{{TexText.Render(title)}}};\n");
        foreach (var panel in layout.AllPanels)
            AppendPanel(tex, panel, layout, files);
        tex.Append("\\end{tikzpicture}\n\\end{document}\n");
        return [new FigureFile(figure.Name + ".tex", tex.ToString()), .. files];
    }

    private static void AppendPanel(StringBuilder tex, PanelLayout panel, FigureLayout layout, List<FigureFile> files)
    {
        if (panel.Scale < 1)
            tex.Append($"\\fill[white] ({Length(panel.Outer.Left)},{Length(layout.Height - panel.Outer.Bottom)}) rectangle ({Length(panel.Outer.Right)},{Length(layout.Height - panel.Outer.Top)});\n");
        tex.Append("\\begin{axis}[\n");
        AppendOptions(tex, panel, layout);
        tex.Append("]\n");
        for (var i = 0; i < panel.Panel.Series.Count; i++)
        {
            var series = panel.Panel.Series[i];
            var writer = new PgfSeries(panel, series, layout.Styles[series], $"{panel.Id}-series{(i + 1).ToString(CultureInfo.InvariantCulture)}");
            tex.Append(writer.Write());
            files.AddRange(writer.Files);
        }

        foreach (var note in panel.Panel.Annotations)
        {
            var anchor = note.Anchor switch { TextAnchor.Middle => "base", TextAnchor.End => "base east", _ => "base west" };
            var x = new PgfCoordinates(panel.X).FromData(note.X, isNaturalLog: false);
            var y = new PgfCoordinates(panel.Y).FromData(note.Y, note.YIsNaturalLog);
            tex.Append($"\\node[anchor={anchor}, inner sep=0bp, font=\\footnotesize] at (axis cs:{x},{y}) {{{TexText.Render(note.Text)}}};\n");
        }

        if (ReferenceEquals(panel, layout.Panels[0]) && layout.Legend is { } legend)
            AppendLegend(tex, legend, layout.Styles);
        tex.Append("\\end{axis}\n");
        if (panel.Bar is { } bar)
            AppendBar(tex, panel, bar, layout);
    }

    /// <summary>The scale bar is an axis of its own, with its numbers and its label on the right.</summary>
    private static void AppendBar(StringBuilder tex, PanelLayout panel, ScaleBar bar, FigureLayout layout)
    {
        var coordinates = new PgfCoordinates(bar.Range);
        tex.Append("\\begin{axis}[\n");
        tex.Append($"  at={{({Length(bar.Box.Left)},{Length(layout.Height - bar.Box.Bottom)})}}, anchor=south west,\n");
        tex.Append($"  scale only axis, width={Length(bar.Box.Width)}, height={Length(bar.Box.Height)}, axis on top,\n");
        tex.Append($"  label style={{font={(panel.Scale < 1 ? "\\scriptsize" : "\\small")}}}, tick label style={{font={(panel.Scale < 1 ? "\\tiny" : "\\footnotesize")}}},\n");
        tex.Append("  xmin=0, xmax=1, xtick=\\empty, yticklabel pos=right, ytick align=outside, ytick pos=right,\n");
        tex.Append($"  ymin={coordinates.Minimum}, ymax={coordinates.Maximum}, ylabel={{{TexText.Render(bar.Series.ScaleLabel)}}},\n");
        tex.Append($"  ytick={{{string.Join(',', bar.Ticks.Where(t => t.IsMajor).Select(t => coordinates.FromUnits(t.Position)))}}},\n");
        tex.Append($"  yticklabels={{{string.Join(',', bar.Ticks.Where(t => t.IsMajor).Select(t => "{" + TexText.Render(t.Label!) + "}"))}}},\n");
        tex.Append("  scaled y ticks=false,\n]\n");
        foreach (var (band, low, high) in bar.Series.Bands)
        {
            var (from, to) = (Number(low), Number(high));
            tex.Append($"\\addplot[forget plot, draw=none, fill={{{ColourRamp.Tex(ColourRamp.Of(band, bar.Series.BandCount))}}}, mark=none] coordinates {{(0,{from}) (1,{from}) (1,{to}) (0,{to})}};\n");
        }

        tex.Append("\\end{axis}\n");
    }

    private static void AppendOptions(StringBuilder tex, PanelLayout panel, FigureLayout layout)
    {
        var frame = panel.Frame;
        var isInset = panel.Scale < 1;
        tex.Append($"  at={{({Length(frame.Left)},{Length(layout.Height - frame.Bottom)})}}, anchor=south west,\n");
        tex.Append($"  scale only axis, width={Length(frame.Width)}, height={Length(frame.Height)}, clip mode=individual,{(panel.Panel.Series.Any(s => s is ContourSeries { Filled: true }) ? " axis on top," : string.Empty)}\n");
        tex.Append($"  label style={{font={(isInset ? "\\scriptsize" : "\\small")}}}, tick label style={{font={(isInset ? "\\tiny" : "\\footnotesize")}}},\n");
        tex.Append($"  title={{{TexText.Render(panel.Panel.Title)}}}, title style={{at={{(0,1)}}, anchor=south west, inner xsep=0bp, font=\\bfseries{(isInset ? "\\scriptsize" : "\\small")}}},\n");
        AppendAxis(tex, 'x', panel.Panel.X, panel.X, panel.XTicks);
        AppendAxis(tex, 'y', panel.Panel.Y, panel.Y, panel.YTicks);
        if (!ReferenceEquals(panel, layout.Panels[0]) || layout.Legend is not { } legend)
            return;
        // The centre of the box is kept, because the legend grows or shrinks with the fonts of the paper.
        var x = (legend.Box.Left + (0.5 * legend.Box.Width) - frame.Left) / frame.Width;
        var y = (frame.Bottom - legend.Box.Top) / frame.Height;
        tex.Append($"  legend columns={legend.ColumnCount.ToString(CultureInfo.InvariantCulture)},\n");
        tex.Append($"  legend style={{at={{({Short(x)},{Short(y)})}}, anchor=north, draw={(legend.IsFramed ? "black!40" : "none")}, font=\\footnotesize, cells={{anchor=west}}}},\n");
    }

    private static void AppendAxis(StringBuilder tex, char letter, Axis axis, AxisRange range, IReadOnlyList<Tick> ticks)
    {
        var coordinates = new PgfCoordinates(range);
        if (coordinates.IsNativeLog)
            tex.Append($"  {letter}mode=log,\n");
        tex.Append($"  {letter}min={coordinates.Minimum}, {letter}max={coordinates.Maximum}, {letter}label={{{TexText.Render(axis.Label)}}},\n");
        tex.Append($"  {letter}tick={{{string.Join(',', ticks.Where(t => t.IsMajor).Select(t => coordinates.FromUnits(t.Position)))}}},\n");
        tex.Append($"  {letter}ticklabels={{{string.Join(',', ticks.Where(t => t.IsMajor).Select(t => "{" + TexText.Render(t.Label!) + "}"))}}},\n");
        tex.Append($"  minor {letter}tick={{{string.Join(',', ticks.Where(t => !t.IsMajor).Select(t => coordinates.FromUnits(t.Position)))}}},\n");
        tex.Append($"  scaled {letter} ticks=false,\n");
    }

    private static void AppendLegend(StringBuilder tex, LegendLayout legend, StyleSheet styles)
    {
        foreach (var entry in legend.Entries)
        {
            var main = entry.Samples[0];
            tex.Append($"\\addlegendimage{{{PgfSeries.LegendOptions(main, styles[main])}}}\n\\addlegendentry{{{TexText.Render(entry.Label)}}}\n");
        }
    }

    private static string Short(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
