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

    /// <summary>For each method: whether its points have the Kac-Rice law of energy. One Kolmogorov-Smirnov test for each method, N and index, Holm's correction over all of them.</summary>
    /// <param name="tests">All tests.</param>
    /// <param name="weightings">From enumerated samples: how far the mean energy of minima moves when every sample counts alike, as searches count them, instead of every point.</param>
    public static IEnumerable<Verdict> OfLaws(IReadOnlyList<FinderTest> tests, IReadOnlyList<(int Spins, Estimate Shift)> weightings)
    {
        var holm = PValues.Holm([.. tests.Select(t => t.PValue)]);
        var shift = weightings.Count == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $" Searches count every sample alike, Kac and Rice every point: over enumerated samples of {weightings[^1].Spins} spins that alone moves the mean energy of minima by {weightings[^1].Shift.Value:F4} +- {weightings[^1].Shift.StandardError:F4}.");
        foreach (var family in Enumerable.Range(0, tests.Count).GroupBy(i => tests[i].Finder.Method))
        {
            var cells = family.Select(i => (Test: tests[i], Corrected: holm[i], Detectable: Detectable(tests[i], tests.Count))).ToList();
            var worst = cells.MinBy(c => c.Corrected);
            var text = string.Join(", ", cells.Select(c => string.Create(
                CultureInfo.InvariantCulture,
                $"N={c.Test.Spins} {c.Test.Law}: D {c.Test.Distance:F3} (corrected p {c.Corrected:G2}; {c.Detectable:F2} would show), W1 {c.Test.Wasserstein:F4} ({c.Test.Interval.Low:F4} to {c.Test.Interval.High:F4}){c.Test.Remark}")));
            yield return new Verdict(
                $"law-of-{Name(family.Key)}",
                $"From uniform random starts, {Name(family.Key)} reaches critical points with the energies of the Kac-Rice law.",
                $"Kolmogorov-Smirnov distance, Holm over all {tests.Count} laws of all methods; shown for N={worst.Test.Spins} {worst.Test.Law}, the worst",
                worst.Test.Distance,
                string.Create(CultureInfo.InvariantCulture, $"a corrected p below {WitnessVerdict.Level:R} refutes; without one, supported only if a distance of {Telling} would show in every law with probability 0.9"),
                worst.Corrected,
                null,
                cells.Sum(c => (long)c.Test.Points),
                worst.Corrected < WitnessVerdict.Level ? Conclusion.Refuted : cells.TrueForAll(c => c.Detectable <= Telling) ? Conclusion.Supported : Conclusion.NotShown,
                $"{text}.{shift}");
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
        string.Join(", ", points.Ends.Where(e => e.Count > 0).Select(e => $"{e.Count} {e.Name}"));

    /// <summary>
    /// Whether the mean energy of descents tends to -E_inf: least squares in x = N^(-2/3), the order of fluctuations at the spectral edge. The form is an assumption, so three must agree: a parabola through all
    /// sizes, one without the smallest, a line through the largest three.
    /// </summary>
    public static IEnumerable<Verdict> OfThreshold(int p, IReadOnlyList<FinderPoints> found)
    {
        var cells = found.Where(f => f.Finder.Method == SearchMethod.GradientDescent && f.Points.Count >= 10).OrderBy(f => f.Spins)
            .Select(f => (f.Spins, Mean: Estimate.OfMean(f.Points.Sum(q => q.Energy), f.Points.Sum(q => q.Energy * q.Energy), f.Points.Count), f.Points.Count)).ToList();
        // With three sizes no parabola has a check.
        if (cells.Count < 4)
            yield break;
        var sizes = cells.Select(c => (c.Spins, c.Mean)).ToList();
        var fits = new List<(string Name, double Limit, double Error, double Goodness)> { Fit("parabola, all sizes", sizes, 3), Fit("line, largest three", sizes[^3..], 2) };
        if (sizes.Count > 4)
            fits.Insert(1, Fit("parabola, without the smallest", sizes[1..], 3));
        var (threshold, ground) = (-SphericalComplexity.EnergyThreshold(p), -SphericalComplexity.ZeroOfComplexity(p, 0));
        var conclusions = fits.Select(f => f.Goodness < WitnessVerdict.Level ? Conclusion.NotShown
            : PValues.TwoSidedNormal((f.Limit - threshold) / f.Error) < WitnessVerdict.Level ? Conclusion.Refuted
            : PValues.TwoSidedNormal((f.Limit - ground) / f.Error) < WitnessVerdict.Level ? Conclusion.Supported : Conclusion.NotShown).ToList();
        var z = (fits[0].Limit - threshold) / fits[0].Error;
        yield return new Verdict(
            "descent-threshold",
            "The energies that gradient descent reaches from random starts tend to the threshold -E_inf, not to the ground state -E_0.",
            "distance of the extrapolated mean energy from -E_inf in standard errors, parabola in N^(-2/3) through all sizes",
            z,
            "a fit with p of its chi-squared above 0.01 says refuted where its limit is off -E_inf with p below 0.01, else supported where it is off -E_0; what all fits say is said here, otherwise nothing",
            PValues.TwoSidedNormal(z),
            z,
            cells.Sum(c => (long)c.Count),
            conclusions.Distinct().Count() == 1 ? conclusions[0] : Conclusion.NotShown,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Limits by assumed forms: {string.Join("; ", fits.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Name} {f.Limit:F4} +- {f.Error:F4} (p of the fit {f.Goodness:G2})")))}. -E_inf = {threshold:F4}, -E_0 = {ground:F4}. Means: {string.Join(", ", cells.Select(c => string.Create(CultureInfo.InvariantCulture, $"N={c.Spins} {c.Mean.Value:F4} +- {c.Mean.StandardError:F4}")))}. A limit {ground - threshold:F4} below -E_inf is what the claim has to be told from."));
    }

    private static (string Name, double Limit, double Error, double Goodness) Fit(string name, List<(int Spins, Estimate Mean)> sizes, int terms)
    {
        var design = Matrix<double>.Build.Dense(sizes.Count, terms, (i, j) => Math.Pow(sizes[i].Spins, -2.0 * j / 3) / sizes[i].Mean.StandardError);
        var target = Vector<double>.Build.Dense(sizes.Count, i => sizes[i].Mean.Value / sizes[i].Mean.StandardError);
        var decomposition = design.QR();
        var fit = decomposition.Solve(target);
        var error = decomposition.R.SubMatrix(0, terms, 0, terms).Inverse().Row(0).L2Norm();
        var freedom = sizes.Count - terms;
        return (name, fit[0], error, PValues.ChiSquaredUpper(Math.Pow((target - (design * fit)).L2Norm(), 2), freedom));
    }

    private static string Name(SearchMethod method) => method switch
    {
        SearchMethod.GradientDescent => "gradient-descent",
        SearchMethod.Newton => "newton",
        _ => "eigenvector-following",
    };
}
