using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Experiments.PSpinCensus;

/// <summary>How many critical points does a spherical p-spin have, of each index, and how much does that vary from sample to sample?</summary>
public sealed class PSpinCensusExperiment : IIllustratedExperiment
{
    /// <inheritdoc/>
    public string Name => "p-spin-census";

    /// <inheritdoc/>
    public string Question => "How many critical points does a spherical p-spin have, of each index, and how much does that vary from sample to sample?";

    /// <inheritdoc/>
    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        new("cells.three-spin", PlanKeyKind.IntegerList, 2, 16, "p = 3: numbers of spins N"),
        new("cells.four-spin", PlanKeyKind.IntegerList, 2, 10, "p = 4: numbers of spins N"),
        new("milli-energies", PlanKeyKind.IntegerList, 0, 10_000, "-1000 H/N, ascending: the energies below which points are counted"),
    ];

    /// <inheritdoc/>
    public string DefaultPlan { get; } = EmbeddedPlan.Read("p-spin-census");

    /// <inheritdoc/>
    public IPreparedExperiment Prepare(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var problems = new List<string>();
        var energies = plan.Integers("milli-energies");
        if (energies.Count == 0 || !energies.SequenceEqual(energies.Distinct().Order()))
            problems.Add($"plan key 'milli-energies': value '{plan.Text("milli-energies")}' is not allowed; expected ascending numbers, at least one.");
        if (plan.Integers("cells.three-spin").Count + plan.Integers("cells.four-spin").Count == 0)
            problems.Add("plan key 'cells': every list is empty; expected at least one cell.");
        if (plan.Samples < PSpinCensusRun.FewestSamples)
            problems.Add($"plan key 'samples': value '{plan.Samples}' is not allowed; expected an integer of at least {PSpinCensusRun.FewestSamples} for this experiment.");
        return problems.Count > 0 ? throw new PlanException(problems) : new PSpinCensusRun(plan);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) => PSpinCensusFigures.Draw(rows);
}
