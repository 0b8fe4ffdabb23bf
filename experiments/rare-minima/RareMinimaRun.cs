using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Simulation.RareEvents;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.RareMinima;

/// <summary>The experiment with its plan.</summary>
internal sealed class RareMinimaRun : IPreparedExperiment
{
    public const string Goe = "goe";
    public const string Field = "isotropic-field";
    public const string Rare = "p-index-at-most";
    public const string LogRare = "ln-p-index-at-most";
    public const string Plain = "p-plain-sampling";
    public const string PathSource = "thermodynamic integration, Gibbs sampler of the conditioned tridiagonal model, independent replicas";
    private const string PlainSource = "plain sampling, tridiagonal model, Sturm inertia";
    private const string GoeSource = "pivot chain of the tridiagonal model of GOE(n)";

    private readonly int _replicas;
    private readonly int _sweeps;
    private readonly List<Cell> _cells = [];
    private readonly Dictionary<string, Func<ICellSampler>> _samplers = new(StringComparer.Ordinal);
    private readonly List<Target> _targets = [];

    public RareMinimaRun(Plan plan)
    {
        _replicas = plan.Integer("replicas");
        _sweeps = plan.Integer("sweeps");
        foreach (var n in plan.Integers("cells.goe"))
            AddGoe(n, 0, plan.Samples);
        foreach (var k in plan.Integers("cells.at-most"))
            AddGoe(plan.Integer("at-most-dimension"), k, plan.Samples);
        foreach (var n in plan.Integers("cells.isotropic-field"))
        {
            var name = $"{Field} n={n}";
            Add(PathCells.Path(name, n, _replicas, _sweeps), () => new PathCells.Tilt(n + 1, _sweeps));
            Add(PathCells.Windows($"windows {name}", n + 1, plan.Samples), () => new PathCells.Window(n + 1));
            _targets.Add(new Target(Field, n, 0, _cells[^2].Name, _cells[^1].Name, null));
        }
    }

    public IReadOnlyList<Cell> Cells => _cells;

    public double ConclusionSeconds => _targets.Where(t => t.Ensemble is Field && t.Dimension <= ExactIndexLaws.MaxFieldDimension).Sum(t => ExactCost.Lowest(t.Dimension));

    public ICellSampler CreateSampler(Cell cell) => _samplers[cell.Name]();

    public RunAnswer Conclude(IReadOnlyList<CellTally> tallies)
    {
        var byName = tallies.ToDictionary(t => t.Cell.Name, StringComparer.Ordinal);
        var rows = new List<SummaryRow>();
        var witnesses = new Dictionary<string, List<WitnessCell>>(StringComparer.Ordinal) { [Goe] = [], [Field] = [] };
        var rarest = (Target: (Target?)null, Log: 0.0, Error: 0.0);
        foreach (var target in _targets)
        {
            var estimate = Estimate(target, byName);
            if (!double.IsFinite(estimate.Value))
            {
                rows.Add(new SummaryRow(
                    target.Ensemble, target.Dimension, LogRare, Text(target.Index), SummaryKind.MonteCarlo, null, null, null, null, _replicas, null,
                    $"{PathSource}; refused: no sample at the start of the path met the condition"));
                continue;
            }

            if (target.Index == 0 && estimate.Value < rarest.Log)
                rarest = (target, estimate.Value, estimate.StandardError);
            // What is shown is a probability, at most one; what is tested against the exact law is the estimate as it came.
            var shown = estimate with { Value = Math.Min(0, estimate.Value) };
            var interval = Jackknife.IntervalOf(shown);
            interval = interval with { High = Math.Min(0, interval.High) };
            // Below the range of a double the logarithm's own row carries number and interval.
            var inRange = Math.Exp(interval.Low) > 0;
            rows.Add(new SummaryRow(
                target.Ensemble, target.Dimension, Rare, Text(target.Index), SummaryKind.MonteCarlo, Math.Exp(shown.Value), inRange ? Math.Exp(interval.Low) : null,
                inRange ? Math.Exp(interval.High) : null, shown.Value, _replicas, null, PathSource));
            rows.Add(new SummaryRow(
                target.Ensemble, target.Dimension, LogRare, Text(target.Index), SummaryKind.MonteCarlo, shown.Value, interval.Low, interval.High, null, _replicas, null, PathSource));
            if (Exact(target) is { } exact)
            {
                rows.Add(new SummaryRow(
                    target.Ensemble, target.Dimension, Rare, Text(target.Index), SummaryKind.Exact, Math.Exp(exact.Log), null, null, exact.Log, 0, null, exact.Source));
                rows.Add(Deviation(target, estimate, exact.Log));
                witnesses[target.Ensemble].Add(new WitnessCell(
                    string.Create(CultureInfo.InvariantCulture, $"n={target.Dimension} k={target.Index}"), estimate, exact.Log, _replicas));
            }

            if (target.PlainCell is { } plain)
                rows.Add(PlainRow(target, byName[plain]));
        }

        List<Verdict> verdicts = [.. new[]
        {
            WitnessVerdict.Agreement("goe-paths", "ln P(at most k negative eigenvalues of GOE(n)) by path sampling equals the exact law.", "ln P", witnesses[Goe], logarithmic: true),
            WitnessVerdict.Agreement("field-paths", "ln of the fraction of minima of isotropic fields by path sampling equals the exact law.", "ln P", witnesses[Field], logarithmic: true),
            Errors([.. witnesses[Goe], .. witnesses[Field]]),
        }.OfType<Verdict>()];
        return new RunAnswer(rows, verdicts, Sentence(rarest, verdicts));
    }

