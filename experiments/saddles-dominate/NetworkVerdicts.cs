using System.Globalization;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints;

namespace RandomLandscapes.Experiments.SaddlesDominate;

/// <summary>Verdicts on trained networks: does one of the three laws describe the measured index, and where did training end?</summary>
internal static class NetworkVerdicts
{
    private const int LawCount = 3;

    public static IEnumerable<Verdict> All(IReadOnlyList<CellTally> networks, NetworkLaws? laws)
    {
        var moments = networks.SelectMany(NetworkCell.Moments).ToList();
        if (laws is null || moments.Count == 0)
            yield break;
        yield return Law("network-coin-flips", "binomial(n, 1/2)", moments, laws.InCoinFlip);
        yield return Law("network-goe", "GOE", moments, laws.InGoe);
        yield return Law("network-field", "isotropic-field", moments, laws.InField);
        yield return Ends(networks, moments);
    }

    // Bonferroni over laws and moments: a law is refuted where a p-value is too small even so, and a sample of the law too small
    // for that leaves the verdict open.
    private static Verdict Law(string id, string name, List<NetworkMoment> moments, Func<NetworkMoment, NetworkLaws.Rank> rank)
    {
        var level = RandomMatrixVerdicts.Level / (LawCount * moments.Count);
        var ranks = moments.ConvertAll(m => rank(m));
        var outside = Enumerable.Range(0, moments.Count).Where(i => ranks[i].PValue < level).ToList();
        var farthest = Enumerable.Range(0, moments.Count).MinBy(i => LogP(ranks[i]));
        return new Verdict(
            id,
            $"The {name} index law of dimension {moments[0].Dimension} describes the Hessian index along the training of the networks.",
            $"ln of the p-value of the two-sided rank of the measured index, the smallest of {moments.Count} moments ({moments[farthest].Name})",
            LogP(ranks[farthest]),
            string.Create(CultureInfo.InvariantCulture, $"p below {RandomMatrixVerdicts.Level:R} / ({LawCount} laws x {moments.Count} moments) = {level:G3} at any moment refutes"),
            Math.Min(1, ranks[farthest].PValue * LawCount * moments.Count),
            null,
            moments.Count,
            outside.Count > 0 ? Conclusion.Refuted : Conclusion.NotShown,
            string.Create(CultureInfo.InvariantCulture, $"Outside the law at {outside.Count} of {moments.Count} moments; the largest p of any moment is {ranks.Max(r => r.PValue):G3}. ")
            + string.Create(CultureInfo.InvariantCulture, $"Measured index fractions run from {moments.Min(m => (double)m.Negative / m.Dimension):F3} to {moments.Max(m => (double)(m.Negative + m.Undecided) / m.Dimension):F3}; the law has mean 1/2.")
            + (outside.Count == moments.Count ? " It describes none of them." : ""));
    }

    // A p-value may underflow a double; the exact laws keep its logarithm.
    private static double LogP(NetworkLaws.Rank rank) => rank.PValue > 0 ? Math.Log(rank.PValue) : rank.LogValue ?? double.NegativeInfinity;

    private static Verdict Ends(IReadOnlyList<CellTally> networks, List<NetworkMoment> moments)
    {
        var ends = moments.Where(m => m.IsEnd).ToList();
        var critical = ends.Where(m => m.IsCritical).ToList();
        var minima = critical.Count(m => m.Negative == 0 && m.Undecided == 0);
        return new Verdict(
            "network-ends",
            "Full-batch training ends at a local minimum of the regularised loss.",
            $"trainings that end with gradient norm below {NetworkCell.CriticalGradientNorm:R} and no negative or undecided eigenvalue",
            minima,
            $"all {ends.Count}",
            null,
            null,
            ends.Count,
            minima == ends.Count && networks.All(n => NetworkCell.Outcome(n) == SearchOutcome.Critical) ? Conclusion.Supported
                : critical.Count < ends.Count ? Conclusion.NotShown : Conclusion.Refuted,
            string.Join("; ", ends.Select(m => string.Create(
                CultureInfo.InvariantCulture, $"{m.Name}: gradient norm {m.GradientNorm:E1}, index {m.Negative}, undecided {m.Undecided}, loss {m.Loss:F4}")))
            + ". Training seeks minima, so this says nothing on how common they are (basin-weighted).");
    }
}
