using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.SpinGlassEnergies;

/// <summary>The experiment with its plan.</summary>
internal sealed class SpinGlassEnergiesRun : IPreparedExperiment
{
    public const long FewestSamples = 20;
    public const long MostPaths = 1 << 14;
    public const string MeanOfIndex = "mean-energy-of-index";
    public const string MeanOfSamples = "mean-energy-of-index-samples-alike";
    public const string LowestOfIndex = "lowest-energy-of-index";
    public const string FirstMoment = "energy-of-mean-count-one";
    public const string Threshold = "threshold";
    public const string Share = "share-of-searches";
    public const string FoundMean = "mean-energy-found";
    public const string FoundIndex = "index-fraction-found-at-energy";
    public const string IndexLimit = "index-fraction-at-energy";
    public const string EnergyDistance = "wasserstein-energy";
    public const string IndexDistance = "wasserstein-index-fraction";
    public const string Floor = "of-as-many-independent-draws";
    public const string LimitSource = "Auffinger, Ben Arous, Cerny 2013: annealed complexity";

    private const int LargestExact = 30;
    private const int EnergyBands = 16;
    private const int FewestInABand = 10;
    private const int ExactCurvePoints = 24;
    private const int CurvePoints = 80;

    private readonly int _p;
    private readonly int _indices;
    private readonly EnergyGrid _grid;
    private readonly List<Cell> _cells = [];
    private readonly Dictionary<string, int> _census = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _kacRice = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _searches = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<Finder> _finders;

    public SpinGlassEnergiesRun(Plan plan)
    {
        _p = plan.Integer("p");
        _indices = plan.Integer("indices");
        _grid = new EnergyGrid(_p);
        _finders =
        [
            new Finder(SearchMethod.GradientDescent, 0), new Finder(SearchMethod.Newton, 0), new Finder(SearchMethod.EigenvectorFollowing, Finder.AnyIndex),
            .. Enumerable.Range(0, _indices).Select(k => new Finder(SearchMethod.EigenvectorFollowing, k)),
        ];
        foreach (var n in plan.Integers("cells.census"))
        {
            var paths = SphericalCensus.PathCount(_p, n, lines: true);
            Add(_census, LowestPointsCell.Declare(_p, n, _indices, Math.Max(FewestSamples, 5 * plan.Samples * 30 / Math.Max(30, paths))), n);
        }

        foreach (var n in plan.Integers("cells.search"))
        {
            var samples = n <= 100 ? plan.Samples : Math.Max(Math.Min(plan.Samples, 16), (long)(plan.Samples * Math.Pow(100.0 / n, 2.3)));
            Add(_searches, SearchCell.Declare(_p, n, _finders, samples), n);
        }

        foreach (var n in plan.Integers("cells.census").Concat(plan.Integers("cells.search")).Distinct())
            Add(_kacRice, OrderStatisticCell.Declare(_p, n, _indices, Math.Max(1000, (long)(1000 * plan.Samples * Math.Min(1, 20.0 / n)))), n);
    }

    public IReadOnlyList<Cell> Cells => _cells;

    public double ConclusionSeconds => _kacRice.Values.Where(n => n <= LargestExact).Sum(ExactCost.Whole);

    public ICellSampler CreateSampler(Cell cell) =>
        _census.TryGetValue(cell.Name, out var n) ? new LowestPointsCell(_p, n, _indices)
        : _kacRice.TryGetValue(cell.Name, out n) ? new OrderStatisticCell(_p, n, _indices, _grid)
        : new SearchCell(_p, _searches[cell.Name], _finders);

