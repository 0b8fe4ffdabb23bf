using System.Globalization;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints;

namespace RandomLandscapes.Experiments.IndexVersusLoss;

/// <summary>Index fraction against loss beside the curves of random functions, and how searches end; drawn from the stored summary alone.</summary>
internal static class IndexVersusLossFigures
{
    private static readonly MarkerShape[] Markers = [MarkerShape.Circle, MarkerShape.Square, MarkerShape.Diamond, MarkerShape.TriangleUp];
    private static readonly DashPattern[] Dashes = [DashPattern.Solid, DashPattern.Dashed, DashPattern.DashDotted];
    private static readonly string[] FinderNames = ["Newton, minimum residual", "Levenberg-Marquardt", "saddle-free Newton", "symmetric subspace"];
    private static readonly string[] CurveNames = ["Gaussian field", "3-spin glass", "Pennington-Bahri"];

    public static IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows)
    {
        var figures = new List<Figure>();
        var points = rows.Where(r => r.Quantity.StartsWith(IndexVersusLossRun.IndexFraction, StringComparison.Ordinal)).GroupBy(r => (r.Ensemble, r.Dimension)).OrderBy(g => g.Key).Select((g, i) => Points(rows, [.. g], i)).ToList();
        if (points.Count > 0)
        {
            figures.Add(new Figure(
                "index-versus-loss",
                null,
                "Critical points of small networks: fraction of negative Hessian eigenvalues against the loss, from the lowest found (0) to the mean of random starts (1). Each point is one critical point modulo symmetries, by its first finder; "
                + "bars: undecided eigenvalues. Lines: random functions from their thresholds on, each with one scale fitted to half of the trainings. Weighted by basins.",
                points,
                columnCount: points.Count > 4 ? 3 : 2));
        }

        var outcomes = rows.Where(r => r.Quantity.StartsWith(IndexVersusLossRun.Outcome, StringComparison.Ordinal)).GroupBy(r => (r.Ensemble, r.Dimension)).OrderBy(g => g.Key).Select((g, i) => Outcomes([.. g], i)).ToList();
        if (outcomes.Count > 0)
            figures.Add(new Figure("outcomes", null, "How the searches end, by finder; shares with 95 % Clopper-Pearson intervals.", outcomes, columnCount: outcomes.Count > 4 ? 3 : 2));
        return figures;
    }

    private static Panel Points(IReadOnlyList<SummaryRow> all, IReadOnlyList<SummaryRow> own, int number)
    {
        var series = new List<Series>();
        for (var c = 0; c < TheoryCurves.Names.Count; c++)
        {
            var curve = all.Where(r => r.Dimension == own[0].Dimension && string.Equals(r.Ensemble, own[0].Ensemble, StringComparison.Ordinal) && string.Equals(r.Quantity, $"{IndexVersusLossRun.Curve} {TheoryCurves.Names[c]}", StringComparison.Ordinal)).ToList();
            if (curve.Count > 1)
                series.Add(new LineSeries(CurveNames[c], curve[0].Source, curve.Select(r => new CurvePoint(Number(r), r.Value!.Value))) { Style = new SeriesStyle(4 + c, Dash: Dashes[c]) });
        }

        for (var f = 0; f < LossSearches.Finders.Count; f++)
        {
            var found = own.Where(r => string.Equals(r.Quantity, $"{IndexVersusLossRun.IndexFraction} {LossSearches.Finders[f]}", StringComparison.Ordinal)).ToList();
            if (found.Count > 0)
            {
                series.Add(new PointSeries(FinderNames[f], "exact Hessians at critical points; interval: undecided eigenvalues", found.Select(r => new DataPoint(Number(r), r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples)))
                {
                    Style = new SeriesStyle(f, Markers[f], OpenMarker: f == 3),
                });
            }
        }

        return new Panel(
            string.Create(CultureInfo.InvariantCulture, $"({(char)('a' + number)}) {own[0].Ensemble.Replace('-', ' ')}, {own[0].Dimension} parameters"), Axis.Linear("(loss \\minus lowest) / (start \\minus lowest)"), Axis.Linear("index / number of parameters"), series);
    }

    private static Panel Outcomes(IReadOnlyList<SummaryRow> own, int number)
    {
        var seen = Enum.GetValues<SearchOutcome>().Where(o => own.Any(r => string.Equals(r.Quantity, $"{IndexVersusLossRun.Outcome} {o}", StringComparison.Ordinal) && r.Value > 0)).ToList();
        var series = new List<Series>();
        for (var f = 0; f < LossSearches.Finders.Count; f++)
        {
            var offset = 0.15 * (f - 1.5);
            var points = seen.Select((o, i) => (Row: own.First(r => string.Equals(r.Quantity, $"{IndexVersusLossRun.Outcome} {o}", StringComparison.Ordinal) && string.Equals(r.Argument, LossSearches.Finders[f], StringComparison.Ordinal)), X: i + offset));
            series.Add(new PointSeries(FinderNames[f], "searches; Clopper-Pearson", points.Select(p => new DataPoint(p.X, p.Row.Value!.Value, p.Row.Low!.Value, p.Row.High!.Value, p.Row.Samples)))
            {
                Style = new SeriesStyle(f, Markers[f], OpenMarker: f == 3),
            });
        }

        return new Panel(
            string.Create(CultureInfo.InvariantCulture, $"({(char)('a' + number)}) {own[0].Ensemble.Replace('-', ' ')}, {own[0].Dimension} parameters"),
            Axis.Linear("outcome", -0.5, seen.Count - 0.5) with { Ticks = [.. seen.Select((o, i) => new AxisTick(i, Name(o)))] },
            Axis.Linear("share of searches", -0.04, 1.04),
            series);
    }

    private static string Name(SearchOutcome outcome) => outcome switch
    {
        SearchOutcome.Critical => "critical",
        SearchOutcome.GradientFlat => "flat",
        SearchOutcome.AtInfinity => "infinity",
        SearchOutcome.Stalled => "stalled",
        SearchOutcome.IterationLimit => "limit",
        SearchOutcome.SingularHessian => "singular",
        SearchOutcome.LeftDomain => "left",
        _ => "not finite",
    };

    private static double Number(SummaryRow row) => double.Parse(row.Argument, CultureInfo.InvariantCulture);
}
