using System.Globalization;
using System.Text;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Figures;

/// <summary>Writes a report as one HTML file: no script, nothing from the network, readable on paper and on a telephone.</summary>
public static class HtmlReport
{
    /// <summary>Writes the report; equal contents give equal bytes.</summary>
    /// <param name="content">What it says.</param>
    /// <returns>The whole file, lines ended by a line feed.</returns>
    /// <exception cref="ArgumentException">Two figures have the same name, so their ids would clash.</exception>
    public static string Render(ReportContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        RequireDifferentNames(content.Figures);
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append($"<title>{HtmlText.Escape(content.Title.ToString())}</title>\n<style>\n{HtmlStyle.Sheet}\n</style>\n</head>\n<body>\n<main>\n");
        html.Append($"<h1>{HtmlText.Render(content.Title)}</h1>\n");
        html.Append($"<section>\n<h2>Question</h2>\n<p>{HtmlText.Render(content.Question)}</p>\n</section>\n");
        html.Append($"<section class=\"answer\">\n<h2>Answer</h2>\n<p>{HtmlText.Render(content.Answer)}</p>\n</section>\n");
        AppendVerdicts(html, content.Verdicts);
        AppendFigures(html, content.Figures);
        AppendTables(html, content.Tables);
        AppendPlan(html, content.PlanText);
        AppendProvenance(html, content.Provenance);
        html.Append("</main>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void RequireDifferentNames(IReadOnlyList<Figure> figures)
    {
        if (figures.GroupBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"The figure name \"{twice.Key}\" occurs twice, so ids would clash.");
    }

    // A p-value of zero has underflowed; no test ends with certainty.
    private const string BelowDoubles = "&lt; 10<sup>\u2212300</sup>";

    private static void AppendVerdicts(StringBuilder html, IReadOnlyList<Verdict> verdicts)
    {
        if (verdicts.Count == 0)
            return;
        html.Append("<section>\n<h2>Verdicts</h2>\n<div class=\"scroll\">\n<table class=\"verdicts\">\n<thead><tr>");
        foreach (var name in new[] { "Claim", "Conclusion", "Statistic", "*Value", "Threshold", "*<i>p</i>", "*<i>z</i>", "*Samples" })
            html.Append($"<th scope=\"col\"{(name[0] == '*' ? " class=\"number\"" : string.Empty)}>{name.TrimStart('*')}</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var verdict in verdicts)
        {
            var (name, word) = Conclude(verdict.Conclusion);
            html.Append($"<tr><td class=\"claim\">{HtmlText.Escape(verdict.Claim)}<div class=\"explanation\">{HtmlText.Escape(verdict.Explanation)}</div></td>");
            html.Append($"<td><span class=\"conclusion {name}\">{word}</span></td><td>{HtmlText.Escape(verdict.Statistic)}</td>");
            html.Append($"<td class=\"number\">{Number(verdict.Value)}</td><td>{HtmlText.Escape(verdict.Threshold)}</td>");
            html.Append($"<td class=\"number\">{(verdict.PValue is 0 ? BelowDoubles : Number(verdict.PValue))}</td><td class=\"number\">{Number(verdict.ZScore)}</td>");
            html.Append($"<td class=\"number\">{verdict.SampleSize.ToString(CultureInfo.InvariantCulture)}</td></tr>\n");
        }

        html.Append("</tbody>\n</table>\n</div>\n</section>\n");
    }

    private static void AppendFigures(StringBuilder html, IReadOnlyList<Figure> figures)
    {
        if (figures.Count == 0)
            return;
        html.Append("<section>\n<h2>Figures</h2>\n");
        for (var i = 0; i < figures.Count; i++)
        {
            html.Append($"<figure id=\"{figures[i].Name}\">\n<div class=\"scroll\">\n{SvgWriter.Render(figures[i])}</div>\n");
            html.Append($"<figcaption><b>Figure {(i + 1).ToString(CultureInfo.InvariantCulture)}.</b> {HtmlText.Render(figures[i].Caption)}</figcaption>\n</figure>\n");
        }

        html.Append("</section>\n");
    }

    private static void AppendTables(StringBuilder html, IReadOnlyList<ReportTable> tables)
    {
        if (tables.Count == 0)
            return;
        html.Append("<section>\n<h2>Results</h2>\n");
        foreach (var table in tables)
        {
            html.Append($"<h3>{HtmlText.Render(table.Title)}</h3>\n<div class=\"scroll\">\n<table class=\"results\">\n<thead><tr>");
            for (var column = 0; column < table.Header.Count; column++)
            {
                var isNumeric = table.Rows.Any() && table.Rows.All(r => LooksNumeric(r[column]));
                html.Append($"<th scope=\"col\"{(isNumeric ? " class=\"number\"" : string.Empty)}>{HtmlText.Render(table.Header[column])}</th>");
            }

            html.Append("</tr></thead>\n<tbody>\n");
            foreach (var row in table.Rows)
            {
                html.Append("<tr>");
                foreach (var cell in row)
                    html.Append(LooksNumeric(cell) ? "<td class=\"number\">" : "<td>").Append(HtmlText.Escape(cell)).Append("</td>");
                html.Append("</tr>\n");
            }

            html.Append("</tbody>\n</table>\n</div>\n");
        }

        html.Append("</section>\n");
    }

    private static void AppendPlan(StringBuilder html, string plan)
    {
        if (plan.Length > 0)
            html.Append($"<section>\n<h2>Plan</h2>\n<pre>{HtmlText.Escape(plan.ReplaceLineEndings("\n"))}</pre>\n</section>\n");
    }

    private static void AppendProvenance(StringBuilder html, IReadOnlyList<KeyValuePair<string, string>> provenance)
    {
        if (provenance.Count == 0)
            return;
        html.Append("<section>\n<h2>Provenance</h2>\n<dl>\n");
        foreach (var (key, value) in provenance)
            html.Append($"<dt>{HtmlText.Escape(key)}</dt><dd>{HtmlText.Escape(value)}</dd>\n");
        html.Append("</dl>\n</section>\n");
    }

    private static (string Name, string Word) Conclude(Conclusion conclusion) => conclusion switch
    {
        Conclusion.Supported => ("supported", "&#10003; supported"),
        Conclusion.Refuted => ("refuted", "&#10007; refuted"),
        _ => ("not-shown", "? not shown"),
    };

    /// <summary>Prints four digits; powers of ten where plain decimals would be long.</summary>
    private static string Number(double? value)
    {
        if (value is not { } number)
            return "&ndash;";
        var size = Math.Abs(number);
        if (number == 0 || !double.IsFinite(number) || size is >= 1e-3 and < 1e6)
            return number.ToString(size >= 1000 ? "0.#" : "G4", CultureInfo.InvariantCulture).Replace('-', '\u2212');
        var parts = number.ToString("0.###e0", CultureInfo.InvariantCulture).Replace('-', '\u2212').Split('e');
        return $"{parts[0]}&times;10<sup>{parts[1]}</sup>";
    }

    private static bool LooksNumeric(string cell) => cell.Length > 0
        && (char.IsAsciiDigit(cell[0]) || (cell.Length > 1 && cell[0] is '-' or '\u2212' or '+' or '<' or '.' && cell.AsSpan(1).ContainsAnyInRange('0', '9')));
}
