using System.Globalization;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.TopologyTrivialization;

/// <summary>Mean counts against the confinement, drawn from the stored summary alone.</summary>
internal static class TopologyTrivializationFigures
{
    private static readonly MarkerShape[] Markers = [MarkerShape.Circle, MarkerShape.Square, MarkerShape.TriangleUp, MarkerShape.Diamond, MarkerShape.TriangleDown, MarkerShape.Pentagon];
    private static readonly DashPattern[] Dashes = [DashPattern.Solid, DashPattern.Dashed, DashPattern.LongDashed, DashPattern.DashDotted];

    public static IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows)
    {
        var dimensions = rows.Select(r => r.Dimension).Distinct().Order().ToList();
        if (dimensions.Count == 0)
            return [];
        var panels = new[]
        {
            Panel("(a) all stationary points", rows, dimensions, TopologyTrivializationRun.Stationary, "mean number", asymptotic: true),
            Panel("(b) minima", rows, dimensions, TopologyTrivializationRun.Minima, "mean number of minima", asymptotic: false),
        }.OfType<Panel>().ToList();
        var figures = new List<Figure>();
        if (panels.Count > 0)
        {
            figures.Add(new Figure(
                "mean-counts",
                null,
                @"Mean numbers of stationary points and of minima of a confined isotropic field against the confinement \mu/\mu_c. Lines: exact at finite *n*; dotted: "
                + "the large-*n* form at the largest *n*. Points: Kac-Rice samples with 95 % intervals; points with fewer than 400 effective samples are left out.",
                panels,
                columnCount: 2));
        }

        if (Transition(rows) is { } transition)
            figures.Add(transition);
        return figures;
    }

    private static Panel? Panel(RichText title, IReadOnlyList<SummaryRow> rows, List<int> dimensions, string quantity, RichText label, bool asymptotic)
    {
        var series = new List<Series>();
        for (var i = 0; i < dimensions.Count; i++)
        {
            var n = dimensions[i];
            var own = rows.Where(r => r.Dimension == n && string.Equals(r.Quantity, quantity, StringComparison.Ordinal)).ToList();
            var style = new SeriesStyle(i % 6, Markers[i % Markers.Length], Dash: Dashes[i % Dashes.Length]);
            var exact = own.Where(r => r.Kind == SummaryKind.Exact).ToList();
            if (exact.Count > 0)
                series.Add(new LineSeries($"*n* = {n}", exact[0].Source, exact.Select(r => new CurvePoint(M(r), r.LogValue!.Value))) { YIsNaturalLog = true, Style = style });
            var sampled = own.Where(r => r is { Kind: SummaryKind.MonteCarlo, Value: not null }).ToList();
            if (sampled.Count > 0)
            {
                series.Add(new PointSeries($"*n* = {n}, sampled", sampled[0].Source, sampled.Select(r => new DataPoint(M(r), r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples)))
                {
                    Style = style,
                });
            }

            var limit = own.Where(r => r.Kind == SummaryKind.Asymptotic).ToList();
            if (asymptotic && i == dimensions.Count - 1 && limit.Count > 1)
            {
                series.Add(new LineSeries($"*n* = {n}, asymptotic", limit[0].Source, limit.Select(r => new CurvePoint(M(r), r.LogValue!.Value)))
                {
                    YIsNaturalLog = true,
                    Style = style with { Dash = DashPattern.Dotted },
                });
            }
        }

        return series.Count == 0 ? null : new Panel(title, Axis.Linear(@"confinement \mu/\mu_c"), Axis.Log10(label), series);
    }

    private static Figure? Transition(IReadOnlyList<SummaryRow> rows)
    {
        var at = rows.Where(r => r.Kind == SummaryKind.Exact && r.Argument is "1" && string.Equals(r.Quantity, TopologyTrivializationRun.Minima, StringComparison.Ordinal)).ToList();
        if (at.Count < 2)
            return null;
        var sampled = rows.Where(r => r is { Kind: SummaryKind.MonteCarlo, Value: not null, Argument: "1" } && string.Equals(r.Quantity, TopologyTrivializationRun.Minima, StringComparison.Ordinal)).ToList();
        var series = new List<Series>
        {
            new LineSeries("limit 2", "window of width n^(-1/3), Tracy-Widom: E N_min -> 2", [new CurvePoint(0, 2), new CurvePoint(at.Max(X), 2)])
            {
                Style = new SeriesStyle(1, Dash: DashPattern.Dotted),
            },
            new LineSeries("exact", at[0].Source, at.OrderBy(X).Select(r => new CurvePoint(X(r), r.Value!.Value))) { Style = new SeriesStyle(0, Dash: DashPattern.Solid) },
        };
        if (sampled.Count > 0)
        {
            series.Add(new PointSeries("sampled", sampled[0].Source, sampled.Select(r => new DataPoint(X(r), r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples)))
            {
                Style = new SeriesStyle(0, MarkerShape.Circle),
            });
        }

        return new Figure(
            "two-minima",
            null,
            @"Mean number of minima at the transition \mu = \mu_c against *n*^{-1/3}, the width of its window. Line: exact, joined between the computed *n*; points: samples with 95 % intervals; dotted: the limit.",
            [new Panel("", Axis.Linear("*n*^{-1/3}", 0, null), Axis.Linear("mean number of minima"), series)]);

        static double X(SummaryRow row) => Math.Pow(row.Dimension, -1.0 / 3);
    }

    private static double M(SummaryRow row) => double.Parse(row.Argument, CultureInfo.InvariantCulture);
}
