using System.Globalization;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.SaddlesDominate;

/// <summary>Verdicts on critical points: fields against coin flips, Kac-Rice and enumeration against the exact laws.</summary>
internal static class KacRiceVerdicts
{
    private const double Level = RandomMatrixVerdicts.Level;

    // Counts of a few samples are often all equal, and their error then zero; the z-scores are normal from about here on.
    private const int SmallestEnumeration = 100;

    public static IEnumerable<Verdict> All(
        IReadOnlyList<CellTally> field, IReadOnlyList<CellTally> glass, IReadOnlyList<CellTally> enumeration, TheoryRows theory)
    {
        if (FieldAgainstCoinFlips(field, theory) is { } coinFlips)
            yield return coinFlips;
        if (Minima("field-minima", "The sampled fraction of minima of isotropic fields equals the exact law.", field, n => theory.Field(n)) is { } minima)
            yield return minima;
        if (Minima("p-spin-minima", "The Kac-Rice fraction of minima of the spherical 3-spin equals the exact law.", glass, n => ExactIndexLaws.OfMeanCounts(theory.Glass(n + 1), "")) is { } glassMinima)
            yield return glassMinima;
        if (Enumeration(enumeration, theory) is { } counts)
            yield return counts;
    }

    private static int Dimension(CellTally tally) => (tally.Cell.SumLength / 2) - 1;

    private static bool LargeEnough(CellTally tally) =>
        tally.Chunks.Count > 1 && KacRiceCell.EffectiveSampleSizeOfBulk(tally) >= OrderStatisticWeights.SmallestEffectiveSampleSize;

    // The variance of the index is n/4 for coin flips and about 2n/pi^2 for fields: one number, with a jackknife error. The exact
    // variance, with the error that this sample has, gives the power of the test.
    private static Verdict? FieldAgainstCoinFlips(IReadOnlyList<CellTally> field, TheoryRows theory)
    {
        var cells = field.Where(t => Dimension(t) >= 3 && LargeEnough(t)).ToList();
        if (cells.Count == 0)
            return null;
        var estimates = cells.ConvertAll(KacRiceCell.Variance);
        var z = cells.Select((t, i) => (estimates[i].Value - (Dimension(t) / 4.0)) / estimates[i].StandardError).ToList();
        var corrected = PValues.Holm([.. z.Select((value, i) => PValues.TwoSidedStudent(value, estimates[i].DegreesOfFreedom))]);
        var rejected = Enumerable.Range(0, cells.Count).Where(i => corrected[i] < Level).ToList();
        var largest = cells.Count - 1;
        var powers = cells.Select((t, i) => theory.Field(Dimension(t)) is { } law
            ? string.Create(CultureInfo.InvariantCulture, $"{Dimension(t)}: {PValues.PowerOfTwoSidedNormal((law.Variance - (Dimension(t) / 4.0)) / estimates[i].StandardError, Level / cells.Count):F2}")
            : null).OfType<string>();
        return new Verdict(
            "coin-flips-field",
            "The index of the critical points of an isotropic Gaussian field is binomial(n, 1/2).",
            $"(index variance - n/4) / jackknife error, Holm over {cells.Count} dimensions; shown for n = {Dimension(cells[largest])}",
            z[largest],
            $"corrected p below {Level:R} refutes at that n",
            corrected[largest],
            z[largest],
            cells.Sum(t => t.Cell.Samples),
            rejected.Count > 0 ? Conclusion.Refuted : Conclusion.NotShown,
            $"Rejected at n = {Names(rejected)}; undecided at n = {Names(Enumerable.Range(0, cells.Count).Except(rejected))}. "
            + $"At n = 1 and 2 the laws are equal. Power at this sample size, from the exact variance, by n: {string.Join(", ", powers)}.");

        string Names(IEnumerable<int> chosen)
        {
            var names = string.Join(", ", chosen.Select(i => Dimension(cells[i])));
            return names.Length == 0 ? "(none)" : names;
        }
    }

