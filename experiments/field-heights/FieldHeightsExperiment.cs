using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Simulation.CriticalPoints.Fields;

namespace RandomLandscapes.Experiments.FieldHeights;

/// <summary>How high do the critical points of each index lie?</summary>
public sealed class FieldHeightsExperiment : IIllustratedExperiment
{
    /// <inheritdoc/>
    public string Name => "field-heights";

    /// <inheritdoc/>
    public string Question => "How high do the critical points of each index of a Gaussian random field lie?";

    /// <inheritdoc/>
    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        new("spectra", PlanKeyKind.Text, 0, 0, "torus spectra, isotropic to fourth order and separated by blanks: isotropic:D diagonal:D two-scale:D:F:W, in d = 1 any, or k:weight;..."),
    ];

    /// <inheritdoc/>
    public string DefaultPlan { get; } = EmbeddedPlan.Read("field-heights");

    /// <inheritdoc/>
    public IPreparedExperiment Prepare(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var problems = new List<string>();
        var spectra = NamedSpectrum.ReadAll("spectra", plan.Text("spectra"), TorusCensus.LargestDimension, problems);
        foreach (var spectrum in spectra.Where(s => s.Kappa is null))
            problems.Add($"plan key 'spectra': value '{spectrum.Name}' is not allowed; expected a spectrum that is isotropic to fourth order.");
        if (plan.Samples < FieldHeightsRun.FewestSamples)
            problems.Add($"plan key 'samples': value '{plan.Samples}' is not allowed; expected an integer of at least {FieldHeightsRun.FewestSamples} for this experiment.");
        return problems.Count > 0 ? throw new PlanException(problems) : new FieldHeightsRun(plan, spectra);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) => FieldHeightsFigures.Draw(rows);
}
