using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.IndexVersusEnergy;

/// <summary>The experiment with its plan.</summary>
internal sealed class IndexVersusEnergyRun : IPreparedExperiment
{
    public const string Field = "isotropic-field";
    public const string Glass = "p-spin";
    public const string Fraction = "index-fraction";
    public const string LimitFraction = "limiting-index-fraction";
    public const string FieldLimit = "Bray and Dean 2007: semicircle law in kappa e / (1 + kappa^2)";
    public const string GlassLimit = "Auffinger, Ben Arous, Cerny 2013: semicircle law in E / E_inf";
    private const string FieldSource = "Fyodorov 2004; Cheng and Schwartzman 2018: |det|-weighted pivot chain at the level of the height";
    private const int CurvePoints = 48;

    private readonly int _p;
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly List<Cell> _cells = [];

    public IndexVersusEnergyRun(Plan plan)
    {
        _p = plan.Integer("p");
        foreach (var n in plan.Integers("cells.isotropic-field"))
            Add(plan, new Group(Field, n + 1, [.. plan.Integers("field-milli-energies").Select(e => e / 1000.0)], e => e * Math.Sqrt(0.5 * n)), $"{Field} n={n}", plan.Text("field-milli-energies"));
        foreach (var spins in plan.Integers("cells.p-spin"))
        {
            Add(plan, new Group(Glass, spins, [.. plan.Integers("glass-milli-energies").Select(e => e / 1000.0)], e => e * Math.Sqrt(spins * _p / (2.0 * (_p - 1)))),
                $"{Glass} p={_p} N={spins}", plan.Text("glass-milli-energies"));
        }
    }

    public IReadOnlyList<Cell> Cells => _cells;

    public double ConclusionSeconds => _groups.Values.Sum(g => ExactCost.Whole(g.Order));

    public ICellSampler CreateSampler(Cell cell) => new LevelBinCell(_groups[cell.Name].Order, [.. _groups[cell.Name].Energies.Select(_groups[cell.Name].Level)]);

    public RunAnswer Conclude(IReadOnlyList<CellTally> tallies)
    {
        var rows = new List<SummaryRow>();
        var witnesses = new Dictionary<string, List<WitnessCell>>(StringComparer.Ordinal) { [Field] = [], [Glass] = [] };
        foreach (var ensemble in tallies.Select(t => _groups[t.Cell.Name].Ensemble).Distinct(StringComparer.Ordinal))
            rows.AddRange(Limits(ensemble, tallies.Select(t => _groups[t.Cell.Name]).First(g => string.Equals(g.Ensemble, ensemble, StringComparison.Ordinal)).Energies));
        var deviations = new List<(string Ensemble, int Dimension, double Deviation)>();
        foreach (var tally in tallies)
        {
            var group = _groups[tally.Cell.Name];
            var table = GoeLevelTable.OfEigenvalues(group.Order);
            var curve = Curve(group.Energies).Select(e => (Energy: e, Value: MeanFraction(table, group, group.Level(e), 0))).ToList();
            rows.AddRange(curve.Select(c => Row(group, SummaryKind.Exact, Fraction, c.Energy, c.Value, group.IsField ? FieldSource : SphericalMeanCounts.PureSource)));
            deviations.Add((group.Ensemble, group.Dimension, curve.Max(c => Math.Abs(c.Value - Limit(group.Ensemble, c.Energy)))));
            for (var i = 0; i < group.Energies.Count; i++)
                Sampled(tally, group, i, table, rows, witnesses[group.Ensemble]);
        }

        List<Verdict> verdicts = [.. new[]
        {
            WitnessVerdict.Agreement("field-index", "The sampled index fraction of isotropic fields at given height equals the exact finite-n law.", "index fraction", witnesses[Field]),
            WitnessVerdict.Agreement("p-spin-index", "The sampled index fraction of the spherical p-spin at given energy equals the exact finite-N law.", "index fraction", witnesses[Glass]),
            Approach(deviations),
        }.OfType<Verdict>()];
        return new RunAnswer(rows, verdicts, Sentence(deviations));
    }

    private IEnumerable<SummaryRow> Limits(string ensemble, IReadOnlyList<double> energies) => Curve(energies).Select(e => new SummaryRow(
        ensemble, 0, LimitFraction, Text(e), SummaryKind.Asymptotic, Limit(ensemble, e), null, null, null, 0, null, ensemble is Field ? FieldLimit : GlassLimit));

    private double Limit(string ensemble, double energy) =>
        ensemble is Field ? IsotropicFields.LimitingIndexFraction(energy) : SphericalComplexity.IndexFractionAtEnergy(_p, energy);

