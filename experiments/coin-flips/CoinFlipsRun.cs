using System.Globalization;
using RandomLandscapes.Experiments.RareMinima;
using RandomLandscapes.Experiments.SaddlesDominate;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Experiments.TopologyTrivialization;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Simulation.RareEvents;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.CoinFlips;

/// <summary>The experiment with its plan.</summary>
internal sealed class CoinFlipsRun : IPreparedExperiment
{
    public const string Minimum = "p-minimum";
    public const string WitnessScore = "witness-z";
    public const string IndexFraction = "index-fraction";

    // Within a tenth of 2^-n the heuristic counts as right at that n.
    private const double RightWithin = 0.1;
    private const double OrdersOfMagnitude = 40;

    // Up to here symmetry alone can give 2^-n.
    private const int LargestAccident = 2;

    // Plain samples see a minimum at a random point only up to about here.
    private const int LargestRandomPoint = 5;

    // A dense matrix of order 200 costs as much as thousands of the other samples.
    private const int SamplesPerDenseMatrix = 100;

    private readonly Plan _plan;
    private readonly int _dimension;
    private readonly List<Cell> _cells = [];
    private readonly Dictionary<string, Func<ICellSampler>> _samplers = new(StringComparer.Ordinal);

    public CoinFlipsRun(Plan plan)
    {
        _plan = plan;
        var n = _dimension = plan.Integer("witness-dimension");
        int replicas = plan.Integer("replicas"), sweeps = plan.Integer("sweeps");
        long samples = plan.Samples;
        var point = Math.Min(n, LargestRandomPoint);
        Add(PathCells.Path($"{Notion.Goe} n={n}", n, replicas, sweeps), () => new PathCells.Shift(n, 0, sweeps));
        Add(PathCells.Hits($"edge {Notion.Goe} n={n}", n, samples), () => new PathCells.Below(n, 0, -GoePositivity.Edge(n)));
        Add(PathCells.Hits($"{Notion.RandomPoint} n={point}", point, samples), () => new RandomPointCell(point));
        Add(PathCells.Path($"{Notion.Field} n={n}", n, replicas, sweeps), () => new PathCells.Tilt(n + 1, sweeps));
        Add(PathCells.Windows($"windows {Notion.Field} n={n}", n + 1, samples), () => new PathCells.Window(n + 1));
        Add(ConfinedFieldCell.Declare(n, 1, samples, "100"), () => new ConfinedFieldCell(n, [1.0]));
        Add(KacRiceCell.Declare($"{Notion.PSpin} N={n + 1}", n + 1, samples), () => new KacRiceCell(n + 1, OrderStatisticWeights.SphericalRate(3)));
        Add(KacRiceCell.Declare($"{Notion.Mixed} N={n + 1}", n + 1, samples), () => new KacRiceCell(n + 1, (Notion.MixtureSecond - Notion.MixtureFirst) / (2 * (Notion.MixtureSecond + Notion.MixtureFirst))));
        Add(PathCells.Hits($"{Notion.Sk} N={n}", n * n / 2, samples), () => new StableStateCells.SherringtonKirkpatrick(n));
        Add(PathCells.Hits($"{Notion.Rem} N={n}", n, samples), () => new StableStateCells.RandomEnergies(n));
        foreach (var order in new[] { WishartWignerCell.SmallOrder, 2 * WishartWignerCell.SmallOrder })
            Add(WishartWignerCell.Declare(order, samples / SamplesPerDenseMatrix), () => new WishartWignerCell(order));
    }

    public IReadOnlyList<Cell> Cells => _cells;

    // Four notions take a smallest-eigenvalue chain each, over two threads as a rule.
    public double ConclusionSeconds => 2 * _plan.Integers("cells.dimension").Sum(ExactCost.Lowest);

    public ICellSampler CreateSampler(Cell cell) => _samplers[cell.Name]();

