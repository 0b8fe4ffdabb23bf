using System.Globalization;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.LinearNetworks;

/// <summary>The experiment with its plan.</summary>
internal sealed class LinearNetworksRun : IPreparedExperiment
{
    public const int FewestSamples = 8;
    public const int MostSamples = 10_000_000;
    public const string LossAtIndex = "loss-of-orbit-of-index-";
    public const string Ends = "ends-at-orbit";
    public const string WithoutNegative = "ends-without-negative-eigenvalue";
    public const string Outcome = "outcome";
    public const string Contradicting = "false-points";
    public const string Open = "points-with-an-open-match";
    public const string Loose = "false-points-of-a-loose-tolerance";
    public const string Recovered = "recovered-orbits-of-index";
    public const string Listed = "listed-orbits-of-index";
    public const string Unseen = "share-of-basins-not-seen";
    public const string Balanced = "balanced-points-without-negative-eigenvalue-above-the-least-loss";

    private static readonly ObjectiveSearchMethod[] Methods = Enum.GetValues<ObjectiveSearchMethod>();

    private readonly Plan _plan;
    private readonly List<LinearNetworkCase> _networks;
    private readonly List<Cell> _cells = [];
    private readonly Dictionary<string, (LinearNetworkCase Network, ObjectiveSearchMethod Method)> _shapes = new(StringComparer.Ordinal);

    public LinearNetworksRun(Plan plan, List<LinearNetworkCase> networks)
    {
        (_plan, _networks) = (plan, networks);
        foreach (var network in networks)
        {
            foreach (var method in Methods)
            {
                var cell = OrbitSearchCell.Declare(network, method, plan.Samples);
                _cells.Add(cell);
                _shapes.Add(cell.Name, (network, method));
            }
        }
    }

    public IReadOnlyList<Cell> Cells => _cells;

    public double ConclusionSeconds => _networks.Where(n => !n.HasInertia).Sum(n => 1e-6 * Math.Pow(n.Parameters, 3));

    public ICellSampler CreateSampler(Cell cell) => new OrbitSearchCell(_shapes[cell.Name].Network, _shapes[cell.Name].Method);

    public RunAnswer Conclude(IReadOnlyList<CellTally> tallies)
    {
        var rows = new List<SummaryRow>();
        foreach (var tally in tallies)
            AddOutcomes(tally, rows);
        var ends = _networks.ConvertAll(n => new OrbitEnds(n, [.. tallies.Where(t => ReferenceEquals(_shapes[t.Cell.Name].Network, n)).Select(t => (_shapes[t.Cell.Name].Method, t))]));
        foreach (var end in ends)
            AddOrbits(end, rows);
        var saddles = DegenerateSaddle.OfAll(_networks.Where(n => !n.HasInertia), _plan.Seed);
        foreach (var group in saddles.GroupBy(s => s.Network))
            rows.Add(Exact(group.Key, Balanced, "", group.Count(), "DeepLinearNetworkOrbits: inversions only, from the second variation"));
        var verdicts = LinearNetworksVerdicts.Of(ends, saddles);
        return new RunAnswer(rows, verdicts, LinearNetworksVerdicts.Sentence(ends));
    }

    private static SummaryRow Exact(LinearNetworkCase network, string quantity, string argument, double value, string source) =>
        new(network.Name, network.Parameters, quantity, argument, SummaryKind.Exact, value, null, null, null, 0, null, source);

    private static SummaryRow Share(LinearNetworkCase network, string quantity, string argument, long count, long all, string source)
    {
        var interval = ClopperPearson.Compute(count, all);
        return new SummaryRow(network.Name, network.Parameters, quantity, argument, SummaryKind.MonteCarlo, count / (double)all, interval.Low, interval.High, null, all, null, source);
    }

    private static string SetName(LinearNetworkOrbit orbit) => orbit.Set.Count == 0 ? "none" : string.Join('+', orbit.Set.Select(i => i.ToString(CultureInfo.InvariantCulture)));

    private void AddOutcomes(CellTally tally, List<SummaryRow> rows)
    {
        var (network, method) = _shapes[tally.Cell.Name];
        var (name, source) = (OrbitSearchCell.MethodName(method), OrbitSearchCell.Source(method));
        foreach (var outcome in Enum.GetValues<SearchOutcome>())
            rows.Add(Share(network, Outcome, $"{name} {outcome}", tally.Total.Counts[(int)outcome], tally.Cell.Samples, source));
        if (OrbitSearchCell.Loose(tally) > 0)
            rows.Add(Share(network, Loose, name, OrbitSearchCell.LooseAndWrong(tally), OrbitSearchCell.Loose(tally), string.Create(CultureInfo.InvariantCulture, $"{source}; ends that are not critical, |g| up to {OrbitSearchCell.LooseTolerance:R}: those not on the list")));
        var critical = tally.Total.Counts[(int)SearchOutcome.Critical];
        if (critical == 0)
            return;
        rows.Add(Share(network, Contradicting, name, OrbitSearchCell.Contradicting(tally), critical, source + "; critical ends that contradict the list"));
        rows.Add(Share(network, Open, name, OrbitSearchCell.Open(tally), critical, source + "; critical ends with more undecided eigenvalues than the orbit has zeros"));
    }

    private static void AddOrbits(OrbitEnds ends, List<SummaryRow> rows)
    {
        var network = ends.Network;
        var list = network.IsAutoencoder ? "LinearAutoencoderOrbits: Baldi and Hornik 1989" : "DeepLinearNetworkOrbits: balanced points";
        var source = $"{SamplingMeasure.BasinWeighted}: all methods together";
        for (var i = 0; i < network.Orbits.Count; i++)
        {
            var orbit = network.Orbits[i];
            rows.Add(Exact(network, LossAtIndex + orbit.Negative.ToString(CultureInfo.InvariantCulture), SetName(orbit), orbit.Loss, list));
            if (ends.At[i] == 0)
                continue;
            rows.Add(Share(network, Ends, SetName(orbit), ends.At[i], ends.Critical, source));
            if (!network.HasInertia)
                rows.Add(Share(network, WithoutNegative, SetName(orbit), ends.WithoutNegative[i], ends.At[i], source));
        }

        foreach (var group in Enumerable.Range(0, network.Orbits.Count).GroupBy(i => network.Orbits[i].Negative).OrderBy(g => g.Key))
        {
            var index = group.Key.ToString(CultureInfo.InvariantCulture);
            rows.Add(Exact(network, Listed, index, group.Count(), list));
            rows.Add(new SummaryRow(network.Name, network.Parameters, Recovered, index, SummaryKind.MonteCarlo, group.Count(i => ends.At[i] > 0), null, null, null, Math.Max(1, ends.Critical), null, source));
        }

        if (ends.Critical > 0)
            rows.Add(Share(network, Unseen, "", ends.Once, ends.Critical, source + "; share of ends at orbits that were met once (Good 1953)"));
    }
}
