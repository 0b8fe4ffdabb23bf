using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Experiments.FieldDescent;

/// <summary>Where does gradient descent end in an isotropic field, among all its minima?</summary>
public sealed class FieldDescentExperiment : IIllustratedExperiment
{
    /// <inheritdoc/>
    public string Name => "field-descent";

    /// <inheritdoc/>
    public string Question => "Where does gradient descent end in a Gaussian random field, from two dimensions to a hundred, compared with all minima?";

    /// <inheritdoc/>
    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        new("cells.descent", PlanKeyKind.IntegerList, 1, 100, "dimensions n of gradient descent"),
        new("cells.newton", PlanKeyKind.IntegerList, 1, 100, "dimensions n of Newton's method, which finds points of every index"),
    ];

    /// <inheritdoc/>
    public string DefaultPlan { get; } = EmbeddedPlan.Read("field-descent");

    /// <inheritdoc/>
    public IPreparedExperiment Prepare(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var problems = new List<string>();
        if (plan.Integers("cells.descent").Count + plan.Integers("cells.newton").Count == 0)
            problems.Add("plan key 'cells': every list is empty; expected at least one cell.");
        if (plan.Samples is < FieldDescentRun.FewestSamples or > FieldDescentRun.MostSamples)
            problems.Add($"plan key 'samples': value '{plan.Samples}' is not allowed; expected an integer from {FieldDescentRun.FewestSamples} to {FieldDescentRun.MostSamples} for this experiment.");
        return problems.Count > 0 ? throw new PlanException(problems) : new FieldDescentRun(plan);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) => FieldDescentFigures.Draw(rows);
}
