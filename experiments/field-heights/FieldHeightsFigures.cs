using System.Globalization;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.FieldHeights;

/// <summary>Heights by index: means over spectra, whole laws where they are known; drawn from the stored summary alone.</summary>
internal static class FieldHeightsFigures
{
    private const int MostLaws = 3;
    private static readonly MarkerShape[] Markers = [MarkerShape.Circle, MarkerShape.Square, MarkerShape.TriangleUp, MarkerShape.Diamond, MarkerShape.TriangleDown];
    private static readonly DashPattern[] Dashes = [DashPattern.Solid, DashPattern.Dashed, DashPattern.LongDashed, DashPattern.DashDotted, DashPattern.Dotted];

    public static IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows)
    {
        var panels = new List<Panel>();
        if (Means(rows) is { } means)
            panels.Add(means);
        foreach (var law in rows.Where(r => string.Equals(r.Quantity, FieldHeightsRun.Density, StringComparison.Ordinal)).GroupBy(r => r.Ensemble, StringComparer.Ordinal).Take(MostLaws))
            panels.Add(Law(rows, [.. law], panels.Count));
        return panels.Count == 0 ? [] :
        [
            new Figure(
                "heights",
                null,
                @"Heights of critical points in standard deviations of the field. (a) Mean height over \kappa by index: every spectrum must lie on the line of its dimension. Others: the law of the heights of each index where "
                + @"\kappa \le 1. Points: fields whose every critical point is proved, 95 % intervals; lines: exact.",
                panels,
                columnCount: 2),
        ];
    }

    private static Panel? Means(IReadOnlyList<SummaryRow> rows)
    {
        var series = new List<Series>();
        var kappas = rows.Where(r => string.Equals(r.Quantity, FieldHeightsRun.KappaOf, StringComparison.Ordinal)).ToDictionary(r => r.Ensemble, r => r.Value!.Value, StringComparer.Ordinal);
        foreach (var group in rows.Where(r => string.Equals(r.Quantity, FieldHeightsRun.MeanHeight, StringComparison.Ordinal)).GroupBy(r => r.Dimension).OrderBy(g => g.Key))
        {
            var style = new SeriesStyle(group.Key - 1, Markers[(group.Key - 1) % Markers.Length], Dash: Dashes[(group.Key - 1) % Dashes.Length]);
            var first = group.First().Ensemble;
            var exact = group.Where(r => r.Kind == SummaryKind.Exact && string.Equals(r.Ensemble, first, StringComparison.Ordinal)).ToList();
            series.Add(new LineSeries($"*d* = {group.Key}, exact", exact[0].Source, exact.Select(r => new CurvePoint(K(r) / group.Key, r.Value!.Value / kappas[r.Ensemble]))) { Style = style });
            var sampled = group.Where(r => r.Kind == SummaryKind.Enumeration).ToList();
            series.Add(new PointSeries(
                $"*d* = {group.Key}, fields", sampled[0].Source, sampled.Select(r => new DataPoint(K(r) / group.Key, r.Value!.Value / kappas[r.Ensemble], r.Low!.Value / kappas[r.Ensemble], r.High!.Value / kappas[r.Ensemble], r.Samples)))
            {
                Style = style,
            });
        }

        return series.Count == 0 ? null : new Panel("(a) means", Axis.Linear("index fraction *k*/*d*"), Axis.Linear(@"mean height / \kappa"), series);
    }

    private static Panel Law(IReadOnlyList<SummaryRow> rows, List<SummaryRow> law, int number)
    {
        var kappa = rows.First(r => string.Equals(r.Quantity, FieldHeightsRun.KappaOf, StringComparison.Ordinal) && string.Equals(r.Ensemble, law[0].Ensemble, StringComparison.Ordinal)).Value!.Value;
        var series = new List<Series>();
        foreach (var group in law.GroupBy(K).OrderBy(g => g.Key))
        {
            var k = (int)group.Key;
            var style = new SeriesStyle(k + 1, Markers[k % Markers.Length], OpenMarker: true, Dash: Dashes[k % Dashes.Length]);
            var exact = group.Where(r => r.Kind == SummaryKind.Exact).OrderBy(Height).ToList();
            series.Add(new LineSeries($"index {k}, exact", exact[0].Source, exact.Select(r => new CurvePoint(Height(r), r.Value!.Value))) { Style = style });
            var sampled = group.Where(r => r.Kind == SummaryKind.Enumeration).OrderBy(Height).ToList();
            if (sampled.Count > 0)
                series.Add(new PointSeries($"index {k}, fields", sampled[0].Source, sampled.Select(r => new DataPoint(Height(r), r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples))) { Style = style });
        }

        return new Panel(
            string.Create(CultureInfo.InvariantCulture, $@"({(char)('a' + number)}) *d* = {law[0].Dimension}, \kappa = {kappa:F2}"), Axis.Linear("height", -5, 5), Axis.Linear("probability density", 0, null), series);
    }

    private static double K(SummaryRow row) => double.Parse(row.Argument.Split(';')[0], CultureInfo.InvariantCulture);

    private static double Height(SummaryRow row) => double.Parse(row.Argument.Split(';')[1], CultureInfo.InvariantCulture);
}
