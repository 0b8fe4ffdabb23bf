using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.ConfinedCensus;

/// <summary>The experiment with its plan.</summary>
internal sealed class ConfinedCensusRun : IPreparedExperiment
{
    public const long FewestSamples = 100;
    public const string MeanCount = "mean-count";
    public const string MeanOfIndex = "mean-count-of-index";
    public const string OnePoint = "fields-with-one-point";
    public const string Spread = "standard-deviation-of-count";
    private const string Ensemble = "confined-field";
    private const string ExactSource = "Fyodorov 2004; Fyodorov and Nadal 2012: ordered eigenvalues of GOE(n+1), pivot chain";

    private readonly IReadOnlyList<int> _percents;
    private readonly Dictionary<string, int> _dimensions = new(StringComparer.Ordinal);
    private readonly List<Cell> _cells = [];

    public ConfinedCensusRun(Plan plan)
    {
        _percents = plan.Integers("mu-percent");
        foreach (var n in plan.Integers("cells.dimension"))
        {
            var cell = ConfinedCensusCell.Declare(n, Ratios, plan.Samples, string.Join(';', _percents));
            _cells.Add(cell);
            _dimensions.Add(cell.Name, n);
        }
    }

    public IReadOnlyList<Cell> Cells => _cells;

    public double ConclusionSeconds => _dimensions.Values.Sum(ExactCost.Whole);

    private List<double> Ratios => [.. _percents.Select(p => p / 100.0)];

    public ICellSampler CreateSampler(Cell cell) => new ConfinedCensusCell(_dimensions[cell.Name], Ratios);

    public RunAnswer Conclude(IReadOnlyList<CellTally> tallies)
    {
        var rows = new List<SummaryRow>();
        var (means, singles) = (new List<WitnessCell>(), new List<(int Dimension, double Ratio, double Fraction)>());
        foreach (var tally in tallies)
        {
            var n = _dimensions[tally.Cell.Name];
            var fields = new ConfinedFields(n);
            for (var i = 0; i < _percents.Count; i++)
            {
                var m = _percents[i] / 100.0;
                var counts = tally.Total.Counts.AsSpan(ConfinedCensusCell.Length(n) * i, ConfinedCensusCell.Length(n)).ToArray();
                var proved = counts[^1];
                if (proved < 2)
                    continue;
                var exact = fields.MeanCountsAt(m);
                for (var k = n + 1; k >= 0; k--)
                    AddMean(n, m, k, counts, k > n ? exact.Total : exact.ByIndex[k], exact.ByIndex[1], rows, means);
                AddShape(n, m, counts, rows);
                singles.Add((n, m, counts[^2] / (double)proved));
            }
        }

        List<Verdict> verdicts =
        [
            Completeness(tallies),
            .. new[] { WitnessVerdict.Agreement("mean-count", "The mean number of critical points of enumerated confined fields, in all and of each index, is the exact one.", "mean number", means) }.OfType<Verdict>(),
        ];
        return new RunAnswer(rows, verdicts, Sentence(rows, singles));
    }

    private static void AddMean(int n, double m, int k, long[] counts, double exact, double exactSaddles, List<SummaryRow> rows, List<WitnessCell> means)
    {
        var all = k > n;
        var quantity = all ? MeanCount : MeanOfIndex;
        var argument = all ? Text(m) : $"{Text(m)};{k}";
        var proved = counts[^1];
        var estimate = Estimate.OfMean(counts[2 * k], counts[(2 * k) + 1], proved);
        var interval = Jackknife.IntervalOf(estimate);
        rows.Add(new SummaryRow(Ensemble, n, quantity, argument, SummaryKind.Exact, exact, null, null, null, 0, null, ExactSource));
        // Every field has one minimum and, now and then, saddles with what they bring: where fewer than twenty are to be expected (by theory, not by what was seen), their number is far from normal, and there is no
        // interval by Student's law and no test.
        var few = Math.Min(exact, exactSaddles) * proved < 20 || estimate.StandardError == 0;
        rows.Add(new SummaryRow(
            Ensemble, n, quantity, argument, SummaryKind.Enumeration, few ? null : estimate.Value, few ? null : Math.Max(0, interval.Low), few ? null : interval.High, null, proved, null,
            few ? $"{ConfinedCensusCell.Source}; fewer than 20 of them or of saddles of index 1 expected" : ConfinedCensusCell.Source));
        // The Euler sum is one in every field: the counts of all but one index say what that one's is.
        if (!few && k != 1)
            means.Add(new WitnessCell($"n={n} m={Text(m)}{(all ? "" : $" k={k}")}", estimate, exact, proved) { Group = $"n={n}" });
    }

    private static void AddShape(int n, double m, long[] counts, List<SummaryRow> rows)
    {
        var proved = counts[^1];
        var single = ClopperPearson.Compute(counts[^2], proved);
        rows.Add(new SummaryRow(Ensemble, n, OnePoint, Text(m), SummaryKind.Enumeration, counts[^2] / (double)proved, single.Low, single.High, null, proved, null, ConfinedCensusCell.Source));
        var mean = counts[2 * (n + 1)] / (double)proved;
        var deviation = Math.Sqrt(Math.Max(0, (counts[(2 * (n + 1)) + 1] / (double)proved) - (mean * mean)));
        rows.Add(new SummaryRow(Ensemble, n, Spread, Text(m), SummaryKind.Enumeration, deviation, null, null, null, proved, null, ConfinedCensusCell.Source));
    }

    private static Verdict Completeness(IReadOnlyList<CellTally> tallies)
    {
        var open = tallies.Sum(t => t.Total.Counts[^1]);
        var samples = tallies.Sum(t => t.Cell.Samples);
        return new Verdict(
            "every-field-proved",
            "No critical point of any field is missing, at any confinement, and the Euler sum is one.",
            "fields without a proof",
            open,
            "none; each proof covers a box that holds all critical points with cubes that are empty or hold exactly one",
            null,
            null,
            samples,
            open == 0 && samples > 0 ? Conclusion.Supported : Conclusion.NotShown,
            string.Create(CultureInfo.InvariantCulture, $"{samples - open} fields proved complete at every confinement, with every index and Euler sum 1; {open} not. A proof, not a statistical test."));
    }

    private static string Sentence(List<SummaryRow> rows, List<(int Dimension, double Ratio, double Fraction)> singles)
    {
        var parts = rows.Where(r => r is { Kind: SummaryKind.Enumeration, Value: not null } && string.Equals(r.Quantity, MeanCount, StringComparison.Ordinal)).GroupBy(r => r.Dimension).Select(g => string.Create(
            CultureInfo.InvariantCulture,
            $"in n = {g.Key} the mean number of critical points falls from {g.First().Value:F2} at mu/mu_c = {g.First().Argument} to {g.Last().Value:F3} at {g.Last().Argument}")).ToList();
        var at = singles.Where(s => s.Ratio == 1).Select(s => string.Create(CultureInfo.InvariantCulture, $"{100 * s.Fraction:F1} % (n = {s.Dimension})")).ToList();
        return parts.Count == 0 ? "No cell had fields enough." :
            $"Every critical point of every field was found, with proof; {string.Join(", ", parts)}.{(at.Count == 0 ? "" : $" At the transition itself {string.Join(" and ", at)} of the fields have one point only.")}";
    }

    private static string Text(double m) => m.ToString("R", CultureInfo.InvariantCulture);
}
