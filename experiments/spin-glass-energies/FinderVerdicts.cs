using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.SpinGlassEnergies;

/// <summary>What the searches say about the measure that they sample, and about the threshold energy.</summary>
internal static class FinderVerdicts
{
    private const double Telling = 0.25;
    private const double AlmostEvery = 0.95;

    /// <summary>For each method: whether its points have the Kac-Rice law of energy. One Kolmogorov-Smirnov test for each N and index, Holm's correction over the method's.</summary>
    public static IEnumerable<Verdict> OfLaws(IReadOnlyList<FinderTest> tests)
    {
        foreach (var family in tests.GroupBy(t => t.Finder.Method))
        {
            var cells = family.ToList();
            var corrected = PValues.Holm([.. cells.Select(t => t.PValue)]);
            var worst = Enumerable.Range(0, cells.Count).MinBy(i => corrected[i]);
            var points = cells.Sum(t => (long)t.Points);
            var text = string.Join(", ", cells.Select((t, i) => string.Create(
                CultureInfo.InvariantCulture, $"N={t.Spins} {t.Law}: D {t.Distance:F3} (corrected p {corrected[i]:G2}), W1 {t.Wasserstein.Value:F4} +- {t.Wasserstein.StandardError:F4}{t.Remark}")));
            var detectable = cells.Min(t => Detectable(t, cells.Count));
            yield return new Verdict(
                $"law-of-{Name(family.Key)}",
                $"From uniform random starts, {Name(family.Key)} reaches critical points with the energies of the Kac-Rice law.",
                $"Kolmogorov-Smirnov distance, Holm over {cells.Count} laws; shown for N={cells[worst].Spins} {cells[worst].Law}, the worst",
                cells[worst].Distance,
                string.Create(CultureInfo.InvariantCulture, $"smallest corrected p below {WitnessVerdict.Level:R} refutes; otherwise nothing is shown unless a distance of {Telling} would hardly have been missed"),
                corrected[worst],
                null,
                points,
                corrected[worst] < WitnessVerdict.Level ? Conclusion.Refuted : detectable <= Telling ? Conclusion.Supported : Conclusion.NotShown,
                string.Create(CultureInfo.InvariantCulture, $"{text}. The largest sample misses a distance of {detectable:F2} with probability below 0.1."));
        }
    }