    public RunAnswer Conclude(IReadOnlyList<CellTally> tallies)
    {
        List<SummaryRow> rows = [.. Limits()];
        var (sampled, enumerated) = (new List<WitnessCell>(), new List<WitnessCell>());
        var weightings = new List<(int Spins, Estimate Shift)>();
        var laws = new Dictionary<int, CellTally>();
        foreach (var tally in tallies.Where(t => _kacRice.ContainsKey(t.Cell.Name)))
            laws.Add(_kacRice[tally.Cell.Name], tally);
        var exact = laws.Keys.Where(n => n <= LargestExact).ToDictionary(n => n, n => SphericalMeanCounts.PurePSpinEnergies(_p, n).Means);
        foreach (var (n, tally) in laws)
            AddKacRice(n, tally, exact.GetValueOrDefault(n), rows, sampled);
        foreach (var tally in tallies.Where(t => _census.ContainsKey(t.Cell.Name)))
            AddCensus(_census[tally.Cell.Name], tally, exact.GetValueOrDefault(_census[tally.Cell.Name]), rows, enumerated, weightings);
        var found = tallies.Where(t => _searches.ContainsKey(t.Cell.Name)).SelectMany(t => _finders.Select((finder, f) => new FinderPoints(finder, _searches[t.Cell.Name], f, t))).ToList();
        var tests = new List<FinderTest>();
        foreach (var points in found)
            AddFinder(points, laws[points.Spins], rows, tests);
        List<Verdict> verdicts =
        [
            .. new[]
            {
                WitnessVerdict.Agreement("kac-rice-energies", "The mean energy of critical points of each low index, by Kac-Rice Monte Carlo, is the exact one.", "mean energy per spin", sampled),
                WitnessVerdict.Agreement("census-energies", "The mean energy of critical points of each low index, over every point of proved samples, is the exact one.", "mean energy per spin", enumerated),
            }.OfType<Verdict>(),
            .. FinderVerdicts.OfLaws(tests, weightings),
            .. FinderVerdicts.OfThreshold(_p, found),
            .. FinderVerdicts.OfOutcomes(found),
        ];
        return new RunAnswer(rows, verdicts, Sentence(found, laws));
    }

    private void Add(Dictionary<string, int> kind, Cell cell, int spins)
    {
        _cells.Add(cell);
        kind.Add(cell.Name, spins);
    }

    private IEnumerable<SummaryRow> Limits()
    {
        yield return Row(0, Threshold, "infinity", SummaryKind.Asymptotic, -SphericalComplexity.EnergyThreshold(_p), null, 0, LimitSource);
        for (var k = 0; k < _indices; k++)
            yield return Row(0, Threshold, Text(k), SummaryKind.Asymptotic, -SphericalComplexity.ZeroOfComplexity(_p, k), null, 0, LimitSource);
        var smallest = _searches.Values.Where(n => n <= LargestExact).DefaultIfEmpty().Min();
        for (var i = 0; i <= ExactCurvePoints && smallest > 0; i++)
        {
            var energy = SphericalComplexity.EnergyThreshold(_p) * ((2.0 * i / ExactCurvePoints) - 1);
            yield return Row(smallest, IndexLimit, Text(energy), SummaryKind.Exact, SphericalMeanCounts.IndexFractionAtEnergy(_p, smallest, energy), null, 0, SphericalMeanCounts.PureSource);
        }

        for (var i = 0; i <= CurvePoints; i++)
        {
            var energy = SphericalComplexity.EnergyThreshold(_p) * ((2.0 * i / CurvePoints) - 1);
            yield return Row(0, IndexLimit, Text(energy), SummaryKind.Asymptotic, SphericalComplexity.IndexFractionAtEnergy(_p, energy), null, 0, "Auffinger, Ben Arous, Cerny 2013: semicircle law of radius E_inf");
        }
    }

    private void AddKacRice(int n, CellTally tally, double[]? exact, List<SummaryRow> rows, List<WitnessCell> witnesses)
    {
        for (var k = 0; k < Math.Min(_indices, n - 1); k++)
        {
            if (exact is not null)
                rows.Add(Row(n, MeanOfIndex, Text(k), SummaryKind.Exact, exact[k], null, 0, SphericalMeanCounts.PureSource));
            var blocks = tally.Chunks.Select(c => OrderStatisticCell.Moments(c, n, _indices, k)).Select(m => new[] { m.Weight, m.Energy }).ToList();
            var effective = EffectiveSamples(tally, n, k);
            if (effective < Simulation.KacRice.OrderStatisticWeights.SmallestEffectiveSampleSize || blocks.Count < 2)
                continue;
            var mean = Jackknife.Compute(blocks, v => v[1] / v[0]);
            rows.Add(Row(n, MeanOfIndex, Text(k), SummaryKind.MonteCarlo, mean.Value, Jackknife.IntervalOf(mean), tally.Cell.Samples, OrderStatisticCell.Source, effective));
            if (exact is not null)
                witnesses.Add(new WitnessCell($"N={n} k={k}", mean, exact[k], tally.Cell.Samples));
            AddFirstMoment(n, k, tally, effective, rows);
        }
    }

