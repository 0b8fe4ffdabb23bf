namespace RandomLandscapes.Numerics.Statistics;

/// <summary>Confidence limits for the unknown, real number of degrees of freedom of a chi-squared law from one observation of it.</summary>
/// <remarks>
/// The lower limit nu has P(X &gt;= t) = a at nu, the upper one P(X &lt;= t) = a: the tests at level a inverted, exact at every nu. Above 1e5 the
/// quantiles are nu +- z sqrt(2 nu) + 2 (z^2 - 1) / 3 (Cornish and Fisher), whose error there is below 1e-4 of the interval's width.
/// </remarks>
public static class ChiSquaredFreedom
{
    private const double Large = 1e5;

    /// <summary>The two-sided interval.</summary>
    /// <param name="observation">t, at least 0, finite.</param>
    /// <param name="miss">The probability outside, half of it on either side; above 0, below 1.</param>
    public static Interval Compute(double observation, double miss)
    {
        if (!(observation >= 0) || double.IsInfinity(observation))
            throw new ArgumentOutOfRangeException(nameof(observation), observation, "Expected a finite observation of at least 0.");
        if (!(miss > 0 && miss < 1))
            throw new ArgumentOutOfRangeException(nameof(miss), miss, "Expected a probability inside (0, 1).");
        var z = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 1 - (miss / 2));
        if (observation > Large)
        {
            var centred = observation - (2 * ((z * z) - 1) / 3);
            var half = z * Math.Sqrt((2 * centred) + (z * z));
            return new Interval(centred + (z * z) - half, centred + (z * z) + half);
        }

        if (observation == 0)
            return new Interval(0, 0);
        var low = Solve(nu => miss / 2 < Upper(observation, nu), 0, observation + 1);
        var high = Solve(nu => miss / 2 > Lower(observation, nu), 0, observation + 1 + (4 * z * z) + (2 * z * Math.Sqrt((2 * observation) + (z * z))));
        return new Interval(low, high);
    }

    // The point where a condition that is false on the left becomes true, to a relative 1e-7, or to 2^-200 of the range where it lies at its left end.
    private static double Solve(Func<double, bool> beyond, double low, double high)
    {
        for (var halvings = 0; halvings < 200 && high - low > 1e-7 * high; halvings++)
        {
            var middle = (low + high) / 2;
            if (beyond(middle))
                high = middle;
            else
                low = middle;
        }

        return (low + high) / 2;
    }

    private static double Upper(double t, double nu) => MathNet.Numerics.SpecialFunctions.GammaUpperRegularized(nu / 2, t / 2);

    private static double Lower(double t, double nu) => MathNet.Numerics.SpecialFunctions.GammaLowerRegularized(nu / 2, t / 2);
}
