using System.Globalization;
using MathNet.Numerics.Distributions;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Experiments.NetworkSpectra;

/// <summary>The verdicts: outliers and classes, the negative part, the Gauss-Newton part, and the fitted random matrices.</summary>
internal static class NetworkSpectraVerdicts
{
    private const double Level = 0.01;
    private const string WidthRule = "for each width: Clopper-Pearson interval of the share above 1/2 (at 95 %) supports, below 1/2 (at 95 %, Bonferroni over widths) refutes; supported where all widths are, refuted where one is";

    public static IEnumerable<Verdict> All(IReadOnlyList<(string Loss, CellTally Tally)> tallies, int epochs)
    {
        foreach (var group in tallies.GroupBy(t => t.Loss, StringComparer.Ordinal))
            yield return Classes(group.Key, [.. group.Select(t => t.Tally)], epochs);
        var all = tallies.SelectMany(t => t.Tally.Chunks).ToList();
        yield return FewerNegative(tallies, epochs);
        yield return LastLayer(all, epochs);
        yield return Coupling(tallies, epochs);
        foreach (var group in tallies.GroupBy(t => t.Loss, StringComparer.Ordinal))
            yield return GaussNewton(group.Key, [.. group.Select(t => t.Tally)], epochs);
        for (var m = 0; m < SpectrumFits.Models.Count; m++)
        {
            if (Bulk(m, all, epochs, tallies) is { } verdict)
                yield return verdict;
        }
    }

    private static Verdict Classes(string loss, List<CellTally> tallies, int epochs)
    {
        List<long> Outliers(CellTally tally) => [.. tally.Chunks.Select(t => t.Counts[(SpectraCell.CountsPerEpoch * (epochs - 1)) + 3])];
        var widths = tallies.ConvertAll(t => (Hidden: HiddenOf(t), Near: Outliers(t).Count(c => Math.Abs(c - LabelledImages.ClassCount) <= 1), All: t.Chunks.Count));
        return new Verdict(
            $"outliers-{loss}",
            $"After training with {loss}, at every width, as many eigenvalues stand out above the bulk as there are classes, give or take one.",
            "share of trainings with 9 to 11 outliers, the smallest over widths",
            widths.Min(w => (double)w.Near / w.All),
            WidthRule,
            null,
            null,
            widths.Sum(w => w.All),
            Everywhere(widths),
            $"{Shares(widths)}. Numbers of outliers: " + string.Join("; ", tallies.Select(t => $"{HiddenOf(t)} hidden units: {string.Join(", ", Outliers(t).Order())}"))
            + ". Outliers lie above the largest relative gap among the 30 largest eigenvalues.");
    }

    private static string Shares(List<(int Hidden, int Near, int All)> widths) => string.Join("; ", widths.Select(w =>
    {
        var interval = ClopperPearson.Compute(w.Near, w.All);
        return string.Create(CultureInfo.InvariantCulture, $"h={w.Hidden}: {w.Near} of {w.All} trainings, 95 % interval {interval.Low:F2} to {interval.High:F2}");
    }));

    // Widths are different networks: a share over all of them would be the share of a mixture. One of many may refute by chance, all cannot support by chance.
    private static Conclusion Everywhere(List<(int Hidden, int Near, int All)> widths) =>
        widths.Exists(w => ClopperPearson.Compute(w.Near, w.All, 1 - (0.05 / widths.Count)).High < 0.5) ? Conclusion.Refuted
        : widths.TrueForAll(w => ClopperPearson.Compute(w.Near, w.All).Low > 0.5) ? Conclusion.Supported : Conclusion.NotShown;

    private static int HiddenOf(CellTally tally) => int.Parse(tally.Cell.Name.Split("hidden=")[1].Split(' ')[0], CultureInfo.InvariantCulture);

    private static Verdict FewerNegative(IReadOnlyList<(string Loss, CellTally Tally)> tallies, int epochs)
    {
        static long At(Tally t, int epoch) => t.Counts[(SpectraCell.CountsPerEpoch * epoch) + 1];
        return Signs(
            tallies, "fewer-negative", "Training makes negative eigenvalues fewer.", "trainings with fewer negative eigenvalues at the last epoch than at the first, of those with another number",
            t => Math.Sign(At(t, 0) - At(t, epochs - 1)), t => (At(t, 0), At(t, epochs - 1)), ("fewer", "more", "before", "after"));
    }

