using System.Globalization;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints.Searches;

namespace RandomLandscapes.Experiments.LinearNetworks;

/// <summary>What the ends say about the list.</summary>
internal static class LinearNetworksVerdicts
{
    private const long FewestEnds = 100;

    public static IReadOnlyList<Verdict> Of(IReadOnlyList<OrbitEnds> ends, IReadOnlyList<DegenerateSaddle> saddles)
    {
        List<OrbitEnds> shallow = [.. ends.Where(e => e.Network.HasInertia)];
        var verdicts = new List<Verdict?> { NoFalsePoints(ends), StrictSaddles(shallow), SaddleFree(shallow) };
        verdicts.AddRange(shallow.Select(Recovery));
        verdicts.Add(DeepSaddles([.. ends.Where(e => !e.Network.HasInertia)], saddles));
        return [.. verdicts.OfType<Verdict>()];
    }

    public static string Sentence(IReadOnlyList<OrbitEnds> ends) => string.Join(
        ' ',
        ends.Select(e => e.Critical == 0
            ? $"{e.Network.Name}: no search ended at a critical point."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{e.Network.Name}: {e.Critical} of {e.Searches} searches ended at critical points, {e.Contradicting} of them not on the list; {e.Found} of {e.Network.Orbits.Count} {(e.Network.HasInertia ? "orbits" : "losses")} were found.")));

    private static Verdict NoFalsePoints(IReadOnlyList<OrbitEnds> ends)
    {
        var (critical, wrong, open) = (ends.Sum(e => e.Critical), ends.Sum(e => e.Contradicting), ends.Sum(e => e.Open));
        return Count(
            "no-false-points",
            "Every point that a search calls critical is on the list, with its loss, index and nullity (for deeper networks its loss).",
            "critical ends that contradict the list",
            wrong,
            critical,
            string.Create(
                CultureInfo.InvariantCulture,
                $" {open} more ends have the loss of an orbit, and more undecided eigenvalues than it has zeros. The check tells: of {ends.Sum(e => e.Loose)} ends that are not critical, with a gradient shorter than {OrbitSearchCell.LooseTolerance:R}, {ends.Sum(e => e.LooseAndWrong)} are not on the list."));
    }

    private static Verdict? StrictSaddles(List<OrbitEnds> ends)
    {
        if (ends.Count == 0)
            return null;
        var (all, without) = (ends.Sum(e => e.Bad.All), ends.Sum(e => e.Bad.WithoutNegative));
        return Count(
            "strict-saddles", "With one hidden layer every critical point that is no global minimum has a negative eigenvalue.", "ends above the least loss without a negative eigenvalue", without, all, "");
    }

    private static Verdict? SaddleFree(List<OrbitEnds> ends)
    {
        if (ends.Count == 0)
            return null;
        var all = ends.Sum(e => e.SaddleFree.Sum());
        // An end that is no orbit's may be a bad minimum: of whichever finder, it counts against the claim.
        var strange = ends.Sum(e => e.Contradicting + e.Open);
        all += strange;
        var bad = ends.Sum(e => e.SaddleFree.Where((_, i) => e.Network.Orbits[i].Loss > e.Network.Least).Sum()) + strange;
        return Count("no-bad-minima", "With one hidden layer a descent that avoids saddles ends at a global minimum.", "critical ends of saddle-free Newton above the least loss", bad, all, "");
    }

    private static Verdict Recovery(OrbitEnds ends)
    {
        var (found, listed) = (ends.Found, ends.Network.Orbits.Count);
        var unseen = ends.Critical == 0 ? 1 : ends.Once / (double)ends.Critical;
        return new Verdict(
            $"recovery-{ends.Network.Name.Replace(':', '-')}",
            $"Searches from random starts meet every critical orbit of {ends.Network.Name}.",
            "share of the listed orbits that were met",
            found / (double)listed,
            "all of them; fewer leave it open",
            null,
            null,
            ends.Critical,
            found == listed ? Conclusion.Supported : Conclusion.NotShown,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{found} of {listed} orbits by {ends.Critical} critical ends. Orbits met once hold {unseen:P1} of the ends, which estimates the share of basins not seen; that is not a share of orbits."));
    }

    private static Verdict? DeepSaddles(List<OrbitEnds> ends, IReadOnlyList<DegenerateSaddle> saddles)
    {
        if (ends.Count == 0)
            return null;
        var (all, without) = (ends.Sum(e => e.Bad.All), ends.Sum(e => e.Bad.WithoutNegative));
        var proved = saddles.Count(s => s.AgreesWithTheList);
        var listed = saddles.Select(s => string.Create(
            CultureInfo.InvariantCulture,
            $"{s.Network.Name} {s.Orbit.Name} ({s.Answer.Point.Inertia.Negative}, {s.Answer.Point.Inertia.Undecided}, {s.Answer.Point.Inertia.Positive}), {(s.Answer.Kind == CriticalPointKind.DegenerateSaddle ? "degenerate saddle" : "undecided")}{Lower(s)}"));
        return new Verdict(
            "deep-strict-saddles",
            "With two hidden layers or more every critical point that is no global minimum has a negative eigenvalue.",
            "balanced critical points above the least loss without a negative eigenvalue, by the list and by the Hessian",
            proved,
            "none",
            null,
            null,
            saddles.Count,
            proved > 0 ? Conclusion.Refuted : Conclusion.NotShown,
            $"Counter-examples, with negative, zero and positive eigenvalues: {string.Join("; ", listed)}. "
            + string.Create(CultureInfo.InvariantCulture, $"Of {all} ends of searches above the least loss {without} have no negative eigenvalue."));

        static string Lower(DegenerateSaddle s) => s.Answer.Lower is { } lower
            ? string.Create(CultureInfo.InvariantCulture, $" with lower losses at {lower.Distances} distances, each half of the one before, down to {lower.Distance:G2}")
            : "";
    }

    private static Verdict Count(string id, string claim, string statistic, long wrong, long all, string more) => new(
        id,
        claim,
        statistic,
        wrong,
        $"none among at least {FewestEnds}",
        null,
        null,
        all,
        wrong > 0 ? Conclusion.Refuted : all < FewestEnds ? Conclusion.NotShown : Conclusion.Supported,
        string.Create(CultureInfo.InvariantCulture, $"{wrong} of {all}, 95 % upper bound of their share {(all == 0 ? 1 : ClopperPearson.Compute(wrong, all).High):P3}.") + more);
}
