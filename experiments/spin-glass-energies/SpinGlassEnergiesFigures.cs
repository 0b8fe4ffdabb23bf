using System.Globalization;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.SpinGlassEnergies;

/// <summary>Energies by index against N, index against energy, and what finders see of both; drawn from the stored summary alone.</summary>
internal static class SpinGlassEnergiesFigures
{
    private static readonly MarkerShape[] Markers = [MarkerShape.Circle, MarkerShape.Square, MarkerShape.TriangleUp, MarkerShape.Diamond, MarkerShape.TriangleDown, MarkerShape.Pentagon];
    private static readonly DashPattern[] Dashes = [DashPattern.Solid, DashPattern.Dashed, DashPattern.LongDashed, DashPattern.DashDotted];

    private const int FewestBands = 8;

    private static readonly (string Finder, string Law, RichText Name)[] Finders =
    [
        ("gradient-descent", "index 0", "gradient descent"), ("following to index 0", "index 0", "following, *k* = 0"), ("following to index 1", "index 1", "following, *k* = 1"), ("newton", "all", "Newton"),
    ];

    public static IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows)
    {
        List<Figure> figures = [];
        Add(
            figures, "energies",
            @"Energies of critical points of index *k* of the spherical *p*-spin. (a) Mean over all points: exact (lines); samples with every point enumerated, or Kac-Rice samples for larger *N* (points). (b) Mean of the lowest point of samples "
            + @"that have one, all enumerated (points), and, not the same at finite *N*, the energy below which the mean number of points is one, by Kac-Rice (lines). Dotted: the limits \minus*E*_\infty and \minus*E*_0. Intervals: 95 %.",
            [Means(rows), Lowest(rows)]);
        Add(
            figures, "index-against-energy",
            "Index against energy of the critical points that searches from uniform random starts reach (measure: BasinWeighted), means in bands of energy of ten points and more, with 95 % intervals. Lines, for all critical points: limit (solid) and exact at the smaller *N* (dashed).",
            [IndexAgainstEnergy(rows)]);
        Add(
            figures, "searches",
            @"Searches from uniform random starts (measure: BasinWeighted), one a sample. (a) Mean energy reached; dotted: \minus*E*_\infty and \minus*E*_0. (b) Wasserstein-1 distance of the energies from the Kac-Rice law of the same points: minima for descent, index *k* for "
            + "eigenvector following, all points for Newton. (c) The same of the index fraction, from the law of all points. Dotted in (b), (c): expected of as many independent draws. (d) How Newton's searches end. Intervals: 95 %; points of one *N* are moved apart by a few percent.",
            [Reached(rows), EnergyDistances(rows), IndexDistances(rows), Outcomes(rows)]);
        return figures;
    }

    private static void Add(List<Figure> figures, string name, RichText caption, Panel?[] panels)
    {
        List<Panel> drawn = [.. panels.OfType<Panel>()];
        if (drawn.Count > 0)
            figures.Add(new Figure(name, null, caption, drawn, columnCount: Math.Min(2, drawn.Count)));
    }

    private static Panel? Means(IReadOnlyList<SummaryRow> rows)
    {
        var series = new List<Series>();
        foreach (var (k, i) in Indices(rows, SpinGlassEnergiesRun.MeanOfIndex).Select((k, i) => (k, i)))
        {
            var own = Of(rows, SpinGlassEnergiesRun.MeanOfIndex).Where(r => string.Equals(r.Argument, k, StringComparison.Ordinal)).OrderBy(r => r.Dimension).ToList();
            AddLine(series, $"*k* = {k}", own.Where(r => r.Kind == SummaryKind.Exact), N, i);
            AddPoints(series, $"*k* = {k}", own.Where(r => r.Kind != SummaryKind.Exact).GroupBy(r => r.Dimension).Select(g => g.MaxBy(r => r.Kind == SummaryKind.Enumeration)!), N, i);
        }

        return WithLevels(series, rows, "(a) mean over points of index *k*", ["infinity", "0"]);
    }

    private static Panel? Lowest(IReadOnlyList<SummaryRow> rows)
    {
        var series = new List<Series>();
        foreach (var (k, i) in Indices(rows, SpinGlassEnergiesRun.FirstMoment).Select((k, i) => (k, i)))
        {
            AddLine(series, $"*k* = {k}", Of(rows, SpinGlassEnergiesRun.FirstMoment).Where(r => string.Equals(r.Argument, k, StringComparison.Ordinal)).OrderBy(r => r.Dimension), N, i);
            AddPoints(series, $"*k* = {k}", Of(rows, SpinGlassEnergiesRun.LowestOfIndex).Where(r => string.Equals(r.Argument, k, StringComparison.Ordinal)), N, i);
        }

        return WithLevels(series, rows, "(b) lowest point of index *k*", ["infinity", "0"]);
    }

    private static Panel? IndexAgainstEnergy(IReadOnlyList<SummaryRow> rows)
    {
        var found = rows.Where(r => r.Quantity.StartsWith(SpinGlassEnergiesRun.FoundIndex, StringComparison.Ordinal)).ToList();
        if (found.Count == 0)
            return null;
        var series = new List<Series>();
        AddLine(series, "all points, limit", Of(rows, SpinGlassEnergiesRun.IndexLimit).Where(r => r.Kind == SummaryKind.Asymptotic), X, 0, black: true);
        var finite = Of(rows, SpinGlassEnergiesRun.IndexLimit).Where(r => r.Kind == SummaryKind.Exact).ToList();
        if (finite.Count > 0)
            AddLine(series, $"all points, *N* = {finite[0].Dimension + 1}, exact", finite, X, 1, black: true);
        // The smallest system, and the largest one with searches enough for a curve.
        int[] ends = [found.Min(r => r.Dimension), found.GroupBy(r => r.Dimension).OrderByDescending(g => g.Key).First(g => g.Count() >= FewestBands || g.Key == found.Min(r => r.Dimension)).Key];
        var groups = found.Where(r => ends.Contains(r.Dimension)).GroupBy(r => (r.Dimension, r.Quantity)).OrderBy(g => g.Key.Quantity, StringComparer.Ordinal).ThenBy(g => g.Key.Dimension);
        foreach (var (group, i) in groups.Select((g, i) => (g, i)))
        {
            var method = group.Key.Quantity.EndsWith("newton", StringComparison.Ordinal) ? "Newton" : "following to any index";
            AddPoints(series, $"{method}, *N* = {group.Key.Dimension + 1}", group, X, i % 4);
        }

        return new Panel("", Axis.Linear("energy per spin *H*/*N*"), Axis.Linear(@"index / (*N* \minus 1)"), series);
    }

    private static Panel? Reached(IReadOnlyList<SummaryRow> rows)
    {
        var series = new List<Series>();
        for (var i = 0; i < Finders.Length - 1; i++)
            AddPoints(series, Finders[i].Name, Of(rows, $"{SpinGlassEnergiesRun.FoundMean} {Finders[i].Finder}"), Apart(i), i);
        if (series.Count == 0)
            return null;
        var searched = Of(rows, $"{SpinGlassEnergiesRun.FoundMean} gradient-descent").Select(r => r.Dimension).ToHashSet();
        var minima = Of(rows, SpinGlassEnergiesRun.MeanOfIndex).Where(r => r.Kind == SummaryKind.MonteCarlo && string.Equals(r.Argument, "0", StringComparison.Ordinal) && searched.Contains(r.Dimension));
        AddPoints(series, "all minima, Kac-Rice", minima, N, 4);
        return WithLevels(series, [.. rows.Where(r => r.Dimension == 0 || searched.Contains(r.Dimension))], "(a) mean energy reached", ["infinity", "0"]);
    }

    private static Panel? EnergyDistances(IReadOnlyList<SummaryRow> rows)
    {
        var series = new List<Series>();
        for (var i = 0; i < Finders.Length; i++)
            AddDistances(series, rows, SpinGlassEnergiesRun.EnergyDistance, i, withDraws: i is 0 or 3);
        return series.Count == 0 ? null : new Panel("(b) distance from Kac-Rice, energy", Axis.Log10("number of spins *N*"), Axis.Linear("Wasserstein-1 distance of *H*/*N*"), series);
    }

    private static Panel? IndexDistances(IReadOnlyList<SummaryRow> rows)
    {
        var series = new List<Series>();
        AddDistances(series, rows, SpinGlassEnergiesRun.IndexDistance, 0, withDraws: false);
        AddDistances(series, rows, SpinGlassEnergiesRun.IndexDistance, 3, withDraws: true);
        return series.Count == 0 ? null : new Panel("(c) distance from Kac-Rice, index", Axis.Log10("number of spins *N*"), Axis.Log10(@"Wasserstein-1 distance of *k* / (*N* \minus 1)"), series);
    }

    private static void AddDistances(List<Series> series, IReadOnlyList<SummaryRow> rows, string quantity, int i, bool withDraws)
    {
        var own = Of(rows, $"{quantity} {Finders[i].Finder}").OrderBy(r => r.Dimension).ToList();
        var law = string.Equals(quantity, SpinGlassEnergiesRun.IndexDistance, StringComparison.Ordinal) ? "all" : Finders[i].Law;
        AddPoints(series, Finders[i].Name, own.Where(r => string.Equals(r.Argument, law, StringComparison.Ordinal)), Apart(i), i);
        var draws = own.Where(r => string.Equals(r.Argument, $"{law}, {SpinGlassEnergiesRun.Floor}", StringComparison.Ordinal)).ToList();
        if (withDraws && draws.Count > 1)
        {
            series.Add(new LineSeries(i == 3 ? "draws, all points" : "draws, minima", draws[0].Source, draws.Select(r => new CurvePoint(N(r), r.Value!.Value)))
            {
                Style = new SeriesStyle(i, Dash: DashPattern.Dotted),
            });
        }
    }

    private static Panel? Outcomes(IReadOnlyList<SummaryRow> rows)
    {
        var series = new List<Series>();
        var newton = Of(rows, $"{SpinGlassEnergiesRun.Share} newton");
        foreach (var (outcome, name, i) in new[] { ("Critical", "critical point", 5), ("GradientFlat", "gradient flat, not zero", 6), ("IterationLimit", "limit of iterations", 7), ("Stalled", "stalled", 8) })
        {
            var own = newton.Where(r => string.Equals(r.Argument, outcome, StringComparison.Ordinal)).ToList();
            if (own.Any(r => r.Value > 0))
                AddPoints(series, name, own, N, i);
        }

        return series.Count == 0 ? null : new Panel("(d) ends of Newton's method", Axis.Log10("number of spins *N*"), Axis.Linear("share of searches"), series);
    }

    private static Panel? WithLevels(List<Series> series, IReadOnlyList<SummaryRow> rows, RichText title, IReadOnlyList<string> levels)
    {
        if (series.Count == 0)
            return null;
        var thresholds = Of(rows, SpinGlassEnergiesRun.Threshold);
        var spins = rows.Where(r => r.Dimension > 0).Select(N).ToList();
        foreach (var (level, i) in levels.Select((l, i) => (l, i)))
        {
            if (thresholds.FirstOrDefault(r => string.Equals(r.Argument, level, StringComparison.Ordinal)) is { } row)
            {
                series.Add(new LineSeries(i == 0 ? @"\minus*E*_\infty" : @"\minus*E*_0", row.Source, [new CurvePoint(spins.Min(), row.Value!.Value), new CurvePoint(spins.Max(), row.Value!.Value)])
                {
                    Style = new SeriesStyle(4 + i, Dash: DashPattern.Dotted),
                });
            }
        }

        return new Panel(title, Axis.Log10("number of spins *N*"), Axis.Linear("energy per spin *H*/*N*"), series);
    }

    private static void AddLine(List<Series> series, RichText name, IEnumerable<SummaryRow> rows, Func<SummaryRow, double> x, int colour, bool black = false)
    {
        var points = rows.Where(r => r.Value is not null).ToList();
        if (points.Count > 1)
            series.Add(new LineSeries(name, points[0].Source, points.Select(r => new CurvePoint(x(r), r.Value!.Value))) { Style = new SeriesStyle(black ? 4 : colour, Dash: Dashes[colour % Dashes.Length]) });
    }

    private static void AddPoints(List<Series> series, RichText name, IEnumerable<SummaryRow> rows, Func<SummaryRow, double> x, int colour)
    {
        var points = rows.Where(r => r is { Value: not null, Low: not null, High: not null }).OrderBy(x).ToList();
        if (points.Count > 0)
        {
            series.Add(new PointSeries(name, points[0].Source, points.Select(r => new DataPoint(x(r), r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples)))
            {
                Style = new SeriesStyle(colour, Markers[colour % Markers.Length], Dash: Dashes[colour % Dashes.Length]),
            });
        }
    }

    // Side by side about N where finders would cover each other.
    private static Func<SummaryRow, double> Apart(int i) => r => N(r) * Math.Pow(1.04, i - 1.5);

    private static List<string> Indices(IReadOnlyList<SummaryRow> rows, string quantity) =>
        [.. Of(rows, quantity).Select(r => r.Argument).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static List<SummaryRow> Of(IReadOnlyList<SummaryRow> rows, string quantity) => [.. rows.Where(r => string.Equals(r.Quantity, quantity, StringComparison.Ordinal))];

    private static double N(SummaryRow row) => row.Dimension + 1;

    private static double X(SummaryRow row) => double.Parse(row.Argument, CultureInfo.InvariantCulture);
}
