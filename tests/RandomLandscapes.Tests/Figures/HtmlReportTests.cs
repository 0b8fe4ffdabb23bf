using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using static RandomLandscapes.Tests.Figures.SampleFigures;

namespace RandomLandscapes.Tests.Figures;

public class HtmlReportTests
{
    [Fact]
    public void Ids_are_unique_and_every_reference_finds_one()
    {
        var html = HtmlReport.Render(Content());
        var ids = TextPattern.All(html, " id=\"([^\"]*)\"").Select(m => m[1]).ToArray();
        Assert.True(ids.Length > 10);
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(TextPattern.All(html, @"url\(#([^)]*)\)"), m => Assert.Contains(m[1], ids, StringComparer.Ordinal));
        Assert.Throws<ArgumentException>(() => HtmlReport.Render(Content() with { Figures = [Everything(), Everything()] }));
    }

    [Fact]
    public void Plain_text_is_escaped_and_labels_are_set()
    {
        var html = HtmlReport.Render(Content());
        Assert.Contains("The law is &lt;binomial&gt; &amp; &quot;fair&quot;", html, StringComparison.Ordinal);
        Assert.Contains("<title>Is P &lt; 2^−n &amp; why?</title>", html, StringComparison.Ordinal);
        Assert.Contains("<h1>Is <i>P</i> &lt; 2<sup>−</sup><sup><i>n</i></sup> &amp; why?</h1>", html, StringComparison.Ordinal);
        Assert.Contains("<pre>seed: 17 # &lt;b&gt;\ncells: {}\n</pre>", html, StringComparison.Ordinal);
        Assert.Contains("<td>&lt;i&gt;GOE&lt;/i&gt;</td>", html, StringComparison.Ordinal);
        Assert.Contains("<dt>machine</dt><dd>&lt;unknown&gt; &amp; &#39;odd&#39;</dd>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_conclusion_has_a_colour_and_a_word()
    {
        var html = HtmlReport.Render(Content());
        var colours = new List<string>();
        foreach (var (name, word) in new[] { ("supported", "supported"), ("refuted", "refuted"), ("not-shown", "not shown") })
        {
            Assert.Matches($"<span class=\"conclusion {name}\">[^<]*{word}</span>", html);
            colours.Add(TextPattern.All(html, $@"\.{name} \{{ background: (#\w+)")[0][1]);
        }

        Assert.Equal(3, colours.Where(c => c.Length == 7).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Verdict_numbers_are_short_and_missing_ones_are_dashes()
    {
        var html = HtmlReport.Render(Content());
        Assert.Contains("<td class=\"number\">1.2&times;10<sup>−300</sup></td>", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"number\">−45.68</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"number\">&ndash;</td><td class=\"number\">&ndash;</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"number\">12345.7</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_are_balanced_and_nothing_is_loaded()
    {
        var html = HtmlReport.Render(Content());
        var open = new Stack<string>();
        foreach (var tag in TextPattern.All(html, @"<(/?)([a-zA-Z0-9]+)([^>]*?)(/?)>"))
        {
            var name = tag[2];
            if (name is "meta" || tag[4].Length > 0)
                continue;
            if (tag[1].Length > 0)
                Assert.Equal(open.Pop(), name);
            else
                open.Push(name);
        }

        Assert.Empty(open);
        Assert.Equal(2, TextPattern.All(html, "<svg ").Count);
        foreach (var loader in new[] { "<script", "<link", "<img", "@import", "href=", "src=" })
            Assert.DoesNotContain(loader, html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<?xml", html, StringComparison.Ordinal);
        Assert.Contains("@media print", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Sections_come_in_order_and_empty_ones_are_left_out()
    {
        var html = HtmlReport.Render(Content());
        var headings = TextPattern.All(html, "<h2>([^<]*)</h2>").Select(m => m[1]);
        Assert.Equal(["Question", "Answer", "Verdicts", "Figures", "Results", "Plan", "Provenance"], headings, StringComparer.Ordinal);
        var bare = HtmlReport.Render(Content() with { Verdicts = [], Figures = [], Tables = [], PlanText = "", Provenance = [] });
        Assert.Equal(["Question", "Answer"], TextPattern.All(bare, "<h2>([^<]*)</h2>").Select(m => m[1]), StringComparer.Ordinal);
    }

    [Fact]
    public void A_ragged_table_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ReportTable("t", ["a", "b"], [["1", "2"], ["3"]]));

    private static ReportContent Content() => new(
        "Is *P* < 2^{-*n*} & why?",
        "Question with \\lambda.",
        "Answer: 10^{-13}.",
        [
            new Verdict("a", "The law is <binomial> & \"fair\"", "chi-squared", 12345.678, "p below 0.001 rejects", 1.2e-300, -45.678, 100, Conclusion.Refuted, "Power 0.9."),
            new Verdict("b", "Claim b", "slope", 0.5, "p > 0.001", 0.3, 1, 100, Conclusion.Supported, "Fine."),
            new Verdict("c", "Claim c", "slope", 0.5, "none", null, null, 100, Conclusion.NotShown, "Too few."),
        ],
        [Everything(), FourHundredDecades()],
        [new ReportTable("Law at *n*", ["ensemble", "*p*"], [["<i>GOE</i>", "0.5"]])],
        "seed: 17 # <b>\r\ncells: {}\n",
        [new("seed", "17"), new("machine", "<unknown> & 'odd'")]);
}
