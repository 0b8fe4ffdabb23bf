using RandomLandscapes.Figures;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.CoinFlips;

/// <summary>P(minimum) against the dimension for every notion, and against coin flips; drawn from the stored summary alone.</summary>
internal static class CoinFlipsFigures
{
    private static readonly MarkerShape[] Markers = [MarkerShape.Circle, MarkerShape.Square, MarkerShape.TriangleUp, MarkerShape.Diamond, MarkerShape.TriangleDown, MarkerShape.Pentagon];
    private const double LowestOrders = -60;
    private static readonly DashPattern[] Dashes = [DashPattern.Solid, DashPattern.Dashed, DashPattern.LongDashed, DashPattern.DashDotted, DashPattern.Dotted];

    public static IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows)
    {
        var near = Panel("(a) probability of a minimum", rows, relative: false, Axis.Log10("*P*(minimum)", -20, 0));
        var far = Panel("(b) against coin flips", rows, relative: true, Axis.Linear("log_{10} [*P*(minimum) / 2^{-*n*}]", LowestOrders, 35));
        List<Panel> panels = [.. new[] { near, far }.OfType<Panel>()];
        return panels.Count == 0 ? [] :
        [
            new Figure(
                "coin-flips",
                null,
                "(a) Probability that a critical point is a minimum against the dimension of the Hessian, for each notion of random function. Lines: exact; points: samples with 95 % intervals. "
                + "(b) The same over 2^{-*n*}, in decimal orders of magnitude; the line of GOE leaves the frame.",
                panels,
                columnCount: 2),
        ];
    }

    // The line is cut where it crosses the floor, so that it leaves the frame instead of ending inside.
    private static List<CurvePoint> Clip(List<CurvePoint> points, double floor)
    {
        var below = points.FindIndex(p => p.Y < floor);
        if (below <= 0)
            return below == 0 ? [] : points;
        var (a, b) = (points[below - 1], points[below]);
        return [.. points.Take(below), new CurvePoint(a.X + ((b.X - a.X) * (floor - a.Y) / (b.Y - a.Y)), floor)];
    }

    private static Panel? Panel(RichText title, IReadOnlyList<SummaryRow> rows, bool relative, Axis y)
    {
        var series = new List<Series>();
        for (var i = 0; i < Notion.All.Count; i++)
        {
            var notion = Notion.All[i];
            var own = rows.Where(r => string.Equals(r.Ensemble, notion.Id, StringComparison.Ordinal) && r.Quantity is CoinFlipsRun.Minimum).ToList();
            var exact = own.Where(r => r.Kind == SummaryKind.Exact).OrderBy(r => r.Dimension).ToList();
            if (exact.Count == 0)
                continue;
            var style = new SeriesStyle(i % 6, Markers[i % Markers.Length], OpenMarker: i >= Markers.Length, Dash: Dashes[i % Dashes.Length]);
            var points = exact.Select(r => relative
                ? new CurvePoint(r.Dimension, (r.LogValue!.Value + (r.Dimension * Math.Log(2))) / Math.Log(10))
                : new CurvePoint(r.Dimension, r.LogValue!.Value)).ToList();
            if (relative)
                points = Clip(points, LowestOrders);
            if (points.Count > 0)
                series.Add(new LineSeries(notion.Label, exact[0].Source, points) { YIsNaturalLog = !relative, Style = style });
            var sampled = own.Where(r => r is { Kind: SummaryKind.MonteCarlo, Value: > 0 }).ToList();
            if (sampled.Count > 0 && !relative)
            {
                series.Add(new PointSeries($"{notion.Label}, sampled", sampled[0].Source, sampled.Select(r => new DataPoint(r.Dimension, r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples)))
                {
                    Style = style,
                });
            }
        }

        return series.Count == 0 ? null : new Panel(title, Axis.Linear("dimension *n*", 0, relative ? null : 40), y, series);
    }
}
