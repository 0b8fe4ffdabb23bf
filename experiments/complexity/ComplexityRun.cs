using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.ComplexityCurves;

/// <summary>The experiment with its plan.</summary>
internal sealed class ComplexityRun : IPreparedExperiment
{
    public const string TotalCount = "mean-points-below";
    public const string MinimaCount = "mean-minima-below";
    public const string TotalRate = "complexity";
    public const string IndexRate = "complexity-of-index";
    public const string Threshold = "threshold";
    public const string LimitSource = "Auffinger, Ben Arous, Cerny 2013: annealed complexity";
    private const int CurvePoints = 160;

    private readonly int _p;
    private readonly int _largestIndex;
    private readonly IReadOnlyList<double> _energies;
    private readonly Dictionary<string, int> _spins = new(StringComparer.Ordinal);
    private readonly List<Cell> _cells = [];

    public ComplexityRun(Plan plan)
    {
        _p = plan.Integer("p");
        _largestIndex = plan.Integer("largest-index");
        _energies = [.. plan.Integers("milli-energies").Select(e => -e / 1000.0)];
        foreach (var n in plan.Integers("cells.p-spin"))
        {
            var cell = SphericalEnergyCell.Declare(_p, n, _energies.Count, plan.Samples, string.Join(';', plan.Integers("milli-energies")));
            _cells.Add(cell);
            _spins.Add(cell.Name, n);
        }
    }

    public IReadOnlyList<Cell> Cells => _cells;

    // Each energy cuts the integrals at a place of its own.
    public double ConclusionSeconds => _energies.Count * _spins.Values.Sum(ExactCost.Whole);

    public ICellSampler CreateSampler(Cell cell) => new SphericalEnergyCell(_p, _spins[cell.Name], _energies);

    public RunAnswer Conclude(IReadOnlyList<CellTally> tallies)
    {
        List<SummaryRow> rows = [.. Limits()];
        var totals = new List<WitnessCell>();
        var minima = new List<WitnessCell>();
        foreach (var tally in tallies)
        {
            var n = _spins[tally.Cell.Name];
            // The plan's energies descend; the theory shares its work over ascending ones.
            var below = SphericalMeanCounts.PurePSpinBelow(_p, n, [.. _energies.Reverse()]).Reverse().ToList();
            for (var i = 0; i < _energies.Count; i++)
            {
                var exact = below[i];
                var (all, lowest) = (Exact(n, TotalCount, _energies[i], exact.Total, exact.LogTotal), Exact(n, MinimaCount, _energies[i], exact.ByIndex[0], exact.LogByIndex[0]));
                var name = $"N={n} E={all.Argument}";
                rows.AddRange([all, lowest]);
                MeanCountSums.AddRow(tally, i, minima: false, all, SphericalEnergyCell.Source, name, rows, totals);
                MeanCountSums.AddRow(tally, i, minima: true, lowest, SphericalEnergyCell.Source, name, rows, minima);
            }
        }

        List<Verdict> verdicts = [.. new[]
        {
            WitnessVerdict.Agreement("points-below", "The sampled mean numbers of critical points below an energy equal the exact means.", "mean number", totals),
            WitnessVerdict.Agreement("minima-below", "The sampled mean numbers of minima below an energy equal the exact means.", "mean number", minima),
        }.OfType<Verdict>(), Layers(), .. Slope(tallies.Max(t => _spins[t.Cell.Name]))];
        return new RunAnswer(rows, verdicts, Sentence());
    }

