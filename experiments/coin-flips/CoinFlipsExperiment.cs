using RandomLandscapes.Experiments.RareMinima;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Experiments.CoinFlips;

/// <summary>For which random functions is the sign of each Hessian eigenvalue a coin flip?</summary>
public sealed class CoinFlipsExperiment : IIllustratedExperiment
{
    /// <inheritdoc/>
    public string Name => "coin-flips";

    /// <inheritdoc/>
    public string Question => "For which random functions is the sign of each Hessian eigenvalue at a critical point like a coin flip, and how wrong is that elsewhere?";

    /// <inheritdoc/>
    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        new("cells.dimension", PlanKeyKind.IntegerList, 1, 100, "dimensions n of the exact probabilities"),
        new("witness-dimension", PlanKeyKind.Integer, 2, 30, "the dimension of the samples"),
        new("replicas", PlanKeyKind.Integer, 8, 100_000, "independent replicas of path sampling"),
        new("sweeps", PlanKeyKind.Integer, 50, 1e7, "sweeps on each of the 32 nodes of a path; more replicas do not make up for fewer"),
    ];

    /// <inheritdoc/>
    public string DefaultPlan { get; } = EmbeddedPlan.Read("coin-flips");

    /// <inheritdoc/>
    public IPreparedExperiment Prepare(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var problems = new List<string>();
        if (plan.Integers("cells.dimension").Count == 0)
            problems.Add("plan key 'cells': every list is empty; expected at least one cell.");
        if (plan.Samples < PathCells.SmallestSampleSize)
            problems.Add(PathCells.TooFewSamples(plan));
        return problems.Count > 0 ? throw new PlanException(problems) : new CoinFlipsRun(plan);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) => CoinFlipsFigures.Draw(rows);
}
