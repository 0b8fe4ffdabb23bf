using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.FieldCensus;

/// <summary>The experiment with its plan.</summary>
internal sealed class FieldCensusRun : IPreparedExperiment
{
    public const long FewestSamples = 200;
    public const string MeanCount = "mean-count";
    public const string MeanOfIndex = "mean-count-of-index";
    public const string Fraction = "index-fraction";
    public const string IsotropicFraction = "index-fraction-of-isotropic-fields";
    public const string KappaOf = "kappa";
    public const string Proved = "fields-proved";
    private const string FractionSource = "Fyodorov 2004; Cheng and Schwartzman 2018: F_k/F of isotropic fields, whatever the covariance";

    private readonly List<NamedSpectrum> _spectra;
    private readonly Dictionary<string, NamedSpectrum> _ofCell = new(StringComparer.Ordinal);
    private readonly List<Cell> _cells = [];

    public FieldCensusRun(Plan plan, List<NamedSpectrum> spectra)
    {
        _spectra = spectra;
        foreach (var spectrum in spectra)
        {
            foreach (var cell in new[] { TorusCensusCell.Declare(spectrum, plan.Samples, heights: false), TorusHessianCell.Declare(spectrum, plan.Samples) })
            {
                _cells.Add(cell);
                _ofCell.Add(cell.Name, spectrum);
            }
        }
    }

    public IReadOnlyList<Cell> Cells => _cells;

    public double ConclusionSeconds => 0.1;

    public ICellSampler CreateSampler(Cell cell) =>
        IsCensus(cell) ? new TorusCensusCell(_ofCell[cell.Name], heights: false) : new TorusHessianCell(_ofCell[cell.Name]);

    public RunAnswer Conclude(IReadOnlyList<CellTally> tallies)
    {
        var rows = new List<SummaryRow>();
        var (means, fractions, kacRice, twoWays) = (new List<WitnessCell>(), new List<WitnessCell>(), new List<WitnessCell>(), new List<WitnessCell>());
        var minima = new List<(NamedSpectrum Spectrum, Estimate Fraction, long Samples)>();
        foreach (var spectrum in _spectra)
        {
            var census = tallies.First(t => IsCensus(t.Cell) && _ofCell[t.Cell.Name] == spectrum);
            var weights = tallies.First(t => !IsCensus(t.Cell) && _ofCell[t.Cell.Name] == spectrum);
            var proved = TorusCensusCell.Proved(census);
            rows.Add(Row(spectrum, Proved, "", SummaryKind.Enumeration, proved, null, census.Cell.Samples, TorusCensusCell.Source));
            if (spectrum.Kappa is { } kappa)
                rows.Add(Row(spectrum, KappaOf, "", SummaryKind.Exact, kappa, null, 0, "kappa = L / sqrt(Var f E f_11 f_22)"));
            if (proved < FewestSamples / 4)
                continue;
            for (var k = spectrum.Dimension + 1; k >= 0; k--)
                AddMean(spectrum, census, weights, k, rows, means, kacRice, twoWays);
            for (var k = 0; k <= spectrum.Dimension; k++)
                AddFraction(spectrum, census, k, rows, fractions);
            minima.Add((spectrum, TorusCensusCell.Fraction(census, spectrum.Dimension, 0), proved));
        }

        List<Verdict> verdicts =
        [
            TorusCensusCell.Completeness(tallies.Where(t => IsCensus(t.Cell))),
            .. new Verdict?[]
            {
                WitnessVerdict.Agreement("mean-count", "The mean number of critical points of enumerated fields, in all and of each index, is the exact one.", "mean number", means),
                WitnessVerdict.Agreement("kac-rice", "The mean number by Kac-Rice Monte Carlo is the exact one.", "mean number", kacRice),
                WitnessVerdict.Agreement("census-and-kac-rice", "Where no exact mean is known, enumeration and Kac-Rice Monte Carlo give the same number.", "mean number, combined error", twoWays),
                WitnessVerdict.Agreement("index-fractions", "The fractions of the indices do not depend on the covariance of a field that is isotropic to fourth order: they are those of theory.", "fraction", fractions),
                FieldCensusVerdicts.Anisotropy(minima),
            }.OfType<Verdict>(),
            .. FieldCensusVerdicts.SpreadOverCovariances(minima),
        ];
        return new RunAnswer(rows, verdicts, Sentence(minima));
    }

    private static bool IsCensus(Cell cell) => cell.Name.StartsWith("torus ", StringComparison.Ordinal);

