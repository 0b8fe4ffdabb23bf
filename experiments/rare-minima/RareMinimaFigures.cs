using System.Globalization;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.RareMinima;

/// <summary>Probabilities of minima against the dimension, and the sampler's deviations; drawn from the stored summary alone.</summary>
internal static class RareMinimaFigures
{
    public static IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows)
    {
        List<Panel> panels = [.. new[] { Probabilities(rows), Deviations(rows), AtMost(rows) }.OfType<Panel>()];
        return panels.Count == 0 ? [] :
        [
            new Figure(
                "rare-minima",
                null,
                "(a) Probability that all eigenvalues are positive: GOE(*n*), and critical points of isotropic fields. Lines: exact, joined between the computed *n*; filled points: path "
                + "sampling (intervals are smaller than the symbols); open points: plain sampling with Clopper-Pearson intervals, where it saw any. (b) ln *P* by path sampling minus the exact value, 95 % Student "
                + "intervals over independent replicas. (c) The same for the probability of at most *k* negative eigenvalues, all in one dimension.",
                panels,
                columnCount: 2),
        ];
    }

    private static Panel? Probabilities(IReadOnlyList<SummaryRow> rows)
    {
        var series = new List<Series>();
        foreach (var (ensemble, label, style) in Ensembles)
        {
            var own = rows.Where(r => string.Equals(r.Ensemble, ensemble, StringComparison.Ordinal) && r.Argument is "0").OrderBy(r => r.Dimension).ToList();
            var exact = own.Where(r => r is { Kind: SummaryKind.Exact, Quantity: RareMinimaRun.Rare }).ToList();
            if (exact.Count > 0)
                series.Add(new LineSeries($"{label}, exact", exact[0].Source, exact.Select(r => new CurvePoint(r.Dimension, r.LogValue!.Value))) { YIsNaturalLog = true, Style = style });
            var path = own.Where(r => r.Quantity is RareMinimaRun.LogRare).ToList();
            if (path.Count > 0)
            {
                series.Add(new PointSeries(
                    $"{label}, path sampling", path[0].Source, path.Select(r => new DataPoint(r.Dimension, r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples)))
                {
                    YIsNaturalLog = true,
                    Style = style,
                });
            }

            var plain = own.Where(r => r is { Quantity: RareMinimaRun.Plain, Value: > 0 }).ToList();
            if (plain.Count > 0)
            {
                series.Add(new PointSeries($"{label}, plain sampling", plain[0].Source, plain.Select(r => new DataPoint(r.Dimension, r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples)))
                {
                    Style = new SeriesStyle(2, MarkerShape.Diamond, OpenMarker: true),
                });
            }
        }

        return series.Count == 0 ? null : new Panel("(a) probability of a minimum", Axis.Linear("dimension *n*", 0, null), Axis.Log10("*P*(minimum)"), series);
    }

    private static Panel? Deviations(IReadOnlyList<SummaryRow> rows)
    {
        var series = new List<Series>();
        var all = rows.Where(r => r is { Quantity: "ln-deviation", Argument: "0" }).ToList();
        if (all.Count == 0)
            return null;
        foreach (var (ensemble, label, style) in Ensembles)
        {
            var own = all.Where(r => string.Equals(r.Ensemble, ensemble, StringComparison.Ordinal)).ToList();
            if (own.Count == 0)
                continue;
            series.Add(new PointSeries(
                $"{label}, path sampling", own[0].Source, own.Select(r => new DataPoint(r.Dimension, r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples)))
            {
                Style = style,
            });
        }

        series.Add(new LineSeries("exact", "zero deviation", [new CurvePoint(0, 0), new CurvePoint(all.Max(r => r.Dimension) + 5, 0)]) { Style = new SeriesStyle(4, Dash: DashPattern.Dotted) });
        return new Panel("(b) deviation from the exact value", Axis.Linear("dimension *n*"), Axis.Linear(@"ln *P* \minus exact"), series);
    }

    private static Panel? AtMost(IReadOnlyList<SummaryRow> rows)
    {
        var own = rows.Where(r => r is { Quantity: "ln-deviation", Ensemble: RareMinimaRun.Goe } && r.Argument is not "0").ToList();
        if (own.Count == 0)
            return null;
        var dimension = own[0].Dimension;
        return new Panel($"(c) index at most *k*, GOE({dimension})", Axis.Linear("index *k*", 0, null), Axis.Linear(@"ln *P* \minus exact"),
        [
            new PointSeries(
                "GOE, path sampling", own[0].Source,
                own.Select(r => new DataPoint(double.Parse(r.Argument, CultureInfo.InvariantCulture), r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples)))
            {
                Style = Ensembles[0].Style,
            },
            new LineSeries("exact", "zero deviation", [new CurvePoint(0, 0), new CurvePoint(own.Max(r => double.Parse(r.Argument, CultureInfo.InvariantCulture)) + 1, 0)])
            {
                Style = new SeriesStyle(4, Dash: DashPattern.Dotted),
            },
        ]);
    }

    private static readonly (string Ensemble, string Label, SeriesStyle Style)[] Ensembles =
    [
        (RareMinimaRun.Goe, "GOE", new SeriesStyle(1, MarkerShape.Square, Dash: DashPattern.Dashed)),
        (RareMinimaRun.Field, "isotropic field", new SeriesStyle(0, MarkerShape.Circle, Dash: DashPattern.Solid)),
    ];
}
