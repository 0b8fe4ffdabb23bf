using System.Globalization;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.SaddlesDominate;

/// <summary>Verdicts on GOE samples: against coin flips, against the exact law, and the decay of P(minimum).</summary>
internal static class RandomMatrixVerdicts
{
    /// <summary>Family-wise false-alarm probability of every verdict; only the decay is judged by a 95 % interval around a constant.</summary>
    public const double Level = 0.01;

    private const int SmallestCount = 10;

    public static IEnumerable<Verdict> All(IReadOnlyList<CellTally> goe, TheoryRows theory)
    {
        if (AgainstCoinFlips(goe) is { } coinFlips)
            yield return coinFlips;
        if (AgainstExactLaw(goe, theory) is { } exact)
            yield return exact;
        if (goe.Count > 0 && Decay(goe, theory) is { } decay)
            yield return decay;
    }

    private static int Dimension(CellTally tally) => tally.Cell.CountLength - 2;

    private static long[] Counts(CellTally tally) => tally.Total.Counts[..^1];

    private static Verdict? AgainstCoinFlips(IReadOnlyList<CellTally> goe)
    {
        var cells = goe.Where(t => Dimension(t) >= 2).ToList();
        if (cells.Count == 0)
            return null;
        var tests = cells.ConvertAll(t => ChiSquaredTest.Compute(Counts(t), ExactIndexLaws.CoinFlip(Dimension(t)).Probabilities));
        var corrected = PValues.Holm([.. tests.Select(t => t.PValue)]);
        var rejected = corrected.Count(p => p < Level);
        var weakest = Enumerable.Range(0, cells.Count).MaxBy(i => corrected[i]);
        return new Verdict(
            "coin-flips-goe",
            "The signs of the eigenvalues of GOE(n) are independent fair coin flips, so the index is binomial(n, 1/2).",
            $"chi-squared against binomial at each n >= 2, Holm over {cells.Count} dimensions; shown for n = {Dimension(cells[weakest])}, where it is weakest",
            tests[weakest].Statistic,
            $"corrected p below {Level:R} at any n refutes",
            corrected[weakest],
            null,
            cells.Sum(t => Counts(t).Sum()),
            rejected > 0 ? Conclusion.Refuted : Conclusion.NotShown,
            $"Rejected at {rejected} of {cells.Count} dimensions ({Names(cells.Where((_, i) => corrected[i] < Level))}). At n = 1 the two laws are equal.");
    }

    private static Verdict? AgainstExactLaw(IReadOnlyList<CellTally> goe, TheoryRows theory)
    {
        var cells = goe.Where(t => theory.Goe(Dimension(t)) is not null).ToList();
        if (cells.Count == 0)
            return null;
        var tests = cells.ConvertAll(t => ChiSquaredTest.Compute(Counts(t), theory.Goe(Dimension(t))!.Probabilities));
        var corrected = PValues.Holm([.. tests.Select(t => t.PValue)]);
        var worst = Enumerable.Range(0, cells.Count).MinBy(i => tests[i].PValue);
        return new Verdict(
            "goe-exact",
            $"The sampled index of GOE(n) follows the exact law (pivot chain), n up to {ExactIndexLaws.MaxGoeDimension}.",
            $"chi-squared against the exact law, Holm over {cells.Count} dimensions; shown for n = {Dimension(cells[worst])}, where p is smallest",
            tests[worst].Statistic,
            $"smallest corrected p below {Level:R} refutes",
            corrected[worst],
            null,
            cells.Sum(t => Counts(t).Sum()),
            corrected[worst] < Level ? Conclusion.Refuted : tests.TrueForAll(t => t.DegreesOfFreedom == 0) ? Conclusion.NotShown : Conclusion.Supported,
            $"Degrees of freedom {tests[worst].DegreesOfFreedom}; uncorrected p by n: {string.Join(", ", cells.Select((t, i) => $"{Dimension(t)}: {tests[i].PValue.ToString("G3", CultureInfo.InvariantCulture)}"))}.");
    }

    // ln P = a n^2 + b n + c ln n + d with b, c from theory: two unknowns, weighted least squares on the sampled ln P. The terms
    // left out, -0.0153/n and smaller, shift a by 7e-4 when n = 2 takes part and by less than 3e-4 from n = 3 on.
    private static Verdict? Decay(IReadOnlyList<CellTally> goe, TheoryRows theory)
    {
        var cells = goe.Where(t => Dimension(t) >= 3 && Counts(t)[0] >= SmallestCount).ToList();
        if (cells.Count < 3)
        {
            return new Verdict(
                "goe-decay", DecayClaim, "weighted least squares", double.NaN, "at least 3 dimensions with 10 positive-definite samples each", null, null,
                cells.Sum(t => Counts(t).Sum()), Conclusion.NotShown, $"Only {cells.Count} dimensions have {SmallestCount} positive-definite samples.");
        }

        var (a, error) = Fit([.. cells.Select(t => Observation(Dimension(t), (double)Counts(t)[0] / Counts(t).Sum(), Counts(t)[0]))]);
        var target = IndexAsymptotics.GoeQuadratic;
        var low = a - (1.96 * error);
        var high = a + (1.96 * error);
        var exact = goe.Where(t => Dimension(t) >= 5 && theory.Goe(Dimension(t)) is not null).ToList();
        var exactText = exact.Count < 3 ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $" The same fit to the exact laws, n = {Names(exact)}, gives {Fit([.. exact.Select(t => (Dimension(t), theory.Goe(Dimension(t))!.LogProbabilities[0], 1.0))]).A:F6}.");
        return new Verdict(
            "goe-decay",
            DecayClaim,
            $"a by weighted least squares over n = {Names(cells)}, b and c fixed to theory",
            a,
            "the 95 % interval of a holds -(ln 3)/4 = -0.274653",
            PValues.TwoSidedNormal((a - target) / error),
            (a - target) / error,
            cells.Sum(t => Counts(t).Sum()),
            low <= target && target <= high ? Conclusion.Supported : Conclusion.Refuted,
            string.Create(CultureInfo.InvariantCulture, $"a = {a:F5}, 95 % interval [{low:F5}, {high:F5}].{exactText}"));
    }

    private const string DecayClaim = "P(all eigenvalues of GOE(n) positive) decays like exp(-((ln 3)/4) n^2).";

    private static (int Dimension, double LogP, double Variance) Observation(int dimension, double p, long count) =>
        (dimension, Math.Log(p), (1 - p) / count);

    private static (double A, double Error) Fit(IReadOnlyList<(int Dimension, double LogP, double Variance)> data)
    {
        double s = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
        foreach (var (n, logP, variance) in data)
        {
            double x = (double)n * n, weight = 1 / variance;
            var y = logP - (IndexAsymptotics.GoeLinear * n) - (IndexAsymptotics.GoeLogarithmic * Math.Log(n));
            s += weight;
            sx += weight * x;
            sy += weight * y;
            sxx += weight * x * x;
            sxy += weight * x * y;
        }

        var determinant = (s * sxx) - (sx * sx);
        return (((s * sxy) - (sx * sy)) / determinant, Math.Sqrt(s / determinant));
    }

    private static string Names(IEnumerable<CellTally> cells) => string.Join(", ", cells.Select(Dimension));
}