    private Estimate Estimate(Target target, Dictionary<string, CellTally> tallies)
    {
        var path = PathCells.Mean(tallies[target.PathCell]);
        var end = tallies[target.EndCell];
        if (target.Ensemble is Goe)
        {
            // ln P = ln P at the edge + what the path loses; the share's error is binomial.
            var share = LogProportion.Compute(end.Total.Counts[0], end.Cell.Samples);
            return path with { Value = path.Value + share.Value, StandardError = Math.Sqrt((path.StandardError * path.StandardError) + (share.StandardError * share.StandardError)) };
        }

        // ln fraction = ln E exp(-l_0^2/2) - ln of the mean number of eigenvalues in a window; the latter by jackknife over its blocks.
        var total = Jackknife.Compute([.. end.Chunks.Select(c => new double[] { c.Counts[0] })], v => Math.Log(v[0] / end.Cell.Samples));
        return path with { Value = path.Value - total.Value, StandardError = Math.Sqrt((path.StandardError * path.StandardError) + (total.StandardError * total.StandardError)) };
    }

    private static (double Log, string Source)? Exact(Target target) => target.Ensemble is Goe
        ? (ExactIndexLaws.GoeLogProbabilityAtMost(target.Dimension, target.Index), GoeSource)
        : target.Dimension <= ExactIndexLaws.MaxFieldDimension ? (FractionsOfMinima.LogOfIsotropicField(target.Dimension), FractionsOfMinima.FieldSource) : null;

    private SummaryRow Deviation(Target target, Estimate estimate, double exact)
    {
        var interval = Jackknife.IntervalOf(estimate);
        return new SummaryRow(
            target.Ensemble, target.Dimension, "ln-deviation", Text(target.Index), SummaryKind.MonteCarlo, estimate.Value - exact, interval.Low - exact, interval.High - exact, null,
            _replicas, null, $"{PathSource}, minus the exact logarithm");
    }

    private static SummaryRow PlainRow(Target target, CellTally tally)
    {
        var hits = tally.Total.Counts[0];
        var interval = ClopperPearson.Compute(hits, tally.Cell.Samples);
        var value = (double)hits / tally.Cell.Samples;
        return new SummaryRow(
            target.Ensemble, target.Dimension, Plain, Text(target.Index), SummaryKind.MonteCarlo, value, interval.Low, interval.High, hits > 0 ? Math.Log(value) : null,
            tally.Cell.Samples, null, PlainSource);
    }

    // The stated errors are themselves a claim: the sum of z^2 over independent cells is chi-squared (nearly, with 31 degrees of freedom each).
    private static Verdict? Errors(List<WitnessCell> cells)
    {
        if (cells.Count < 3)
            return null;
        var sum = cells.Sum(c => c.ZScore * c.ZScore);
        var upper = PValues.ChiSquaredUpper(sum, cells.Count);
        var p = Math.Min(1, 2 * Math.Min(upper, 1 - upper));
        var within = cells.Count(c => Math.Abs(c.ZScore) < 3);
        return new Verdict(
            "stated-errors",
            "The standard errors of path sampling are true: deviations from the exact laws are as large as stated.",
            $"sum of z^2, chi-squared with {cells.Count} degrees of freedom, two-sided",
            sum,
            string.Create(CultureInfo.InvariantCulture, $"p below {WitnessVerdict.Level:R} refutes"),
            p,
            null,
            cells.Sum(c => c.Samples),
            p < WitnessVerdict.Level ? Conclusion.Refuted : Conclusion.Supported,
            string.Create(CultureInfo.InvariantCulture, $"{within} of {cells.Count} have |z| below 3; standard errors of ln P from {cells.Min(c => c.Sampled.StandardError):F3} to {cells.Max(c => c.Sampled.StandardError):F3}."));
    }

    private static string Sentence((Target? Target, double Log, double Error) rarest, List<Verdict> verdicts) => rarest.Target is not { } target
        ? "This plan asks for no probability of a minimum."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"The rarest minimum seen: ln P = {rarest.Log:F2} +- {rarest.Error:F2} ({target.Ensemble}, n = {target.Dimension}), that is 1e{rarest.Log / Math.Log(10):F0}; {verdicts.Count(v => v.Conclusion == Conclusion.Supported)} of {verdicts.Count} verdicts support the sampler.");

    private static string Text(int k) => k.ToString(CultureInfo.InvariantCulture);

    private void AddGoe(int n, int k, long samples)
    {
        var name = $"{Goe} n={n} k={k}";
        Add(PathCells.Path(name, n, _replicas, _sweeps), () => new PathCells.Shift(n, k, _sweeps));
        Add(PathCells.Hits($"edge {name}", n, samples), () => new PathCells.Below(n, k, -GoePositivity.Edge(n)));
        Add(PathCells.Hits($"plain {name}", n, samples), () => new PathCells.Below(n, k, 0));
        _targets.Add(new Target(Goe, n, k, _cells[^3].Name, _cells[^2].Name, _cells[^1].Name));
    }

    private void Add(Cell cell, Func<ICellSampler> createSampler)
    {
        _cells.Add(cell);
        _samplers.Add(cell.Name, createSampler);
    }

    /// <summary>One probability and the cells that estimate it.</summary>
    private sealed record Target(string Ensemble, int Dimension, int Index, string PathCell, string EndCell, string? PlainCell);
}
