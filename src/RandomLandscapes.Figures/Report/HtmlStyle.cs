namespace RandomLandscapes.Figures;

/// <summary>The style sheet of the report, for screens of 400 pixels and up and for paper.</summary>
internal static class HtmlStyle
{
    /// <summary>Colours of the conclusions: green, vermilion and grey of the palette, darkened for text; the word beside says the same.</summary>
    public const string Sheet = """
        :root { color-scheme: light; }
        body { margin: 0; background: #fff; color: #1a1a1a; font: 16px/1.5 system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
        main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
        h1 { font-size: 1.7rem; line-height: 1.2; margin: 1rem 0; }
        h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #ccc; padding-bottom: .2rem; }
        h3 { font-size: 1rem; margin: 1.5rem 0 .4rem; }
        p { max-width: 46rem; overflow-wrap: break-word; }
        sup, sub { line-height: 0; font-size: .75em; }
        .answer { background: #f2f6f9; border-left: 4px solid #0072b2; padding: .1rem 1rem; margin-top: 1.5rem; }
        .answer h2 { border: 0; margin: .6rem 0 0; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-size: .875rem; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .7rem .35rem 0; border-bottom: 1px solid #ddd; }
        th { border-bottom: 2px solid #888; white-space: nowrap; }
        .results td { white-space: nowrap; }
        .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        td.claim { min-width: 12rem; }
        .explanation { color: #555; font-size: .8125rem; }
        .conclusion { display: inline-block; padding: 0 .5rem; border-radius: .25rem; color: #fff; white-space: nowrap; font-weight: 600; }
        .supported { background: #00694d; }
        .refuted { background: #a84300; }
        .not-shown { background: #595959; }
        figure { margin: 1.5rem 0 2.5rem; }
        figure svg { max-width: max(100%, 34rem); height: auto; }
        figcaption { font-size: .875rem; max-width: 46rem; margin-top: .5rem; overflow-wrap: break-word; }
        pre { background: #f6f6f6; padding: .8rem; overflow-x: auto; font-size: .8125rem; line-height: 1.4; }
        dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1rem; font-size: .875rem; }
        dt { color: #555; }
        dd { margin: 0; overflow-wrap: anywhere; }
        @media (max-width: 30rem) { dl { grid-template-columns: minmax(0, 1fr); } dd { margin-bottom: .5rem; } }
        @media print {
          body { font-size: 10pt; }
          main { max-width: none; padding: 0; }
          .scroll, pre { overflow: visible; }
          pre { white-space: pre-wrap; }
          figure, tr { break-inside: avoid; }
          figure svg { max-width: 100%; }
          h2, h3 { break-after: avoid; }
          .conclusion { color: #000; background: none; padding: 0; border-bottom: 2px solid; }
        }
        """;
}