    public RunAnswer Conclude(IReadOnlyList<CellTally> tallies)
    {
        var dimensions = _plan.Integers("cells.dimension").Order().ToList();
        var exact = ExactLogarithms(dimensions);
        var rows = new List<SummaryRow>();
        foreach (var notion in Notion.All)
        {
            rows.AddRange(dimensions.Select(n => new SummaryRow(
                notion.Id, n, Minimum, "0", SummaryKind.Exact, Math.Exp(exact[notion.Id][n]), null, null, exact[notion.Id][n], 0, null, notion.Source)));
        }

        var witnesses = Witnesses(tallies.ToDictionary(t => t.Cell.Name, StringComparer.Ordinal)).ToList();
        foreach (var (notion, dimension, cell, source) in witnesses)
        {
            var interval = Jackknife.IntervalOf(cell.Sampled);
            rows.Add(new SummaryRow(
                notion, dimension, Minimum, "0", SummaryKind.MonteCarlo, Math.Exp(cell.Sampled.Value), Math.Exp(interval.Low), Math.Exp(interval.High), cell.Sampled.Value, cell.Samples, null, source));
            rows.Add(new SummaryRow(notion, dimension, WitnessScore, "", SummaryKind.MonteCarlo, cell.ZScore, null, null, null, cell.Samples, null, source));
        }

        var (small, large) = (tallies[^2], tallies[^1]);
        var limit = new WitnessCell("limit", WishartWignerCell.Extrapolate(small, large), new WishartWigner(WishartWignerCell.Phi, WishartWignerCell.Epsilon).IndexFraction(), large.Cell.Samples);
        rows.AddRange(LimitRows(limit));
        List<Verdict> verdicts =
        [
            .. new[]
            {
                WitnessVerdict.Agreement("witnesses", "Sampled probabilities of a minimum equal the exact ones, in every notion.", "ln P(minimum)", [.. witnesses.Select(w => w.Cell)], logarithmic: true),
                WitnessVerdict.Agreement("wishart-wigner", "Sampled index fractions of Wishart plus Wigner, extrapolated in 1/n, equal the limit.", "index fraction", limit.Sampled.StandardError > 0 ? [limit] : []),
            }.OfType<Verdict>(),
            .. Notion.All.Skip(1).Select(notion => Heuristic(notion, exact[notion.Id])),
        ];
        return new RunAnswer(rows, verdicts, Sentence(verdicts, exact));
    }

    // Seconds each in dimension 100, and independent: the largest first.
    private static Dictionary<string, Dictionary<int, double>> ExactLogarithms(List<int> dimensions)
    {
        var cases = Notion.All.SelectMany(notion => dimensions.Select(n => (Notion: notion, Dimension: n))).OrderByDescending(c => c.Dimension).ToList();
        var logs = new double[cases.Count];
        Parallel.ForEach(System.Collections.Concurrent.Partitioner.Create(Enumerable.Range(0, cases.Count), System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering), i =>
            logs[i] = cases[i].Notion.LogProbability(cases[i].Dimension));
        return cases.Zip(logs).GroupBy(c => c.First.Notion.Id, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToDictionary(c => c.First.Dimension, c => c.Second), StringComparer.Ordinal);
    }

    private static IEnumerable<SummaryRow> LimitRows(WitnessCell limit)
    {
        const int dimension = 2 * WishartWignerCell.SmallOrder;
        yield return new SummaryRow(Notion.WishartWigner, dimension, IndexFraction, "", SummaryKind.Asymptotic, limit.Exact, null, null, null, 0, null, "Pennington and Bahri 2017: cubic of the resolvent");
        if (limit.Sampled.StandardError <= 0)
            yield break;
        var interval = Jackknife.IntervalOf(limit.Sampled);
        yield return new SummaryRow(
            Notion.WishartWigner, dimension, IndexFraction, "", SummaryKind.MonteCarlo, limit.Sampled.Value, interval.Low, interval.High, null, limit.Samples, null, WishartWignerCell.Source);
        yield return new SummaryRow(Notion.WishartWigner, dimension, WitnessScore, "", SummaryKind.MonteCarlo, limit.ZScore, null, null, null, limit.Samples, null, WishartWignerCell.Source);
    }

    private IEnumerable<(string Notion, int Dimension, WitnessCell Cell, string Source)> Witnesses(Dictionary<string, CellTally> tallies)
    {
        foreach (var notion in Notion.All.Skip(1))
        {
            var own = tallies.Values.Where(t => t.Cell.Name.Split(' ').Contains(notion.Id, StringComparer.Ordinal)).ToList();
            var main = own.Single(t => !t.Cell.Name.StartsWith("edge", StringComparison.Ordinal) && !t.Cell.Name.StartsWith("windows", StringComparison.Ordinal));
            var dimension = notion.Id is Notion.RandomPoint ? Math.Min(_dimension, LargestRandomPoint) : _dimension;
            var (estimate, source) = notion.Id switch
            {
                Notion.Goe => (Sum(PathCells.Mean(main), LogShare(own.Single(t => t != main))), RareMinimaRun.PathSource),
                Notion.Field => (Sum(PathCells.Mean(main), Negative(LogWindows(own.Single(t => t != main)))), RareMinimaRun.PathSource),
                Notion.Confined => (LogRatio(main), ConfinedFieldCell.Source),
                Notion.PSpin or Notion.Mixed => (Logarithm(KacRiceCell.Fraction(main, 0)), KacRiceCell.Source),
                Notion.RandomPoint => (LogShare(main), "plain sampling of GOE(n) plus a normal shift of variance 1/2"),
                Notion.Sk => (LogShare(main), "local fields of one state under sampled couplings"),
                _ => (LogShare(main), "one state's energy against its neighbours'"),
            };
            // A handful of hits has no normal logarithm, and a cell without any has none at all.
            if (!double.IsFinite(estimate.Value) || !(estimate.StandardError is > 0 and < 0.3))
                continue;
            var name = string.Create(CultureInfo.InvariantCulture, $"{notion.Id} n={dimension}");
            yield return (notion.Id, dimension, new WitnessCell(name, estimate, notion.LogProbability(dimension), main.Cell.Samples), source);
        }
    }