    // Where the mean number of points of index k below the energy is one: no sample needs to have one below, and for large N hardly any has.
    private void AddFirstMoment(int n, int k, CellTally tally, double effective, List<SummaryRow> rows)
    {
        var logFactor = SphericalMeanCounts.LogFactor(_p, (double)_p * (_p - 1), n);
        double Solve(double[] law, double samples)
        {
            var (wanted, below) = (samples * Math.Exp(-logFactor), 0.0);
            for (var i = 0; i < law.Length; i++)
            {
                if (below + law[i] >= wanted)
                    return -_grid.Edge + (_grid.Width * (i + ((wanted - below) / law[i])));
                below += law[i];
            }

            return double.NaN;
        }

        var blocks = tally.Chunks.Select(c => (double[])[.. OrderStatisticCell.OfIndex(c, k), 0]).ToList();
        for (var b = 0; b < blocks.Count; b++)
            blocks[b][^1] = Math.Min(tally.Cell.SamplesPerChunk, tally.Cell.Samples - ((long)b * tally.Cell.SamplesPerChunk));
        var energy = Jackknife.Compute(blocks, v => Solve(v[..^1], v[^1]));
        // Few weights below the energy would say little; the jackknife of a quantile needs some.
        if (double.IsFinite(energy.StandardError) && energy.StandardError > 0 && energy.StandardError < 0.05)
            rows.Add(Row(n, FirstMoment, Text(k), SummaryKind.MonteCarlo, energy.Value, Jackknife.IntervalOf(energy), tally.Cell.Samples, OrderStatisticCell.Source, effective));
    }

    private double EffectiveSamples(CellTally tally, int n, int k)
    {
        var (weight, squares, _) = OrderStatisticCell.Moments(tally.Total, n, _indices, k);
        return squares > 0 ? weight * weight / squares : 0;
    }

    private void AddCensus(int n, CellTally tally, double[]? exact, List<SummaryRow> rows, List<WitnessCell> witnesses, List<(int Spins, Estimate Shift)> weightings)
    {
        for (var k = 0; k < Math.Min(_indices, n - 1); k++)
        {
            var (points, samples) = (tally.Total.Counts[2 + (2 * k)], tally.Total.Counts[3 + (2 * k)]);
            if (samples < FewestSamples || tally.Chunks.Count < 2)
                continue;
            var blocks = tally.Chunks.Select(c => new[] { c.Counts[2 + (2 * k)], c.Sums[LowestPointsCell.SumsOfIndex * k], c.Counts[3 + (2 * k)], c.Sums[(LowestPointsCell.SumsOfIndex * k) + 3] }).ToList();
            var mean = Jackknife.Compute(blocks, v => v[1] / v[0]);
            var alike = Jackknife.Compute(blocks, v => v[3] / v[2]);
            rows.Add(Row(n, MeanOfSamples, Text(k), SummaryKind.Enumeration, alike.Value, Jackknife.IntervalOf(alike), samples, LowestPointsCell.Source));
            if (k == 0)
                weightings.Add((n, Jackknife.Compute(blocks, v => (v[3] / v[2]) - (v[1] / v[0]))));
            rows.Add(Row(n, MeanOfIndex, Text(k), SummaryKind.Enumeration, mean.Value, Jackknife.IntervalOf(mean), points, LowestPointsCell.Source));
            if (exact is not null)
                witnesses.Add(new WitnessCell($"N={n} k={k}", mean, exact[k], points));
            var lowest = Estimate.OfMean(tally.Total.Sums[(LowestPointsCell.SumsOfIndex * k) + 1], tally.Total.Sums[(LowestPointsCell.SumsOfIndex * k) + 2], samples);
            rows.Add(Row(n, LowestOfIndex, Text(k), SummaryKind.Enumeration, lowest.Value, Jackknife.IntervalOf(lowest), samples, LowestPointsCell.Source));
        }
    }

