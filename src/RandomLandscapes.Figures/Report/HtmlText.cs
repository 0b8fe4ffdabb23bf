using System.Text;

namespace RandomLandscapes.Figures;

/// <summary>Turns labels and plain text into HTML.</summary>
internal static class HtmlText
{
    public static string Escape(string text) => SvgCanvas.Escape(text).Replace("'", "&#39;", StringComparison.Ordinal);

    public static string Render(RichText text)
    {
        var html = new StringBuilder();
        foreach (var run in text.Runs)
        {
            var tag = run.Script switch { TextScript.Superscript => "sup", TextScript.Subscript => "sub", _ => null };
            if (tag is not null)
                html.Append('<').Append(tag).Append('>');
            html.Append(run.Italic ? $"<i>{Escape(run.Text)}</i>" : Escape(run.Text));
            if (tag is not null)
                html.Append("</").Append(tag).Append('>');
        }

        return html.ToString();
    }
}
