using System.Globalization;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.ConfinedCensus;

/// <summary>Mean counts by index against the confinement; drawn from the stored summary alone.</summary>
internal static class ConfinedCensusFigures
{
    private static readonly MarkerShape[] Markers = [MarkerShape.Circle, MarkerShape.Square, MarkerShape.TriangleUp, MarkerShape.Diamond];
    private static readonly DashPattern[] Dashes = [DashPattern.Solid, DashPattern.Dashed, DashPattern.LongDashed, DashPattern.DashDotted];

    public static IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows)
    {
        var panels = new List<Panel>();
        foreach (var n in rows.Select(r => r.Dimension).Distinct().Order())
        {
            var series = new List<Series>();
            for (var k = 0; k <= n; k++)
            {
                var own = rows.Where(r => r.Dimension == n && string.Equals(r.Quantity, ConfinedCensusRun.MeanOfIndex, StringComparison.Ordinal) && IndexOf(r) == k).ToList();
                var style = new SeriesStyle(k, Markers[k % Markers.Length], Dash: Dashes[k % Dashes.Length]);
                var exact = own.Where(r => r is { Kind: SummaryKind.Exact, Value: > 1e-4 }).ToList();
                if (exact.Count > 0)
                    series.Add(new LineSeries($"index {k}, exact", exact[0].Source, exact.Select(r => new CurvePoint(Ratio(r), r.Value!.Value))) { Style = style });
                var sampled = own.Where(r => r is { Kind: SummaryKind.Enumeration, Value: > 0, Low: > 0 }).ToList();
                if (sampled.Count > 0)
                    series.Add(new PointSeries($"index {k}, fields", sampled[0].Source, sampled.Select(r => new DataPoint(Ratio(r), r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples))) { Style = style });
            }

            if (series.Count > 0)
                panels.Add(new Panel($"({(char)('a' + panels.Count)}) *n* = {n}", Axis.Linear(@"confinement \mu/\mu_c"), Axis.Log10("mean number of critical points"), series));
        }

        if (One(rows, panels.Count) is { } one)
            panels.Add(one);
        return panels.Count == 0 ? [] :
        [
            new Figure(
                "mean-counts",
                null,
                @"Critical points of \mu|*x*|^{2}/2 + *V*(*x*), each field's set proved complete. Points: means over fields with 95 % intervals (means of fewer than 20 points left out); lines: exact. Last panel: share of fields with a single point.",
                panels,
                columnCount: 3),
        ];
    }

    private static Panel? One(IReadOnlyList<SummaryRow> rows, int number)
    {
        var series = new List<Series>();
        foreach (var group in rows.Where(r => string.Equals(r.Quantity, ConfinedCensusRun.OnePoint, StringComparison.Ordinal)).GroupBy(r => r.Dimension).OrderBy(g => g.Key))
        {
            series.Add(new PointSeries($"one point, *n* = {group.Key}", group.First().Source, group.Select(r => new DataPoint(Ratio(r), r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples)))
            {
                Style = new SeriesStyle(2 + group.Key, Markers[group.Key % Markers.Length], OpenMarker: true),
            });
        }

        return series.Count == 0 ? null : new Panel($"({(char)('a' + number)}) one point only", Axis.Linear(@"confinement \mu/\mu_c"), Axis.Linear("share of fields", 0, 1), series);
    }

    private static double Ratio(SummaryRow row) => double.Parse(row.Argument.Split(';')[0], CultureInfo.InvariantCulture);

    private static int IndexOf(SummaryRow row) => int.Parse(row.Argument.Split(';')[1], CultureInfo.InvariantCulture);
}
