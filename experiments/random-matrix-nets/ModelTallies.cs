using System.Globalization;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.RandomMatrixNets;

/// <summary>All tallies of one phi.</summary>
/// <param name="Phi">phi.</param>
/// <param name="Energies">1000 epsilon / epsilon_c.</param>
/// <param name="Crossings">Orders ascending.</param>
/// <param name="DensityOrder">The order of <paramref name="Spectra"/>.</param>
/// <param name="Spectra">By 1000 epsilon / epsilon_c.</param>
internal sealed record ModelTallies(
    double Phi, IReadOnlyList<int> Energies, IReadOnlyList<(int Order, CellTally Tally)> Crossings, int DensityOrder, IReadOnlyList<(int Energy, CellTally Tally)> Spectra)
{
    /// <summary>
    /// The mean index is n alpha plus a constant of about 0.1 to 0.25 as soon as n alpha is a few eigenvalues, so the difference between two orders is free
    /// of it. Below this mean index the edge's own law reigns: there the constant still moves by 0.1 with n. The Airy law of the edge says that from here
    /// on it moves by less than 0.01.
    /// </summary>
    public const double ResolvedIndex = 2;

    /// <summary>Neighbouring orders and energies whose smaller order has a mean index of at least two.</summary>
    public IEnumerable<ResolvedPair> ResolvedPairs() => Enumerable.Range(0, Math.Max(0, Crossings.Count - 1)).SelectMany(ResolvedPairs);

    /// <summary>The same of the largest two orders.</summary>
    public IEnumerable<ResolvedPair> LargestPairs() => Crossings.Count < 2 ? [] : ResolvedPairs(Crossings.Count - 2);

    /// <summary>The limit at one energy.</summary>
    /// <param name="permille">1000 epsilon / epsilon_c.</param>
    public double Limit(double permille) => new WishartWigner(Phi, permille / 1000 * WishartWigner.CriticalEpsilon(Phi)).IndexFraction();

    public static SummaryRow Row(double phi, int order, string quantity, string argument, SummaryKind kind, double value, string source) =>
        new(string.Create(CultureInfo.InvariantCulture, $"phi={phi}"), order, quantity, argument, kind, value, null, null, null, 0, null, source);

    public static SummaryRow Sampled(double phi, int order, string quantity, string argument, Estimate estimate, long samples, string source)
    {
        var interval = Jackknife.IntervalOf(estimate);
        return Row(phi, order, quantity, argument, SummaryKind.MonteCarlo, estimate.Value, source) with { Low = interval.Low, High = interval.High, Samples = samples };
    }

    private IEnumerable<ResolvedPair> ResolvedPairs(int first)
    {
        var ((small, few), (large, many)) = (Crossings[first], Crossings[first + 1]);
        for (var i = 0; i < Energies.Count; i++)
        {
            var (near, far) = (CrossingCell.MeanIndex(many, i), CrossingCell.MeanIndex(few, i));
            if (far.Value < ResolvedIndex)
                continue;
            var error = Math.Sqrt((near.StandardError * near.StandardError) + (far.StandardError * far.StandardError));
            var fraction = new Estimate((near.Value - far.Value) / (large - small), error / (large - small), Math.Min(near.DegreesOfFreedom, far.DegreesOfFreedom));
            yield return new ResolvedPair(small, large, i, fraction, few.Cell.Samples + many.Cell.Samples);
        }
    }
}