    private void AddFinder(FinderPoints points, CellTally law, List<SummaryRow> rows, List<FinderTest> tests)
    {
        var (finder, n) = (points.Finder, points.Spins);
        var source = SearchCell.Source(finder);
        foreach (var (outcome, count) in points.Ends)
            rows.Add(Row(n, $"{Share} {finder.Name}", outcome, SummaryKind.MonteCarlo, (double)count / points.Searches, ClopperPearson.Compute(count, points.Searches), points.Searches, source));

        if (points.Points.Count < FewestSamples / 2)
            return;
        var mean = Estimate.OfMean(points.Points.Sum(q => q.Energy), points.Points.Sum(q => q.Energy * q.Energy), points.Points.Count);
        rows.Add(Row(n, $"{FoundMean} {finder.Name}", "", SummaryKind.MonteCarlo, mean.Value, Jackknife.IntervalOf(mean), points.Points.Count, source));
        if (finder.Index is null)
            AddIndexAtEnergy(points, rows, source);
        // A law of its own target says nothing about eigenvector following to any index.
        if (finder.Target == Finder.AnyIndex)
            return;
        if (finder.Index is { } k && EffectiveSamples(law, n, k) >= Simulation.KacRice.OrderStatisticWeights.SmallestEffectiveSampleSize)
            tests.Add(AddEnergyDistance(points, law, $"index {k}", t => OrderStatisticCell.OfIndex(t, k), EffectiveSamples(law, n, k), rows));
        if (finder.Method == SearchMethod.EigenvectorFollowing)
            return;
        // Every matrix has an eigenvalue near zero, where the weights are: so many effective samples at least.
        var test = AddEnergyDistance(points, law, "all", OrderStatisticCell.All, law.Cell.Samples, rows);
        var (index, interval) = AddIndexDistance(points, law, rows);
        if (finder.Index is null)
            tests.Add(test with { Remark = string.Create(CultureInfo.InvariantCulture, $", of the index fraction {index:F4} ({interval.Low:F4} to {interval.High:F4})") });
    }

    private FinderTest AddEnergyDistance(FinderPoints points, CellTally law, string name, Func<Tally, double[]> part, double effective, List<SummaryRow> rows)
    {
        var whole = part(law.Total);
        double[] energies = [.. points.Points.Select(q => q.Energy).Order()];
        var distance = _grid.Wasserstein(energies, whole);
        var label = $"{EnergyDistance} {points.Finder.Name}";
        var stream = Bootstrap($"{label} {name} N={points.Spins}");
        var interval = DistanceInterval.Around(distance, stream, [.. law.Chunks.Select(part)], _grid.Width, () => DistanceInterval.Replica(energies, stream));
        var count = points.Points.Count * effective / (points.Points.Count + effective);
        AddDistance(points, label, name, distance, interval, EnergyGrid.Floor(whole, count) * _grid.Width, rows);
        var largest = KolmogorovSmirnov.Distance(energies, _grid.Distribution(whole));
        return new FinderTest(points.Finder, points.Spins, name, largest, KolmogorovSmirnov.PValue(largest, count), distance, interval, points.Points.Count, count);
    }

    private (double Distance, Interval Interval) AddIndexDistance(FinderPoints points, CellTally law, List<SummaryRow> rows)
    {
        var n = points.Spins;
        double[] Part(Tally tally) => OrderStatisticCell.ByIndex(tally, n, _indices);
        var (whole, counts) = (Part(law.Total), new double[n]);
        foreach (var point in points.Points)
            counts[point.Index]++;
        var distance = EnergyGrid.Distance(counts, whole) / (n - 1);
        var label = $"{IndexDistance} {points.Finder.Name}";
        var stream = Bootstrap($"{label} N={n}");
        var interval = DistanceInterval.Around(distance, stream, [.. law.Chunks.Select(Part)], 1.0 / (n - 1), () =>
        {
            var drawn = new double[n];
            foreach (var _ in points.Points)
                drawn[points.Points[stream.NextInt32(points.Points.Count)].Index]++;
            return EnergyGrid.Distance(drawn, counts) / (n - 1);
        });
        AddDistance(points, label, "all", distance, interval, EnergyGrid.Floor(whole, points.Points.Count) / (n - 1), rows);
        return (distance, interval);
    }

