using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Experiments.IndexVersusEnergy;

/// <summary>How does the Morse index of a critical point depend on its energy?</summary>
public sealed class IndexVersusEnergyExperiment : IIllustratedExperiment
{
    /// <inheritdoc/>
    public string Name => "index-versus-energy";

    /// <inheritdoc/>
    public string Question => "How does the Morse index of a critical point depend on its energy?";

    /// <inheritdoc/>
    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        new("cells.isotropic-field", PlanKeyKind.IntegerList, 1, 100, "dimensions n of isotropic fields (kappa = 1)"),
        new("cells.p-spin", PlanKeyKind.IntegerList, 2, 100, "numbers of spins N of the spherical glass"),
        new("p", PlanKeyKind.Integer, 3, 100, "the order of the interaction"),
        new("field-milli-energies", PlanKeyKind.IntegerList, -5000, 5000, "1000 e, height e sqrt(n) standard deviations, ascending"),
        new("glass-milli-energies", PlanKeyKind.IntegerList, -5000, 5000, "1000 H/N, ascending"),
    ];

    /// <inheritdoc/>
    public string DefaultPlan { get; } = EmbeddedPlan.Read("index-versus-energy");

    /// <inheritdoc/>
    public IPreparedExperiment Prepare(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var problems = new List<string>();
        foreach (var (cells, energies) in new[] { ("cells.isotropic-field", "field-milli-energies"), ("cells.p-spin", "glass-milli-energies") })
        {
            var list = plan.Integers(energies);
            if (!list.SequenceEqual(list.Order()) || (list.Count < 2 && plan.Integers(cells).Count > 0))
                problems.Add($"plan key '{energies}': value '{plan.Text(energies)}' is not allowed; expected ascending numbers, at least two.");
        }

        if (plan.Integers("cells.isotropic-field").Count + plan.Integers("cells.p-spin").Count == 0)
            problems.Add("plan key 'cells': every list is empty; expected at least one cell.");
        return problems.Count > 0 ? throw new PlanException(problems) : new IndexVersusEnergyRun(plan);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) => IndexVersusEnergyFigures.Draw(rows);
}
