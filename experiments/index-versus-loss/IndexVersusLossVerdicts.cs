using System.Globalization;
using MathNet.Numerics.Statistics;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints;

namespace RandomLandscapes.Experiments.IndexVersusLoss;

/// <summary>The verdicts: does the index grow with the loss, along whose curve, and do searches arrive?</summary>
internal static class IndexVersusLossVerdicts
{
    public const string Grows = "index-grows-with-loss";
    public const string Law = "law-of-";
    private const double Level = 0.01;
    private const int Parts = 3;

    public static IEnumerable<Verdict> All(IReadOnlyList<NetworkPoints> networks, IReadOnlyList<SummaryRow> rows)
    {
        yield return Growth(networks);
        foreach (var curve in TheoryCurves.Names)
            yield return Curve(curve, networks);
        yield return Arrival(LossSearches.Newton, "Newton's method with minimum residual", rows);
        yield return Arrival(LossSearches.LevenbergMarquardt, "Levenberg-Marquardt on |gradient|^2", rows);
    }

    private static Verdict Growth(IReadOnlyList<NetworkPoints> networks)
    {
        var tested = new List<(NetworkPoints Network, int Count, int Trainings, double Correlation, double P)>();
        foreach (var network in networks)
        {
            var points = network.Points.Where(p => p.Undecided == 0).ToList();
            var trainings = points.Select(p => p.Training).Distinct().Count();
            if (points.Count < NetworkPoints.FewestPoints || trainings < 3 || points.Select(p => p.Negative).Distinct().Count() < 2)
                continue;
            tested.Add((network, points.Count, trainings, RankCorrelation(points), RankProbability(points)));
        }

        const string claim = "At critical points the index of a network grows with its loss.";
        const string statistic = "Spearman's rank correlation of index and loss, the smallest over networks; Fisher's z with the jackknife over trainings, Holm over networks";
        var threshold = string.Create(CultureInfo.InvariantCulture, $"positive everywhere with corrected p below {Level:R} supports, negative somewhere with it refutes");
        if (tested.Count == 0)
            return new Verdict(Grows, claim, statistic, 0, threshold, null, null, 0, Conclusion.NotShown, $"No network has {NetworkPoints.FewestPoints} different critical points of known index.");
        var corrected = PValues.Holm([.. tested.Select(t => t.P)]);
        var worst = tested.MinBy(t => t.Correlation);
        var significant = Enumerable.Range(0, tested.Count).Where(i => corrected[i] < Level).ToList();
        return new Verdict(
            Grows, claim, statistic, worst.Correlation, threshold, corrected.Max(), null, tested.Sum(t => t.Count),
            significant.Any(i => tested[i].Correlation < 0) ? Conclusion.Refuted : significant.Count == tested.Count ? Conclusion.Supported : Conclusion.NotShown,
            string.Join("; ", tested.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Network.Name}: {t.Correlation:F3} over {t.Count} points of {t.Trainings} trainings, p {t.P:G2}")))
            + ". Each distinct point counts once, for the training that found it first; which points are met depends on the finders' basins.");
    }

    private static double RankCorrelation(IReadOnlyCollection<LossPoint> points) => Correlation.Spearman(points.Select(p => p.Loss), points.Select(p => (double)p.Negative));

    // The points of one training share its starts: trainings are what is left out, not points.
    private static double RankProbability(List<LossPoint> points)
    {
        static double Fisher(IReadOnlyCollection<LossPoint> own) => Math.Atanh(Math.Clamp(RankCorrelation(own), -1 + 1e-12, 1 - 1e-12));
        var without = points.Select(p => p.Training).Distinct().Select(t => Fisher([.. points.Where(p => p.Training != t)])).ToList();
        if (!without.TrueForAll(double.IsFinite))
            return 1; // what is left of them has one index only
        var mean = without.Average();
        var error = Math.Sqrt((without.Count - 1.0) / without.Count * without.Sum(x => (x - mean) * (x - mean)));
        return error > 0 ? PValues.TwoSidedStudent(Fisher(points) / error, without.Count - 1) : 1;
    }

