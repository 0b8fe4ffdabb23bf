using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.RandomMatrixNets;

/// <summary>What the first crossings say about the limit: where they end, and how their spread shrinks.</summary>
/// <remarks>
/// Where alpha leaves zero with the exponent gamma, n alpha = 1 at a distance of order n^(-1/gamma) from the critical energy: mean and spread of the first
/// crossing go with that power of n, 2/3 for a square-root edge, with corrections of the relative order n^(-2/3) or n^(-1/3).
/// </remarks>
/// <param name="Energy">epsilon_c.</param>
/// <param name="Exponent">gamma.</param>
/// <param name="Samples">Matrices of all orders.</param>
internal sealed record EdgeFits(Estimate Energy, Estimate Exponent, long Samples)
{
    /// <summary>Below this many orders a fit of three numbers has nothing to tell.</summary>
    private const int FewestOrders = 3;

    /// <summary>Both fits; null for fewer than three orders.</summary>
    public static EdgeFits? Fit(ModelTallies model)
    {
        if (model.Crossings.Count < FewestOrders)
            return null;
        var points = model.Crossings.Select(c => (N: (double)c.Order, First: CrossingCell.FirstCrossing(c.Tally), Spread: CrossingCell.Window(c.Tally))).ToList();
        var freedom = points.Min(p => p.Spread.DegreesOfFreedom);
        var (limit, error) = TwoReadings(
            [.. points.Select(p => (double[])[1, Math.Pow(p.N, -2.0 / 3), Math.Pow(p.N, -4.0 / 3)])],
            [.. points.Select(p => (double[])[1, Math.Pow(p.N, -2.0 / 3), 1 / p.N])],
            [.. points.Select(p => (p.First.Value, p.First.StandardError))],
            0);
        var (slope, slopeError) = TwoReadings(
            [.. points.Select(p => (double[])[1, Math.Log(p.N), Math.Pow(p.N, -2.0 / 3)])],
            [.. points.Select(p => (double[])[1, Math.Log(p.N), 1 / p.N])],
            [.. points.Select(p => (Math.Log(p.Spread.Value), p.Spread.StandardError / p.Spread.Value))],
            1);
        return new EdgeFits(
            new Estimate(1 / (limit * limit), 2 * error / Math.Abs(limit * limit * limit), freedom),
            new Estimate(-1 / slope, slopeError / (slope * slope), freedom),
            model.Crossings.Sum(c => c.Tally.Cell.Samples));
    }

    public IEnumerable<SummaryRow> Rows(ModelTallies model, int largest) =>
    [
        ModelTallies.Sampled(
            model.Phi, largest, RandomMatrixNetsRun.CriticalEnergy, "", Energy, Samples, "mean first crossings of all orders, weighted fit of 1, n^(-2/3), n^(-4/3); error with the step to 1, n^(-2/3), n^(-1)"),
        ModelTallies.Sampled(model.Phi, largest, "window-exponent", "", Exponent, Samples, "spread of the first crossings of all orders, weighted fit of ln spread = c - ln(n)/gamma + b n^(-2/3); error with the step to b n^(-1)"),
    ];

    public WitnessCell EnergyCell(ModelTallies model) => new(Name(model), Energy, WishartWigner.CriticalEpsilon(model.Phi), Samples);

    public WitnessCell ExponentCell(ModelTallies model) => new(Name(model), Exponent, 1.5, Samples);

    private static string Name(ModelTallies model) => string.Create(CultureInfo.InvariantCulture, $"phi={model.Phi}");

    // One coefficient; what the correction's power is taken for counts as an error beside that of the data.
    private static (double Value, double Error) TwoReadings(double[][] design, double[][] other, IReadOnlyList<(double Value, double Error)> data, int which)
    {
        var (value, error) = Coefficient(design, data, which);
        var step = Coefficient(other, data, which).Value - value;
        return (value, Math.Sqrt((error * error) + (step * step)));
    }

    // Weighted least squares; the standard errors of the data are taken as known.
    private static (double Value, double Error) Coefficient(double[][] design, IReadOnlyList<(double Value, double Error)> data, int which)
    {
        var matrix = Matrix<double>.Build.DenseOfRowArrays(design.Zip(data, (row, d) => row.Select(x => x / d.Error).ToArray()));
        var right = Vector<double>.Build.DenseOfEnumerable(data.Select(d => d.Value / d.Error));
        var factor = matrix.QR();
        var inverse = factor.R.Inverse();
        return (factor.Solve(right)[which], inverse.Row(which).L2Norm());
    }
}
