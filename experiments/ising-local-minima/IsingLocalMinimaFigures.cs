using RandomLandscapes.Figures;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.IsingLocalMinima;

/// <summary>Mean numbers of local minima and ground states against the number of spins; drawn from the stored summary alone.</summary>
internal static class IsingLocalMinimaFigures
{
    private static readonly MarkerShape[] Markers = [MarkerShape.Circle, MarkerShape.Square, MarkerShape.TriangleUp, MarkerShape.Diamond, MarkerShape.TriangleDown, MarkerShape.Pentagon];
    private static readonly DashPattern[] Dashes = [DashPattern.Solid, DashPattern.Dashed, DashPattern.LongDashed, DashPattern.DashDotted];

    public static IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows)
    {
        List<Panel> panels = [.. new[]
        {
            Panel(rows, "(a) local minima", IsingLocalMinimaRun.Mean, Axis.Log10("mean number")),
            Panel(rows, "(b) ground state", IsingLocalMinimaRun.Ground, Axis.Linear("mean energy per spin")),
        }.OfType<Panel>()];
        return panels.Count == 0 ? [] :
        [
            new Figure(
                "local-minima",
                null,
                "One-flip-stable states and ground states of discrete spin glasses. Points: all 2^{*N*} states of each sample, means with 95 % intervals; lines in (a): exact means at finite *N*, where they are known.",
                panels,
                columnCount: 2),
        ];
    }

    private static Panel? Panel(IReadOnlyList<SummaryRow> rows, RichText title, string quantity, Axis vertical)
    {
        var series = new List<Series>();
        var ensembles = rows.Where(r => r.Dimension > 0).Select(r => r.Ensemble).Distinct(StringComparer.Ordinal).ToList();
        for (var i = 0; i < ensembles.Count; i++)
        {
            var own = rows.Where(r => string.Equals(r.Ensemble, ensembles[i], StringComparison.Ordinal) && string.Equals(r.Quantity, quantity, StringComparison.Ordinal) && r.Dimension > 0).OrderBy(r => r.Dimension).ToList();
            var style = new SeriesStyle(i % 6, Markers[i % Markers.Length], Dash: Dashes[i % Dashes.Length]);
            var name = Name(ensembles[i]);
            var exact = own.Where(r => r.Kind == SummaryKind.Exact).ToList();
            if (exact.Count > 1)
                series.Add(new LineSeries($"{name}, exact", exact[0].Source, exact.Select(r => new CurvePoint(r.Dimension, r.Value!.Value))) { Style = style });
            var sampled = own.Where(r => r is { Kind: SummaryKind.Enumeration, Low: not null }).ToList();
            if (sampled.Count > 0)
                series.Add(new PointSeries($"{name}", sampled[0].Source, sampled.Select(r => new DataPoint(r.Dimension, r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples))) { Style = style });
        }

        return series.Count == 0 ? null : new Panel(title, Axis.Linear("number of spins *N*"), vertical, series);
    }

    private static string Name(string ensemble) => ensemble switch
    {
        "sk" => "SK",
        "three-spin" => "*p* = 3",
        "rem" => "REM",
        _ => $"NK, *K* = {ensemble.Split('=')[^1]}",
    };
}
