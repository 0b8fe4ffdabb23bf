using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.SaddlesDominate;

/// <summary>The theory beside the samples: exact laws as far as they reach, asymptotic forms beyond.</summary>
internal sealed class TheoryRows
{
    // The whole law goes to 100, but a minute of it would be as long as the rest of the run; minima alone take seconds.
    private const int LargestExactField = 50;
    private const string GoeMinimaSource = "pivot chain of the tridiagonal model of GOE(n) (Dumitriu and Edelman 2002), positive pivots alone";

    private readonly Plan _plan;
    private readonly Dictionary<int, IndexLaw> _goe = [];
    private readonly Dictionary<int, IndexLaw> _field = [];
    private readonly Dictionary<int, double> _logFieldMinima = [];
    private readonly Dictionary<int, MeanCounts> _glass = [];

    public TheoryRows(Plan plan)
    {
        _plan = plan;
        // The laws are independent and the larger ones take seconds; they share the processors.
        Parallel.ForEach(plan.Integers("cells.isotropic-field").Where(n => n <= ExactIndexLaws.MaxFieldDimension).OrderDescending(), n =>
        {
            var law = n <= LargestExactField ? ExactIndexLaws.IsotropicField(n) : null;
            var minima = law?.LogProbabilities[0] ?? FractionsOfMinima.LogOfIsotropicField(n);
            lock (_field)
            {
                _logFieldMinima[n] = minima;
                if (law is not null)
                    _field[n] = law;
            }
        });
        Parallel.ForEach(plan.Integers("cells.p-spin").Union(plan.Integers("cells.p-spin-enumeration")).OrderDescending(), spins =>
        {
            var counts = SphericalMeanCounts.PurePSpin(Ensembles.P, spins);
            lock (_glass)
                _glass[spins] = counts;
        });
        foreach (var n in plan.Integers("cells.goe").Where(n => n <= ExactIndexLaws.MaxGoeDimension))
            _goe[n] = ExactIndexLaws.Goe(n);
    }

    public IndexLaw? Goe(int dimension) => _goe.GetValueOrDefault(dimension);

    public IndexLaw? Field(int dimension) => _field.GetValueOrDefault(dimension);

    public MeanCounts Glass(int spinCount) => _glass[spinCount];

    public IEnumerable<SummaryRow> All()
    {
        var lawDimension = _plan.Integer("law-dimension");
        foreach (var n in _plan.Integers("cells.coin-flip"))
        {
            foreach (var row in LawRows(Ensembles.CoinFlip, ExactIndexLaws.CoinFlip(n), lawDimension))
                yield return row;
        }

        foreach (var n in _plan.Integers("cells.goe"))
        {
            foreach (var row in Goe(n) is { } law ? LawRows(Ensembles.Goe, law, lawDimension) : [])
                yield return row;
            if (n is > ExactIndexLaws.MaxGoeDimension and <= ExactIndexLaws.MaxPositivityDimension)
                yield return Minimum(Ensembles.Goe, n, ExactIndexLaws.GoeLogProbabilityAtMost(n, 0), GoeMinimaSource);
            if (n >= 5)
                yield return Asymptotic(Ensembles.Goe, n, Quantities.Minimum, null, IndexAsymptotics.GoeLogProbabilityOfMinimum(n), IndexAsymptotics.GoeSource);
            yield return Asymptotic(Ensembles.Goe, n, Quantities.Variance, IndexAsymptotics.GoeIndexVariance(n), null, "Majumdar, Nadal, Scardicchio, Vivo 2009, with the constant");
        }

        foreach (var n in _plan.Integers("cells.isotropic-field"))
        {
            foreach (var row in Field(n) is { } law ? LawRows(Ensembles.Field, law, lawDimension) : [])
                yield return row;
            if (Field(n) is null && _logFieldMinima.TryGetValue(n, out var logMinima))
                yield return Minimum(Ensembles.Field, n, logMinima, FractionsOfMinima.FieldSource);
            if (n >= 20)
                yield return Asymptotic(Ensembles.Field, n, Quantities.Minimum, null, IndexAsymptotics.FieldLogFractionOfMinima(n), IndexAsymptotics.FieldSource);
            yield return Asymptotic(Ensembles.Field, n, Quantities.Variance, IndexAsymptotics.FieldIndexVariance(n), null, "2n/pi^2 + (ln n)/pi^2 + 0.06; constant from exact n");
        }

        foreach (var spins in _plan.Integers("cells.p-spin").Union(_plan.Integers("cells.p-spin-enumeration")).Order())
        {
            foreach (var row in LawRows(Ensembles.PSpin, ExactIndexLaws.OfMeanCounts(Glass(spins), SphericalMeanCounts.PureSource), lawDimension))
                yield return row;
            var counts = Glass(spins);
            for (var k = 0; k < spins; k++)
            {
                yield return new SummaryRow(
                    Ensembles.PSpin, spins - 1, Quantities.MeanCount, $"{k}", SummaryKind.Exact, counts.ByIndex[k], null, null, null, 0, null,
                    SphericalMeanCounts.PureSource);
            }
        }
    }

    private static IEnumerable<SummaryRow> LawRows(string ensemble, IndexLaw law, int lawDimension)
    {
        yield return Row(Quantities.Minimum, "0", law.Probabilities[0], law.LogProbabilities[0]);
        yield return Row(Quantities.Variance, "", law.Variance, null);
        for (var k = 0; k <= law.Dimension && law.Dimension == lawDimension; k++)
            yield return Row(Quantities.Probability, $"{k}", law.Probabilities[k], law.LogProbabilities[k]);

        SummaryRow Row(string quantity, string argument, double value, double? log) => new(
            ensemble, law.Dimension, quantity, argument, SummaryKind.Exact, value, null, null, log, 0, null, law.Source);
    }

    private static SummaryRow Minimum(string ensemble, int dimension, double log, string source) => new(
        ensemble, dimension, Quantities.Minimum, "0", SummaryKind.Exact, Math.Exp(log), null, null, log, 0, null, source);

    private static SummaryRow Asymptotic(string ensemble, int dimension, string quantity, double? value, double? log, string source) => new(
        ensemble, dimension, quantity, log is null ? "" : "0", SummaryKind.Asymptotic, value ?? Math.Exp(log!.Value), null, null, log, 0, null, source);
}
