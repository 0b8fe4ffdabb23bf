using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Experiments.IndexVersusLoss;

/// <summary>The experiment with its plan.</summary>
internal sealed class IndexVersusLossRun : IPreparedExperiment
{
    public const string IndexFraction = "index-fraction";
    public const string Curve = "curve";
    public const string Outcome = "outcome";
    public const string LossAtStart = "loss-at-start";
    public const string LowestLoss = "lowest-loss";
    public const string DistinctPoints = "distinct-critical-points";
    private const int CurvePoints = 120;

    private readonly IReadOnlyList<int> _moments;
    private readonly LabelledImages _data;
    private readonly Dictionary<string, LossSettings> _settings = new(StringComparer.Ordinal);
    private readonly List<Cell> _cells = [];

    public IndexVersusLossRun(Plan plan, LabelledImages data)
    {
        (_moments, _data) = (plan.Integers("moments"), data);
        var fingerprint = DigitData.Fingerprint(data);
        foreach (var (name, loss) in Losses)
        {
            foreach (var hidden in plan.Integers($"cells.{name}"))
            {
                var settings = new LossSettings(loss, hidden, plan.Real("l2"), _moments, plan.Real("noise"), plan.Integer("steps"));
                var cell = LossCell.Declare(settings, data.PixelCount, plan.Samples, data.Count, fingerprint);
                _cells.Add(cell);
                _settings.Add(cell.Name, settings);
            }
        }
    }

    public static IReadOnlyList<(string Name, LossKind Loss)> Losses { get; } = [("cross-entropy", LossKind.CrossEntropy), ("squared-error", LossKind.SquaredError)];

    public IReadOnlyList<Cell> Cells => _cells;

    public ICellSampler CreateSampler(Cell cell) => new LossCell(_data, _settings[cell.Name]);

    public RunAnswer Conclude(IReadOnlyList<CellTally> tallies)
    {
        var rows = new List<SummaryRow>();
        var networks = new List<NetworkPoints>();
        foreach (var tally in tallies)
        {
            var (loss, hidden) = (_settings[tally.Cell.Name].Loss, _settings[tally.Cell.Name].HiddenUnits);
            var dimension = LossCell.Parameters(_data.PixelCount, hidden);
            var network = new NetworkPoints(Losses.First(l => l.Loss == loss).Name, hidden, dimension, (double)dimension / (_data.Count * LabelledImages.ClassCount), LossPoints.Of(tally, _moments.Count, hidden));
            networks.Add(network);
            AddPoints(network, tally, rows);
            AddOutcomes(network, tally, rows);
            AddCurves(network, rows);
        }

        var verdicts = IndexVersusLossVerdicts.All(networks, [.. tallies.Zip(networks, (tally, network) => (network, Arrivals(tally, network)))]).ToList();
        return new RunAnswer(rows, verdicts, Sentence(networks, verdicts));
    }

    private static void AddPoints(NetworkPoints network, CellTally tally, List<SummaryRow> rows)
    {
        var p = network.Dimension;
        foreach (var point in network.Points.OrderBy(x => x.Level))
        {
            rows.Add(new SummaryRow(
                network.Loss, p, $"{IndexFraction} {point.Finder}", Text(point.Level), SummaryKind.Measured, (point.Negative + (0.5 * point.Undecided)) / p, (double)point.Negative / p,
                (double)(point.Negative + point.Undecided) / p, null, 1, null,
                string.Create(CultureInfo.InvariantCulture, $"critical point of loss {point.Loss:R}: {point.Negative} negative, {point.Undecided} undecided eigenvalues; weighted by basins")));
        }

        var starts = tally.Chunks.Select(c => c.Sums[^1]).ToList();
        var estimate = Estimate.OfMean(starts.Sum(), starts.Sum(x => x * x), starts.Count);
        var interval = Jackknife.IntervalOf(estimate);
        rows.Add(new SummaryRow(network.Loss, p, LossAtStart, "", SummaryKind.Measured, estimate.Value, interval.Low, interval.High, null, starts.Count, null, "random starts, regulariser included"));
        if (network.Points.Count == 0)
            return;
        rows.Add(new SummaryRow(network.Loss, p, LowestLoss, "", SummaryKind.Measured, network.Points.Min(x => x.Loss), null, null, null, starts.Count, null, "lowest critical point of all searches"));
        rows.Add(new SummaryRow(network.Loss, p, DistinctPoints, "", SummaryKind.Measured, network.Points.Count, null, null, null, starts.Count, null, "ends that differ in loss, length, trace or norm of the Hessian, which permutations and signs of hidden units keep"));
    }

