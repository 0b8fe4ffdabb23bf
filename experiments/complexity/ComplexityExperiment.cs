using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Experiments.ComplexityCurves;

/// <summary>How do the mean numbers of critical points of the spherical p-spin grow, at each energy and each index?</summary>
public sealed class ComplexityExperiment : IIllustratedExperiment
{
    /// <inheritdoc/>
    public string Name => "complexity";

    /// <inheritdoc/>
    public string Question => "How do the mean numbers of critical points of the spherical p-spin grow with N, at each energy and each index?";

    /// <inheritdoc/>
    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        new("cells.p-spin", PlanKeyKind.IntegerList, 2, 60, "numbers of spins N"),
        new("p", PlanKeyKind.Integer, 3, 100, "the order of the interaction"),
        new("largest-index", PlanKeyKind.Integer, 0, 20, "the largest index k whose complexity is drawn"),
        new("milli-energies", PlanKeyKind.IntegerList, 1, 10_000, "-1000 H/N, ascending: the energies at which counts are compared"),
    ];

    /// <inheritdoc/>
    public string DefaultPlan { get; } = EmbeddedPlan.Read("complexity");

    /// <inheritdoc/>
    public IPreparedExperiment Prepare(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var problems = new List<string>();
        var energies = plan.Integers("milli-energies");
        if (energies.Count < 2 || !energies.SequenceEqual(energies.Order()))
            problems.Add($"plan key 'milli-energies': value '{plan.Text("milli-energies")}' is not allowed; expected ascending numbers, at least two.");
        if (plan.Integers("cells.p-spin").Count == 0)
            problems.Add("plan key 'cells': every list is empty; expected at least one cell.");
        return problems.Count > 0 ? throw new PlanException(problems) : new ComplexityRun(plan);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) => ComplexityFigures.Draw(rows);
}
