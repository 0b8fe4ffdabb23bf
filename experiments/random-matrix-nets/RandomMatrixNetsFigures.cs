using System.Globalization;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.RandomMatrixNets;

/// <summary>Index fractions against the energy, spectra, and the approach to the critical energy; drawn from the stored summary alone.</summary>
internal static class RandomMatrixNetsFigures
{
    private static readonly MarkerShape[] Markers = [MarkerShape.Circle, MarkerShape.Square, MarkerShape.TriangleUp, MarkerShape.Diamond, MarkerShape.TriangleDown, MarkerShape.Pentagon];

    public static IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows)
    {
        var models = rows.Select(r => r.Ensemble).Distinct(StringComparer.Ordinal).ToList();
        if (models.Count == 0)
            return [];
        return
        [
            new Figure(
                "index-fraction",
                null,
                @"Fraction \alpha of negative eigenvalues of Wishart plus Wigner matrices against the energy over its critical value. Top: line, the limit; points, means over sampled matrices of order *n*. "
                + @"Bottom: how many negative eigenvalues a matrix has on average beyond *n* times the limit, shifted sideways to keep orders apart, at energies that leave room. 95 % intervals.",
                [.. models.Select((m, i) => Linear(Of(rows, m), Title(i, m))), .. models.Select((m, i) => Excess(Of(rows, m), Title(models.Count + i, m)))],
                columnCount: models.Count),
            new Figure(
                "index-fraction-near-critical",
                null,
                @"The same near the critical energy. Dotted: slope 3/2. Open points: extrapolated from two orders, (*n*_2\alpha_2 - *n*_1\alpha_1)/(*n*_2 - *n*_1), where the smaller order has two negative eigenvalues or more; "
                + @"filled ones: sampled means, which lie above the limit by 0.1 to 0.3 eigenvalues; 95 % intervals. Left of the open points finite matrices do not resolve the limit.",
                models.Select((m, i) => Logarithmic(Of(rows, m), Title(i, m))),
                columnCount: 2),
            new Figure(
                "spectra",
                null,
                @"Spectral density below, at and above the critical energy. Bars: sampled matrices, 95 % intervals over matrices; line: the limit.",
                models.SelectMany(m => Spectra(Of(rows, m))).Select((p, i) => p((char)('a' + i))),
                columnCount: Math.Max(1, rows.Where(r => r is { Quantity: RandomMatrixNetsRun.Density }).Select(Energy).Distinct().Count())),
            .. Edge(rows, models),
        ];
    }

    private static Panel Linear(List<SummaryRow> rows, RichText title)
    {
        var series = new List<Series> { Limit(rows, _ => true, r => Energy(r)) };
        // Every other order: the rest would hide behind these.
        var sampled = Sampled(rows).ToList();
        foreach (var (order, style, points) in sampled.Where((_, i) => i % 2 == (sampled.Count - 1) % 2))
            series.Add(new PointSeries($"*n* = {order}", points[0].Source + "; Student or Clopper-Pearson", points.Select(r => Point(r, Energy(r)))) { Style = style });
        return new Panel(title, Axis.Linear(@"energy \epsilon/\epsilon_c"), Axis.Linear(@"index fraction \alpha", 0, null), series);
    }

    private static Panel Excess(List<SummaryRow> rows, RichText title)
    {
        var limit = rows.Where(IsLimit).ToDictionary(r => r.Argument, r => r.Value!.Value, StringComparer.Ordinal);
        var sampled = Sampled(rows).ToList();
        var width = 0.006 * (rows.Where(IsLimit).Max(Energy) - rows.Where(IsLimit).Min(Energy));
        // Energies too near to their neighbour for points side by side are left out.
        var shown = new HashSet<string>(StringComparer.Ordinal);
        var last = double.NegativeInfinity;
        foreach (var row in sampled[0].Points)
        {
            if (Energy(row) - last <= width * (sampled.Count + 1))
                continue;
            shown.Add(row.Argument);
            last = Energy(row);
        }

        var series = sampled.Select((s, i) => (Series)new PointSeries(
            $"*n* = {s.Order}",
            s.Points[0].Source + "; Student or Clopper-Pearson; less n alpha of the limit",
            s.Points.Where(r => shown.Contains(r.Argument)).Select(r => new DataPoint(Energy(r), r.Dimension * (r.Value!.Value - limit[r.Argument]), r.Dimension * (r.Low!.Value - limit[r.Argument]), r.Dimension * (r.High!.Value - limit[r.Argument]), r.Samples)))
        {
            Style = s.Style,
            Shift = width * (i - ((sampled.Count - 1) / 2.0)),
        });
        return new Panel(title, Axis.Linear(@"energy \epsilon/\epsilon_c"), Axis.Linear(@"mean index - *n*\alpha"), series);
    }

    private static Panel Logarithmic(List<SummaryRow> rows, RichText title)
    {
        var series = new List<Series> { Limit(rows, r => Energy(r) > 1, r => Energy(r) - 1) };
        var foot = rows.Where(r => IsLimit(r) && Energy(r) > 1).MinBy(Energy)!;
        var (x, y) = (Energy(foot) - 1, foot.Value!.Value);
        var end = rows.Where(IsLimit).Max(Energy) - 1;
        series.Add(new LineSeries("slope 3/2", "reference through the lowest point of the limit", [new CurvePoint(x, y), new CurvePoint(end, y * Math.Pow(end / x, 1.5))])
        {
            Style = new SeriesStyle(0, Dash: DashPattern.Dotted),
        });
        foreach (var (order, style, points) in Sampled(rows))
        {
            // A mean whose interval reaches down to zero has no place on a logarithmic axis; it is in the linear figure.
            var shown = points.Where(r => Energy(r) > 1 && r.Low > 0).ToList();
            if (shown.Count > 0)
                series.Add(new PointSeries($"*n* = {order}", shown[0].Source + "; Student or Clopper-Pearson", shown.Select(r => Point(r, Energy(r) - 1))) { Style = style });
        }

        var far = rows.Where(r => string.Equals(r.Quantity, RandomMatrixNetsRun.Extrapolated, StringComparison.Ordinal)).ToList();
        var largest = far.Where(r => r.Dimension == far.Max(other => other.Dimension) && Energy(r) > 1 && r.Low > 0).ToList();
        if (largest.Count > 0)
        {
            series.Add(new PointSeries("extrapolated", largest[0].Source + "; Student", largest.Select(r => Point(r, Energy(r) - 1)))
            {
                Style = new SeriesStyle(6, MarkerShape.Diamond, OpenMarker: true),
            });
        }

        return new Panel(title, Axis.Log10(@"\epsilon/\epsilon_c - 1"), Axis.Log10(@"index fraction \alpha"), series);
    }

    private static IEnumerable<Func<char, Panel>> Spectra(List<SummaryRow> rows)
    {
        foreach (var group in rows.Where(r => string.Equals(r.Quantity, RandomMatrixNetsRun.Density, StringComparison.Ordinal)).GroupBy(Energy))
        {
            var bars = group.Where(r => r.Kind == SummaryKind.MonteCarlo).ToList();
            var curve = group.Where(r => r.Kind == SummaryKind.Asymptotic).ToList();
            Series[] series =
            [
                new BarSeries($"*n* = {bars[0].Dimension}", bars[0].Source + "; Student", bars.Select(r => new HistogramBar(Part(r, 1), Part(r, 2), r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples)))
                {
                    Style = new SeriesStyle(1),
                },
                new LineSeries("limit", curve[0].Source, curve.Select(r => new CurvePoint(Part(r, 1), r.Value!.Value))) { Style = new SeriesStyle(0, Dash: DashPattern.Solid) },
            ];
            yield return letter => new Panel(
                string.Create(CultureInfo.InvariantCulture, $@"({letter}) \phi = {bars[0].Ensemble["phi=".Length..]}, \epsilon/\epsilon_c = {group.Key}"), Axis.Linear("eigenvalue"), Axis.Linear("density", 0, null), series);
        }
    }

    private static IEnumerable<Figure> Edge(IReadOnlyList<SummaryRow> rows, List<string> models)
    {
        var (means, spreads) = (new List<Series>(), new List<Series>());
        for (var i = 0; i < models.Count; i++)
        {
            var own = Of(rows, models[i]);
            var critical = Math.Sqrt(own.Single(r => r is { Quantity: RandomMatrixNetsRun.CriticalEnergy, Kind: SummaryKind.Asymptotic }).Value!.Value);
            var label = $@"\phi = {models[i]["phi=".Length..]}";
            var style = new SeriesStyle(i % 6, Markers[i % Markers.Length]);
            var first = own.Where(r => string.Equals(r.Quantity, RandomMatrixNetsRun.FirstCrossing, StringComparison.Ordinal)).ToList();
            means.Add(new PointSeries(label, first[0].Source + "; Student", first.Select(r => new DataPoint(X(r), r.Value!.Value * critical, r.Low!.Value * critical, r.High!.Value * critical, r.Samples))) { Style = style });
            if (own.SingleOrDefault(r => r is { Quantity: RandomMatrixNetsRun.CriticalEnergy, Kind: SummaryKind.MonteCarlo }) is { Low: > 0 } fit)
            {
                means.Add(new PointSeries($"{label}, extrapolated", fit.Source, [new DataPoint(0, critical / Math.Sqrt(fit.Value!.Value), critical / Math.Sqrt(fit.High!.Value), critical / Math.Sqrt(fit.Low.Value), fit.Samples)])
                {
                    Style = style with { OpenMarker = true },
                    Shift = -0.002 * i,
                });
            }

            var spread = own.Where(r => string.Equals(r.Quantity, RandomMatrixNetsRun.Window, StringComparison.Ordinal)).ToList();
            var last = spread[^1];
            spreads.Add(new LineSeries("slope -2/3", "reference through the last point", spread.Select(r => new CurvePoint(r.Dimension, critical * last.Value!.Value * Math.Pow((double)r.Dimension / last.Dimension, -2.0 / 3))))
            {
                Style = new SeriesStyle(i % 6, Dash: DashPattern.Dotted),
            });
            spreads.Add(new PointSeries($"{label}, spread", spread[0].Source, spread.Select(r => new DataPoint(r.Dimension, r.Value!.Value * critical, r.Low!.Value * critical, r.High!.Value * critical, r.Samples))) { Style = style });
        }

        means.Insert(0, new LineSeries("critical energy", RandomMatrixNetsRun.CriticalSource, [new CurvePoint(0, 1), new CurvePoint(rows.Max(X), 1)])
        {
            Style = new SeriesStyle(4, Dash: DashPattern.Solid),
        });
        yield return new Figure(
            "critical-energy",
            null,
            @"Where along the energy sampled matrices turn indefinite: \epsilon_1 is the energy of the first negative eigenvalue. (a) Mean of (\epsilon_c/\epsilon_1)^{1/2} against *n*^{-2/3}; open: extrapolated by the fit of all orders; line: the formula. Most intervals are narrower than their marker. "
            + "(b) Its standard deviation; dotted: slope -2/3, which an index fraction with exponent 3/2 implies. 95 % intervals.",
            [
                new Panel("(a) first crossing", Axis.Linear("*n*^{-2/3}", -0.005, null), Axis.Linear(@"mean of (\epsilon_c/\epsilon_1)^{1/2}"), means),
                new Panel("(b) its spread", Axis.Log10("order *n*"), Axis.Log10("standard deviation"), spreads),
            ],
            columnCount: 2);

        static double X(SummaryRow row) => Math.Pow(row.Dimension, -2.0 / 3);
    }

    private static LineSeries Limit(List<SummaryRow> rows, Func<SummaryRow, bool> where, Func<SummaryRow, double> x)
    {
        var limit = rows.Where(r => IsLimit(r) && where(r)).OrderBy(Energy).ToList();
        return new LineSeries("limit", limit[0].Source, limit.Select(r => new CurvePoint(x(r), r.Value!.Value))) { Style = new SeriesStyle(0, Dash: DashPattern.Solid) };
    }

    private static IEnumerable<(int Order, SeriesStyle Style, List<SummaryRow> Points)> Sampled(List<SummaryRow> rows) => rows
        .Where(r => r.Kind == SummaryKind.MonteCarlo && string.Equals(r.Quantity, RandomMatrixNetsRun.IndexFraction, StringComparison.Ordinal))
        .GroupBy(r => r.Dimension).OrderBy(g => g.Key)
        .Select((g, i) => (g.Key, new SeriesStyle(1 + (i % 5), Markers[i % Markers.Length]), g.ToList()));

    private static bool IsLimit(SummaryRow row) => row is { Kind: SummaryKind.Asymptotic, Quantity: RandomMatrixNetsRun.IndexFraction };

    private static List<SummaryRow> Of(IReadOnlyList<SummaryRow> rows, string model) => [.. rows.Where(r => string.Equals(r.Ensemble, model, StringComparison.Ordinal))];

    private static DataPoint Point(SummaryRow row, double x) => new(x, row.Value!.Value, row.Low!.Value, row.High!.Value, row.Samples);

    private static RichText Title(int i, string model) => $@"({(char)('a' + i)}) \phi = {model["phi=".Length..]}";

    private static double Energy(SummaryRow row) => Part(row, 0);

    private static double Part(SummaryRow row, int i) => double.Parse(row.Argument.Split(';')[i], CultureInfo.InvariantCulture);
}