    // Where the heuristic is right within a tenth, and where it is off by forty orders of magnitude: exact numbers, no test needed.
    private static Verdict Heuristic(Notion notion, Dictionary<int, double> exact)
    {
        var ratios = exact.OrderBy(e => e.Key).Select(e => (Dimension: e.Key, Orders: (e.Value + (e.Key * Math.Log(2))) / Math.Log(10))).ToList();
        var right = ratios.Where(r => Math.Abs(Math.Pow(10, r.Orders) - 1) <= RightWithin).Select(r => r.Dimension).ToList();
        var (dimension, orders) = ratios[^1];
        return new Verdict(
            $"coin-flips-{notion.Id}",
            $"P(minimum) is 2^-n: {notion.Label.Replace(@"\", "", StringComparison.Ordinal)}.",
            string.Create(CultureInfo.InvariantCulture, $"log10 of P(minimum) / 2^-n at n = {dimension}, exact"),
            orders,
            string.Create(CultureInfo.InvariantCulture, $"within {RightWithin:P0} at every computed n"),
            null,
            null,
            0,
            right.Count < ratios.Count ? Conclusion.Refuted : dimension > LargestAccident ? Conclusion.Supported : Conclusion.NotShown,
            string.Create(CultureInfo.InvariantCulture, $"Within {RightWithin:P0} at n = {(right.Count == 0 ? "none" : string.Join(", ", right))}; log10 of the ratio by n: {string.Join(", ", ratios.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Dimension}: {r.Orders:F2}")))}."));
    }

    private static string Sentence(List<Verdict> verdicts, Dictionary<string, Dictionary<int, double>> exact)
    {
        var accidents = exact[Notion.Field].Where(e => Math.Abs(e.Value + (e.Key * Math.Log(2))) < 1e-9).Select(e => e.Key).Order().ToList();
        var far = exact[Notion.Goe].OrderBy(e => e.Key).FirstOrDefault(e => Math.Abs(e.Value + (e.Key * Math.Log(2))) > OrdersOfMagnitude * Math.Log(10));
        var refuted = verdicts.Count(v => v.Id.StartsWith("coin-flips-", StringComparison.Ordinal) && v.Conclusion == Conclusion.Refuted);
        var text = string.Create(CultureInfo.InvariantCulture, $"Independent signs are refuted as the law of {refuted} of {Notion.All.Count - 1} notions of random function");
        if (accidents.Count > 0)
            text += $"; isotropic fields meet 2^-n at n = {string.Join(" and ", accidents)} by accident";
        return far.Key == 0 ? text + "." : text + string.Create(CultureInfo.InvariantCulture, $", bare GOE is more than {OrdersOfMagnitude:F0} orders of magnitude below it at n = {far.Key}.");
    }

    private static Estimate LogShare(CellTally tally) => LogProportion.Compute(tally.Total.Counts[0], tally.Cell.Samples);

    private static Estimate LogWindows(CellTally tally) =>
        Jackknife.Compute([.. tally.Chunks.Select(c => new double[] { c.Counts[0] })], v => Math.Log(v[0] / tally.Cell.Samples));

    private static Estimate LogRatio(CellTally tally) => Jackknife.Compute([.. tally.Chunks.Select(c => c.Sums)], v => Math.Log(v[2] / v[0]));

    private static Estimate Logarithm(Estimate e) => e with { Value = Math.Log(e.Value), StandardError = e.StandardError / e.Value };

    private static Estimate Negative(Estimate e) => e with { Value = -e.Value };

    private static Estimate Sum(Estimate a, Estimate b) =>
        new(a.Value + b.Value, Math.Sqrt((a.StandardError * a.StandardError) + (b.StandardError * b.StandardError)), Math.Min(a.DegreesOfFreedom, b.DegreesOfFreedom));

    private void Add(Cell cell, Func<ICellSampler> createSampler)
    {
        _cells.Add(cell);
        _samplers.Add(cell.Name, createSampler);
    }
}
