using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Experiments.RareMinima;

/// <summary>How rare are minima, down to probabilities that no plain sampling ever sees?</summary>
public sealed class RareMinimaExperiment : IIllustratedExperiment
{
    /// <inheritdoc/>
    public string Name => "rare-minima";

    /// <inheritdoc/>
    public string Question => "How rare are minima, down to probabilities that no plain sampling ever sees?";

    /// <inheritdoc/>
    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        new("cells.goe", PlanKeyKind.IntegerList, 1, 300, "dimensions n: P(all eigenvalues of GOE(n) positive)"),
        new("cells.at-most", PlanKeyKind.IntegerList, 1, 299, "indices k: P(at most k negative eigenvalues) in the dimension at-most-dimension"),
        new("cells.isotropic-field", PlanKeyKind.IntegerList, 1, 1000, "dimensions n: fraction of minima of isotropic fields"),
        new("at-most-dimension", PlanKeyKind.Integer, 2, 300, "the dimension of cells.at-most"),
        new("replicas", PlanKeyKind.Integer, 8, 100_000, "independent replicas of each path"),
        new("sweeps", PlanKeyKind.Integer, 50, 1e7, "sweeps on each of the 32 nodes of a path; more replicas do not make up for fewer"),
    ];

    /// <inheritdoc/>
    public string DefaultPlan { get; } = EmbeddedPlan.Read("rare-minima");

    /// <inheritdoc/>
    public IPreparedExperiment Prepare(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var problems = new List<string>();
        if (plan.Integers("cells.at-most").Any(k => k >= plan.Integer("at-most-dimension")))
            problems.Add($"plan key 'cells.at-most': value '{plan.Text("cells.at-most")}' is not allowed; expected indices below at-most-dimension {plan.Integer("at-most-dimension")}.");
        if (plan.Samples < PathCells.SmallestSampleSize)
            problems.Add(PathCells.TooFewSamples(plan));
        if (Keys.Where(k => k.Name.StartsWith("cells.", StringComparison.Ordinal)).All(k => plan.Integers(k.Name).Count == 0))
            problems.Add("plan key 'cells': every list is empty; expected at least one cell.");
        return problems.Count > 0 ? throw new PlanException(problems) : new RareMinimaRun(plan);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) => RareMinimaFigures.Draw(rows);
}
