using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.IsingLocalMinima;

/// <summary>The experiment with its plan.</summary>
internal sealed class IsingLocalMinimaRun : IPreparedExperiment
{
    public const long FewestSamples = 100;
    public const string Mean = "mean-local-minima";
    public const string Variance = "variance-of-local-minima";
    public const string Ground = "ground-state-energy-per-spin";
    public const string Rate = "growth-rate";
    public static readonly IReadOnlyList<string> Models = ["sk", "three-spin", "rem", "nk"];
    private const string FieldSource = "Tanaka and Edwards 1980, Bray and Moore 1980 at finite N: equally correlated local fields";
    private const string EnergySource = "Baldi and Rinott 1989: independent energies on the N-cube";
    private const int FullSamplesSpins = 12;
    private const long FewestInACell = 200;

    private readonly Dictionary<string, CubeModel> _models = new(StringComparer.Ordinal);
    private readonly List<Cell> _cells = [];

    public IsingLocalMinimaRun(Plan plan)
    {
        foreach (var model in Declared(plan))
        {
            var halvings = Math.Max(0, model.Spins - FullSamplesSpins);
            var cell = CubeCell.Declare(model, Math.Min(plan.Samples, Math.Max(FewestInACell, plan.Samples >> Math.Min(40, halvings))));
            _cells.Add(cell);
            _models.Add(cell.Name, model);
        }
    }

    public IReadOnlyList<Cell> Cells => _cells;

    public double ConclusionSeconds => 0.2;

    public ICellSampler CreateSampler(Cell cell) => new CubeCell(_models[cell.Name]);

    public RunAnswer Conclude(IReadOnlyList<CellTally> tallies)
    {
        List<SummaryRow> rows = [];
        var (means, variances) = (new List<WitnessCell>(), new List<WitnessCell>());
        var additive = new List<CellTally>();
        foreach (var tally in tallies)
        {
            var model = _models[tally.Cell.Name];
            var (mean, variance) = AddSampled(tally, model, rows);
            var (exactMean, exactVariance) = AddExact(model, rows);
            if (exactMean is { } m && mean.StandardError > 0)
                means.Add(new WitnessCell(tally.Cell.Name, mean, m, tally.Cell.Samples));
            if (exactVariance is { } v && variance is { StandardError: > 0 } sampled)
                variances.Add(new WitnessCell(tally.Cell.Name, sampled, v, tally.Cell.Samples));
            if (model is { Name: "nk", Neighbours: 0 })
                additive.Add(tally);
        }

        rows.AddRange(Rates());
        List<Verdict> verdicts =
        [
            .. new[]
            {
                WitnessVerdict.Agreement("means", "The mean number of local minima of enumerated samples is the exact one.", "mean number", means),
                WitnessVerdict.Agreement("variances", "The variance of the number of local minima of independent energies is the exact one.", "variance", variances),
                Additive(additive),
            }.OfType<Verdict>(),
            .. new[] { Slope("sk"), Slope("three-spin"), Slope("rem") }.OfType<Verdict>(),
        ];
        return new RunAnswer(rows, verdicts, Sentence(tallies));
    }

    private static IEnumerable<CubeModel> Declared(Plan plan)
    {
        foreach (var name in Models)
        {
            foreach (var n in plan.Integers($"cells.{name}"))
            {
                if (name is not "nk")
                    yield return new CubeModel(name, n, 0);
                foreach (var k in name is "nk" ? plan.Integers("neighbours") : [])
                    yield return new CubeModel(name, n, k);
            }
        }
    }

    private static (Estimate Mean, Estimate? Variance) AddSampled(CellTally tally, CubeModel model, List<SummaryRow> rows)
    {
        var estimate = Estimate.OfMean(tally.Total.Counts[0], tally.Total.Counts[1], tally.Cell.Samples);
        var ground = Estimate.OfMean(tally.Total.Sums[0], tally.Total.Sums[1], tally.Cell.Samples);
        var interval = estimate.StandardError > 0 ? Jackknife.IntervalOf(estimate) : new Interval(estimate.Value, estimate.Value);
        rows.Add(Row(model, Mean, SummaryKind.Enumeration, estimate.Value, interval, tally.Cell.Samples, CubeCell.Source));
        rows.Add(Row(model, Ground, SummaryKind.Enumeration, ground.Value, Jackknife.IntervalOf(ground), tally.Cell.Samples, CubeCell.Source));
        if (tally.Chunks.Count < 2)
            return (estimate, null);
        var blocks = tally.Chunks.Select(c => Array.ConvertAll(c.Counts, x => (double)x)).ToList();
        var jackknife = Jackknife.Compute(blocks, v => (v[1] - (v[0] * v[0] / v[2])) / (v[2] - 1));
        var scatter = Jackknife.IntervalOf(jackknife);
        rows.Add(Row(model, Variance, SummaryKind.Enumeration, jackknife.Value, scatter with { Low = Math.Max(0, scatter.Low) }, tally.Cell.Samples, CubeCell.Source));
        return (estimate, jackknife);
    }

