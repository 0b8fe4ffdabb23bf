using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.TopologyTrivialization;

/// <summary>The experiment with its plan.</summary>
internal sealed class TopologyTrivializationRun : IPreparedExperiment
{
    public const string Ensemble = "confined-field";
    public const string Stationary = "mean-stationary-points";
    public const string Minima = "mean-minima";
    public const string ExactSource = "Fyodorov 2004; Fyodorov and Nadal 2012: ordered eigenvalues of GOE(n+1), pivot chain";
    public const string AsymptoticSource = "Fyodorov and Williams 2007; Fyodorov and Nadal 2012: 4 sqrt(n(1-m^2)/pi) exp(n((m^2-1)/2 - ln m))";

    private readonly IReadOnlyList<int> _percents;
    private readonly Dictionary<string, int> _dimensions = new(StringComparer.Ordinal);
    private readonly List<Cell> _cells = [];

    public TopologyTrivializationRun(Plan plan)
    {
        _percents = plan.Integers("mu-percent");
        foreach (var n in plan.Integers("cells.confined-field"))
        {
            var cell = ConfinedFieldCell.Declare(n, _percents.Count, plan.Samples, string.Join(';', _percents));
            _cells.Add(cell);
            _dimensions.Add(cell.Name, n);
        }
    }

    public IReadOnlyList<Cell> Cells => _cells;

    public double ConclusionSeconds => _dimensions.Values.Sum(ExactCost.Whole);

    public ICellSampler CreateSampler(Cell cell) => new ConfinedFieldCell(_dimensions[cell.Name], [.. _percents.Select(p => p / 100.0)]);

    public RunAnswer Conclude(IReadOnlyList<CellTally> tallies)
    {
        var rows = new List<SummaryRow>();
        var totals = new List<WitnessCell>();
        var minima = new List<WitnessCell>();
        var atTransition = new List<(int Dimension, double Minima)>();
        foreach (var tally in tallies)
        {
            var n = _dimensions[tally.Cell.Name];
            var fields = new ConfinedFields(n);
            for (var i = 0; i < _percents.Count; i++)
            {
                var m = _percents[i] / 100.0;
                var exact = fields.MeanCountsAt(m);
                var all = Theory(n, Stationary, m, SummaryKind.Exact, exact.Total, exact.LogTotal, ExactSource);
                var lowest = Theory(n, Minima, m, SummaryKind.Exact, exact.ByIndex[0], exact.LogByIndex[0], ExactSource);
                rows.AddRange([all, lowest]);
                if (m < 1)
                {
                    var asymptotic = ConfinedFields.AsymptoticTotal(n, m);
                    rows.Add(Theory(n, Stationary, m, SummaryKind.Asymptotic, asymptotic, Math.Log(asymptotic), AsymptoticSource));
                }

                if (m == 1)
                    atTransition.Add((n, exact.ByIndex[0]));
                var name = $"n={n} m={all.Argument}";
                MeanCountSums.AddRow(tally, i, minima: false, all, ConfinedFieldCell.Source, name, rows, totals);
                MeanCountSums.AddRow(tally, i, minima: true, lowest, ConfinedFieldCell.Source, name, rows, minima);
            }
        }

        List<Verdict> verdicts = [.. new[]
        {
            WitnessVerdict.Agreement("stationary-points", "The sampled mean number of stationary points equals the exact mean.", "mean number", totals),
            WitnessVerdict.Agreement("minima", "The sampled mean number of minima equals the exact mean.", "mean number", minima),
            Limit(atTransition),
        }.OfType<Verdict>()];
        return new RunAnswer(rows, verdicts, Sentence(rows, atTransition));
    }

    private static SummaryRow Theory(int n, string quantity, double m, SummaryKind kind, double value, double log, string source) => new(
        Ensemble, n, quantity, Argument(m), kind, value, null, null, log, 0, null, source);

    // The corrections at the transition go in powers of n^(-1/3), the width of its window, so the polynomial through the largest three
    // dimensions in that variable is read at zero; the step from two to three dimensions is the error it may have.
    private static Verdict? Limit(List<(int Dimension, double Minima)> atTransition)
    {
        var points = atTransition.OrderByDescending(p => p.Dimension).Take(3).Select(p => (X: Math.Pow(p.Dimension, -1.0 / 3), p.Minima)).ToList();
        if (points.Count < 3)
            return null;
        var two = AtZero(points.Take(2));
        var three = AtZero(points);
        var error = Math.Abs(three - two);
        return new Verdict(
            "two-minima",
            "At the transition the mean number of minima tends to two.",
            "exact means at the three largest n, quadratic in n^(-1/3), read at n = infinity",
            three,
            "supported when two lies within the step from the linear to the quadratic reading, and that step is below 0.2",
            null,
            null,
            0,
            error > 0.2 ? Conclusion.NotShown : Math.Abs(three - 2) <= error ? Conclusion.Supported : Conclusion.Refuted,
            string.Create(CultureInfo.InvariantCulture, $"Linear {two:F3}, quadratic {three:F3}; the mean itself is {points[0].Minima:F3} at the largest n. No sampling is involved."));

        static double AtZero(IEnumerable<(double X, double Value)> nodes)
        {
            var list = nodes.ToList();
            return list.Sum(p => p.Value * list.Where(other => other.X != p.X).Aggregate(1.0, (product, other) => product * other.X / (other.X - p.X)));
        }
    }

    private static string Sentence(List<SummaryRow> rows, List<(int Dimension, double Minima)> atTransition)
    {
        var largest = rows.Max(r => r.Dimension);
        var weakest = rows.Where(r => r.Dimension == largest && r.Kind == SummaryKind.Exact && string.Equals(r.Quantity, Stationary, StringComparison.Ordinal)).ToList();
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"In dimension {largest} the mean number of stationary points falls from {weakest[0].Value:G4} at mu/mu_c = {weakest[0].Argument} to {weakest[^1].Value:G4} at {weakest[^1].Argument}");
        return atTransition.Count == 0 ? text + "." : text + string.Create(
            CultureInfo.InvariantCulture, $"; at the transition there are {string.Join(", ", atTransition.Select(p => $"{p.Minima.ToString("F3", CultureInfo.InvariantCulture)} (n = {p.Dimension})"))} minima on average.");
    }

    private static string Argument(double m) => m.ToString("R", CultureInfo.InvariantCulture);
}
