using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Experiments.ConfinedCensus;

/// <summary>How many critical points do samples of a confined field have, as the confinement passes its critical value?</summary>
public sealed class ConfinedCensusExperiment : IIllustratedExperiment
{
    /// <inheritdoc/>
    public string Name => "confined-census";

    /// <inheritdoc/>
    public string Question => "How many critical points do samples of a confined random field have, of each index, as the confinement passes its critical value?";

    /// <inheritdoc/>
    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        new("cells.dimension", PlanKeyKind.IntegerList, 2, 3, "dimensions n"),
        new("mu-percent", PlanKeyKind.IntegerList, 15, 1000, "confinements mu/mu_c in percent, ascending"),
    ];

    /// <inheritdoc/>
    public string DefaultPlan { get; } = EmbeddedPlan.Read("confined-census");

    /// <inheritdoc/>
    public IPreparedExperiment Prepare(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var problems = new List<string>();
        var percents = plan.Integers("mu-percent");
        if (percents.Count < 2 || !percents.SequenceEqual(percents.Order()))
            problems.Add($"plan key 'mu-percent': value '{plan.Text("mu-percent")}' is not allowed; expected ascending numbers, at least two.");
        if (plan.Integers("cells.dimension").Count == 0)
            problems.Add("plan key 'cells': every list is empty; expected at least one cell.");
        if (plan.Samples < ConfinedCensusRun.FewestSamples)
            problems.Add($"plan key 'samples': value '{plan.Samples}' is not allowed; expected an integer of at least {ConfinedCensusRun.FewestSamples} for this experiment.");
        return problems.Count > 0 ? throw new PlanException(problems) : new ConfinedCensusRun(plan);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) => ConfinedCensusFigures.Draw(rows);
}
