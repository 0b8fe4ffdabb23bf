using System.Globalization;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.Shared;

/// <summary>Holds estimates against exact values: a Student test for each, Holm's correction over all. Not shown when no estimate tells anything.</summary>
internal static class WitnessVerdict
{
    /// <summary>The family-wise level of every verdict.</summary>
    public const double Level = 0.01;

    /// <summary>The verdict; null without cells.</summary>
    /// <param name="id">Short stable name.</param>
    /// <param name="claim">The claim of agreement.</param>
    /// <param name="scale">What is compared, for example <c>ln P</c>.</param>
    /// <param name="cells">The numbers that both witnesses know.</param>
    /// <param name="logarithmic">Whether the numbers are logarithms, so that their errors are relative errors already.</param>
    public static Verdict? Agreement(string id, string claim, string scale, IReadOnlyList<WitnessCell> cells, bool logarithmic = false)
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
            cells.GroupBy(c => c.Group, StringComparer.Ordinal).Sum(g => g.Key is null ? g.Sum(c => c.Samples) : g.Max(c => c.Samples)),
            corrected.Min() < Level ? Conclusion.Refuted : cells.Any(c => Tells(c, logarithmic)) ? Conclusion.Supported : Conclusion.NotShown,
            $"z: {string.Join(", ", cells.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Name} {c.ZScore:F2}")))}. "
            + $"Largest relative standard error {LargestError(cells, logarithmic)}.");
    }

    // Agreement within half of the number, or on a spread that hardly anything was known of, is agreement with anything.
    private static bool Tells(WitnessCell cell, bool logarithmic) => RelativeError(cell, logarithmic) < 0.5 && cell.Sampled.DegreesOfFreedom >= 5;

    private static double RelativeError(WitnessCell cell, bool logarithmic) =>
        logarithmic ? cell.Sampled.StandardError : Math.Abs(cell.Sampled.StandardError / cell.Scale);

    private static string LargestError(IReadOnlyList<WitnessCell> cells, bool logarithmic)
    {
        var cell = cells.MaxBy(c => RelativeError(c, logarithmic))!;
        return string.Create(CultureInfo.InvariantCulture, $"{RelativeError(cell, logarithmic):P2} ({cell.Name})");
    }
}