    private static Verdict? Minima(string id, string claim, IReadOnlyList<CellTally> tallies, Func<int, IndexLaw?> exact)
    {
        var cells = tallies.Where(t => Dimension(t) >= 1 && t.Chunks.Count > 1 && exact(Dimension(t)) is not null
            && KacRiceCell.EffectiveSampleSize(t, 0) >= OrderStatisticWeights.SmallestEffectiveSampleSize).ToList();
        if (cells.Count == 0)
            return null;
        var z = new double[cells.Count];
        var p = new double[cells.Count];
        for (var i = 0; i < cells.Count; i++)
        {
            var estimate = KacRiceCell.Fraction(cells[i], 0);
            z[i] = Math.Log(estimate.Value / exact(Dimension(cells[i]))!.Probabilities[0]) * estimate.Value / estimate.StandardError;
            p[i] = PValues.TwoSidedStudent(z[i], estimate.DegreesOfFreedom);
        }

        var corrected = PValues.Holm(p);
        var worst = Enumerable.Range(0, cells.Count).MinBy(i => p[i]);
        var refused = tallies.Count - cells.Count;
        return new Verdict(
            id,
            claim,
            $"z of ln(fraction), jackknife over blocks of samples, Holm over {cells.Count} dimensions; shown for n = {Dimension(cells[worst])}, the worst",
            z[worst],
            $"smallest corrected p below {Level:R} refutes",
            corrected[worst],
            z[worst],
            cells.Sum(t => t.Cell.Samples),
            corrected[worst] < Level ? Conclusion.Refuted : Conclusion.Supported,
            $"z by n: {string.Join(", ", cells.Select((t, i) => string.Create(CultureInfo.InvariantCulture, $"{Dimension(t)}: {z[i]:F2}")))}. "
            + $"{refused} cells have no exact law or fewer than {OrderStatisticWeights.SmallestEffectiveSampleSize:R} effective samples.");
    }

    private static Verdict? Enumeration(IReadOnlyList<CellTally> tallies, TheoryRows theory)
    {
        if (tallies.Count == 0)
            return null;
        var names = new List<string>();
        var z = new List<double>();
        int left = 0;
        long samples = 0, failed = 0, undecided = 0;
        foreach (var tally in tallies)
        {
            var spins = EnumerationCell.SpinCount(tally);
            samples += tally.Cell.Samples;
            failed += tally.Cell.Samples - EnumerationCell.Passed(tally);
            undecided += tally.Total.Counts[^2];
            if (EnumerationCell.Passed(tally) < SmallestEnumeration)
            {
                left++;
                continue;
            }

            // The counts of k and N - 1 - k are equal in every sample (odd p), so only half of them are tested.
            for (var k = 0; k <= (spins - 1) / 2; k++)
            {
                var mean = EnumerationCell.MeanCount(tally, k);
                names.Add($"N={spins} k={k}");
                z.Add((mean.Value - theory.Glass(spins).ByIndex[k]) / mean.StandardError);
            }
        }

        const string claim = "The mean numbers of critical points by index of enumerated 3-spin samples equal the exact means.";
        if (z.Count == 0)
        {
            return new Verdict(
                "p-spin-enumeration", claim, "z by (N, k)", double.NaN, $"at least {SmallestEnumeration} samples proved complete", null, null, samples,
                Conclusion.NotShown, $"{samples - failed} of {samples} samples were proved complete.");
        }

        var corrected = PValues.Holm([.. z.Select(PValues.TwoSidedNormal)]);
        var worst = Enumerable.Range(0, z.Count).MaxBy(i => Math.Abs(z[i]));
        var sound = failed == 0 && undecided == 0;
        return new Verdict(
            "p-spin-enumeration",
            claim,
            $"z by (N, k), Holm over {z.Count} counts; shown for {names[worst]}, the worst",
            z[worst],
            $"smallest corrected p below {Level:R} refutes; an incomplete sample makes it not shown",
            corrected[worst],
            z[worst],
            samples,
            corrected[worst] < Level ? Conclusion.Refuted : sound ? Conclusion.Supported : Conclusion.NotShown,
            $"z: {string.Join(", ", names.Zip(z, (name, value) => string.Create(CultureInfo.InvariantCulture, $"{name}: {value:F2}")))}. "
            + $"{samples - failed} of {samples} samples were proved complete; {undecided} points undecided. At N = 3 the counts of k = 0 and 1 are tied by the Morse relation."
            + (left == 0 ? "" : $" {left} cells with fewer than {SmallestEnumeration} samples were left out."));
    }
}
