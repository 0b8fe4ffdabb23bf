using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Experiments.TopologyTrivialization;

/// <summary>How many stationary points and minima does a confined random field have, as the confinement passes its critical value?</summary>
public sealed class TopologyTrivializationExperiment : IIllustratedExperiment
{
    /// <inheritdoc/>
    public string Name => "topology-trivialization";

    /// <inheritdoc/>
    public string Question => "How many stationary points, and how many minima, does a confined random field have as the confinement passes its critical value?";

    /// <inheritdoc/>
    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        new("cells.confined-field", PlanKeyKind.IntegerList, 1, 100, "dimensions n"),
        new("mu-percent", PlanKeyKind.IntegerList, 5, 500, "confinements mu/mu_c in percent, ascending"),
    ];

    /// <inheritdoc/>
    public string DefaultPlan { get; } = EmbeddedPlan.Read("topology-trivialization");

    /// <inheritdoc/>
    public IPreparedExperiment Prepare(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var problems = new List<string>();
        var percents = plan.Integers("mu-percent");
        if (percents.Count < 2 || !percents.SequenceEqual(percents.Order()))
            problems.Add($"plan key 'mu-percent': value '{plan.Text("mu-percent")}' is not allowed; expected ascending numbers, at least two.");
        if (plan.Integers("cells.confined-field").Count == 0)
            problems.Add("plan key 'cells': every list is empty; expected at least one cell.");
        return problems.Count > 0 ? throw new PlanException(problems) : new TopologyTrivializationRun(plan);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) => TopologyTrivializationFigures.Draw(rows);
}
