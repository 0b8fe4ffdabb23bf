using System.Globalization;
using System.Text;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Experiments.SaddlesDominate;

/// <summary>The experiment with its plan and data.</summary>
internal sealed class SaddlesDominateRun : IPreparedExperiment
{
    private const int LargestTailGoe = 12;
    private const int LargestTailKacRice = 30;
    private const string NetworkGoe = "network-goe";
    private const string NetworkField = "network-isotropic-field";

    private readonly Plan _plan;
    private readonly List<Cell> _cells = [];
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public SaddlesDominateRun(Plan plan, LabelledImages? data)
    {
        _plan = plan;
        long samples = plan.Samples;
        foreach (var n in plan.Integers("cells.goe"))
        {
            Add(Ensembles.Goe, GoeCell.Declare(Ensembles.Goe, n, n <= LargestTailGoe ? samples * plan.Integer("goe-tail-factor") : samples),
                () => new GoeCell(n));
        }

        foreach (var n in plan.Integers("cells.isotropic-field"))
        {
            Add(Ensembles.Field, KacRiceCell.Declare($"{Ensembles.Field} n={n}", n + 1, KacRiceSamples(n)),
                () => new KacRiceCell(n + 1, OrderStatisticWeights.FieldRate));
        }

        foreach (var spins in plan.Integers("cells.p-spin"))
        {
            Add(Ensembles.PSpin, KacRiceCell.Declare($"{Ensembles.PSpin} p={Ensembles.P} N={spins}", spins, KacRiceSamples(spins - 1)),
                () => new KacRiceCell(spins, OrderStatisticWeights.SphericalRate(Ensembles.P)));
        }

        foreach (var spins in plan.Integers("cells.p-spin-enumeration"))
            Add(Ensembles.Enumeration, EnumerationCell.Declare(spins, samples), () => new EnumerationCell(spins));
        if (data is not null)
            AddNetworks(plan, data);

        long KacRiceSamples(int dimension) => dimension <= LargestTailKacRice ? samples * plan.Integer("kac-rice-tail-factor") : samples;
    }

    public IReadOnlyList<Cell> Cells => _cells;

    public ICellSampler CreateSampler(Cell cell) => _entries[cell.Name].CreateSampler();

    public RunAnswer Conclude(IReadOnlyList<CellTally> tallies)
    {
        var byEnsemble = tallies.ToLookup(t => _entries[t.Cell.Name].Ensemble, StringComparer.Ordinal);
        var goe = byEnsemble[Ensembles.Goe].ToList();
        var field = byEnsemble[Ensembles.Field].ToList();
        var glass = byEnsemble[Ensembles.PSpin].ToList();
        var enumeration = byEnsemble[Ensembles.Enumeration].ToList();
        var networks = byEnsemble[Ensembles.Network].ToList();
        var lawDimension = _plan.Integer("law-dimension");
        var theory = new TheoryRows(_plan);
        var laws = networks.Count == 0 ? null : new NetworkLaws(byEnsemble[NetworkGoe].Single(), byEnsemble[NetworkField].Single());

        List<SummaryRow> rows =
        [
            .. theory.All(),
            .. goe.SelectMany(t => GoeCell.Rows(t, lawDimension)),
            .. field.SelectMany(t => KacRiceCell.Rows(Ensembles.Field, t, lawDimension)),
            .. glass.SelectMany(t => KacRiceCell.Rows(Ensembles.PSpin, t, lawDimension)),
            .. enumeration.SelectMany(EnumerationCell.Rows),
            .. NetworkTable.Rows(networks, laws),
        ];
        List<Verdict> verdicts =
        [
            .. RandomMatrixVerdicts.All(goe, theory),
            .. KacRiceVerdicts.All(field, glass, enumeration, theory),
            .. NetworkVerdicts.All(networks, laws),
        ];
        return new RunAnswer(rows, verdicts, Sentence(rows, verdicts));
    }

    private void AddNetworks(Plan plan, LabelledImages data)
    {
        var hidden = plan.Integer("hidden-units");
        var l2 = plan.Real("l2");
        var moments = plan.Integers("moments");
        var fingerprint = Shared.DigitData.Fingerprint(data);
        foreach (var seed in plan.Integers("cells.network"))
        {
            Add(Ensembles.Network, NetworkCell.Declare(seed, hidden, l2, moments.Count, data.Count, fingerprint),
                () => new NetworkCell(data, hidden, l2, moments));
        }

        var dimension = new MultilayerPerceptron(data.PixelCount, hidden, LabelledImages.ClassCount).ParameterCount;
        Add(NetworkGoe, GoeCell.Declare(NetworkGoe, dimension, plan.Integer("network-goe-samples")), () => new GoeCell(dimension));
        Add(NetworkField, KacRiceCell.Declare($"{NetworkField} n={dimension}", dimension + 1, plan.Integer("network-field-samples"), blocks: 32),
            () => new KacRiceCell(dimension + 1, OrderStatisticWeights.FieldRate));
    }

    private void Add(string ensemble, Cell cell, Func<ICellSampler> createSampler)
    {
        _cells.Add(cell);
        _entries.Add(cell.Name, new Entry(ensemble, createSampler));
    }

    // A cell's name carries what its data are, so other data are another run and never mix in one journal.

    private static string Sentence(List<SummaryRow> rows, List<Verdict> verdicts)
    {
        var parts = new List<string>();
        foreach (var (ensemble, name) in new[] { (Ensembles.CoinFlip, "coin flips"), (Ensembles.Goe, "bare GOE"), (Ensembles.Field, "isotropic fields"), (Ensembles.PSpin, "the spherical 3-spin") })
        {
            var row = rows.Where(r => string.Equals(r.Ensemble, ensemble, StringComparison.Ordinal) && string.Equals(r.Quantity, Quantities.Minimum, StringComparison.Ordinal)
                && r.Kind == SummaryKind.Exact).OrderBy(r => Math.Abs(r.Dimension - 10)).FirstOrDefault();
            if (row is not null)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{row.Value:G3} for {name} (n = {row.Dimension})"));
        }

        var text = new StringBuilder(parts.Count == 0 ? "" : $"The probability that a critical point is a minimum: {string.Join(", ", parts)}.");
        (string Id, string Claim)[] laws =
        [
            ("coin-flips-goe", "coin flips for GOE"),
            ("coin-flips-field", "coin flips for isotropic fields"),
            ("network-coin-flips", "coin flips for trained networks"),
            ("network-goe", "GOE for trained networks"),
            ("network-field", "isotropic fields for trained networks"),
        ];
        foreach (var (conclusion, words) in new[] { (Conclusion.Refuted, "Refuted as the law of the index"), (Conclusion.NotShown, "Neither shown nor refuted") })
        {
            var claims = laws.Where(law => verdicts.Exists(v => string.Equals(v.Id, law.Id, StringComparison.Ordinal) && v.Conclusion == conclusion)).Select(law => law.Claim).ToList();
            if (claims.Count > 0)
                text.Append(CultureInfo.InvariantCulture, $" {words}: {string.Join(", ", claims)}.");
        }

        return text.Length == 0 ? "This plan asks nothing that has an answer in a sentence." : text.ToString().Trim();
    }

    private sealed record Entry(string Ensemble, Func<ICellSampler> CreateSampler);
}
