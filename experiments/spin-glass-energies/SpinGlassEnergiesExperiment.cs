using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Simulation.CriticalPoints;

namespace RandomLandscapes.Experiments.SpinGlassEnergies;

/// <summary>At which energies do the critical points of a spherical p-spin lie, by index, and which of them do searches find?</summary>
public sealed class SpinGlassEnergiesExperiment : IIllustratedExperiment
{
    /// <inheritdoc/>
    public string Name => "spin-glass-energies";

    /// <inheritdoc/>
    public string Question => "At which energies do the critical points of a spherical p-spin lie, by index, and which of them do searches find?";

    /// <inheritdoc/>
    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        new("p", PlanKeyKind.Integer, 3, 5, "order of the interaction"),
        new("indices", PlanKeyKind.Integer, 1, 6, "how many low indices k = 0, 1, ... are told apart"),
        new("cells.census", PlanKeyKind.IntegerList, 4, 14, "numbers of spins N whose samples are enumerated"),
        new("cells.search", PlanKeyKind.IntegerList, 10, 500, "numbers of spins N that are searched"),
    ];

    /// <inheritdoc/>
    public string DefaultPlan { get; } = EmbeddedPlan.Read("spin-glass-energies");

    /// <inheritdoc/>
    public IPreparedExperiment Prepare(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var problems = new List<string>();
        if (plan.Integers("cells.census").Count + plan.Integers("cells.search").Count == 0)
            problems.Add("plan key 'cells': every list is empty; expected at least one cell.");
        var p = plan.Integer("p");
        foreach (var n in plan.Integers("cells.census").Where(n => SphericalCensus.PathCount(p, n, lines: true) > SpinGlassEnergiesRun.MostPaths))
        {
            var most = Enumerable.Range(4, 20).Last(m => SphericalCensus.PathCount(p, m, lines: true) <= SpinGlassEnergiesRun.MostPaths);
            problems.Add($"plan key 'cells.census': value '{n}' is not allowed; expected at most {most} for p = {p}.");
        }

        if (plan.Samples < SpinGlassEnergiesRun.FewestSamples)
            problems.Add($"plan key 'samples': value '{plan.Samples}' is not allowed; expected an integer of at least {SpinGlassEnergiesRun.FewestSamples} for this experiment.");
        return problems.Count > 0 ? throw new PlanException(problems) : new SpinGlassEnergiesRun(plan);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) => SpinGlassEnergiesFigures.Draw(rows);
}
