using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.PSpinCensus;

/// <summary>The experiment with its plan.</summary>
internal sealed class PSpinCensusRun : IPreparedExperiment
{
    public const long FewestSamples = 100;
    public const string MeanTotal = "mean-count";
    public const string MeanOfIndex = "mean-count-of-index";
    public const string Spread = "relative-standard-deviation-of-count";
    public const string Minima = "fraction-of-minima";
    public const string Below = "mean-points-below";
    public const string Most = "largest-possible-count";
    public const string Proved = "samples-proved";
    private const int FewSolutions = 30;
    private const long FewestInACell = 60;

    private readonly IReadOnlyList<double> _energies;
    private readonly Dictionary<string, (int P, int Spins)> _shapes = new(StringComparer.Ordinal);
    private readonly List<Cell> _cells = [];

    public PSpinCensusRun(Plan plan)
    {
        _energies = [.. plan.Integers("milli-energies").Select(e => e == 0 ? 0 : -e / 1000.0)];
        foreach (var (p, key) in new[] { (3, "cells.three-spin"), (4, "cells.four-spin") })
        {
            foreach (var n in plan.Integers(key))
            {
                var paths = SphericalCensus.PathCount(p, n, lines: true);
                var samples = Math.Min(plan.Samples, Math.Max(FewestInACell, plan.Samples * FewSolutions / paths));
                var cell = CensusCell.Declare(p, n, samples, _energies.Count, string.Join(';', plan.Integers("milli-energies")));
                _cells.Add(cell);
                _shapes.Add(cell.Name, (p, n));
            }
        }
    }

    public IReadOnlyList<Cell> Cells => _cells;

    public double ConclusionSeconds => (_energies.Count + 1) * _shapes.Values.Sum(s => ExactCost.Whole(s.Spins));

    public ICellSampler CreateSampler(Cell cell) => new CensusCell(_shapes[cell.Name].P, _shapes[cell.Name].Spins, _energies);

    public RunAnswer Conclude(IReadOnlyList<CellTally> tallies)
    {
        var rows = new List<SummaryRow>();
        var (totals, indices, below) = (new List<WitnessCell>(), new List<WitnessCell>(), new List<WitnessCell>());
        var sentence = "No cell had samples enough.";
        foreach (var tally in tallies)
        {
            var (p, n) = _shapes[tally.Cell.Name];
            var proved = tally.Total.Counts[^2];
            rows.Add(Row(p, n, Proved, "", SummaryKind.Enumeration, proved, null, tally.Cell.Samples, CensusCell.Source));
            rows.Add(Row(p, n, Most, "", SummaryKind.Exact, 2 * SphericalCensus.PathCount(p, n, lines: true), null, 0, "Cartwright and Sturmfels 2013: two points of each complex eigenpair class of a generic symmetric tensor"));
            var exact = SphericalMeanCounts.PurePSpin(p, n);
            AddMean(tally, CensusCell.OfAll(n), MeanTotal, "", exact.Total, totals, rows);
            // For odd p index k and N - 1 - k have one count in every sample.
            for (var k = 0; k < n; k++)
                AddMean(tally, CensusCell.OfIndex(k), MeanOfIndex, Text(k), exact.ByIndex[k], p % 2 == 1 && k > (n - 1) / 2 ? [] : indices, rows);
            var cumulative = SphericalMeanCounts.PurePSpinBelow(p, n, [.. _energies.Reverse()]).Reverse().ToList();
            for (var e = 0; e < _energies.Count; e++)
                AddMean(tally, CensusCell.Below(n, e), Below, Text(_energies[e]), cumulative[e].Total, below, rows);
            if (proved > 1 && tally.Chunks.Count > 1)
                AddShape(tally, exact, rows);
            if (proved > 1)
                sentence = Sentence(tally, exact, proved);
        }

        List<Verdict> verdicts =
        [
            Completeness(tallies),
            .. new[]
            {
                WitnessVerdict.Agreement("mean-count", "The mean number of critical points of enumerated samples is the exact one.", "mean number", totals),
                WitnessVerdict.Agreement("mean-count-of-index", "The mean number of critical points of each index is the exact one.", "mean number", indices),
                WitnessVerdict.Agreement("points-below", "The mean number of critical points below each energy is the exact one.", "mean number", below),
            }.OfType<Verdict>(),
        ];
        return new RunAnswer(rows, verdicts, sentence);
    }

