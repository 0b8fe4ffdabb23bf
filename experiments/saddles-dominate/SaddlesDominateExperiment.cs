using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Experiments.SaddlesDominate;

/// <summary>How does the law of the Morse index depend on the dimension, for each notion of random function and for small networks?</summary>
public sealed class SaddlesDominateExperiment : IIllustratedExperiment
{
    // A chunk's samples are counted in 32 bits, and a cell has about 64 chunks.
    private const long LargestSamples = 100_000_000_000;

    /// <inheritdoc/>
    public string Name => "saddles-dominate";

    /// <inheritdoc/>
    public string Question =>
        "How does the law of the Morse index depend on the dimension, for each notion of \"random function\" and for small trained networks?";

    /// <inheritdoc/>
    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        new("cells.coin-flip", PlanKeyKind.IntegerList, 1, 1000, "dimensions of the binomial law (exact)"),
        new("cells.goe", PlanKeyKind.IntegerList, 1, 2000, "dimensions n of GOE(n)"),
        new("cells.isotropic-field", PlanKeyKind.IntegerList, 1, 200, "dimensions of isotropic Gaussian fields (Kac-Rice)"),
        new("cells.p-spin", PlanKeyKind.IntegerList, 2, 30, "numbers of spins N of the spherical 3-spin (Kac-Rice)"),
        new("cells.p-spin-enumeration", PlanKeyKind.IntegerList, 2, 6, "numbers of spins N whose critical points are all enumerated"),
        new("cells.network", PlanKeyKind.IntegerList, 0, 1e6, "seeds of the trained networks"),
        new("goe-tail-factor", PlanKeyKind.Integer, 1, 1e6, "GOE cells up to n = 12 take this many times more samples"),
        new("kac-rice-tail-factor", PlanKeyKind.Integer, 1, 1e6, "Kac-Rice cells up to dimension 30 take this many times more samples"),
        new("law-dimension", PlanKeyKind.Integer, 1, 50, "the dimension whose whole index law is drawn"),
        new("digits", PlanKeyKind.Integer, 20, 3823, "training images"),
        new("hidden-units", PlanKeyKind.Integer, 1, 64, "hidden units of the 64-hidden-10 network"),
        new("l2", PlanKeyKind.Real, 1e-8, 1, "strength of the regulariser (l2/2) |parameters|^2"),
        new("moments", PlanKeyKind.IntegerList, 0, 20000, "L-BFGS iterations at which the Hessian is measured, ascending; the end is added"),
        new("network-goe-samples", PlanKeyKind.Integer, 2, 1e8, "samples of the GOE law of the network's dimension"),
        new("network-field-samples", PlanKeyKind.Integer, 2, 1e8, "samples of the field law of the network's dimension"),
    ];

    /// <inheritdoc/>
    public string DefaultPlan { get; } = Shared.EmbeddedPlan.Read("saddles-dominate");

    /// <inheritdoc/>
    public IPreparedExperiment Prepare(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var moments = plan.Integers("moments");
        var problems = new List<string>();
        if (!moments.SequenceEqual(moments.Order()))
            problems.Add($"plan key 'moments': value '{plan.Text("moments")}' is not allowed; expected ascending numbers.");
        problems.AddRange(new[] { "goe-tail-factor", "kac-rice-tail-factor" }
            .Where(key => (long)plan.Samples * plan.Integer(key) > LargestSamples)
            .Select(key => $"plan key '{key}': value '{plan.Text(key)}' is not allowed with samples {plan.Samples}; expected a product of at most {LargestSamples}."));
        if (Keys.Where(k => k.Name.StartsWith("cells.", StringComparison.Ordinal)).All(k => plan.Integers(k.Name).Count == 0))
            problems.Add("plan key 'cells': every list is empty; expected at least one cell.");
        if (problems.Count > 0)
            throw new PlanException(problems);
        return new SaddlesDominateRun(plan, plan.Integers("cells.network").Count == 0 ? null : Shared.DigitData.Load(plan));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) => SaddlesDominateFigures.Draw(rows);
}
