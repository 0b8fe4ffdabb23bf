using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.FieldCensus;

/// <summary>What depends on the covariance, and what does not.</summary>
internal static class FieldCensusVerdicts
{
    private const double LargestError = 0.02;

    /// <summary>For each dimension from 3 on: fractions of minima of several isotropic spectra scatter no more than their errors. (In the plane it is 1/4 of all by the Euler sum and symmetry.)</summary>
    public static IEnumerable<Verdict> SpreadOverCovariances(IReadOnlyList<(NamedSpectrum Spectrum, Estimate Fraction, long Samples)> minima)
    {
        foreach (var group in minima.Where(m => m.Spectrum.Kappa is not null && m.Spectrum.Dimension > 2).GroupBy(m => m.Spectrum.Dimension))
        {
            var members = group.ToList();
            if (members.Count < 2)
                continue;
            var weights = members.Select(m => 1 / (m.Fraction.StandardError * m.Fraction.StandardError)).ToList();
            var mean = members.Zip(weights, (m, w) => w * m.Fraction.Value).Sum() / weights.Sum();
            var statistic = members.Zip(weights, (m, w) => w * (m.Fraction.Value - mean) * (m.Fraction.Value - mean)).Sum();
            var p = PValues.ChiSquaredUpper(statistic, members.Count - 1);
            var error = members.Max(m => m.Fraction.StandardError) / mean;
            yield return new Verdict(
                $"same-fractions-d{group.Key}",
                $"In d = {group.Key} the fraction of minima is the same for every isotropic covariance.",
                $"chi-squared of {members.Count} fractions about their mean, {members.Count - 1} degrees of freedom",
                statistic,
                string.Create(CultureInfo.InvariantCulture, $"p below {WitnessVerdict.Level:R} refutes; not shown while a relative standard error exceeds {LargestError:R}"),
                p,
                null,
                members.Sum(m => m.Samples),
                p < WitnessVerdict.Level ? Conclusion.Refuted : error > LargestError ? Conclusion.NotShown : Conclusion.Supported,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{string.Join(", ", members.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Spectrum.Name} (kappa {m.Spectrum.Kappa:F3}) {m.Fraction.Value:F5}({m.Fraction.StandardError:F5})")))}; mean {mean:F5}, theory {Isotropic(group.Key):F5}. Largest relative standard error {error:P2}."));
        }
    }

    /// <summary>From d = 3 on a spectrum that is not isotropic has other fractions.</summary>
    public static Verdict? Anisotropy(IReadOnlyList<(NamedSpectrum Spectrum, Estimate Fraction, long Samples)> minima)
    {
        var cells = minima.Where(m => m.Spectrum.Kappa is null && m.Spectrum.Dimension > 2 && m.Fraction.StandardError > 0).ToList();
        if (cells.Count == 0)
            return null;
        var scores = cells.Select(m => (m.Fraction.Value - Isotropic(m.Spectrum.Dimension)) / m.Fraction.StandardError).ToList();
        var corrected = PValues.Holm([.. cells.Zip(scores, (m, z) => PValues.TwoSidedStudent(z, m.Fraction.DegreesOfFreedom))]);
        var most = Enumerable.Range(0, cells.Count).MaxBy(i => Math.Abs(scores[i]));
        return new Verdict(
            "anisotropy-shifts",
            "An anisotropic spectrum shifts the fractions from d = 3 on: that of minima is not the isotropic one.",
            $"z of the fraction of minima against the isotropic value, Holm over {cells.Count} spectra; shown for {cells[most].Spectrum.Name}",
            scores[most],
            string.Create(CultureInfo.InvariantCulture, $"smallest corrected p below {WitnessVerdict.Level:R} supports"),
            corrected.Min(),
            scores[most],
            cells.Sum(m => m.Samples),
            corrected.Min() < WitnessVerdict.Level ? Conclusion.Supported : Conclusion.NotShown,
            string.Join("; ", cells.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Spectrum.Name} {m.Fraction.Value:F5}({m.Fraction.StandardError:F5}) against {Isotropic(m.Spectrum.Dimension):F5}"))) + ".");
    }

    private static double Isotropic(int dimension) => Math.Exp(new IsotropicFields(dimension).IndexFractions().LogProbabilities[0]);
}
