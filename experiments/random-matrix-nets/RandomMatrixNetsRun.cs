using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.RandomMatrixNets;

/// <summary>The experiment with its plan.</summary>
internal sealed class RandomMatrixNetsRun : IPreparedExperiment
{
    public const string IndexFraction = "index-fraction";
    public const string Extrapolated = "extrapolated-index-fraction";
    public const string Density = "density";
    public const string CriticalEnergy = "critical-energy";
    public const string FirstCrossing = "mean-first-crossing";
    public const string Window = "first-crossing-spread";
    public const string LimitSource = "Pennington and Bahri 2017: cubic of the resolvent, closed form of its integral";
    public const string CriticalSource = "Pennington and Bahri 2017: (1 - 20 phi - 8 phi^2 + (1 + 8 phi)^(3/2)) / 16";
    public const string ExtrapolatedSource = "(n2 alpha(n2) - n1 alpha(n1)) / (n2 - n1) of the mean index fractions at orders n1 < n2";

    private readonly IReadOnlyList<int> _percents;
    private readonly IReadOnlyList<int> _energies;
    private readonly IReadOnlyList<int> _orders;
    private readonly IReadOnlyList<int> _densityEnergies;
    private readonly int _densityOrder;
    private readonly List<Cell> _cells = [];
    private readonly Dictionary<string, Func<ICellSampler>> _samplers = new(StringComparer.Ordinal);

    public RandomMatrixNetsRun(Plan plan)
    {
        (_percents, _energies, _orders) = (plan.Integers("phi-percent"), plan.Integers("energy-permille"), plan.Integers("cells.order"));
        (_densityEnergies, _densityOrder) = (plan.Integers("density-permille"), plan.Integer("density-order"));
        foreach (var percent in _percents)
        {
            foreach (var n in _orders)
            {
                Add(
                    CrossingCell.Declare($"crossings n={n} phi={Ratio(percent)} permille={string.Join(';', _energies)}", n, _energies.Count, plan.Samples),
                    () => new CrossingCell(n, n * 100 / percent, _energies.Select(e => Energy(percent, e))));
            }

            foreach (var energy in _densityEnergies)
            {
                Add(
                    SpectrumCell.Declare($"spectra n={_densityOrder} phi={Ratio(percent)} permille={energy}", _densityOrder, plan.Samples),
                    () => new SpectrumCell(_densityOrder, _densityOrder * 100 / percent, Energy(percent, energy)));
            }
        }

        void Add(Cell cell, Func<ICellSampler> sampler)
        {
            _cells.Add(cell);
            _samplers.Add(cell.Name, sampler);
        }
    }

    public IReadOnlyList<Cell> Cells => _cells;

    public ICellSampler CreateSampler(Cell cell) => _samplers[cell.Name]();