    /// <summary>Whether every sample was proved complete, which no check of samples alone could show.</summary>
    public static Verdict Completeness(IReadOnlyList<CellTally> tallies)
    {
        var (proved, open) = (tallies.Sum(t => t.Total.Counts[^2]), tallies.Sum(t => t.Total.Counts[^1]));
        return new Verdict(
            "every-sample-proved",
            "No critical point of any sample is missing.",
            "samples without a proof",
            open,
            "none; each proof is as many certified distinct complex solutions as there can be",
            null,
            null,
            proved + open,
            open == 0 && proved > 0 ? Conclusion.Supported : Conclusion.NotShown,
            string.Create(CultureInfo.InvariantCulture, $"{proved} samples proved complete, with every index; {open} not. A proof, not a statistical test."));
    }

    private static void AddMean(CellTally tally, int place, string quantity, string argument, double exact, List<WitnessCell> witnesses, List<SummaryRow> rows)
    {
        var (p, n) = Shape(tally);
        rows.Add(Row(p, n, quantity, argument, SummaryKind.Exact, exact, null, 0, SphericalMeanCounts.PureSource));
        var proved = tally.Total.Counts[^2];
        if (proved < 2)
            return;
        var estimate = Estimate.OfMean(tally.Total.Counts[place], tally.Total.Counts[place + 1], proved);
        var interval = Jackknife.IntervalOf(estimate);
        rows.Add(Row(p, n, quantity, argument, SummaryKind.Enumeration, estimate.Value, interval with { Low = Math.Max(0, interval.Low) }, proved, CensusCell.Source));
        // Few points below an energy are counts, far from normal: as elsewhere, twenty make a test.
        if (estimate.StandardError > 0 && tally.Total.Counts[place] >= 20)
            witnesses.Add(new WitnessCell($"p={p} N={n}{(argument.Length > 0 ? (string.Equals(quantity, Below, StringComparison.Ordinal) ? " E=" : " k=") + argument : "")}", estimate, exact, proved));
    }

    // What the mean does not say: the scatter of single samples, and the fraction of minima, a ratio of means.
    private static void AddShape(CellTally tally, MeanCounts exact, List<SummaryRow> rows)
    {
        var (p, n) = Shape(tally);
        var blocks = tally.Chunks.Select(c => Array.ConvertAll(c.Counts, x => (double)x)).ToList();
        var all = CensusCell.OfAll(n);
        var spread = Jackknife.Compute(blocks, v => Math.Sqrt(Math.Max(0, (v[all + 1] * v[^2] / (v[all] * v[all])) - 1)));
        var minima = Jackknife.Compute(blocks, v => v[0] / v[all]);
        rows.Add(Row(p, n, Spread, "", SummaryKind.Enumeration, spread.Value, Jackknife.IntervalOf(spread), tally.Total.Counts[^2], CensusCell.Source));
        rows.Add(Row(p, n, Minima, "", SummaryKind.Exact, exact.ByIndex[0] / exact.Total, null, 0, SphericalMeanCounts.PureSource));
        rows.Add(Row(p, n, Minima, "", SummaryKind.Enumeration, minima.Value, Jackknife.IntervalOf(minima), tally.Total.Counts[^2], CensusCell.Source));
    }

    private static string Sentence(CellTally tally, MeanCounts exact, long proved)
    {
        var (p, n) = Shape(tally);
        var mean = tally.Total.Counts[CensusCell.OfAll(n)] / (double)proved;
        var deviation = Math.Sqrt(Math.Max(0, (tally.Total.Counts[CensusCell.OfAll(n) + 1] / (double)proved) - (mean * mean)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Every critical point of every sample was found, with proof; for p = {p}, N = {n} there are {mean:F1} on the mean (exact {exact.Total:F2}), a sample scatters by {deviation:F1} about it, and {100 * exact.ByIndex[0] / exact.Total:F1} % are minima.");
    }

    // "p-spin p=3 N=8 E=...".
    private static (int P, int Spins) Shape(CellTally tally)
    {
        var words = tally.Cell.Name.Split(' ');
        return (int.Parse(words[1][2..], CultureInfo.InvariantCulture), int.Parse(words[2][2..], CultureInfo.InvariantCulture));
    }

    private static SummaryRow Row(int p, int spins, string quantity, string argument, SummaryKind kind, double value, Interval? interval, long samples, string source) => new(
        $"{p}-spin", spins - 1, quantity, argument, kind, value, interval?.Low, interval?.High, null, samples, null, source);

    private static string Text(double x) => x.ToString("R", CultureInfo.InvariantCulture);
}
