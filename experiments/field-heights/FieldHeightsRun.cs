using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.FieldHeights;

/// <summary>The experiment with its plan.</summary>
internal sealed class FieldHeightsRun : IPreparedExperiment
{
    public const long FewestSamples = 200;
    public const string MeanHeight = "mean-height";
    public const string VarianceOfHeight = "variance-of-height";
    public const string Density = "height-density";
    public const string KappaOf = "kappa";
    private const string MomentsSource = "Fyodorov 2004; Cheng and Schwartzman 2018: mean kappa m_k, variance kappa^2 V_k + 1 - kappa^2";
    private const string DensitySource = "exp(-v^2/4) p_(k+1)(v/sqrt 2) of GOE(n+1), spread by 1 - kappa^2";

    // Multiples of the bins' width at which the distribution function is compared.
    private const int TestedEvery = 4;
    private const long FewestPoints = 200;

    private readonly List<NamedSpectrum> _spectra;
    private readonly Dictionary<string, NamedSpectrum> _ofCell = new(StringComparer.Ordinal);
    private readonly List<Cell> _cells = [];

    public FieldHeightsRun(Plan plan, List<NamedSpectrum> spectra)
    {
        _spectra = spectra;
        foreach (var spectrum in spectra)
        {
            var cell = TorusCensusCell.Declare(spectrum, plan.Samples, heights: true);
            _cells.Add(cell);
            _ofCell.Add(cell.Name, spectrum);
        }
    }

    public IReadOnlyList<Cell> Cells => _cells;

    public double ConclusionSeconds => 2 * _spectra.Count;

    public ICellSampler CreateSampler(Cell cell) => new TorusCensusCell(_ofCell[cell.Name], heights: true);

    public RunAnswer Conclude(IReadOnlyList<CellTally> tallies)
    {
        var rows = new List<SummaryRow>();
        var (means, variances, laws) = (new List<WitnessCell>(), new List<WitnessCell>(), new List<WitnessCell>());
        var sentence = new List<string>();
        foreach (var tally in tallies)
        {
            var spectrum = _ofCell[tally.Cell.Name];
            var kappa = spectrum.Kappa!.Value;
            rows.Add(Row(spectrum, KappaOf, "", SummaryKind.Exact, kappa, null, 0, "kappa = L / sqrt(Var f E f_11 f_22)"));
            if (TorusCensusCell.Proved(tally) < FewestSamples / 4)
                continue;
            var theory = new IsotropicFields(spectrum.Dimension);
            var (exactMeans, exactVariances) = theory.Heights(kappa);
            for (var k = 0; k <= spectrum.Dimension; k++)
            {
                var place = k;
                var mean = Jackknife.Compute(Moments(tally, place), v => v[1] / v[0]);
                var variance = Jackknife.Compute(Moments(tally, place), v => (v[2] / v[0]) - (v[1] / v[0] * (v[1] / v[0])));
                AddPair(spectrum, tally, MeanHeight, k, mean, exactMeans[k], rows, means);
                AddPair(spectrum, tally, VarianceOfHeight, k, variance, exactVariances[k], rows, variances);
                if (k == 0)
                    sentence.Add(string.Create(CultureInfo.InvariantCulture, $"{mean.Value:F3}({mean.StandardError:F3}) in {spectrum.Name} (exact {exactMeans[0]:F3})"));
            }

            if (kappa <= 1)
                AddLaw(spectrum, tally, theory, kappa, rows, laws);
        }

        List<Verdict> verdicts =
        [
            TorusCensusCell.Completeness(tallies),
            .. new[]
            {
                WitnessVerdict.Agreement("mean-height", "The mean height of the critical points of each index is the exact one.", "mean height", means),
                WitnessVerdict.Agreement("variance-of-height", "The variance of the height of the critical points of each index is the exact one.", "variance", variances),
                WitnessVerdict.Agreement("law-of-height", "The heights of the critical points of each index follow their exact law.", "distribution function at whole heights", laws),
            }.OfType<Verdict>(),
        ];
        return new RunAnswer(rows, verdicts, sentence.Count == 0 ? "No cell had fields enough." : $"Mean height of minima, in standard deviations of the field: {string.Join(", ", sentence)}.");
    }

