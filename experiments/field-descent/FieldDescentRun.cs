using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.FieldDescent;

/// <summary>The experiment with its plan.</summary>
internal sealed class FieldDescentRun : IPreparedExperiment
{
    public const int FewestSamples = 8;
    public const int MostSamples = 100_000;
    public const string Descent = "gradient-descent";
    public const string Newton = "newton";
    public const string All = "all-minima";
    public const string MeanHeight = "mean-height-per-root-n";
    public const string Deviation = "standard-deviation-of-height";
    public const string Distribution = "height-distribution";
    public const string Ends = "ends";
    public const string MeanIndex = "mean-index-fraction-at-height";
    public const string NotCritical = "not-critical-index-fraction";
    public const string LargestGradient = "largest-gradient-over-typical";
    public const string IgnoredDeviation = "largest-ignored-deviation";
    private const int FewestPoints = 5;
    private const double BinWidth = 0.25;
    private const string ExactSource = "law of the lowest eigenvalue of GOE(n+1) weighted with exp(-u^2/4), u the height; Fyodorov 2004, Cheng and Schwartzman 2018";

    private readonly Dictionary<string, (SearchMethod Method, int Dimension)> _shapes = new(StringComparer.Ordinal);
    private readonly List<Cell> _cells = [];

    public FieldDescentRun(Plan plan)
    {
        foreach (var (key, method) in new[] { ("cells.descent", SearchMethod.GradientDescent), ("cells.newton", SearchMethod.Newton) })
        {
            foreach (var n in plan.Integers(key))
            {
                var cell = FieldSearchCell.Declare(method, n, plan.Samples);
                _cells.Add(cell);
                _shapes.Add(cell.Name, (method, n));
            }
        }
    }

    public IReadOnlyList<Cell> Cells => _cells;

    public double ConclusionSeconds => _shapes.Values.Sum(s => s.Method == SearchMethod.Newton ? 0.1 * ExactCost.Whole(s.Dimension) : ExactCost.Lowest(s.Dimension));

    public ICellSampler CreateSampler(Cell cell) => new FieldSearchCell(_shapes[cell.Name].Method, _shapes[cell.Name].Dimension);

    public RunAnswer Conclude(IReadOnlyList<CellTally> tallies)
    {
        var ends = tallies.Select(t => new SearchEnds(_shapes[t.Cell.Name].Method, _shapes[t.Cell.Name].Dimension, t)).ToList();
        var rows = new List<SummaryRow>();
        var (heights, indices) = (new List<WitnessCell>(), new List<WitnessCell>());
        foreach (var end in ends)
        {
            AddEnds(end, rows);
            if (end.Method == SearchMethod.GradientDescent)
                AddHeights(end, rows, heights);
            else
                AddIndices(end, rows, indices);
        }

        List<Verdict> verdicts = [.. new[]
        {
            WitnessVerdict.Agreement("law-of-descent-heights", "The minima where gradient descent ends lie as high as all minima on the mean.", "mean height", heights),
            EndsAreMinima([.. ends.Where(e => e.Method == SearchMethod.GradientDescent)]),
            WitnessVerdict.Agreement("law-of-newton-index", "At its height a point that Newton's method finds has the mean index of all critical points of that height.", "mean of the index fraction less the exact one", indices),
        }.OfType<Verdict>()];
        return new RunAnswer(rows, verdicts, Sentence(rows));
    }

