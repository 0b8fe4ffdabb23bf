using MathNet.Numerics;
using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Numerics.Statistics;

/// <summary>The exact binomial confidence interval.</summary>
/// <remarks>Source: Clopper and Pearson, Biometrika 26 (1934) 404. It covers at least the stated share for every true probability.</remarks>
public static class ClopperPearson
{
    /// <summary>Computes the interval; zero successes give [0, u] with u positive, never "0".</summary>
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">At least 1.</param>
    /// <param name="level">The coverage, between 0 and 1.</param>
    public static Interval Compute(long successes, long trials, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(successes, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, $"Expected a level between 0 and 1, was {level}.");
        var tail = (1 - level) / 2;
        return new Interval(
            successes == 0 ? 0 : successes == trials ? Math.Pow(tail, 1.0 / trials) : Quantile(successes, trials - successes + 1, tail),
            successes == trials ? 1 : successes == 0 ? -ElementaryFunctions.ExpMinusOne(Math.Log(tail) / trials) : Quantile(successes + 1, trials - successes, 1 - tail));
    }

    // The p with I_p(a, b) = mass, by bisection in ln p, so that tiny bounds keep their digits.
    private static double Quantile(double a, double b, double mass)
    {
        double low = Math.Log(1e-300), high = 0;
        for (var i = 0; i < 200 && high - low > 1e-14; i++)
        {
            var middle = 0.5 * (low + high);
            if (SpecialFunctions.BetaRegularized(a, b, Math.Exp(middle)) >= mass)
                high = middle;
            else
                low = middle;
        }

        return Math.Exp(0.5 * (low + high));
    }
}