    private void AddOutcomes(NetworkPoints network, CellTally tally, List<SummaryRow> rows)
    {
        foreach (var finder in LossSearches.Finders)
        {
            var slots = Enumerable.Range(0, LossSearches.Count(_moments.Count, network.HiddenUnits)).Where(s => string.Equals(LossSearches.FinderOf(s, _moments.Count), finder, StringComparison.Ordinal)).ToList();
            var outcomes = tally.Chunks.SelectMany(c => slots.Select(s => (SearchOutcome)c.Counts[LossCell.CountsPerSlot * s])).ToList();
            foreach (var outcome in Enum.GetValues<SearchOutcome>())
            {
                var count = outcomes.Count(o => o == outcome);
                var interval = ClopperPearson.Compute(count, outcomes.Count);
                rows.Add(new SummaryRow(
                    network.Loss, network.Dimension, $"{Outcome} {outcome}", finder, SummaryKind.Measured, (double)count / outcomes.Count, interval.Low, interval.High, null, outcomes.Count, null,
                    $"{count} of {outcomes.Count} searches; Clopper-Pearson"));
            }
        }
    }

    /// <summary>For each finder and training the share of searches that end Critical.</summary>
    private Dictionary<string, List<double>> Arrivals(CellTally tally, NetworkPoints network) => LossSearches.Finders.ToDictionary(
        finder => finder,
        finder =>
        {
            var slots = Enumerable.Range(0, LossSearches.Count(_moments.Count, network.HiddenUnits)).Where(s => string.Equals(LossSearches.FinderOf(s, _moments.Count), finder, StringComparison.Ordinal)).ToList();
            return tally.Chunks.Select(c => slots.Average(s => (SearchOutcome)c.Counts[LossCell.CountsPerSlot * s] == SearchOutcome.Critical ? 1.0 : 0)).ToList();
        },
        StringComparer.Ordinal);

    private static void AddCurves(NetworkPoints network, List<SummaryRow> rows)
    {
        var points = network.Points;
        if (network.Fitted.Count < NetworkPoints.FewestPoints)
            return;
        var top = Math.Max(1e-3, points.Max(x => x.Level));
        foreach (var name in TheoryCurves.Names)
        {
            if (network.Scale(name) is not { } scale)
                continue;
            for (var i = 0; i <= CurvePoints; i++)
            {
                var level = top * i / CurvePoints;
                rows.Add(new SummaryRow(
                    network.Loss, network.Dimension, $"{Curve} {name}", Text(level), SummaryKind.Asymptotic, TheoryCurves.At(name, level / scale, network.Phi), null, null, null, 0, null,
                    string.Create(CultureInfo.InvariantCulture, $"{TheoryCurves.Source(name)}; one scale {scale:G4} fitted to {network.Fitted.Count} points")));
            }
        }
    }

    private static string Sentence(IReadOnlyList<NetworkPoints> networks, IReadOnlyList<Verdict> verdicts)
    {
        var parts = networks.Where(n => n.Points.Count > 0).Select(n => string.Create(
            CultureInfo.InvariantCulture,
            $"{n.Points.Count} different critical points of the {n.Loss} network with {n.HiddenUnits} hidden units ({n.Dimension} parameters) have index fractions from {n.Points.Min(x => (double)x.Negative / n.Dimension):F2} to {n.Points.Max(x => (double)x.Negative / n.Dimension):F2}")).ToList();
        if (parts.Count == 0)
            return "No search reached a critical point.";
        var grows = verdicts.First(v => string.Equals(v.Id, IndexVersusLossVerdicts.Grows, StringComparison.Ordinal)).Conclusion switch
        {
            Conclusion.Supported => "The index grows with the loss",
            Conclusion.Refuted => "The index does not grow with the loss",
            _ => "That the index grows with the loss is not shown",
        };
        var refuted = verdicts.Where(v => v.Id.StartsWith(IndexVersusLossVerdicts.Law, StringComparison.Ordinal) && v.Conclusion == Conclusion.Refuted).Select(v => v.Id[IndexVersusLossVerdicts.Law.Length..]).ToList();
        var first = string.Join("; ", parts);
        return $"{first}. {grows}{(refuted.Count == 0 ? "" : $", but not along the curve of {string.Join(", ", refuted)} with one fitted scale")}.{Errors(networks)}";
    }

    private static string Errors(IReadOnlyList<NetworkPoints> networks)
    {
        var ranges = TheoryCurves.Names
            .Select(c => (Name: c, Errors: networks.Select(n => n.Error(c)).OfType<double>().ToList()))
            .Where(c => c.Errors.Count > 0)
            .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Name} {c.Errors.Min():F3} to {c.Errors.Max():F3}"))
            .ToList();
        return ranges.Count == 0 ? "" : $" Root mean square distance of points that were not fitted, over networks: {string.Join(", ", ranges)}.";
    }

    private static string Text(double x) => x.ToString("R", CultureInfo.InvariantCulture);
}