    // F_n differs from the true F at one place by more than 1.2816 / (2 sqrt n) downwards with probability 0.1 at most.
    private static double Detectable(FinderTest test, int tests)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 50; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = KolmogorovSmirnov.PValue(middle, test.EffectivePoints) * tests < WitnessVerdict.Level ? (low, middle) : (middle, high);
        }

        return Math.Min(1, high + (1.2816 / (2 * Math.Sqrt(test.EffectivePoints))));
    }

    /// <summary>Whether Newton's method finds critical points at all, with the table of outcomes of every finder.</summary>
    public static IEnumerable<Verdict> OfOutcomes(IReadOnlyList<FinderPoints> found)
    {
        var newton = found.Where(f => f.Finder.Method == SearchMethod.Newton).ToList();
        if (newton.Count == 0)
            yield break;
        var (critical, searches) = (newton.Sum(f => f.Count(SearchOutcome.Critical)), newton.Sum(f => f.Searches));
        var bounds = ClopperPearson.Compute(critical, searches, 0.98);
        var table = found.GroupBy(f => f.Finder.Name, StringComparer.Ordinal).Select(g => $"{g.Key}: {string.Join("; ", g.Select(f => $"N={f.Spins} {Ends(f)}"))}");
        yield return new Verdict(
            "newton-ends",
            "Newton's method, damped so that the gradient shrinks, ends at a critical point from almost every random start.",
            "share of searches that end at a critical point",
            (double)critical / searches,
            string.Create(CultureInfo.InvariantCulture, $"an upper 99 % bound below {AlmostEvery:R} refutes, a lower one above it supports"),
            null,
            null,
            searches,
            bounds.High < AlmostEvery ? Conclusion.Refuted : bounds.Low > AlmostEvery ? Conclusion.Supported : Conclusion.NotShown,
            string.Create(CultureInfo.InvariantCulture, $"98 % interval {bounds.Low:F3} to {bounds.High:F3}. Every end: {string.Join(". ", table)}."));
    }

    private static string Ends(FinderPoints points) =>
        string.Join(", ", Enum.GetValues<SearchOutcome>().Where(o => points.Count(o) > 0).Select(o => $"{points.Count(o)} {o}"));

    /// <summary>Whether the mean energy of descents tends to -E_inf: least squares of a + b x + c x^2, x = N^(-2/3), the order of fluctuations at the spectral edge.</summary>
    public static IEnumerable<Verdict> OfThreshold(int p, IReadOnlyList<FinderPoints> found)
    {
        var cells = found.Where(f => f.Finder.Method == SearchMethod.GradientDescent && f.Points.Count >= 10)
            .Select(f => (f.Spins, Mean: Estimate.OfMean(f.Points.Sum(q => q.Energy), f.Points.Sum(q => q.Energy * q.Energy), f.Points.Count), f.Points.Count)).ToList();
        // With three sizes the parabola has no check.
        if (cells.Count < 4)
            yield break;
        var design = Matrix<double>.Build.Dense(cells.Count, 3, (i, j) => Math.Pow(cells[i].Spins, -2.0 * j / 3) / cells[i].Mean.StandardError);
        var target = Vector<double>.Build.Dense(cells.Count, i => cells[i].Mean.Value / cells[i].Mean.StandardError);
        var decomposition = design.QR();
        var fit = decomposition.Solve(target);
        var error = decomposition.R.SubMatrix(0, 3, 0, 3).Inverse().Row(0).L2Norm();
        var chiSquared = Math.Pow((target - (design * fit)).L2Norm(), 2);
        var goodness = PValues.ChiSquaredUpper(chiSquared, cells.Count - 3);
        var (threshold, ground) = (-SphericalComplexity.EnergyThreshold(p), -SphericalComplexity.ZeroOfComplexity(p, 0));
        var (toThreshold, toGround) = ((fit[0] - threshold) / error, (fit[0] - ground) / error);
        var conclusion = goodness < WitnessVerdict.Level ? Conclusion.NotShown
            : PValues.TwoSidedNormal(toThreshold) < WitnessVerdict.Level ? Conclusion.Refuted
            : PValues.TwoSidedNormal(toGround) < WitnessVerdict.Level ? Conclusion.Supported : Conclusion.NotShown;
        yield return new Verdict(
            "descent-threshold",
            "The energies that gradient descent reaches from random starts tend to the threshold -E_inf, not to the ground state -E_0.",
            "distance of the extrapolated mean energy from -E_inf in standard errors",
            toThreshold,
            "two-sided p below 0.01 refutes; otherwise p below 0.01 for -E_0 supports; a fit with p below 0.01 shows nothing",
            PValues.TwoSidedNormal(toThreshold),
            toThreshold,
            cells.Sum(c => (long)c.Count),
            conclusion,
            string.Create(
                CultureInfo.InvariantCulture,
                $"a + b N^(-2/3) + c N^(-4/3), an assumed form: a = {fit[0]:F4} +- {error:F4}, b = {fit[1]:F3}, c = {fit[2]:F2}; -E_inf = {threshold:F4}, -E_0 = {ground:F4} ({toGround:F1} standard errors away); chi-squared {chiSquared:F1} of {cells.Count - 3} (p {goodness:G2}). Means: {string.Join(", ", cells.Select(c => string.Create(CultureInfo.InvariantCulture, $"N={c.Spins} {c.Mean.Value:F4} +- {c.Mean.StandardError:F4}")))}."));
    }

    private static string Name(SearchMethod method) => method switch
    {
        SearchMethod.GradientDescent => "gradient-descent",
        SearchMethod.Newton => "newton",
        _ => "eigenvector-following",
    };
}