    private IEnumerable<SummaryRow> Limits()
    {
        var threshold = SphericalComplexity.EnergyThreshold(_p);
        var ground = SphericalComplexity.ZeroOfComplexity(_p, 0);
        for (var i = 0; i <= CurvePoints; i++)
        {
            var u = -1.02 * ground * i / CurvePoints;
            yield return Limit(TotalRate, u, SphericalComplexity.Total(_p, u));
        }

        for (var k = 0; k <= _largestIndex; k++)
        {
            for (var i = 0; i <= CurvePoints; i++)
            {
                // Just around the layers: from a little above -E_inf down to a little below -E_0.
                var u = -threshold + (0.1 * (ground - threshold)) - (1.25 * (ground - threshold) * i / CurvePoints);
                yield return Limit($"{IndexRate} {k}", u, SphericalComplexity.OfIndex(_p, k, u));
            }
        }

        yield return Limit($"{Threshold} infinity", -threshold, 0);
        for (var k = 0; k <= _largestIndex; k++)
            yield return Limit($"{Threshold} {k}", -SphericalComplexity.ZeroOfComplexity(_p, k), 0);
    }

    // The layers are a theorem; what is checked here is that the computed rates show them.
    private Verdict Layers()
    {
        var zeros = Enumerable.Range(0, _largestIndex + 1).Select(k => SphericalComplexity.ZeroOfComplexity(_p, k)).ToList();
        var threshold = SphericalComplexity.EnergyThreshold(_p);
        var ordered = zeros.Zip(zeros.Skip(1), (a, b) => a > b).All(x => x) && zeros[^1] > threshold;
        return new Verdict(
            "layers",
            "The lowest critical points lie in layers: E_0 > E_1 > ... > E_inf.",
            "smallest gap between neighbouring thresholds",
            zeros.Append(threshold).Zip(zeros.Skip(1).Append(threshold), (a, b) => a - b).Take(zeros.Count).Min(),
            "all gaps positive",
            null,
            null,
            0,
            ordered ? Conclusion.Supported : Conclusion.Refuted,
            string.Create(CultureInfo.InvariantCulture, $"E_k = {string.Join(", ", zeros.Select(e => e.ToString("F8", CultureInfo.InvariantCulture)))}; E_inf = {threshold:F8}. No sampling is involved: the computed thresholds are held against the theorem."));
    }

    // The claim that practitioners would make from a plot of ln(number of minima) against N at reachable N.
    private IEnumerable<Verdict> Slope(int high)
    {
        var low = high - 2;
        if (low < 2)
            yield break;
        var slope = (SphericalMeanCounts.PurePSpin(_p, high).LogByIndex[0] - SphericalMeanCounts.PurePSpin(_p, low).LogByIndex[0]) / (high - low);
        var rate = SphericalComplexity.OfIndex(_p, 0, 0);
        yield return new Verdict(
            "minima-slope",
            $"The growth of the mean number of minima from N = {low} to {high} shows its asymptotic rate.",
            "slope of ln E N_0 over the rate",
            slope / rate,
            "within 10 % of one",
            null,
            null,
            0,
            Math.Abs((slope / rate) - 1) < 0.1 ? Conclusion.Supported : Conclusion.Refuted,
            string.Create(CultureInfo.InvariantCulture, $"Exact slope {slope:F5}, rate {rate:F5}: a term of order sqrt(N) dominates at this size. No sampling is involved."));
    }

    private string Sentence() => string.Create(
        CultureInfo.InvariantCulture,
        $"For p = {_p} the lowest critical points lie at H/N = -{SphericalComplexity.ZeroOfComplexity(_p, 0):F6} (minima) and in layers up to -{SphericalComplexity.EnergyThreshold(_p):F6}; above, every fixed index grows with the rate {SphericalComplexity.OfIndex(_p, 0, 0):F6} per spin, all points together with {SphericalComplexity.Total(_p, 0):F6}.");

    private static SummaryRow Limit(string quantity, double u, double value) => new(
        "p-spin", 0, quantity, u.ToString("R", CultureInfo.InvariantCulture), SummaryKind.Asymptotic, value, null, null, null, 0, null, LimitSource);

    private static SummaryRow Exact(int spins, string quantity, double energy, double value, double log) => new(
        "p-spin", spins - 1, quantity, energy.ToString("R", CultureInfo.InvariantCulture), SummaryKind.Exact, value, null, null, double.IsFinite(log) ? log : null, 0, null,
        SphericalMeanCounts.PureSource);
}