    private static Verdict Coupling(IReadOnlyList<(string Loss, CellTally Tally)> tallies, int epochs)
    {
        var last = SpectraCell.CountsPerEpoch * (epochs - 1);
        return Signs(
            tallies, "negative-by-coupling", "After training the Hessian has more negative eigenvalues than the blocks of its layers have together.", "trainings with more, of those with another number",
            t => Math.Sign(t.Counts[last + 1] - t.Counts[last + 4] - t.Counts[last + 5]), t => (t.Counts[last + 1], t.Counts[last + 4] + t.Counts[last + 5]), ("more", "fewer", "in the whole", "in the blocks"));
    }

    // Under "as often one as the other in every network" all signs are fair coins; what is supported must hold for most trainings of every network, too.
    private static Verdict Signs(
        IReadOnlyList<(string Loss, CellTally Tally)> tallies, string id, string claim, string statistic, Func<Tally, int> sign, Func<Tally, (long First, long Second)> numbers,
        (string Up, string Down, string First, string Second) words)
    {
        var networks = tallies.Select(t => (t.Loss, Hidden: HiddenOf(t.Tally), Up: t.Tally.Chunks.Count(c => sign(c) > 0), Down: t.Tally.Chunks.Count(c => sign(c) < 0))).ToList();
        var all = tallies.SelectMany(t => t.Tally.Chunks).Select(numbers).ToList();
        var (up, down) = (networks.Sum(n => n.Up), networks.Sum(n => n.Down));
        var untied = up + down;
        var p = untied == 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, untied, Math.Min(up, down)));
        return new Verdict(
            id,
            claim,
            $"{statistic} (sign test)",
            up,
            string.Create(CultureInfo.InvariantCulture, $"two-sided p below {Level:R} and most trainings of every network on one side"),
            p,
            null,
            untied,
            p >= Level ? Conclusion.NotShown : networks.TrueForAll(n => n.Up > n.Down) ? Conclusion.Supported : networks.TrueForAll(n => n.Up < n.Down) ? Conclusion.Refuted : Conclusion.NotShown,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{up} trainings with {words.Up}, {down} with {words.Down}, {all.Count - untied} with as many; on average {all.Average(x => x.First):F0} {words.First} and {all.Average(x => x.Second):F0} {words.Second}. By network: ")
            + string.Join(", ", networks.Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.Loss} h={n.Hidden} {n.Up} to {n.Down}"))) + ".");
    }

    // With the first layer at rest both losses are convex in the last: a theorem, so this tests the Hessians.
    private static Verdict LastLayer(List<Tally> trainings, int epochs)
    {
        var found = trainings.Sum(t => Enumerable.Range(0, epochs).Count(e => t.Counts[(SpectraCell.CountsPerEpoch * e) + 5] > 0));
        return new Verdict(
            "last-layer-block",
            "The block of the last layer has no negative eigenvalues.",
            "measured Hessians whose block of the last layer has one, beyond 1e-10 of the largest modulus",
            found,
            "none supports, one refutes",
            null,
            null,
            trainings.Count * epochs,
            found == 0 ? Conclusion.Supported : Conclusion.Refuted,
            "Both losses are convex in the last layer's parameters while the others rest; so every negative direction moves the first layer.");
    }

    private static Verdict GaussNewton(string loss, List<CellTally> tallies, int epochs)
    {
        const double threshold = 0.1;
        var trainings = tallies.SelectMany(t => t.Chunks).ToList();
        double DistanceOf(Tally t) => t.Sums[(SpectraCell.SumsPerEpoch * (epochs - 1)) + 4];
        var distances = trainings.ConvertAll(DistanceOf);
        var residuals = trainings.ConvertAll(t => t.Sums[(SpectraCell.SumsPerEpoch * (epochs - 1)) + 3]);
        var widths = tallies.ConvertAll(t => (Hidden: HiddenOf(t), Near: t.Chunks.Count(c => DistanceOf(c) < threshold), All: t.Chunks.Count));
        return new Verdict(
            $"gauss-newton-{loss}",
            $"After training with {loss}, at every width, each of the ten largest eigenvalues of the Hessian is that of its Gauss-Newton part within 10 %.",
            "share of trainings where this holds for all ten, the smallest over widths",
            widths.Min(w => (double)w.Near / w.All),
            WidthRule,
            null,
            null,
            distances.Count,
            Everywhere(widths),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Shares(widths)}. The largest relative distance of the ten is {distances.Order().ElementAt(distances.Count / 2):P1} in the median training and {distances.Max():P1} at most. The residual part has {residuals.Min():P0} to {residuals.Max():P0} of the Hessian's Frobenius norm."));
    }

    // A model without negative eigenvalues cannot be fitted to a bulk that has some: that is an answer, no failure of the fit.
    private static Verdict? Unfitted(int model, List<Tally> trainings, int epochs, IReadOnlyList<(string Loss, CellTally Tally)> tallies)
    {
        if (tallies.All(t => t.Tally.Cell.Name.Contains(" draws=0 ", StringComparison.Ordinal)))
            return null;
        var negative = trainings.Count(t => t.Counts[(SpectraCell.CountsPerEpoch * (epochs - 1)) + 1] > 0);
        var name = SpectrumFits.Models[model];
        if (!string.Equals(name, "marchenko-pastur", StringComparison.Ordinal))
        {
            return new Verdict(
                $"{NetworkSpectraRun.BulkLaw}{name}", $"The bulk after training is the spectrum of a fitted {name} matrix.", "bulks that could be fitted", 0, "none leaves it open", null, null, trainings.Count,
                Conclusion.NotShown, "No bulk could be fitted: too few eigenvalues, or all alike.");
        }

        return new Verdict(
            $"{NetworkSpectraRun.BulkLaw}{name}",
            $"The bulk after training is the spectrum of a fitted {name} matrix.",
            "trainings whose bulk has negative eigenvalues, of which the model has none",
            negative,
            "all refute",
            null,
            null,
            trainings.Count,
            negative == trainings.Count ? Conclusion.Refuted : Conclusion.NotShown,
            $"{negative} of {trainings.Count} bulks have negative eigenvalues beyond 1e-10 of the largest modulus; there is nothing to fit.");
    }

    // Under the model a training's p-value is at its floor with that probability at most, trainings are independent: the number of floors is binomial.
    private static Verdict? Bulk(int model, List<Tally> trainings, int epochs, IReadOnlyList<(string Loss, CellTally Tally)> tallies)
    {
        var at = SpectraCell.FitOffset(epochs) + (2 * model);
        var fitted = trainings.Where(t => t.Sums[at + 1] >= 0).ToList();
        if (fitted.Count == 0)
            return Unfitted(model, trainings, epochs, tallies);
        var unfitted = tallies.Where(t => !t.Tally.Cell.Name.Contains(" draws=0 ", StringComparison.Ordinal)).Sum(t => t.Tally.Chunks.Count(c => c.Sums[at + 1] < 0));
        var floor = fitted.Min(t => t.Sums[at + 1]);
        var hits = fitted.Count(t => t.Sums[at + 1] == floor);
        // The floor of a bootstrap is 1 / (1 + draws); where none got there the smallest p seen is no floor, and Bonferroni does.
        var draws = tallies.Select(t => t.Tally.Cell.Name).Select(n => int.Parse(n[(n.IndexOf("draws=", StringComparison.Ordinal) + 6)..].Split(' ')[0], CultureInfo.InvariantCulture)).Max();
        var lowest = 1.0 / (1 + draws);
        var atFloor = floor <= lowest * (1 + 1e-12);
        var p = atFloor ? Enumerable.Range(hits, fitted.Count - hits + 1).Sum(k => Math.Exp(Binomial.PMFLn(lowest, fitted.Count, k))) : Math.Min(1, fitted.Count * floor);
        p = Math.Min(1, p * SpectrumFits.Models.Count);
        var name = SpectrumFits.Models[model];
        return new Verdict(
            $"{NetworkSpectraRun.BulkLaw}{name}",
            $"The bulk after training, of the networks that were fitted, is the spectrum of a fitted {name} matrix.",
            atFloor
                ? string.Create(CultureInfo.InvariantCulture, $"trainings whose p-value is the smallest that {draws} draws allow, {lowest:G3} (binomial, times {SpectrumFits.Models.Count} models)")
                : string.Create(CultureInfo.InvariantCulture, $"smallest p-value of a training, {draws} draws (Bonferroni over trainings, times {SpectrumFits.Models.Count} models)"),
            atFloor ? hits : floor,
            string.Create(CultureInfo.InvariantCulture, $"p below {Level:R} refutes"),
            p,
            null,
            fitted.Count,
            p < Level ? Conclusion.Refuted : Conclusion.NotShown,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{hits} of {fitted.Count} trainings at {floor:G3}; distance from the fitted law {fitted.Min(t => t.Sums[at]):F2} to {fitted.Max(t => t.Sums[at]):F2} standard deviations of the bulk; each p-value is the larger of two, by whole matrices and by matrices that lost as many of their largest eigenvalues as stood out")
            + (unfitted == 0 ? "." : $"; {unfitted} bulks could not be fitted and are not counted."));
    }
}
