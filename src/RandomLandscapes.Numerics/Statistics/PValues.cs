using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace RandomLandscapes.Numerics.Statistics;

/// <summary>Tail probabilities and the corrections for several comparisons.</summary>
public static class PValues
{
    /// <summary>P(|Z| &gt;= |z|) for a standard normal Z.</summary>
    /// <param name="z">The z-score.</param>
    public static double TwoSidedNormal(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2));

    /// <summary>P(|T| &gt;= |t|) for Student's law.</summary>
    /// <param name="t">The statistic.</param>
    /// <param name="degreesOfFreedom">At least 1.</param>
    public static double TwoSidedStudent(double t, int degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        // P = I_(v / (v + t^2))(v / 2, 1 / 2), which keeps its digits in the far tail.
        double v = degreesOfFreedom;
        return SpecialFunctions.BetaRegularized(v / 2, 0.5, v / (v + (t * t)));
    }

    /// <summary>P(X &gt;= statistic) for a chi-squared X.</summary>
    /// <param name="statistic">Not negative.</param>
    /// <param name="degreesOfFreedom">At least 1.</param>
    public static double ChiSquaredUpper(double statistic, int degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        return statistic <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2.0, statistic / 2);
    }

    /// <summary>P(X &lt;= statistic) for a chi-squared X.</summary>
    /// <param name="statistic">Not negative.</param>
    /// <param name="degreesOfFreedom">At least 1.</param>
    public static double ChiSquaredLower(double statistic, int degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        return statistic <= 0 ? 0 : SpecialFunctions.GammaLowerRegularized(degreesOfFreedom / 2.0, statistic / 2);
    }

    /// <summary>The p-values corrected by Holm's step-down procedure, in the order given.</summary>
    /// <remarks>Source: Holm, Scand. J. Statist. 6 (1979) 65. A corrected value below alpha rejects at family-wise level alpha.</remarks>
    /// <param name="pValues">Uncorrected p-values of any dependence.</param>
    public static double[] Holm(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        var order = Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]).ToList();
        var corrected = new double[pValues.Count];
        var running = 0.0;
        for (var rank = 0; rank < order.Count; rank++)
        {
            running = Math.Max(running, Math.Min(1, (order.Count - rank) * pValues[order[rank]]));
            corrected[order[rank]] = running;
        }

        return corrected;
    }

    /// <summary>The power of a two-sided z-test: P(|Z + shift| &gt; critical).</summary>
    /// <param name="shift">The true effect in standard errors.</param>
    /// <param name="level">The false-alarm probability.</param>
    public static double PowerOfTwoSidedNormal(double shift, double level)
    {
        var critical = Normal.InvCDF(0, 1, 1 - (level / 2));
        return Normal.CDF(0, 1, shift - critical) + Normal.CDF(0, 1, -shift - critical);
    }
}
