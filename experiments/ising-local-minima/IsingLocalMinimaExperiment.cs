using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Experiments.IsingLocalMinima;

/// <summary>How many one-flip-stable states do discrete spin glasses have, and how does their number grow?</summary>
public sealed class IsingLocalMinimaExperiment : IIllustratedExperiment
{
    /// <inheritdoc/>
    public string Name => "ising-local-minima";

    /// <inheritdoc/>
    public string Question => "How many one-flip-stable states do discrete spin glasses have, and how does their number grow?";

    /// <inheritdoc/>
    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        new("cells.sk", PlanKeyKind.IntegerList, 2, 30, "Sherrington-Kirkpatrick: numbers of spins N"),
        new("cells.three-spin", PlanKeyKind.IntegerList, 3, 24, "Ising 3-spin: numbers of spins N"),
        new("cells.rem", PlanKeyKind.IntegerList, 2, 24, "random energy model: numbers of spins N"),
        new("cells.nk", PlanKeyKind.IntegerList, 2, 24, "NK landscapes: numbers of spins N"),
        new("neighbours", PlanKeyKind.IntegerList, 0, 23, "NK landscapes: numbers of neighbours K, below every N"),
    ];

    /// <inheritdoc/>
    public string DefaultPlan { get; } = EmbeddedPlan.Read("ising-local-minima");

    /// <inheritdoc/>
    public IPreparedExperiment Prepare(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var problems = new List<string>();
        var cells = IsingLocalMinimaRun.Models.Sum(m => plan.Integers($"cells.{m}").Count);
        if (cells == 0)
            problems.Add("plan key 'cells': every list is empty; expected at least one cell.");
        if (plan.Integers("cells.nk") is { Count: > 0 } spins && (plan.Integers("neighbours").Count == 0 || plan.Integers("neighbours").Max() >= spins.Min()))
            problems.Add($"plan key 'neighbours': value '{plan.Text("neighbours")}' is not allowed; expected numbers below {spins.Min()}, the smallest N of cells.nk, at least one.");
        if (plan.Samples < IsingLocalMinimaRun.FewestSamples)
            problems.Add($"plan key 'samples': value '{plan.Samples}' is not allowed; expected an integer of at least {IsingLocalMinimaRun.FewestSamples} for this experiment.");
        return problems.Count > 0 ? throw new PlanException(problems) : new IsingLocalMinimaRun(plan);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) => IsingLocalMinimaFigures.Draw(rows);
}