    // Three Gauss points serve the average over a bin; the law varies little within it.
    private static double MeanFraction(GoeLevelTable table, Group group, double level, double halfWidth)
    {
        var nodes = halfWidth == 0 ? [(0.0, 1.0)] : new[] { (-Math.Sqrt(0.6), 5.0 / 9), (0.0, 8.0 / 9), (Math.Sqrt(0.6), 5.0 / 9) };
        double points = 0, positions = 0;
        var logs = nodes.Select(node => table.LogValues(level + (halfWidth * node.Item1))).ToList();
        var top = logs.Max(values => values.Max());
        for (var j = 0; j < nodes.Length; j++)
        {
            for (var k = 0; k < group.Order; k++)
            {
                var density = nodes[j].Item2 * Math.Exp(logs[j][k] - top);
                points += density;
                positions += k * density;
            }
        }

        return positions / points / group.Dimension;
    }

    private static void Sampled(CellTally tally, Group group, int level, GoeLevelTable table, List<SummaryRow> rows, List<WitnessCell> witnesses)
    {
        var energy = group.Energies[level];
        var hits = LevelBinCell.Hits(tally, level);
        if (hits < OrderStatisticWeights.SmallestEffectiveSampleSize || tally.Chunks.Any(c => c.Counts[2 * level] == 0) || tally.Chunks.Count < 2)
        {
            rows.Add(Row(group, SummaryKind.MonteCarlo, Fraction, energy, null, $"{LevelBinCell.Source}; refused: {hits} eigenvalues in the bin, {OrderStatisticWeights.SmallestEffectiveSampleSize} are needed") with { Samples = tally.Cell.Samples, EffectiveSamples = hits });
            return;
        }

        var estimate = LevelBinCell.MeanFraction(tally, level, group.Dimension);
        var interval = Jackknife.IntervalOf(estimate);
        rows.Add(Row(group, SummaryKind.MonteCarlo, Fraction, energy, estimate.Value, LevelBinCell.Source) with
        {
            Low = Math.Min(estimate.Value, Math.Max(0, interval.Low)),
            High = interval.High,
            Samples = tally.Cell.Samples,
            EffectiveSamples = hits,
        });
        if (estimate.StandardError > 0)
        {
            var exact = MeanFraction(table, group, group.Level(energy), LevelBinCell.HalfWidth);
            witnesses.Add(new WitnessCell(
                string.Create(CultureInfo.InvariantCulture, $"{(group.IsField ? "n" : "N")}={(group.IsField ? group.Dimension : group.Order)} e={energy}"), estimate, exact, tally.Cell.Samples));
        }
    }

    private static Verdict? Approach(List<(string Ensemble, int Dimension, double Deviation)> deviations)
    {
        var pairs = deviations.GroupBy(d => d.Ensemble, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.OrderBy(d => d.Dimension).ToList()).ToList();
        if (pairs.Count == 0)
            return null;
        var falling = pairs.TrueForAll(g => g[^1].Deviation < g[0].Deviation);
        return new Verdict(
            "limit",
            "The finite-size index fraction approaches the semicircle law of the limit.",
            "largest distance from the limit over the drawn energies, at the largest size",
            pairs.Max(g => g[^1].Deviation),
            "smaller at the largest size than at the smallest, in every ensemble",
            null,
            null,
            0,
            falling ? Conclusion.Supported : Conclusion.Refuted,
            string.Join("; ", pairs.Select(g => $"{g[0].Ensemble}: {string.Join(", ", g.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Deviation:F4} in dimension {d.Dimension}")))}")) + ". No sampling is involved.");
    }

    private static string Sentence(List<(string Ensemble, int Dimension, double Deviation)> deviations) =>
        "The index of a critical point follows its energy by a semicircle law, from minima at low energy to maxima at high: "
        + string.Join(", ", deviations.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Ensemble} in dimension {d.Dimension} within {d.Deviation:F3} of the limit")))
        + ".";

    private static IEnumerable<double> Curve(IReadOnlyList<double> energies) =>
        Enumerable.Range(0, CurvePoints + 1).Select(i => energies[0] + ((energies[^1] - energies[0]) * i / CurvePoints));

    private static SummaryRow Row(Group group, SummaryKind kind, string quantity, double energy, double? value, string source) =>
        new(group.Ensemble, group.Dimension, quantity, Text(energy), kind, value, null, null, null, 0, null, source);

    private static string Text(double energy) => Math.Round(energy, 12).ToString("R", CultureInfo.InvariantCulture);

    private void Add(Plan plan, Group group, string name, string energies)
    {
        var cell = LevelBinCell.Declare($"{name} e={energies.Replace(',', ';')}", group.Order, group.Energies.Count, plan.Samples);
        _cells.Add(cell);
        _groups.Add(cell.Name, group);
    }

    /// <summary>One cell: GOE(order) eigenvalues, energies, and the level that belongs to an energy.</summary>
    private sealed record Group(string Ensemble, int Order, IReadOnlyList<double> Energies, Func<double, double> Level)
    {
        public int Dimension => Order - 1;

        public bool IsField => Ensemble is Field;
    }
}
