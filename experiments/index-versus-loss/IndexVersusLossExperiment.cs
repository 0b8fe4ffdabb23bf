using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Experiments.IndexVersusLoss;

/// <summary>How does the index of the critical points of small networks depend on their loss, and is it the curve of a random function?</summary>
public sealed class IndexVersusLossExperiment : IIllustratedExperiment
{
    /// <inheritdoc/>
    public string Name => "index-versus-loss";

    /// <inheritdoc/>
    public string Question => "How does the index of the critical points of small networks depend on their loss, and is it the curve of a random function?";

    /// <inheritdoc/>
    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        new("cells.cross-entropy", PlanKeyKind.IntegerList, 1, 16, "hidden units of networks with softmax cross-entropy"),
        new("cells.squared-error", PlanKeyKind.IntegerList, 1, 16, "hidden units of networks with squared error"),
        new("digits", PlanKeyKind.Integer, 20, 3823, "training images"),
        new("side", PlanKeyKind.Integer, 1, 8, "rows and columns of the shrunk images"),
        new("l2", PlanKeyKind.Real, 1e-8, 1, "strength of the regulariser (l2/2) |parameters|^2"),
        new("moments", PlanKeyKind.IntegerList, 0, 1_000_000, "steps of training from which searches start, ascending"),
        new("noise", PlanKeyKind.Real, 0, 10, "perturbation of a start, in root mean squares of its parameters"),
        new("steps", PlanKeyKind.Integer, 1, 10_000, "the most steps of a search"),
    ];

    /// <inheritdoc/>
    public string DefaultPlan { get; } = EmbeddedPlan.Read("index-versus-loss");

    /// <inheritdoc/>
    public IPreparedExperiment Prepare(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var moments = plan.Integers("moments");
        var problems = new List<string>();
        if (moments.Count == 0 || !moments.SequenceEqual(moments.Order()))
            problems.Add($"plan key 'moments': value '{plan.Text("moments")}' is not allowed; expected ascending numbers, at least one.");
        if (IndexVersusLossRun.Losses.All(l => plan.Integers($"cells.{l.Name}").Count == 0))
            problems.Add("plan key 'cells': every list is empty; expected at least one cell.");
        if (plan.Samples < 2)
            problems.Add($"plan key 'samples': value '{plan.Samples}' is not allowed; expected an integer of at least 2 for this experiment.");
        return problems.Count > 0 ? throw new PlanException(problems) : new IndexVersusLossRun(plan, DigitData.Load(plan).Shrink(plan.Integer("side")));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) => IndexVersusLossFigures.Draw(rows);
}
