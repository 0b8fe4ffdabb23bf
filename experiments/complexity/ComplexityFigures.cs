using System.Globalization;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.ComplexityCurves;

/// <summary>Complexity curves with finite-N counts, and the layers near the ground state; drawn from the stored summary alone.</summary>
internal static class ComplexityFigures
{
    private static readonly MarkerShape[] Markers = [MarkerShape.Circle, MarkerShape.Square, MarkerShape.TriangleUp, MarkerShape.Diamond, MarkerShape.TriangleDown, MarkerShape.Pentagon];
    private static readonly DashPattern[] Dashes = [DashPattern.Dashed, DashPattern.LongDashed, DashPattern.DashDotted, DashPattern.Dotted];

    public static IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows)
    {
        List<Panel> panels = [.. new[] { Totals(rows), Layers(rows) }.OfType<Panel>()];
        return panels.Count == 0 ? [] :
        [
            new Figure(
                "complexity",
                null,
                @"Annealed complexity of the spherical p-spin against the energy per spin. (a) All critical points with *H*/*N* \le *u*: limit (solid), exact mean counts at finite *N* "
                + @"(broken lines), Kac-Rice samples with 95 % intervals (points). (b) Limits for fixed index *k* near the ground state: below \minus*E*_\infty the rates are ordered, with zeros \minus*E*_k.",
                panels,
                columnCount: 2),
        ];
    }

    private static Panel? Totals(IReadOnlyList<SummaryRow> rows)
    {
        var limit = Of(rows, ComplexityRun.TotalRate);
        if (limit.Count == 0)
            return null;
        var series = new List<Series>
        {
            new LineSeries("limit", limit[0].Source, limit.Select(r => new CurvePoint(U(r), r.Value!.Value))) { Style = new SeriesStyle(4, Dash: DashPattern.Solid) },
        };
        var counts = Of(rows, ComplexityRun.TotalCount);
        var sizes = counts.Select(r => r.Dimension).Distinct().Order().ToList();
        for (var i = 0; i < sizes.Count; i++)
        {
            var spins = sizes[i] + 1;
            var own = counts.Where(r => r.Dimension == sizes[i]).ToList();
            var style = new SeriesStyle(i % 4, Markers[i % Markers.Length], Dash: Dashes[i % Dashes.Length]);
            var exact = own.Where(r => r is { Kind: SummaryKind.Exact, LogValue: not null }).OrderBy(U).ToList();
            if (exact.Count > 0)
                series.Add(new LineSeries($"*N* = {spins}, exact", exact[0].Source, exact.Select(r => new CurvePoint(U(r), r.LogValue!.Value / spins))) { Style = style });
            var sampled = own.Where(r => r is { Kind: SummaryKind.MonteCarlo, Value: not null, Low: > 0 }).ToList();
            if (sampled.Count > 0)
            {
                series.Add(new PointSeries(
                    $"*N* = {spins}, sampled", sampled[0].Source,
                    sampled.Select(r => new DataPoint(U(r), Math.Log(r.Value!.Value) / spins, Math.Log(r.Low!.Value) / spins, Math.Log(r.High!.Value) / spins, r.Samples)))
                {
                    Style = style,
                });
            }
        }

        return new Panel("(a) all critical points", Axis.Linear("energy per spin *u*"), Axis.Linear(@"(1/*N*) ln E[number \le *u*]"), series);
    }

    private static Panel? Layers(IReadOnlyList<SummaryRow> rows)
    {
        var series = new List<Series>();
        for (var k = 0; Of(rows, $"{ComplexityRun.IndexRate} {k}") is { Count: > 0 } curve; k++)
        {
            series.Add(new LineSeries($"index *k* = {k}", curve[0].Source, curve.Select(r => new CurvePoint(U(r), r.Value!.Value)))
            {
                Style = new SeriesStyle(k % 6, Dash: k == 0 ? DashPattern.Solid : Dashes[(k - 1) % Dashes.Length]),
            });
        }

        if (series.Count == 0)
            return null;
        var low = Of(rows, $"{ComplexityRun.IndexRate} 0").Min(U);
        var high = Of(rows, $"{ComplexityRun.IndexRate} 0").Max(U);
        series.Add(new LineSeries("zero", ComplexityRun.LimitSource, [new CurvePoint(low, 0), new CurvePoint(high, 0)]) { Style = new SeriesStyle(4, Dash: DashPattern.Dotted) });
        return new Panel("(b) layers of fixed index", Axis.Linear("energy per spin *u*"), Axis.Linear(@"\Sigma_k(*u*)"), series);
    }

    private static List<SummaryRow> Of(IReadOnlyList<SummaryRow> rows, string quantity) =>
        [.. rows.Where(r => string.Equals(r.Quantity, quantity, StringComparison.Ordinal))];

    private static double U(SummaryRow row) => double.Parse(row.Argument, CultureInfo.InvariantCulture);
}