    public RunAnswer Conclude(IReadOnlyList<CellTally> tallies)
    {
        var rows = new List<SummaryRow>();
        var models = new List<ModelTallies>();
        var queue = new Queue<CellTally>(tallies);
        foreach (var percent in _percents)
        {
            var crossings = _orders.Select(n => (n, queue.Dequeue())).ToList();
            var spectra = _densityEnergies.Select(e => (e, queue.Dequeue())).ToList();
            var model = new ModelTallies(Ratio(percent), _energies, crossings, _densityOrder, spectra);
            models.Add(model);
            rows.AddRange(LimitRows(model.Phi));
            rows.AddRange(model.Crossings.SelectMany(c => SampledRows(model, c.Order, c.Tally)));
            rows.AddRange(model.ResolvedPairs().Select(r => ExtrapolatedRow(model, r)));
            foreach (var (energy, tally) in spectra)
                rows.AddRange(DensityRows(percent, energy, tally));
        }

        var edges = models.Select(EdgeFits.Fit).ToList();
        foreach (var (model, edge) in models.Zip(edges))
            rows.AddRange(edge is null ? [] : edge.Rows(model, _orders[^1]));
        var slopes = models.Select(SampledSlopes.Compute).ToList();
        rows.AddRange(models.Zip(slopes).SelectMany(p => p.Second.Select(s => s.Row(p.First))));
        List<Verdict> verdicts =
        [
            .. new[]
            {
                WitnessVerdict.Agreement("limit", "Sampled index fractions, extrapolated in 1/n, equal the limit.", "index fraction", [.. models.SelectMany(LimitCells)]),
                WitnessVerdict.Agreement("two-samplers", "Crossings and whole spectra give the same mean index.", "difference of the mean indices", [.. models.SelectMany(SamplerCells)]),
                LimitExponent.Verdict([.. models.Select(m => m.Phi)]),
                WitnessVerdict.Agreement("slopes", "Sampled local slopes equal the limit's over the same energies.", "slope of ln alpha over ln(eps/eps_c - 1)", [.. models.Zip(slopes).SelectMany(p => p.Second.Select(s => s.Cell(p.First)))]),
            }.OfType<Verdict>(),
            .. models.Zip(slopes).Select(p => SampledSlopes.Verdict(p.First, p.Second)).OfType<Verdict>(),
            .. new[]
            {
                WitnessVerdict.Agreement("window-exponent", "The spread of the first crossing shrinks as n^(-1/gamma) with gamma = 3/2.", "gamma", [.. models.Zip(edges).Where(p => p.Second is not null).Select(p => p.Second!.ExponentCell(p.First))]),
                WitnessVerdict.Agreement("critical-energy", "First crossings, extrapolated in n, lie at the critical energy.", "epsilon_c", [.. models.Zip(edges).Where(p => p.Second is not null).Select(p => p.Second!.EnergyCell(p.First))]),
            }.OfType<Verdict>(),
        ];
        return new RunAnswer(rows, verdicts, Sentence(models, edges, slopes));
    }

    private static double Ratio(int percent) => percent / 100.0;

    private static double Energy(int percent, int permille) => permille / 1000.0 * WishartWigner.CriticalEpsilon(Ratio(percent));

    private IEnumerable<SummaryRow> LimitRows(double phi)
    {
        var critical = WishartWigner.CriticalEpsilon(phi);
        yield return ModelTallies.Row(phi, _orders[^1], CriticalEnergy, "", SummaryKind.Asymptotic, critical, CriticalSource);
        // A curve for both figures: even steps of the logarithm above the critical energy, and the plan's own energies.
        var curve = Enumerable.Range(0, 82).Select(i => 1 + Math.Pow(10, -3 + (0.05 * i))).Where(r => r < _energies[^1] / 1000.0);
        foreach (var ratio in _energies.Select(e => e / 1000.0).Concat(curve).Append(1).Distinct().Order())
            yield return ModelTallies.Row(phi, _orders[^1], IndexFraction, Argument(ratio), SummaryKind.Asymptotic, new WishartWigner(phi, ratio * critical).IndexFraction(), LimitSource);
    }

    private IEnumerable<SummaryRow> SampledRows(ModelTallies model, int order, CellTally tally)
    {
        for (var i = 0; i < _energies.Count; i++)
        {
            var interval = CrossingCell.IndexInterval(tally, i);
            yield return ModelTallies.Row(model.Phi, order, IndexFraction, Argument(_energies[i] / 1000.0), SummaryKind.MonteCarlo, CrossingCell.MeanIndex(tally, i).Value / order, CrossingCell.Source) with
            {
                Low = interval.Low / order,
                High = interval.High / order,
                Samples = tally.Cell.Samples,
            };
        }

        yield return ModelTallies.Sampled(model.Phi, order, FirstCrossing, "", CrossingCell.FirstCrossing(tally), tally.Cell.Samples, CrossingCell.Source + "; 1/sqrt(eps) at the first negative eigenvalue");
        yield return ModelTallies.Sampled(model.Phi, order, Window, "", CrossingCell.Window(tally), tally.Cell.Samples, CrossingCell.Source + "; standard deviation of 1/sqrt(eps) at the first negative eigenvalue, jackknife");
    }

    private SummaryRow ExtrapolatedRow(ModelTallies model, ResolvedPair pair) => ModelTallies.Sampled(
        model.Phi, pair.Large, Extrapolated, Argument(_energies[pair.Energy] / 1000.0), pair.Fraction, pair.Samples, $"{ExtrapolatedSource}, here {pair.Small} and {pair.Large}");