    private static void AddEnds(SearchEnds end, List<SummaryRow> rows)
    {
        var (name, source) = (end.Method == SearchMethod.Newton ? Newton : Descent, FieldSearchCell.Source(end.Method));
        void Add(string what, long count) => rows.Add(new SummaryRow(
            name, end.Dimension, Ends, what, SummaryKind.MonteCarlo, count / (double)end.Searches, ClopperPearson.Compute(count, end.Searches).Low, ClopperPearson.Compute(count, end.Searches).High, null, end.Searches, null, source));

        foreach (var outcome in Enum.GetValues<SearchOutcome>())
            Add(outcome.ToString(), end.Outcomes[(int)outcome]);
        if (end.Method == SearchMethod.GradientDescent)
            Add("MinimumWithinReach", end.Near);
        Add("LawUncertain", end.Uncertain);
        rows.Add(new SummaryRow(
            name, end.Dimension, IgnoredDeviation, "", SummaryKind.Measured, end.LargestLawError, null, null, null, end.Searches, null, "largest deviation of the exact law that was ignored where points crowd, in prior standard deviations"));
    }

    private static void AddHeights(SearchEnds end, List<SummaryRow> rows, List<WitnessCell> heights)
    {
        var n = end.Dimension;
        var root = Math.Sqrt(n);
        var grid = Enumerable.Range(0, 29).Select(i => -2.6 + (0.1 * i)).ToList();
        var (mean, variance, distribution) = IsotropicFields.HeightsOfMinima(n, 1, [.. grid.Select(e => e * root)]);
        rows.Add(new SummaryRow(All, n, MeanHeight, "", SummaryKind.Exact, mean / root, null, null, null, 0, null, ExactSource));
        rows.Add(new SummaryRow(All, n, Deviation, "", SummaryKind.Exact, Math.Sqrt(variance), null, null, null, 0, null, ExactSource));
        for (var i = 0; i < grid.Count; i++)
            rows.Add(new SummaryRow(All, n, Distribution, Text(grid[i]), SummaryKind.Exact, Math.Clamp(distribution[i], 0, 1), null, null, null, 0, null, ExactSource));
        var found = end.Points.ConvertAll(p => p.Height);
        if (found.Count < FewestPoints)
            return;
        var source = FieldSearchCell.Source(end.Method);
        var estimate = Estimate.OfMean(found.Sum(), found.Sum(u => u * u), found.Count);
        var interval = Jackknife.IntervalOf(estimate);
        rows.Add(new SummaryRow(Descent, n, MeanHeight, "", SummaryKind.MonteCarlo, estimate.Value / root, interval.Low / root, interval.High / root, null, found.Count, null, source));
        var deviation = Jackknife.Compute([.. found.Select(u => new[] { 1, u, u * u })], v => Math.Sqrt(Math.Max(0, (v[2] / v[0]) - (v[1] / v[0] * (v[1] / v[0])))));
        var spread = Jackknife.IntervalOf(deviation);
        rows.Add(new SummaryRow(Descent, n, Deviation, "", SummaryKind.MonteCarlo, deviation.Value, Math.Max(0, spread.Low), spread.High, null, found.Count, null, source));
        foreach (var e in grid)
        {
            var below = found.Count(u => u <= e * root);
            var proportion = ClopperPearson.Compute(below, found.Count);
            rows.Add(new SummaryRow(Descent, n, Distribution, Text(e), SummaryKind.MonteCarlo, below / (double)found.Count, proportion.Low, proportion.High, null, found.Count, null, source));
        }

        heights.Add(new WitnessCell($"n={n}", estimate, mean, found.Count));
    }

