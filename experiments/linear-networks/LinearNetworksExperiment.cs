using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Experiments.LinearNetworks;

/// <summary>Are all critical points of linear networks on the list, and is every one that is no global minimum a strict saddle?</summary>
public sealed class LinearNetworksExperiment : IIllustratedExperiment
{
    private const string NetworksKey = "networks";

    /// <inheritdoc/>
    public string Name => "linear-networks";

    /// <inheritdoc/>
    public string Question => "Are all critical points of linear networks on the list that theory gives, and is every one that is no global minimum a strict saddle?";

    /// <inheritdoc/>
    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        new(NetworksKey, PlanKeyKind.Text, 0, 0, "networks, separated by blanks: autoencoder:N-H (inputs, hidden units) or deep:D0-D1-...-DL (widths of the layers)"),
    ];

    /// <inheritdoc/>
    public string DefaultPlan { get; } = EmbeddedPlan.Read("linear-networks");

    /// <inheritdoc/>
    public IPreparedExperiment Prepare(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var problems = new List<string>();
        var networks = LinearNetworkCase.ReadAll(NetworksKey, plan.Text(NetworksKey), problems);
        if (plan.Samples is < LinearNetworksRun.FewestSamples or > LinearNetworksRun.MostSamples)
            problems.Add($"plan key 'samples': value '{plan.Samples}' is not allowed; expected an integer from {LinearNetworksRun.FewestSamples} to {LinearNetworksRun.MostSamples} for this experiment.");
        return problems.Count > 0 ? throw new PlanException(problems) : new LinearNetworksRun(plan, networks);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) => LinearNetworksFigures.Draw(rows);
}
