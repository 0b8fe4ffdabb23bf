using System.Globalization;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.FieldDescent;

/// <summary>Heights of descents beside those of all minima, and the index against the height; drawn from the stored summary alone.</summary>
internal static class FieldDescentFigures
{
    private const long FewestEnds = 40;
    private static readonly MarkerShape[] Markers = [MarkerShape.Circle, MarkerShape.Square, MarkerShape.TriangleUp, MarkerShape.Diamond];
    private static readonly DashPattern[] Dashes = [DashPattern.Solid, DashPattern.Dashed, DashPattern.LongDashed, DashPattern.DashDotted];

    public static IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows)
    {
        List<Panel> panels = [.. new[] { Means(rows), Laws(rows), Indices(rows) }.OfType<Panel>()];
        return panels.Count == 0 ? [] :
        [
            new Figure(
                "descent",
                null,
                @"Searches on exact realisations of the field with covariance exp(\minus*r*^{2}/2). (a) Mean height of the minima where gradient descent ends, and of all minima (exact); dotted: the height below which the "
                + "index fraction of critical points vanishes as *n* grows. (b) Distribution of their heights, where there are 40 ends. (c) Index fraction of the points that Newton's method finds against their height; lines: exact mean over all critical points "
                + "of that height; open: searches that stopped before a critical point. Points are weighted by basins; 95 % intervals.",
                panels,
                columnCount: 3),
        ];
    }

    private static Panel? Means(IReadOnlyList<SummaryRow> rows)
    {
        var exact = Of(rows, FieldDescentRun.All, FieldDescentRun.MeanHeight).OrderBy(r => r.Dimension).ToList();
        if (exact.Count == 0)
            return null;
        var found = Of(rows, FieldDescentRun.Descent, FieldDescentRun.MeanHeight).OrderBy(r => r.Dimension).ToList();
        var series = new List<Series>
        {
            new LineSeries("threshold", "Bray and Dean 2007: the index fraction vanishes below -(1 + kappa^2)/kappa", [new CurvePoint(exact[0].Dimension, -2), new CurvePoint(exact[^1].Dimension, -2)])
            {
                Style = new SeriesStyle(7, Dash: DashPattern.Dotted),
            },
            new LineSeries("all minima, exact", exact[0].Source, exact.Select(r => new CurvePoint(r.Dimension, r.Value!.Value))) { Style = new SeriesStyle(0, Dash: DashPattern.Solid) },
        };
        if (found.Count > 0)
        {
            series.Add(new PointSeries("gradient descent", found[0].Source, found.Select(r => new DataPoint(r.Dimension, r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples)))
            {
                Style = new SeriesStyle(1, MarkerShape.Circle),
            });
        }

        return new Panel("(a) mean heights", Axis.Log10("dimension *n*"), Axis.Linear("mean height / *n*^{1/2}"), series);
    }

    private static Panel? Laws(IReadOnlyList<SummaryRow> rows)
    {
        var series = new List<Series>();
        // Up to three, spread over those with ends enough for a distribution.
        var dimensions = Of(rows, FieldDescentRun.Descent, FieldDescentRun.Distribution).Where(r => r.Samples >= FewestEnds).Select(r => r.Dimension).Distinct().Order().ToList();
        var shown = new[] { 0, (dimensions.Count - 1) / 2, dimensions.Count - 1 }.Where(i => i >= 0 && i < dimensions.Count).Distinct().Select(i => dimensions[i]).ToList();
        for (var i = 0; i < shown.Count; i++)
        {
            var n = shown[i];
            var style = new SeriesStyle(i, Markers[i], OpenMarker: true, Dash: Dashes[i]);
            var exact = Of(rows, FieldDescentRun.All, FieldDescentRun.Distribution).Where(r => r.Dimension == n).OrderBy(X).ToList();
            series.Add(new LineSeries($"*n* = {n}, all minima", exact[0].Source, exact.Select(r => new CurvePoint(X(r), r.Value!.Value))) { Style = style });
            var found = Of(rows, FieldDescentRun.Descent, FieldDescentRun.Distribution).Where(r => r.Dimension == n).OrderBy(X).ToList();
            series.Add(new PointSeries($"*n* = {n}, descent", found[0].Source, found.Select(r => new DataPoint(X(r), r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples))) { Style = style });
        }

        return series.Count == 0 ? null : new Panel("(b) distributions", Axis.Linear("height / *n*^{1/2}"), Axis.Linear("share below", 0, 1), series);
    }

    private static Panel? Indices(IReadOnlyList<SummaryRow> rows)
    {
        var series = new List<Series>();
        var own = Of(rows, FieldDescentRun.Newton, FieldDescentRun.MeanIndex).ToList();
        // The largest three: in few dimensions an index fraction has few values.
        var dimensions = own.Select(r => r.Dimension).Distinct().Order().TakeLast(3).ToList();
        for (var i = 0; i < dimensions.Count; i++)
        {
            var n = dimensions[i];
            var style = new SeriesStyle(3 + i, Markers[i % Markers.Length], Dash: Dashes[i % Dashes.Length]);
            var exact = own.Where(r => r.Dimension == n && r.Kind == SummaryKind.Exact).OrderBy(X).ToList();
            series.Add(new LineSeries($"*n* = {n}, exact", exact[0].Source, exact.Select(r => new CurvePoint(X(r), r.Value!.Value))) { Style = style });
            Add($"*n* = {n}, Newton", own.Where(r => r.Dimension == n && r.Kind == SummaryKind.MonteCarlo), style);
            Add($"*n* = {n}, not critical", Of(rows, FieldDescentRun.Newton, FieldDescentRun.NotCritical).Where(r => r.Dimension == n), style with { OpenMarker = true });
        }

        if (series.Count == 0)
            return null;
        var heights = Enumerable.Range(0, 51).Select(i => -2.5 + (0.1 * i)).ToList();
        series.Add(new LineSeries("limit", "Bray and Dean 2007: shifted semicircle law", heights.Select(e => new CurvePoint(e, IsotropicFields.LimitingIndexFraction(e)))) { Style = new SeriesStyle(7, Dash: DashPattern.Dotted) });
        return new Panel("(c) index and height", Axis.Linear("height / *n*^{1/2}"), Axis.Linear("index fraction *k*/*n*", 0, 1), series);

        void Add(string label, IEnumerable<SummaryRow> found, SeriesStyle style)
        {
            var list = found.OrderBy(X).ToList();
            if (list.Count > 0)
                series.Add(new PointSeries(label, list[0].Source, list.Select(r => new DataPoint(X(r), r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples))) { Style = style });
        }
    }

    private static IEnumerable<SummaryRow> Of(IReadOnlyList<SummaryRow> rows, string ensemble, string quantity) =>
        rows.Where(r => string.Equals(r.Ensemble, ensemble, StringComparison.Ordinal) && string.Equals(r.Quantity, quantity, StringComparison.Ordinal));

    private static double X(SummaryRow row) => double.Parse(row.Argument, CultureInfo.InvariantCulture);
}
