using System.Globalization;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.PSpinCensus;

/// <summary>Mean counts against the number of spins, by index and by energy; drawn from the stored summary alone.</summary>
internal static class PSpinCensusFigures
{
    private static readonly MarkerShape[] Markers = [MarkerShape.Circle, MarkerShape.Square, MarkerShape.TriangleUp, MarkerShape.Diamond];
    private static readonly DashPattern[] Dashes = [DashPattern.Solid, DashPattern.Dashed, DashPattern.LongDashed, DashPattern.DashDotted];

    public static IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows)
    {
        List<Panel> panels = [.. new[]
        {
            AgainstSpins(rows, "(a) all critical points", PSpinCensusRun.MeanTotal, "mean number", complex: true),
            AgainstSpins(rows, "(b) minima among them", PSpinCensusRun.Minima, "fraction of minima", complex: false),
            Largest(rows, "(c) by index, largest *N*", PSpinCensusRun.MeanOfIndex, Axis.Linear("index *k*"), "mean number"),
            Largest(rows, "(d) by energy, largest *N*", PSpinCensusRun.Below, Axis.Linear("energy per spin *u*"), @"mean number with *H*/*N* \le *u*"),
        }.OfType<Panel>()];
        return panels.Count == 0 ? [] :
        [
            new Figure(
                "census",
                null,
                "Critical points of spherical *p*-spin samples, each sample's set proved complete. Points: means over samples with 95 % intervals; lines: exact means at finite *N*; dotted in (a): "
                + "two for each complex class, which no sample passes. (c) and (d) show the largest *N* of each *p*.",
                panels,
                columnCount: 2),
        ];
    }

    private static Panel? AgainstSpins(IReadOnlyList<SummaryRow> rows, RichText title, string quantity, RichText label, bool complex)
    {
        var series = new List<Series>();
        var models = Models(rows);
        for (var i = 0; i < models.Count; i++)
        {
            var own = Of(rows, models[i], quantity).OrderBy(r => r.Dimension).ToList();
            Add(series, i, Name(models[i]), own, r => r.Dimension + 1);
            var bound = Of(rows, models[i], PSpinCensusRun.Most).OrderBy(r => r.Dimension).ToList();
            if (complex && bound.Count > 1)
            {
                series.Add(new LineSeries($"{Name(models[i])}, at most", bound[0].Source, bound.Select(r => new CurvePoint(r.Dimension + 1, r.Value!.Value)))
                {
                    Style = new SeriesStyle(i, Dash: DashPattern.Dotted),
                });
            }
        }

        return series.Count == 0 ? null : new Panel(title, Axis.Linear("number of spins *N*"), Axis.Log10(label), series);
    }

    private static Panel? Largest(IReadOnlyList<SummaryRow> rows, RichText title, string quantity, Axis horizontal, RichText label)
    {
        var series = new List<Series>();
        var models = Models(rows);
        for (var i = 0; i < models.Count; i++)
        {
            var all = Of(rows, models[i], quantity);
            if (all.Count == 0)
                continue;
            var dimension = all.Max(r => r.Dimension);
            Add(series, i, $"{Name(models[i])}, *N* = {dimension + 1}", [.. all.Where(r => r.Dimension == dimension && r.Value > 0).OrderBy(X)], X);
        }

        return series.Count == 0 ? null : new Panel(title, horizontal, Axis.Log10(label), series);
    }

    private static void Add(List<Series> series, int i, string name, List<SummaryRow> rows, Func<SummaryRow, double> x)
    {
        var style = new SeriesStyle(i, Markers[i % Markers.Length], Dash: Dashes[i % Dashes.Length]);
        var exact = rows.Where(r => r.Kind == SummaryKind.Exact).ToList();
        if (exact.Count > 1)
            series.Add(new LineSeries($"{name}, exact", exact[0].Source, exact.Select(r => new CurvePoint(x(r), r.Value!.Value))) { Style = style });
        var sampled = rows.Where(r => r is { Kind: SummaryKind.Enumeration, Value: > 0, Low: > 0, High: not null }).ToList();
        if (sampled.Count > 0)
            series.Add(new PointSeries($"{name}, samples", sampled[0].Source, sampled.Select(r => new DataPoint(x(r), r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples))) { Style = style });
    }

    private static List<string> Models(IReadOnlyList<SummaryRow> rows) => [.. rows.Select(r => r.Ensemble).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Name(string ensemble) => $"*p* = {ensemble.Split('-')[0]}";

    private static List<SummaryRow> Of(IReadOnlyList<SummaryRow> rows, string model, string quantity) =>
        [.. rows.Where(r => string.Equals(r.Ensemble, model, StringComparison.Ordinal) && string.Equals(r.Quantity, quantity, StringComparison.Ordinal))];

    private static double X(SummaryRow row) => double.Parse(row.Argument, CultureInfo.InvariantCulture);
}