    // Mean residuals of the tested half in three parts by loss: each training is one number, since its points may share a fate.
    private static Verdict Curve(string curve, IReadOnlyList<NetworkPoints> networks)
    {
        var tests = new List<(string Name, double Z, double P, int Trainings)>();
        var errors = new List<string>();
        foreach (var network in networks)
        {
            if (network.Fitted.Count < NetworkPoints.FewestPoints || network.Tested.Count < NetworkPoints.FewestPoints)
                continue;
            var ordered = network.Tested.OrderBy(p => p.Level).ToList();
            for (var part = 0; part < Parts; part++)
            {
                var own = ordered[(part * ordered.Count / Parts)..((part + 1) * ordered.Count / Parts)];
                var means = own.GroupBy(p => p.Training).Select(g => g.Average(p => network.Residual(curve, p))).ToList();
                if (means.Count < 3)
                    continue;
                var estimate = Estimate.OfMean(means.Sum(), means.Sum(x => x * x), means.Count);
                if (!(estimate.StandardError > 0))
                    continue;
                var z = estimate.Value / estimate.StandardError;
                tests.Add((string.Create(CultureInfo.InvariantCulture, $"{network.Name} part {part + 1}: {estimate.Value:F4}"), z, PValues.TwoSidedStudent(z, means.Count - 1), means.Count));
            }

            var error = Math.Sqrt(network.Tested.Average(p => Math.Pow(network.Residual(curve, p), 2)));
            var spread = Math.Sqrt(network.Tested.Select(p => (double)p.Negative / network.Dimension).PopulationVariance());
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{network.Name}: scale {network.Scale(curve):G3}, root mean square residual {error:F4} where the fractions themselves vary by {spread:F4}"));
        }

        var corrected = tests.Count == 0 ? [] : PValues.Holm([.. tests.Select(t => t.P)]);
        var worst = tests.Count == 0 ? -1 : Enumerable.Range(0, tests.Count).MaxBy(i => Math.Abs(tests[i].Z));
        return new Verdict(
            Law + curve,
            $"The index fraction of a network's critical points follows the curve of the {curve.Replace('-', ' ')} against the loss, up to one scale.",
            $"t of the mean residual on trainings that were not fitted, {Parts} parts by loss, Holm over {tests.Count}; the largest",
            worst < 0 ? 0 : tests[worst].Z,
            string.Create(CultureInfo.InvariantCulture, $"smallest corrected p below {Level:R} refutes"),
            worst < 0 ? null : corrected.Min(),
            null,
            networks.Sum(n => n.Tested.Count),
            worst >= 0 && corrected.Min() < Level ? Conclusion.Refuted : Conclusion.NotShown,
            tests.Count == 0 ? "Too few points to fit and to test." : $"{string.Join("; ", errors)}. Mean residuals: {string.Join(", ", tests.Select(t => t.Name))}. Threshold of each curve at the lowest loss of all points; scale fitted on the other half. The limiting curves of field and glass are one curve up to the scale.");
    }

    // Networks are different landscapes, finders different maps: no share is over more than one of either.
    private static Verdict Arrival(string finder, string name, IReadOnlyList<SummaryRow> rows)
    {
        var own = rows.Where(r => string.Equals(r.Quantity, $"{IndexVersusLossRun.Outcome} {SearchOutcome.Critical}", StringComparison.Ordinal) && string.Equals(r.Argument, finder, StringComparison.Ordinal)).ToList();
        return new Verdict(
            $"{finder}-arrives",
            $"{name}, from perturbed points of trainings, ends at critical points.",
            "share of searches that end Critical, the smallest over networks",
            own.Min(r => r.Value!.Value),
            "for each network: 95 % interval (Clopper-Pearson) above 1/2 supports, below 1/2 refutes; supported where all networks are, refuted where one is",
            null,
            null,
            own.Sum(r => r.Samples),
            own.Exists(r => r.High < 0.5) ? Conclusion.Refuted : own.TrueForAll(r => r.Low > 0.5) ? Conclusion.Supported : Conclusion.NotShown,
            string.Join("; ", own.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Ensemble}, {r.Dimension} parameters: {r.Value:P0} of {r.Samples}, interval {r.Low:F2} to {r.High:F2}"))) + ".");
    }
}