    private IEnumerable<SummaryRow> DensityRows(int percent, int permille, CellTally tally)
    {
        var (phi, epsilon) = (Ratio(percent), Energy(percent, permille));
        var law = new WishartWigner(phi, epsilon);
        var bins = SpectrumCell.Histogram(tally, _densityOrder, _densityOrder * 100 / percent, epsilon).ToList();
        var (low, high) = (bins[0].Left, bins[^1].Right);
        const int steps = 144; // three a bin
        foreach (var z in Enumerable.Range(0, steps + 1).Select(i => low + ((high - low) * i / steps)))
            yield return ModelTallies.Row(phi, _densityOrder, Density, $"{Argument(permille / 1000.0)};{Argument(z)}", SummaryKind.Asymptotic, law.Density(z), LimitSource);
        foreach (var (left, right, density, interval) in bins)
        {
            yield return ModelTallies.Row(phi, _densityOrder, Density, $"{Argument(permille / 1000.0)};{Argument(left)};{Argument(right)}", SummaryKind.MonteCarlo, density, SpectrumCell.Source) with
            {
                Low = interval.Low,
                High = interval.High,
                Samples = tally.Cell.Samples,
            };
        }
    }

    private IEnumerable<WitnessCell> LimitCells(ModelTallies model) => model.ResolvedPairs().Select(pair => new WitnessCell(
        $"phi={Argument(model.Phi)} n={pair.Small},{pair.Large} eps/eps_c={Argument(_energies[pair.Energy] / 1000.0)}",
        pair.Fraction,
        model.Limit(_energies[pair.Energy]),
        pair.Samples)
    {
        Group = $"{model.Phi} {pair.Large}",
    });

    private IEnumerable<WitnessCell> SamplerCells(ModelTallies model)
    {
        var crossings = model.Crossings.Single(c => c.Order == _densityOrder).Tally;
        foreach (var (energy, tally) in model.Spectra)
        {
            var (whole, crossed) = (SpectrumCell.MeanIndex(tally), CrossingCell.MeanIndex(crossings, _energies.ToList().IndexOf(energy)));
            // Neither has errors where no matrix has a negative eigenvalue.
            if (whole.StandardError > 0 && crossed.StandardError > 0)
            {
                yield return new WitnessCell(
                    $"phi={Argument(model.Phi)} eps/eps_c={Argument(energy / 1000.0)}",
                    new Estimate(whole.Value - crossed.Value, Math.Sqrt((whole.StandardError * whole.StandardError) + (crossed.StandardError * crossed.StandardError)), whole.DegreesOfFreedom),
                    0,
                    tally.Cell.Samples)
                {
                    Scale = crossed.Value,
                };
            }
        }
    }

    private string Sentence(List<ModelTallies> models, List<EdgeFits?> edges, List<List<SampledSlope>> slopes)
    {
        var parts = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"In the limit alpha grows as (eps/eps_c - 1)^{LimitExponent.Slope(models[0].Phi):F3} between 0.001 and 0.01 above the critical energy (phi = {models[0].Phi})"),
        };
        if (slopes[0].Count > 0)
        {
            var lowest = slopes[0][0];
            parts.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"matrices of order {_orders[^1]} resolve it only from eps/eps_c = {lowest.From} on, with slope {lowest.Estimate.Value:F2} [{lowest.Interval.Low:F2}, {lowest.Interval.High:F2}] up to {lowest.To}, where the limit's own is {lowest.Limit:F3}"));
        }

        foreach (var (model, edge) in models.Zip(edges).Where(p => p.Second is not null))
        {
            var (energy, exponent) = (Jackknife.IntervalOf(edge!.Energy), Jackknife.IntervalOf(edge.Exponent));
            parts.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"phi = {model.Phi}: sampled eps_c {edge.Energy.Value:F6} [{energy.Low:F6}, {energy.High:F6}] against {WishartWigner.CriticalEpsilon(model.Phi):F10}, exponent from the width of the transition {edge.Exponent.Value:F2} [{exponent.Low:F2}, {exponent.High:F2}]"));
        }

        return string.Join("; ", parts) + ".";
    }

    private static string Argument(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