    private static void AddMean(
        NamedSpectrum spectrum, CellTally census, CellTally weights, int k, List<SummaryRow> rows, List<WitnessCell> means, List<WitnessCell> kacRice, List<WitnessCell> twoWays)
    {
        var all = k > spectrum.Dimension;
        var (quantity, argument) = (all ? MeanCount : MeanOfIndex, all ? "" : Text(k));
        var name = $"{spectrum.Name}{(all ? "" : $" k={k}")}";
        var counted = TorusCensusCell.MeanCount(census, k);
        var proved = TorusCensusCell.Proved(census);
        rows.Add(Row(spectrum, quantity, argument, SummaryKind.Enumeration, counted.Value, Jackknife.IntervalOf(counted), proved, TorusCensusCell.Source));
        var sampled = TorusHessianCell.MeanCount(spectrum, weights, k);
        if (sampled is { } weighted)
            rows.Add(Row(spectrum, quantity, argument, SummaryKind.MonteCarlo, weighted.Value, Jackknife.IntervalOf(weighted), weights.Cell.Samples, TorusHessianCell.Source));

        // In the plane and on the circle every sample splits alike, so the saddles (maxima) repeat the total.
        var repeats = !all && ((spectrum.Dimension == 2 && k == 1) || (spectrum.Dimension == 1));
        if (spectrum.Exact is { } exact)
        {
            var value = all ? exact.Total : exact.ByIndex[k];
            rows.Add(Row(spectrum, quantity, argument, SummaryKind.Exact, value, null, 0, TorusFields.Source));
            if (counted.StandardError > 0 && !repeats)
                means.Add(new WitnessCell(name, counted, value, proved) { Group = spectrum.Name });
            if (sampled is { } estimate)
                kacRice.Add(new WitnessCell(name, estimate, value, weights.Cell.Samples) { Group = spectrum.Name });
        }
        else if (sampled is { } other && !repeats)
        {
            var error = Math.Sqrt((counted.StandardError * counted.StandardError) + (other.StandardError * other.StandardError));
            twoWays.Add(new WitnessCell(name, counted with { StandardError = error }, other.Value, proved) { Group = spectrum.Name });
        }
    }

    private static void AddFraction(NamedSpectrum spectrum, CellTally census, int k, List<SummaryRow> rows, List<WitnessCell> fractions)
    {
        var fraction = TorusCensusCell.Fraction(census, spectrum.Dimension, k);
        var proved = TorusCensusCell.Proved(census);
        rows.Add(Row(spectrum, Fraction, Text(k), SummaryKind.Enumeration, fraction.Value, Jackknife.IntervalOf(fraction), proved, TorusCensusCell.Source));
        var exact = spectrum.Dimension == 1 ? 0.5 : Math.Exp(new IsotropicFields(spectrum.Dimension).IndexFractions().LogProbabilities[k]);
        rows.Add(Row(spectrum, IsotropicFraction, Text(k), SummaryKind.Exact, exact, null, 0, FractionSource));
        // Half of all points are saddles in the plane, in every sample: nothing to test there, nor on the circle.
        if (spectrum.Kappa is not null && fraction.StandardError > 1e-9)
            fractions.Add(new WitnessCell($"{spectrum.Name} k={k}", fraction, exact, proved) { Group = spectrum.Name });
    }

    private static string Sentence(List<(NamedSpectrum Spectrum, Estimate Fraction, long Samples)> minima)
    {
        var isotropic = minima.Where(m => m.Spectrum.Kappa is not null).GroupBy(m => m.Spectrum.Dimension).Select(g => string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join(", ", g.Select(m => $"{m.Fraction.Value.ToString("F4", CultureInfo.InvariantCulture)}({m.Fraction.StandardError.ToString("F4", CultureInfo.InvariantCulture)})"))} in d = {g.Key} (theory {Math.Exp(new IsotropicFields(g.Key).IndexFractions().LogProbabilities[0]):F4})")).ToList();
        return isotropic.Count == 0 ? "No isotropic spectrum had fields enough." :
            $"Every critical point of every field was found, with proof. Fraction of minima, one number for each covariance: {string.Join("; ", isotropic)}.";
    }

    private static SummaryRow Row(NamedSpectrum spectrum, string quantity, string argument, SummaryKind kind, double value, Interval? interval, long samples, string source) => new(
        spectrum.Name, spectrum.Dimension, quantity, argument, kind, value, interval?.Low, interval?.High, null, samples, null, source);

    private static string Text(int k) => k.ToString(CultureInfo.InvariantCulture);
}