    private static (double? Mean, double? Variance) AddExact(CubeModel model, List<SummaryRow> rows)
    {
        switch (model.Name)
        {
            case "sk" or "three-spin":
                var mean = Math.Exp(DiscreteMinima.LogMeanOfIsingPSpin(model.Name is "sk" ? 2 : 3, model.Spins));
                rows.Add(Row(model, Mean, SummaryKind.Exact, mean, null, 0, FieldSource));
                return (mean, null);
            case "rem":
            case "nk" when model.Neighbours == model.Spins - 1:
                var (logMean, logVariance) = DiscreteMinima.RandomEnergyModel(model.Spins);
                rows.Add(Row(model, Mean, SummaryKind.Exact, Math.Exp(logMean), null, 0, EnergySource));
                rows.Add(Row(model, Variance, SummaryKind.Exact, Math.Exp(logVariance), null, 0, EnergySource));
                return (Math.Exp(logMean), Math.Exp(logVariance));
            case "nk" when model.Neighbours == 0:
                rows.Add(Row(model, Mean, SummaryKind.Exact, 1, null, 0, "additive: each spin has its own better state"));
                return (1, null);
            default:
                return (null, null);
        }
    }

    // Every sample has one minimum, so there is no spread to test against: any other number refutes at once.
    private static Verdict? Additive(List<CellTally> tallies)
    {
        if (tallies.Count == 0)
            return null;
        var off = tallies.Sum(t => Math.Abs(t.Total.Counts[0] - t.Cell.Samples) + Math.Abs(t.Total.Counts[1] - t.Cell.Samples));
        return new Verdict(
            "additive", "An NK landscape without neighbours has exactly one local minimum in every sample.", "sum of deviations from one and of squares from one", off, "any deviation refutes", null, null,
            tallies.Sum(t => t.Cell.Samples), off == 0 ? Conclusion.Supported : Conclusion.Refuted, "Counted, not estimated.");
    }

    private IEnumerable<SummaryRow> Rates()
    {
        foreach (var name in Models.Where(m => m is not "nk" && _models.Values.Any(c => string.Equals(c.Name, m, StringComparison.Ordinal))))
        {
            var model = new CubeModel(name, 0, 0);
            yield return Row(model, Rate, SummaryKind.Asymptotic, AsymptoticRate(name), null, 0, name is "rem" ? EnergySource : "Tanaka and Edwards 1980; Bray and Moore 1980: saddle point of the mean");
        }
    }

    // What a reader of a plot of ln(mean number) against N would take for the rate.
    private Verdict? Slope(string name)
    {
        var spins = _models.Values.Where(m => string.Equals(m.Name, name, StringComparison.Ordinal)).Select(m => m.Spins).Order().ToList();
        if (spins.Count < 2 || name is "nk")
            return null;
        var (low, high) = (spins[^2], spins[^1]);
        var slope = (LogMean(name, high) - LogMean(name, low)) / (high - low);
        var rate = AsymptoticRate(name);
        return new Verdict(
            $"slope-{name}",
            $"The growth of the mean number of local minima from N = {low} to {high} ({name}) shows its asymptotic rate.",
            "slope of ln of the exact mean over the rate",
            slope / rate,
            "within 1 % of one",
            null,
            null,
            0,
            Math.Abs((slope / rate) - 1) < 0.01 ? Conclusion.Supported : Conclusion.Refuted,
            string.Create(CultureInfo.InvariantCulture, $"Exact slope {slope:F5}, rate {rate:F5}. No sampling is involved."));
    }

    private static double LogMean(string name, int spins) =>
        name is "rem" ? DiscreteMinima.RandomEnergyModel(spins).LogMean : DiscreteMinima.LogMeanOfIsingPSpin(name is "sk" ? 2 : 3, spins);

    private static double AsymptoticRate(string name) => name is "rem" ? Math.Log(2) : DiscreteMinima.GrowthRate(name is "sk" ? 2 : 3);

    private string Sentence(IReadOnlyList<CellTally> tallies)
    {
        var largest = tallies.OrderBy(t => Models.Index().First(m => string.Equals(m.Item, _models[t.Cell.Name].Name, StringComparison.Ordinal)).Index).ThenByDescending(t => _models[t.Cell.Name].Spins).First();
        var model = _models[largest.Cell.Name];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{model.CellName} has {largest.Total.Counts[0] / (double)largest.Cell.Samples:F2} local minima on the mean of {largest.Cell.Samples} samples. Slope of the exact ln mean between the two largest N over its limit: {string.Join(", ", Models.Select(Slope).OfType<Verdict>().Select(v => $"{v.Id["slope-".Length..]} {v.Value:F4}"))}.");
    }

    private static SummaryRow Row(CubeModel model, string quantity, SummaryKind kind, double value, Interval? interval, long samples, string source) =>
        new(model.Ensemble, model.Spins, quantity, "", kind, value, interval?.Low, interval?.High, null, samples, null, source);
}