    private static RandomStream Bootstrap(string what) => new(StreamKey.Derive(0, "spin-glass-energies bootstrap", what), 0);

    private void AddDistance(FinderPoints points, string label, string name, double distance, Interval interval, double floor, List<SummaryRow> rows)
    {
        rows.Add(Row(points.Spins, label, name, SummaryKind.MonteCarlo, distance, interval, points.Points.Count, SearchCell.Source(points.Finder)));
        rows.Add(Row(points.Spins, label, $"{name}, {Floor}", SummaryKind.Asymptotic, floor, null, points.Points.Count, "sum of sqrt(2 F (1-F) / (pi n)) over the Kac-Rice law F"));
    }

    private void AddIndexAtEnergy(FinderPoints points, List<SummaryRow> rows, string source)
    {
        var edge = SphericalComplexity.ZeroOfComplexity(_p, 0);
        foreach (var band in points.Points.GroupBy(q => (int)Math.Floor((q.Energy + edge) / (2 * edge) * EnergyBands)).Where(b => b.Count() >= FewestInABand))
        {
            var fractions = band.Select(q => q.Index / (points.Spins - 1.0)).ToList();
            var mean = Estimate.OfMean(fractions.Sum(), fractions.Sum(f => f * f), fractions.Count);
            // Searches to the lowest and the highest energies all find one index; a spread of none would be no interval.
            if (mean.StandardError == 0)
                continue;
            var interval = Jackknife.IntervalOf(mean);
            rows.Add(Row(
                points.Spins, $"{FoundIndex} {points.Finder.Name}", Text(band.Average(q => q.Energy)), SummaryKind.MonteCarlo, mean.Value,
                new Interval(Math.Max(0, interval.Low), Math.Min(1, interval.High)), fractions.Count, source));
        }
    }

    private string Sentence(List<FinderPoints> found, Dictionary<int, CellTally> laws)
    {
        var descent = found.Where(f => f.Finder.Method == SearchMethod.GradientDescent && f.Points.Count > 0).MaxBy(f => f.Spins);
        var newton = found.Where(f => f.Finder.Method == SearchMethod.Newton).MaxBy(f => f.Spins);
        if (descent is null || newton is null)
            return $"Critical points of low index lie between -E_0 = {-SphericalComplexity.ZeroOfComplexity(_p, 0):F5} and -E_inf = {-SphericalComplexity.EnergyThreshold(_p):F5} as N grows; nothing was searched.";
        var law = OrderStatisticCell.OfIndex(laws[descent.Spins].Total, 0);
        var mean = Enumerable.Range(0, law.Length).Sum(i => law[i] * (((i + 0.5) * _grid.Width) - _grid.Edge)) / law.Sum();
        var known = EffectiveSamples(laws[descent.Spins], descent.Spins, 0) >= Simulation.KacRice.OrderStatisticWeights.SmallestEffectiveSampleSize
            ? string.Create(CultureInfo.InvariantCulture, $", where the minima lie at {mean:F4} on the mean") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"For p = {_p}, N = {descent.Spins} gradient descent ends at H/N = {descent.Points.Average(q => q.Energy):F4} on the mean{known} (limits: -E_inf = {-SphericalComplexity.EnergyThreshold(_p):F4}, -E_0 = {-SphericalComplexity.ZeroOfComplexity(_p, 0):F4}); {100.0 * newton.Count(SearchOutcome.GradientFlat) / newton.Searches:F0} % of Newton's searches end where the gradient is flat but not zero.");
    }

    private SummaryRow Row(int spins, string quantity, string argument, SummaryKind kind, double value, Interval? interval, long samples, string source, double? effective = null) =>
        new($"{_p}-spin", Math.Max(0, spins - 1), quantity, argument, kind, value, interval?.Low, interval?.High, null, samples, effective, source);

    private static string Text(double x) => x.ToString("R", CultureInfo.InvariantCulture);
}
