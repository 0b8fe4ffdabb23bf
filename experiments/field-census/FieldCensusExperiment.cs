using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Simulation.CriticalPoints.Fields;

namespace RandomLandscapes.Experiments.FieldCensus;

/// <summary>How many critical points of each index do Gaussian fields have, and does the covariance matter for the fractions?</summary>
public sealed class FieldCensusExperiment : IIllustratedExperiment
{
    /// <inheritdoc/>
    public string Name => "field-census";

    /// <inheritdoc/>
    public string Question => "How many critical points of each index do Gaussian random fields have, and which of it depends on the covariance?";

    /// <inheritdoc/>
    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        new("spectra", PlanKeyKind.Text, 0, 0, "torus spectra, separated by blanks: isotropic:D diagonal:D two-scale:D:F:W shell:D:LOW:HIGH power-law:D:HIGH:S or k:weight;..."),
    ];

    /// <inheritdoc/>
    public string DefaultPlan { get; } = EmbeddedPlan.Read("field-census");

    /// <inheritdoc/>
    public IPreparedExperiment Prepare(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var problems = new List<string>();
        var spectra = NamedSpectrum.ReadAll("spectra", plan.Text("spectra"), TorusCensus.LargestDimension, problems);
        if (plan.Samples < FieldCensusRun.FewestSamples)
            problems.Add($"plan key 'samples': value '{plan.Samples}' is not allowed; expected an integer of at least {FieldCensusRun.FewestSamples} for this experiment.");
        return problems.Count > 0 ? throw new PlanException(problems) : new FieldCensusRun(plan, spectra);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) => FieldCensusFigures.Draw(rows);
}
