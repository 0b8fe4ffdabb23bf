using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Experiments.FieldPortrait;

/// <summary>One random field in the plane as a picture, with all its critical points and the gradient lines of its saddles.</summary>
public sealed class FieldPortraitExperiment : IIllustratedExperiment
{
    private const string SpectrumKey = "spectrum";

    /// <inheritdoc/>
    public string Name => "field-portrait";

    /// <inheritdoc/>
    public string Question => "What does a random field look like: its valleys and peaks, the saddles between them, and the lines of steepest descent that join them?";

    /// <inheritdoc/>
    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        new(SpectrumKey, PlanKeyKind.Text, 0, 0, "a torus spectrum in the plane: isotropic:2 two-scale:2:F:W shell:2:LOW:HIGH power-law:2:HIGH:S or k:weight;..."),
        new(FieldPortraitRun.Grid, PlanKeyKind.Integer, 16, 400, "cells a side of the grid for the level lines"),
    ];

    /// <inheritdoc/>
    public string DefaultPlan { get; } = EmbeddedPlan.Read("field-portrait");

    /// <inheritdoc/>
    public IPreparedExperiment Prepare(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var problems = new List<string>();
        var spectra = NamedSpectrum.ReadAll(SpectrumKey, plan.Text(SpectrumKey), 2, problems);
        if (problems.Count == 0 && (spectra.Count != 1 || spectra[0].Dimension != 2))
            problems.Add($"plan key '{SpectrumKey}': value '{plan.Text(SpectrumKey)}' is not allowed; expected one spectrum in 2 dimensions.");
        return problems.Count > 0 ? throw new PlanException(problems) : new FieldPortraitRun(plan, spectra[0]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) => FieldPortraitFigures.Draw(rows);
}
