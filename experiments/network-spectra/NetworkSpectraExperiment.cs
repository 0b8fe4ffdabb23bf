using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Experiments.NetworkSpectra;

/// <summary>Which parts does the Hessian spectrum of a small network have, and is any of them that of a random matrix?</summary>
public sealed class NetworkSpectraExperiment : IIllustratedExperiment
{
    /// <inheritdoc/>
    public string Name => "network-spectra";

    /// <inheritdoc/>
    public string Question => "Which parts does the Hessian spectrum of a small network have, over training, width and seeds, and is any of them that of a random matrix?";

    /// <inheritdoc/>
    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        new("cells.cross-entropy", PlanKeyKind.IntegerList, 2, 64, "hidden units of networks with softmax cross-entropy"),
        new("cells.squared-error", PlanKeyKind.IntegerList, 2, 64, "hidden units of networks with squared error"),
        new("digits", PlanKeyKind.Integer, 20, 3823, "training images"),
        new("epochs", PlanKeyKind.IntegerList, 0, 100_000, "epochs after which the Hessian is measured, ascending"),
        new("batch", PlanKeyKind.Integer, 1, 3823, "images of a step of stochastic gradient descent"),
        new("learning-rate", PlanKeyKind.Real, 1e-6, 10, "learning rate"),
        new("draws", PlanKeyKind.Integer, 19, 9999, "draws of each fitted random matrix"),
        new("fit-parameters", PlanKeyKind.Integer, 0, 2000, "random matrices are fitted to networks of up to so many parameters"),
    ];

    /// <inheritdoc/>
    public string DefaultPlan { get; } = EmbeddedPlan.Read("network-spectra");

    /// <inheritdoc/>
    public IPreparedExperiment Prepare(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var epochs = plan.Integers("epochs");
        var problems = new List<string>();
        if (epochs.Count < 2 || !epochs.SequenceEqual(epochs.Order()))
            problems.Add($"plan key 'epochs': value '{plan.Text("epochs")}' is not allowed; expected ascending numbers, at least two.");
        if (plan.Integer("batch") > plan.Integer("digits"))
            problems.Add($"plan key 'batch': value '{plan.Integer("batch")}' is not allowed; expected at most the {plan.Integer("digits")} digits.");
        if (NetworkSpectraRun.Losses.All(l => plan.Integers($"cells.{l.Name}").Count == 0))
            problems.Add("plan key 'cells': every list is empty; expected at least one cell.");
        return problems.Count > 0 ? throw new PlanException(problems) : new NetworkSpectraRun(plan, DigitData.Load(plan));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) => NetworkSpectraFigures.Draw(rows);
}
