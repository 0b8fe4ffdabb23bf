using System.Globalization;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.IndexVersusEnergy;

/// <summary>Index fraction against energy: limit, exact finite size, samples on one axis; drawn from the stored summary alone.</summary>
internal static class IndexVersusEnergyFigures
{
    private static readonly MarkerShape[] Markers = [MarkerShape.Circle, MarkerShape.Square, MarkerShape.TriangleUp, MarkerShape.Diamond];
    private static readonly DashPattern[] Dashes = [DashPattern.Dashed, DashPattern.LongDashed, DashPattern.DashDotted, DashPattern.Dotted];

    public static IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows)
    {
        List<Panel> panels = [.. new[]
        {
            Panel("(a) isotropic field", rows, IndexVersusEnergyRun.Field, @"height / (standard deviation \times *n*^{1/2})", d => $"field, *n* = {d}"),
            Panel("(b) spherical *p*-spin", rows, IndexVersusEnergyRun.Glass, "energy per spin *H*/*N*", d => $"*p*-spin, *N* = {d + 1}"),
        }.OfType<Panel>()];
        return panels.Count == 0 ? [] :
        [
            new Figure(
                "index-fraction",
                null,
                "Mean index fraction of critical points against their energy. Solid: limit, a semicircle law; broken lines: exact at finite size; points: Kac-Rice samples with 95 % "
                + "jackknife intervals (points with fewer than 400 eigenvalues in their bin are left out).",
                panels,
                columnCount: 2),
        ];
    }

    private static Panel? Panel(RichText title, IReadOnlyList<SummaryRow> rows, string ensemble, RichText x, Func<int, string> name)
    {
        var own = rows.Where(r => string.Equals(r.Ensemble, ensemble, StringComparison.Ordinal)).ToList();
        var limit = own.Where(r => r.Kind == SummaryKind.Asymptotic).ToList();
        if (limit.Count == 0)
            return null;
        var series = new List<Series>
        {
            new LineSeries("limit", limit[0].Source, limit.Select(r => new CurvePoint(E(r), r.Value!.Value))) { Style = new SeriesStyle(4, Dash: DashPattern.Solid) },
        };
        var dimensions = own.Where(r => r.Kind == SummaryKind.Exact).Select(r => r.Dimension).Distinct().Order().ToList();
        for (var i = 0; i < dimensions.Count; i++)
        {
            var style = new SeriesStyle(i % 4, Markers[i % Markers.Length], Dash: Dashes[i % Dashes.Length]);
            var exact = own.Where(r => r.Kind == SummaryKind.Exact && r.Dimension == dimensions[i]).ToList();
            series.Add(new LineSeries(name(dimensions[i]), exact[0].Source, exact.Select(r => new CurvePoint(E(r), r.Value!.Value))) { Style = style });
            var sampled = own.Where(r => r is { Kind: SummaryKind.MonteCarlo, Value: not null } && r.Dimension == dimensions[i]).ToList();
            if (sampled.Count > 0)
            {
                series.Add(new PointSeries(
                    $"{name(dimensions[i])}, sampled", sampled[0].Source, sampled.Select(r => new DataPoint(E(r), r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples)))
                {
                    Style = style,
                });
            }
        }

        return new Panel(title, Axis.Linear(x), Axis.Linear("mean index / dimension"), series);
    }

    private static double E(SummaryRow row) => double.Parse(row.Argument, CultureInfo.InvariantCulture);
}