    private static void AddPair(NamedSpectrum spectrum, CellTally tally, string quantity, int k, Estimate estimate, double exact, List<SummaryRow> rows, List<WitnessCell> witnesses)
    {
        var proved = TorusCensusCell.Proved(tally);
        rows.Add(Row(spectrum, quantity, Text(k), SummaryKind.Enumeration, estimate.Value, Jackknife.IntervalOf(estimate), proved, TorusCensusCell.Source));
        rows.Add(Row(spectrum, quantity, Text(k), SummaryKind.Exact, exact, null, 0, MomentsSource));
        // Against the field's own standard deviation or variance: mean heights of middle indices are zero.
        if (estimate.StandardError > 0)
            witnesses.Add(new WitnessCell($"{spectrum.Name} k={k}", estimate, exact, proved) { Scale = 1, Group = spectrum.Name });
    }

    private static void AddLaw(NamedSpectrum spectrum, CellTally tally, IsotropicFields theory, double kappa, List<SummaryRow> rows, List<WitnessCell> laws)
    {
        var edges = Enumerable.Range(1, TorusCensusCell.Bins - 1).Select(TorusCensusCell.EdgeOf).ToList();
        var exact = theory.HeightProbabilities(kappa, edges);
        var proved = TorusCensusCell.Proved(tally);
        for (var k = 0; k <= spectrum.Dimension; k++)
        {
            var index = k;
            var blocks = tally.Chunks.Select(c => Enumerable.Range(0, TorusCensusCell.Bins).Select(b => (double)c.Counts[TorusCensusCell.BinOf(spectrum.Dimension, index, b)]).ToArray()).ToList();
            var points = blocks.Sum(b => b.Sum());
            if (points < FewestPoints)
                continue;
            var below = 0.0;
            for (var bin = 0; bin < TorusCensusCell.Bins; bin++)
            {
                var own = bin;
                var share = Jackknife.Compute(blocks, v => v[own] / v.Sum());
                if (exact[k][bin] > 1e-6 && bin > 0 && bin < TorusCensusCell.Bins - 1)
                {
                    var argument = string.Create(CultureInfo.InvariantCulture, $"{k};{TorusCensusCell.EdgeOf(bin) + (0.5 * TorusCensusCell.BinWidth):R}");
                    rows.Add(Row(spectrum, Density, argument, SummaryKind.Exact, exact[k][bin] / TorusCensusCell.BinWidth, null, 0, DensitySource));
                    if (share.Value * points >= 20)
                    {
                        var interval = Jackknife.IntervalOf(share);
                        rows.Add(Row(
                            spectrum, Density, argument, SummaryKind.Enumeration, share.Value / TorusCensusCell.BinWidth,
                            new Interval(Math.Max(0, interval.Low) / TorusCensusCell.BinWidth, interval.High / TorusCensusCell.BinWidth), proved, TorusCensusCell.Source));
                    }
                }

                below += exact[k][bin];
                if ((bin + 1 - (TorusCensusCell.Bins / 2)) % TestedEvery != 0 || bin == TorusCensusCell.Bins - 1)
                    continue;
                var cumulative = Jackknife.Compute(blocks, v => v.AsSpan(0, own + 1).ToArray().Sum() / v.Sum());
                // A hundred points on either side at least, so that Student's law holds.
                if (Math.Min(cumulative.Value, 1 - cumulative.Value) * points >= 100)
                    laws.Add(new WitnessCell(string.Create(CultureInfo.InvariantCulture, $"{spectrum.Name} k={k} u<{TorusCensusCell.EdgeOf(bin + 1):R}"), cumulative, below, proved) { Group = spectrum.Name });
            }
        }
    }

    private static List<double[]> Moments(CellTally tally, int k) =>
        [.. tally.Chunks.Select(c => new[] { c.Counts[2 * k], c.Sums[2 * k], c.Sums[(2 * k) + 1] })];

    private static SummaryRow Row(NamedSpectrum spectrum, string quantity, string argument, SummaryKind kind, double value, Interval? interval, long samples, string source) => new(
        spectrum.Name, spectrum.Dimension, quantity, argument, kind, value, interval?.Low, interval?.High, null, samples, null, source);

    private static string Text(int k) => k.ToString(CultureInfo.InvariantCulture);
}
