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
        yield return Arrival(rows);
    }

    private static Verdict Growth(IReadOnlyList<NetworkPoints> networks)
    {
        var tested = new List<(NetworkPoints Network, int Count, double Correlation, double P)>();
        foreach (var network in networks)
        {
            var points = network.Points.Where(p => p.Undecided == 0).ToList();
            if (points.Count < NetworkPoints.FewestPoints || points.Select(p => p.Negative).Distinct().Count() < 2)
                continue;
            var r = Correlation.Spearman(points.Select(p => p.Loss), points.Select(p => (double)p.Negative));
            var t = r * Math.Sqrt((points.Count - 2) / Math.Max(1e-300, 1 - (r * r)));
            tested.Add((network, points.Count, r, PValues.TwoSidedStudent(t, points.Count - 2)));
        }

        const string claim = "At critical points the index of a network grows with its loss.";
        const string statistic = "Spearman's rank correlation of index and loss, the smallest over networks; Student's approximation, Holm over networks";
        var threshold = string.Create(CultureInfo.InvariantCulture, $"positive everywhere with corrected p below {Level:R} supports, negative somewhere with it refutes");
        if (tested.Count == 0)
            return new Verdict(Grows, claim, statistic, 0, threshold, null, null, 0, Conclusion.NotShown, $"No network has {NetworkPoints.FewestPoints} different critical points of known index.");
        var corrected = PValues.Holm([.. tested.Select(t => t.P)]);
        var worst = tested.MinBy(t => t.Correlation);
        var significant = Enumerable.Range(0, tested.Count).Where(i => corrected[i] < Level).ToList();
        return new Verdict(
            Grows, claim, statistic, worst.Correlation, threshold, corrected.Max(), null, tested.Sum(t => t.Count),
            significant.Any(i => tested[i].Correlation < 0) ? Conclusion.Refuted : significant.Count == tested.Count ? Conclusion.Supported : Conclusion.NotShown,
            string.Join("; ", tested.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Network.HiddenUnits} hidden units: {t.Correlation:F3} over {t.Count} points, p {t.P:G2}")))
            + ". Each distinct point counts once, as if independent; which points are met depends on the finders' basins.");
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
                tests.Add((string.Create(CultureInfo.InvariantCulture, $"h={network.HiddenUnits} part {part + 1}: {estimate.Value:F4}"), z, PValues.TwoSidedStudent(z, means.Count - 1), means.Count));
            }

            var error = Math.Sqrt(network.Tested.Average(p => Math.Pow(network.Residual(curve, p), 2)));
            var spread = Math.Sqrt(network.Tested.Select(p => (double)p.Negative / network.Dimension).PopulationVariance());
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"h={network.HiddenUnits}: scale {network.Scale(curve):G3}, root mean square residual {error:F4} where the fractions themselves vary by {spread:F4}"));
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

    private static Verdict Arrival(IReadOnlyList<SummaryRow> rows)
    {
        string[] finders = [LossSearches.Newton, LossSearches.LevenbergMarquardt];
        var critical = rows.Where(r => string.Equals(r.Quantity, $"{IndexVersusLossRun.Outcome} {SearchOutcome.Critical}", StringComparison.Ordinal)).ToList();
        var own = critical.Where(r => finders.Contains(r.Argument, StringComparer.Ordinal)).ToList();
        var searches = own.Sum(r => r.Samples);
        var arrived = (long)Math.Round(own.Sum(r => r.Value!.Value * r.Samples));
        var interval = ClopperPearson.Compute(arrived, searches);
        return new Verdict(
            "searches-arrive",
            "Newton's method and Levenberg-Marquardt, from perturbed points of trainings, end at critical points.",
            "share of searches that end Critical",
            (double)arrived / searches,
            "95 % interval (Clopper-Pearson) above 1/2 supports, below 1/2 refutes",
            null,
            null,
            searches,
            interval.Low > 0.5 ? Conclusion.Supported : interval.High < 0.5 ? Conclusion.Refuted : Conclusion.NotShown,
            string.Create(CultureInfo.InvariantCulture, $"{arrived} of {searches}, interval {interval.Low:F2} to {interval.High:F2}. ")
            + string.Join("; ", critical.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Argument}, {r.Dimension} parameters: {r.Value:P0}"))) + ".");
    }
}
