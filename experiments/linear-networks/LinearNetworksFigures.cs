using System.Globalization;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;

namespace RandomLandscapes.Experiments.LinearNetworks;

/// <summary>Found orbits on the list, and how searches ended; drawn from the stored summary alone.</summary>
internal static class LinearNetworksFigures
{
    private const int LongList = 200;

    private static readonly MarkerShape[] Markers = [MarkerShape.Circle, MarkerShape.Square, MarkerShape.TriangleUp];

    public static IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows)
    {
        var networks = rows.Select(r => r.Ensemble).Distinct(StringComparer.Ordinal).ToList();
        return [.. new[] { Orbits(rows, networks), Outcomes(rows, networks) }.OfType<Figure>()];
    }

    private static Figure? Orbits(IReadOnlyList<SummaryRow> rows, List<string> networks)
    {
        var panels = new List<Panel>();
        foreach (var network in networks)
        {
            var own = rows.Where(r => string.Equals(r.Ensemble, network, StringComparison.Ordinal)).ToList();
            var listed = own.Where(r => r.Quantity.StartsWith(LinearNetworksRun.LossAtIndex, StringComparison.Ordinal)).ToList();
            var deep = own.Where(r => Is(r, LinearNetworksRun.WithoutNegative)).ToDictionary(r => r.Argument, StringComparer.Ordinal);
            var ends = own.Where(r => Is(r, LinearNetworksRun.Ends)).ToDictionary(r => r.Argument, StringComparer.Ordinal);
            if (deep.Count > 0)
            {
                panels.Add(Deep(Title(panels.Count, network), listed, ends, deep));
                continue;
            }

            var series = new List<Series>();
            var missed = listed.Where(r => !ends.ContainsKey(r.Argument)).ToList();
            var isLong = listed.Count > LongList;
            if (missed.Count > 0)
                series.Add(new MarkerSeries("on the list, not met", missed[0].Source, missed.Select(Place)) { Style = new SeriesStyle(0, MarkerShape.Circle, OpenMarker: true), Size = isLong ? 0.4 : 1 });
            var met = listed.Where(r => ends.ContainsKey(r.Argument)).ToList();
            if (met.Count > 0)
                series.Add(new MarkerSeries("on the list, met by a search", $"{met[0].Source}; {ends[met[0].Argument].Source}", met.Select(Place)) { Style = new SeriesStyle(1, MarkerShape.Circle), Size = isLong ? 0.6 : 1 });
            panels.Add(new Panel(Title(panels.Count, network), Axis.Linear("loss"), Axis.Linear("index"), series));
            if (isLong)
                panels.Add(Recovery(Title(panels.Count, network), own));
        }

        return panels.Count == 0 ? null : new Figure(
            "orbits",
            null,
            "Critical points of linear networks. One hidden layer: every orbit of the exact list by loss and index, filled where a search from a random start ended there; for long lists also the number of orbits of each index, and of those met (none where there is no diamond). "
            + "Deeper networks: share of the critical ends at each of the possible losses, and share of those without a negative eigenvalue; 95 % intervals. Ends are weighted by basins.",
            panels,
            columnCount: panels.Count == 4 ? 2 : Math.Min(3, panels.Count));
    }

    private static Panel Recovery(RichText title, List<SummaryRow> own)
    {
        var listed = own.Where(r => Is(r, LinearNetworksRun.Listed)).ToList();
        var series = new List<Series>
        {
            new LineSeries("orbits on the list", listed[0].Source, listed.Select(Count)) { Style = new SeriesStyle(0, Dash: DashPattern.Solid) },
        };
        // The logarithmic axis has no place for an index of which no orbit was met.
        var met = own.Where(r => Is(r, LinearNetworksRun.Recovered) && r.Value > 0).ToList();
        if (met.Count > 0)
            series.Add(new MarkerSeries("orbits met", met[0].Source, met.Select(Count)) { Style = new SeriesStyle(1, MarkerShape.Diamond) });
        return new Panel(title, Axis.Linear("index"), Axis.Log10("number of orbits"), series);

        static CurvePoint Count(SummaryRow row) => new(double.Parse(row.Argument, CultureInfo.InvariantCulture), row.Value!.Value);
    }

    private static Panel Deep(RichText title, List<SummaryRow> listed, Dictionary<string, SummaryRow> ends, Dictionary<string, SummaryRow> deep)
    {
        var places = listed.Where(r => ends.ContainsKey(r.Argument)).OrderBy(r => r.Value).ToList();
        var least = listed.Min(r => r.Value!.Value);
        var bad = places.Where(r => r.Value > least).ToList();
        var series = new List<Series>
        {
            new PointSeries("share of the ends", "95 % Clopper-Pearson; " + ends[places[0].Argument].Source, places.Select(r => Point(r.Value!.Value, ends[r.Argument]))) { Style = new SeriesStyle(1, MarkerShape.Circle) },
        };
        if (bad.Count > 0)
        {
            series.Add(new PointSeries("of these without a negative eigenvalue", "95 % Clopper-Pearson; " + deep[bad[0].Argument].Source, bad.Select(r => Point(r.Value!.Value, deep[r.Argument])))
            {
                Style = new SeriesStyle(3, MarkerShape.Square, OpenMarker: true),
            });
        }

        return new Panel(title, Axis.Linear("loss"), Axis.Linear("share", 0), series);
    }

    private static Figure? Outcomes(IReadOnlyList<SummaryRow> rows, List<string> networks)
    {
        var seen = Enum.GetValues<SearchOutcome>().Where(o => rows.Any(r => Is(r, LinearNetworksRun.Outcome) && r.Argument.EndsWith($" {o}", StringComparison.Ordinal) && r.Value > 0)).ToList();
        var methods = Enum.GetValues<ObjectiveSearchMethod>();
        var panels = new List<Panel>();
        foreach (var network in networks)
        {
            var series = new List<Series>();
            for (var m = 0; m < methods.Length; m++)
            {
                var name = OrbitSearchCell.MethodName(methods[m]);
                var bars = new List<HistogramBar>();
                var source = "";
                for (var i = 0; i < seen.Count; i++)
                {
                    var row = rows.FirstOrDefault(r => string.Equals(r.Ensemble, network, StringComparison.Ordinal) && Is(r, LinearNetworksRun.Outcome) && string.Equals(r.Argument, $"{name} {seen[i]}", StringComparison.Ordinal));
                    if (row is null)
                        continue;
                    source = row.Source;
                    var left = i - 0.39 + (0.26 * m);
                    bars.Add(new HistogramBar(left, left + 0.25, row.Value!.Value, row.Low!.Value, row.High!.Value, row.Samples));
                }

                if (bars.Count > 0)
                    series.Add(new BarSeries(Label(methods[m]), $"{source}; 95 % Clopper-Pearson", bars) { Style = new SeriesStyle(m + 1, Markers[m]) });
            }

            if (series.Count > 0)
            {
                panels.Add(new Panel(
                    Title(panels.Count, network),
                    Axis.Linear("how the search ended", -0.5, seen.Count - 0.5) with { Ticks = [.. seen.Select((o, i) => new AxisTick(i, Words(o)))] },
                    Axis.Linear("share of the searches", 0, 1),
                    series));
            }
        }

        return panels.Count == 0 ? null : new Figure("outcomes", null, "How searches from random starts end, by method; 95 % intervals.", panels, columnCount: Math.Min(3, panels.Count));
    }

    private static RichText Title(int panel, string network) => $"({(char)('a' + panel)}) {network.Replace(':', ' ')}";

    private static RichText Label(ObjectiveSearchMethod method) => method switch
    {
        ObjectiveSearchMethod.NewtonMinimumResidual => "Newton, minimum residual",
        ObjectiveSearchMethod.LevenbergMarquardt => "Levenberg-Marquardt",
        _ => "saddle-free Newton",
    };

    private static RichText Words(SearchOutcome outcome) => outcome switch
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

    private static CurvePoint Place(SummaryRow row) => new(row.Value!.Value, double.Parse(row.Quantity[LinearNetworksRun.LossAtIndex.Length..], CultureInfo.InvariantCulture));

    private static DataPoint Point(double x, SummaryRow row) => new(x, row.Value!.Value, row.Low!.Value, row.High!.Value, row.Samples);

    private static bool Is(SummaryRow row, string quantity) => string.Equals(row.Quantity, quantity, StringComparison.Ordinal);
}
