using System.Globalization;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.Shared;

/// <summary>Holds estimates against exact values: a Student test for each, Holm's correction over all.</summary>
internal static class WitnessVerdict
{
    /// <summary>The family-wise level of every verdict.</summary>
    public const double Level = 0.01;

    /// <summary>The verdict; null without cells.</summary>
    /// <param name="id">Short stable name.</param>
    /// <param name="claim">The claim of agreement.</param>
    /// <param name="scale">What is compared, for example <c>ln P</c>.</param>
    /// <param name="cells">The numbers that both witnesses know.</param>
    public static Verdict? Agreement(string id, string claim, string scale, IReadOnlyList<WitnessCell> cells)
    {
        if (cells.Count == 0)
            return null;
        var corrected = PValues.Holm([.. cells.Select(c => PValues.TwoSidedStudent(c.ZScore, c.Sampled.DegreesOfFreedom))]);
        var worst = Enumerable.Range(0, cells.Count).MaxBy(i => Math.Abs(cells[i].ZScore));
        return new Verdict(
            id,
            claim,
            $"z of {scale}, Holm over {cells.Count} numbers; shown for {cells[worst].Name}, the worst",
            cells[worst].ZScore,
            string.Create(CultureInfo.InvariantCulture, $"smallest corrected p below {Level:R} refutes"),
            corrected.Min(),
            cells[worst].ZScore,
            cells.Sum(c => c.Samples),
            corrected.Min() < Level ? Conclusion.Refuted : Conclusion.Supported,
            $"z: {string.Join(", ", cells.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Name} {c.ZScore:F2}")))}. "
            + $"Largest relative standard error {LargestError(cells)}.");
    }

    private static string LargestError(IReadOnlyList<WitnessCell> cells)
    {
        var cell = cells.MaxBy(c => Math.Abs(c.Sampled.StandardError / c.Exact))!;
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(cell.Sampled.StandardError / cell.Exact):P2} ({cell.Name})");
    }
}
