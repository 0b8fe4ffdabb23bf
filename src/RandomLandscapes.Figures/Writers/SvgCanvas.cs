using System.Globalization;
using System.Text;

namespace RandomLandscapes.Figures;

/// <summary>Emits SVG elements: escaped text, coordinates in hundredths of a point, no culture.</summary>
internal sealed class SvgCanvas
{
    private readonly StringBuilder _svg = new();
    private int _depth;

    /// <summary>Formats a length or coordinate.</summary>
    public static string N(double value)
    {
        var text = value.ToString("0.##", CultureInfo.InvariantCulture);
        return text is "-0" ? "0" : text;
    }

    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    public void Open(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(name, attributes);
        _svg.Append(">\n");
        _depth++;
    }

    public void Close(string name)
    {
        _depth--;
        _svg.Append(' ', _depth).Append("</").Append(name).Append(">\n");
    }

    public void Element(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(name, attributes);
        _svg.Append("/>\n");
    }

    public void PlainElement(string name, string id, string text)
    {
        Start(name, [("id", id)]);
        _svg.Append('>').Append(Escape(text)).Append("</").Append(name).Append(">\n");
    }

    /// <summary>Writes a label; scripts move by dy, which every renderer knows, unlike baseline-shift.</summary>
    public void Text(RichText text, double x, double y, double size, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        if (text.IsEmpty)
            return;
        Start("text", [("x", N(x)), ("y", N(y)), ("font-size", N(size)), ("xml:space", "preserve"), .. attributes]);
        _svg.Append('>');
        var shift = 0.0;
        foreach (var run in text.Runs)
        {
            var wanted = run.Script switch
            {
                TextScript.Superscript => -TextWidth.SuperscriptRise * size,
                TextScript.Subscript => TextWidth.SubscriptFall * size,
                _ => 0,
            };
            AppendRun(run, wanted - shift, size);
            shift = wanted;
        }

        _svg.Append("</text>\n");
    }

    public override string ToString() => _svg.ToString();

    private void AppendRun(TextRun run, double rise, double size)
    {
        if (!run.Italic && run.Script == TextScript.Normal && rise == 0)
        {
            _svg.Append(Escape(run.Text));
            return;
        }

        _svg.Append("<tspan");
        if (rise != 0)
            _svg.Append(" dy=\"").Append(N(rise)).Append('"');
        if (run.Script != TextScript.Normal)
            _svg.Append(" font-size=\"").Append(N(size * TextWidth.ScriptScale)).Append('"');
        if (run.Italic)
            _svg.Append(" font-style=\"italic\"");
        _svg.Append('>').Append(Escape(run.Text)).Append("</tspan>");
    }

    private void Start(string name, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _svg.Append(' ', _depth).Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
            _svg.Append(' ').Append(attribute).Append("=\"").Append(Escape(value)).Append('"');
    }
}