    private static void AddIndices(SearchEnds end, List<SummaryRow> rows, List<WitnessCell> indices)
    {
        var n = end.Dimension;
        var fields = new IsotropicFields(n);
        var source = FieldSearchCell.Source(end.Method);
        AddBins(n, [.. end.Points.Select(p => (p.Height, p.Index))], MeanIndex, source, rows);
        AddBins(n, [.. end.Short.Select(p => (p.Height, p.Index))], NotCritical, source + "; stopped at the limit of points, not critical", rows);
        // |g| has about the length sqrt(n) in this field.
        if (end.Short.Count > 0)
            rows.Add(new SummaryRow(Newton, n, LargestGradient, "", SummaryKind.Measured, end.Short.Max(p => p.Gradient) / Math.Sqrt(n), null, null, null, end.Short.Count, null, source));
        for (var e = -2.5; e <= 2.5; e += 0.25)
            rows.Add(new SummaryRow(Newton, n, MeanIndex, Text(e), SummaryKind.Exact, fields.IndexFractionAtEnergy(e), null, null, null, 0, null, "Fyodorov 2004; Bray and Dean 2007 at finite n: index law of GOE(n) at the level of the height, weighted with |det|"));
        if (end.Points.Count < FewestPoints)
            return;
        // Against the exact curve at each point's own height.
        var differences = end.Points.ConvertAll(p => (p.Index / (double)n) - fields.IndexFractionAtEnergy(p.Height / Math.Sqrt(n)));
        var estimate = Estimate.OfMean(differences.Sum(), differences.Sum(d => d * d), differences.Count);
        if (estimate.StandardError > 0)
            indices.Add(new WitnessCell($"n={n}", estimate, 0, differences.Count) { Scale = 0.5 });
    }

    private static void AddBins(int n, List<(double Height, int Index)> points, string quantity, string source, List<SummaryRow> rows)
    {
        foreach (var bin in points.GroupBy(p => Math.Floor(p.Height / Math.Sqrt(n) / BinWidth)).Where(g => g.Count() >= 5).OrderBy(g => g.Key))
        {
            var fractions = bin.Select(p => p.Index / (double)n).ToList();
            var estimate = Estimate.OfMean(fractions.Sum(), fractions.Sum(a => a * a), fractions.Count);
            var interval = Jackknife.IntervalOf(estimate);
            rows.Add(new SummaryRow(
                Newton, n, quantity, Text((bin.Key + 0.5) * BinWidth), SummaryKind.MonteCarlo, estimate.Value, Math.Max(0, interval.Low), Math.Min(1, interval.High), null, fractions.Count, null, source));
        }
    }

    private static Verdict? EndsAreMinima(List<SearchEnds> descents)
    {
        var ends = descents.Sum(d => d.Points.Count);
        if (ends == 0)
            return null;
        var saddles = descents.Sum(d => d.Points.Count(p => p.Index > 0));
        var others = descents.Sum(d => d.Searches) - ends;
        var bound = ClopperPearson.Compute(saddles, ends).High;
        return new Verdict(
            "descent-ends-at-minima",
            "Gradient descent ends at minima, although almost all critical points are saddles.",
            "critical ends with a positive index",
            saddles,
            "none, and at least 100 ends",
            null,
            null,
            ends,
            saddles > 0 ? Conclusion.Refuted : ends < 100 ? Conclusion.NotShown : Conclusion.Supported,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{saddles} saddles among {ends} ends ({descents.Sum(d => d.Critical)} critical, {descents.Sum(d => d.Near)} within {SearchEnds.LargestDecrease:R} standard deviations above a minimum), 95 % upper bound of their share {bound:P2}; {others} searches ended in neither way."));
    }

    private static string Sentence(List<SummaryRow> rows)
    {
        var parts = rows.Where(r => string.Equals(r.Quantity, MeanHeight, StringComparison.Ordinal) && string.Equals(r.Ensemble, Descent, StringComparison.Ordinal)).Select(r => string.Create(
            CultureInfo.InvariantCulture,
            $"{r.Value:F3} (n = {r.Dimension}; all minima {rows.First(o => o.Dimension == r.Dimension && string.Equals(o.Ensemble, All, StringComparison.Ordinal) && string.Equals(o.Quantity, MeanHeight, StringComparison.Ordinal)).Value:F3})")).ToList();
        return parts.Count == 0 ? "No descents ended at minima in sufficient number." : $"Gradient descent ends at minima of mean height, in units of sqrt(n) standard deviations: {string.Join(", ", parts)}.";
    }

    private static string Text(double x) => Math.Round(x, 6).ToString("R", CultureInfo.InvariantCulture);
}
