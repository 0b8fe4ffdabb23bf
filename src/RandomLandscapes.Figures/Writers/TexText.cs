using System.Text;

namespace RandomLandscapes.Figures;

/// <summary>Turns labels into TeX: words stay in text mode, italics, scripts and symbols go to maths mode.</summary>
internal static class TexText
{
    public static string Render(RichText text)
    {
        var tex = new StringBuilder();
        var isMaths = false;
        var afterScript = false;
        foreach (var run in text.Runs)
        {
            if (run.Script != TextScript.Normal)
            {
                SwitchTo(tex, ref isMaths, wanted: true);
                // The empty base keeps a script on the heels of another from being a double script.
                tex.Append(afterScript || tex[^1] == '$' ? "{}" : string.Empty).Append(run.Script == TextScript.Superscript ? '^' : '_').Append('{');
                AppendMaths(tex, run);
                tex.Append('}');
                afterScript = true;
                continue;
            }

            afterScript = false;
            if (run.Italic)
            {
                SwitchTo(tex, ref isMaths, wanted: true);
                AppendMaths(tex, run);
                continue;
            }

            AppendText(tex, run.Text, ref isMaths);
        }

        SwitchTo(tex, ref isMaths, wanted: false);
        return tex.ToString();
    }

    /// <summary>Escapes characters for text mode.</summary>
    public static string Escape(char c) => c switch
    {
        '\\' => @"\textbackslash{}",
        '~' => @"\textasciitilde{}",
        '^' => @"\textasciicircum{}",
        '<' or '>' or '|' => $"${c}$",
        '#' or '$' or '%' or '&' or '_' or '{' or '}' => "\\" + c,
        _ => c.ToString(),
    };

    private static void AppendText(StringBuilder tex, string text, ref bool isMaths)
    {
        foreach (var c in text)
        {
            if (Symbols.TryGetTex(c, out var symbol))
            {
                SwitchTo(tex, ref isMaths, wanted: true);
                tex.Append(symbol);
            }
            else if (isMaths && char.IsAsciiDigit(c))
            {
                tex.Append(c);
            }
            else
            {
                SwitchTo(tex, ref isMaths, wanted: false);
                tex.Append(Escape(c));
            }
        }
    }

    private static void AppendMaths(StringBuilder tex, TextRun run)
    {
        var isWord = !run.Italic && run.Text.Count(char.IsAsciiLetter) > 0;
        var isItalicWord = run.Italic && run.Text.Count(char.IsAsciiLetter) > 1;
        if (isWord || isItalicWord)
            tex.Append(isWord ? @"\mathrm{" : @"\mathit{");
        foreach (var c in run.Text)
        {
            tex.Append(c switch
            {
                _ when Symbols.TryGetTex(c, out var symbol) => symbol,
                ' ' => @"\ ",
                '-' => @"\mbox{-}",
                '<' or '>' or '|' => c.ToString(),
                '\\' => @"\backslash ",
                '~' or '^' => $@"\mbox{{{Escape(c)}}}",
                _ => Escape(c),
            });
        }

        if (isWord || isItalicWord)
            tex.Append('}');
    }

    private static void SwitchTo(StringBuilder tex, ref bool isMaths, bool wanted)
    {
        if (isMaths != wanted)
            tex.Append('$');
        isMaths = wanted;
    }
}
