using System.Globalization;
using System.Numerics;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Experiments.RandomMatrixNets;

/// <summary>How does the fraction of negative eigenvalues grow with the energy in the random-matrix model of network Hessians?</summary>
public sealed class RandomMatrixNetsExperiment : IIllustratedExperiment
{
    private const int FewestSamples = 100;

    /// <inheritdoc/>
    public string Name => "random-matrix-nets";

    /// <inheritdoc/>
    public string Question => "How does the fraction of negative eigenvalues grow with the energy in the random-matrix model of network Hessians, and where does it begin?";

    /// <inheritdoc/>
    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        // From 75 % on the inverse of the Wishart part has heavy tails at small orders.
        new("phi-percent", PlanKeyKind.IntegerList, 5, 75, "ratios 100 phi of parameters to data points"),
        new("energy-permille", PlanKeyKind.IntegerList, 1, 100_000, "energies 1000 epsilon/epsilon_c, ascending"),
        new("density-order", PlanKeyKind.Integer, 20, 4000, "the order of cells.order whose whole spectra are drawn"),
        new("density-permille", PlanKeyKind.IntegerList, 1, 100_000, "the energies of energy-permille at which whole spectra are drawn, ascending"),
        new("cells.order", PlanKeyKind.IntegerList, 20, 4000, "orders n of the matrices, ascending"),
    ];

    /// <inheritdoc/>
    public string DefaultPlan { get; } = EmbeddedPlan.Read("random-matrix-nets");

    /// <inheritdoc/>
    public IPreparedExperiment Prepare(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var problems = new List<string>();
        var (phis, energies, orders) = (plan.Integers("phi-percent"), plan.Integers("energy-permille"), plan.Integers("cells.order"));
        if (plan.Samples < FewestSamples)
            Refuse("samples", plan.Samples.ToString(CultureInfo.InvariantCulture), $"an integer of at least {FewestSamples} for this experiment");
        if (phis.Count == 0)
            Refuse("phi-percent", "", "at least one ratio");
        RequireAscending("energy-permille", 2);
        if (energies.Count > 0 && energies.Max() <= 1000)
            Refuse("energy-permille", plan.Text("energy-permille"), "a last energy above the critical one, 1000");
        RequireAscending("density-permille", 1);
        RequireAscending("cells.order", 1);
        foreach (var energy in plan.Integers("density-permille").Except(energies))
            Refuse("density-permille", $"{energy}", $"energies of energy-permille {plan.Text("energy-permille")}");
        if (!orders.Contains(plan.Integer("density-order")))
            Refuse("density-order", plan.Text("density-order"), $"one of cells.order {plan.Text("cells.order")}");
        foreach (var percent in phis)
        {
            // n/phi columns must be a whole number.
            var step = percent / (int)BigInteger.GreatestCommonDivisor(percent, 100);
            foreach (var order in orders.Where(n => n % step != 0))
                Refuse("cells.order", $"{order}", $"multiples of {step} for phi-percent {percent}");
        }

        return problems.Count > 0 ? throw new PlanException(problems) : new RandomMatrixNetsRun(plan);

        void RequireAscending(string key, int fewest)
        {
            var list = plan.Integers(key);
            if (list.Count < fewest || !list.SequenceEqual(list.Order()))
                Refuse(key, plan.Text(key), $"ascending numbers, at least {(fewest == 1 ? "one" : "two")}");
        }

        void Refuse(string key, string value, string expected) => problems.Add($"plan key '{key}': value '{value}' is not allowed; expected {expected}.");
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) => RandomMatrixNetsFigures.Draw(rows);
}
