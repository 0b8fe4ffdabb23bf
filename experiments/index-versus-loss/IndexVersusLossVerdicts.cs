using System.Globalization;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.IndexVersusLoss;

/// <summary>The verdicts: does the index grow with the loss, along whose curve, and do searches arrive?</summary>
internal static class IndexVersusLossVerdicts
{
    public const string Grows = "index-grows-with-loss";
    public const string Law = "law-of-";
    private const double Level = 0.01;
    private const int Parts = 3;

    public static IEnumerable<Verdict> All(IReadOnlyList<NetworkPoints> networks, IReadOnlyList<(NetworkPoints Network, Dictionary<string, List<double>> Shares)> arrivals)
    {
        yield return Growth(networks);
        foreach (var curve in TheoryCurves.Names)
            yield return Curve(curve, networks);
        yield return Arrival(LossSearches.Newton, "Newton's method with minimum residual", arrivals);
        yield return Arrival(LossSearches.LevenbergMarquardt, "Levenberg-Marquardt on |gradient|^2", arrivals);
    }

    private static Verdict Growth(IReadOnlyList<NetworkPoints> networks)
    {
        var tested = new List<(NetworkPoints Network, int Count, int Trainings, double Correlation, double P)>();
        foreach (var network in networks)
        {
            var points = network.Points.Where(p => p.Undecided == 0).ToList();
            var trainings = points.SelectMany(p => p.Trainings).Distinct().Count();
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
        var conclusion = significant.Exists(i => tested[i].Correlation < 0) ? Conclusion.Refuted : significant.Count == networks.Count ? Conclusion.Supported : Conclusion.NotShown;
        return new Verdict(
            Grows, claim, statistic, worst.Correlation, threshold, PValueOf(conclusion, corrected, i => tested[i].Correlation < 0), null, tested.Sum(t => t.Count),
            conclusion,
            string.Join("; ", tested.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Network.Name}: {t.Correlation:F3} over {t.Count} points of {t.Trainings} trainings, p {t.P:G2}")))
            + (tested.Count < networks.Count ? string.Create(CultureInfo.InvariantCulture, $"; {networks.Count - tested.Count} networks with too few points are not tested, so that it grows everywhere is not shown") : "")
            + ". Each distinct point counts once; it is left out when the last of the trainings that found it is. Which points are met depends on the finders' basins.");
    }

    // "In every network" is supported by the weakest of them and refuted by the strongest against it.
    private static double PValueOf(Conclusion conclusion, IReadOnlyList<double> corrected, Func<int, bool> isAgainst) =>
        conclusion == Conclusion.Refuted ? Enumerable.Range(0, corrected.Count).Where(isAgainst).Min(i => corrected[i]) : corrected.Max();

    private static double RankCorrelation(IReadOnlyCollection<LossPoint> points) => Correlation.Spearman(points.Select(p => p.Loss), points.Select(p => (double)p.Negative));

    // The points of one training share its starts: trainings are what is left out, not points.
    private static double RankProbability(List<LossPoint> points)
    {
        static double Fisher(IReadOnlyCollection<LossPoint> own) => Math.Atanh(Math.Clamp(RankCorrelation(own), -1 + 1e-12, 1 - 1e-12));
        var without = points.SelectMany(p => p.Trainings).Distinct().Select(t => Fisher([.. points.Where(p => p.Trainings.Any(own => own != t))])).ToList();
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
            if (network.Scale(curve) is not { } scale)
            {
                errors.Add($"{network.Name}: no scale fits");
                continue;
            }

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

            var spread = Math.Sqrt(network.Tested.Select(p => (double)p.Negative / network.Dimension).PopulationVariance());
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{network.Name}: scale {scale:G3}, root mean square residual {network.Error(curve):F4} where the fractions themselves vary by {spread:F4}"));
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
            tests.Count == 0 ? "Too few points to fit and to test." : $"{string.Join("; ", errors)}. Mean residuals: {string.Join(", ", tests.Select(t => t.Name))}. Threshold of each curve at the lowest loss of all points; scale fitted on the other half, whose error p leaves out; a point that both halves met belongs to the training that met it first. The limiting curves of field and glass are one curve up to the scale.");
    }

    // Networks are different landscapes, finders different maps: no share is over more than one of either. The searches of one training share its way: trainings are counted.
    private static Verdict Arrival(string finder, string name, IReadOnlyList<(NetworkPoints Network, Dictionary<string, List<double>> Shares)> arrivals)
    {
        var own = arrivals.Select(a =>
        {
            var shares = a.Shares[finder];
            var (most, least) = (shares.Count(x => x > 0.5), shares.Count(x => x < 0.5));
            var p = most + least == 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, most + least, Math.Min(most, least)));
            return (a.Network, Share: shares.Average(), Most: most, Least: least, shares.Count, P: p);
        }).ToList();
        var corrected = PValues.Holm([.. own.Select(o => o.P)]);
        var significant = Enumerable.Range(0, own.Count).Where(i => corrected[i] < Level).ToList();
        var conclusion = significant.Exists(i => own[i].Most < own[i].Least) ? Conclusion.Refuted : significant.Count == own.Count ? Conclusion.Supported : Conclusion.NotShown;
        return new Verdict(
            $"{finder}-arrives",
            $"{name}, from perturbed points of trainings, ends at critical points of every network more often than not, within the plan's steps.",
            "share of searches that end Critical, the smallest over networks; sign test over trainings of which more or less than half arrive, Holm over networks",
            own.Min(o => o.Share),
            string.Create(CultureInfo.InvariantCulture, $"corrected p below {Level:R}: supported where more do in all networks, refuted where fewer do in one"),
            PValueOf(conclusion, corrected, i => own[i].Most < own[i].Least),
            null,
            own.Sum(o => o.Count),
            conclusion,
            string.Join("; ", own.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Network.Name}: {o.Share:P0} arrive; of {o.Count} trainings {o.Most} have more than half, {o.Least} fewer, p {o.P:G2}"))) + ".");
    }
}
