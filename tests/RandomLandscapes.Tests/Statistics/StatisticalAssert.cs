using MathNet.Numerics;
using RandomLandscapes.Numerics.Statistics;
using Xunit.Sdk;

namespace RandomLandscapes.Tests.Statistics;

/// <summary>Statistical assertions with exact tails and a stated false-alarm probability.</summary>
public static class StatisticalAssert
{
    /// <summary>Asserts that a statistic is not in either tail of its chi-squared law.</summary>
    public static void ChiSquared(double statistic, int degreesOfFreedom, double falseAlarm)
    {
        var p = 2 * Math.Min(PValues.ChiSquaredLower(statistic, degreesOfFreedom), PValues.ChiSquaredUpper(statistic, degreesOfFreedom));
        Check(p, falseAlarm, $"chi-squared {statistic:R} with {degreesOfFreedom} degrees of freedom");
    }

    /// <summary>Asserts that counts follow given probabilities (Pearson, upper tail).</summary>
    public static void Counts(ReadOnlySpan<long> counts, ReadOnlySpan<double> probabilities, double falseAlarm)
    {
        var (statistic, degrees, p) = ChiSquaredTest.Compute(counts, probabilities);
        Assert.True(degrees > 0, "too few samples: every count fell into one joined cell");
        Check(p, falseAlarm, $"Pearson {statistic:R} with {degrees} degrees of freedom");
    }

    /// <summary>Asserts that a z-score is plausible for a standard normal variable.</summary>
    public static void Normal(double z, double falseAlarm) => Check(PValues.TwoSidedNormal(z), falseAlarm, $"z = {z:R}");

    /// <summary>Asserts that an estimate agrees with its expectation, by Student's law.</summary>
    public static void Student(Estimate estimate, double expected, double falseAlarm)
    {
        var t = (estimate.Value - expected) / estimate.StandardError;
        Check(PValues.TwoSidedStudent(t, estimate.DegreesOfFreedom), falseAlarm, $"t = {t:R}: {estimate} against {expected:R}");
    }

    /// <summary>Asserts that a number of successes is not in either tail of the binomial law.</summary>
    public static void Binomial(long successes, long trials, double probability, double falseAlarm)
    {
        // P(X >= k) = I_p(k, n - k + 1), exactly.
        var upper = successes == 0 ? 1 : SpecialFunctions.BetaRegularized(successes, trials - successes + 1, probability);
        var lower = successes == trials ? 1 : SpecialFunctions.BetaRegularized(trials - successes, successes + 1, 1 - probability);
        Check(2 * Math.Min(upper, lower), falseAlarm, $"{successes} of {trials} against {probability:R}");
    }

    /// <summary>Asserts that a statistical assertion fails: the planted defect is seen.</summary>
    public static void Rejects(Action assertion) => Assert.Throws<StatisticalException>(assertion);

    private static void Check(double p, double falseAlarm, string what)
    {
        // Written so that NaN fails.
        if (!(p >= falseAlarm))
            throw new StatisticalException($"{what}: p = {p:R} is below {falseAlarm:R}; seed {TestSeed.Root}.");
    }

    private sealed class StatisticalException(string message) : XunitException(message);
}
