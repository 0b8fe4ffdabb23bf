using System.Globalization;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.RandomMatrixNets;

/// <summary>Local slopes of the sampled index fraction above the critical energy, from the largest two orders where they resolve it.</summary>
internal static class SampledSlopes
{
    private const double Tolerance = 0.05;

    /// <summary>The slopes between neighbouring resolved energies, lowest first.</summary>
    public static List<SampledSlope> Compute(ModelTallies model)
    {
        var resolved = model.LargestPairs().Where(p => model.Energies[p.Energy] > 1000).ToList();
        if (resolved.Count < 2)
            return [];
        var groups = model.Crossings.TakeLast(2).Select(c => (IReadOnlyList<double[]>)CrossingCell.IndexBlocks(c.Tally, model.Energies.Count)).ToList();
        var slopes = new List<SampledSlope>();
        foreach (var (low, high) in resolved.Zip(resolved.Skip(1)))
        {
            var (from, to) = (model.Energies[low.Energy] / 1000.0, model.Energies[high.Energy] / 1000.0);
            var span = Math.Log((to - 1) / (from - 1));
            // The same resamples for every pair of energies.
            var stream = new RandomStream(StreamKey.Derive(0, "random-matrix-nets", string.Create(CultureInfo.InvariantCulture, $"bootstrap phi={model.Phi}")));
            if (BlockBootstrap.Compute(groups, totals => Math.Log(Growth(totals, high.Energy) / Growth(totals, low.Energy)) / span, stream) is not { } slope)
                continue;
            slopes.Add(new SampledSlope(from, to, slope.Estimate, slope.Interval, Math.Log(model.Limit(1000 * to) / model.Limit(1000 * from)) / span, low.Small, low.Large, low.Samples));
        }

        return slopes;

        static double Growth(double[][] totals, int energy) => (totals[1][energy + 1] / totals[1][0]) - (totals[0][energy + 1] / totals[0][0]);
    }

    /// <summary>Whether samples show 3/2 at the lowest energies that they resolve; null where they resolve none.</summary>
    public static Verdict? Verdict(ModelTallies model, IReadOnlyList<SampledSlope> slopes)
    {
        if (slopes.Count == 0)
            return null;
        var (lowest, interval) = (slopes[0], slopes[0].Interval);
        var conclusion = interval.Low >= 1.5 - Tolerance && interval.High <= 1.5 + Tolerance ? Conclusion.Supported
            : interval.High < 1.5 - Tolerance || interval.Low > 1.5 + Tolerance ? Conclusion.Refuted : Conclusion.NotShown;
        // Where the limit's own slope is 1.489 or more, the mean index has to be resolved too.
        var needed = ModelTallies.ResolvedIndex / model.Limit(1010);
        return new Verdict(
            string.Create(CultureInfo.InvariantCulture, $"sampled-exponent-phi-{100 * model.Phi:F0}"),
            string.Create(CultureInfo.InvariantCulture, $"The slope 3/2 shows in alpha at the lowest energies that sampled matrices resolve (phi = {model.Phi})."),
            string.Create(CultureInfo.InvariantCulture, $"slope of ln alpha over ln(eps/eps_c - 1) from {lowest.From:R} to {lowest.To:R}, bootstrap over blocks of matrices"),
            lowest.Estimate.Value,
            string.Create(CultureInfo.InvariantCulture, $"supported when the 95 % interval lies within {Tolerance:R} of 1.5, refuted when it lies outside"),
            null,
            null,
            lowest.Samples,
            conclusion,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Slope {lowest.Estimate.Value:F3}, 95 % interval [{interval.Low:F3}, {interval.High:F3}], orders {lowest.Small} and {lowest.Large}; the limit's own slope between these energies is {lowest.Limit:F3}. "
                + $"A matrix resolves alpha where it has {ModelTallies.ResolvedIndex:F0} negative eigenvalues: at eps/eps_c = 1.01, where 3/2 is nearly reached, that takes n = {needed:F0}."));
    }
}
