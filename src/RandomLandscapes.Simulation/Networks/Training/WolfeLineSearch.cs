namespace RandomLandscapes.Simulation.Networks.Training;

/// <summary>Finds a step length with the strong Wolfe conditions, by bracketing and safeguarded cubic interpolation.</summary>
/// <remarks>
/// Source: J. Nocedal, S. Wright, Numerical Optimization, 2nd edition, 2006, algorithms 3.5 and 3.6, with constants 1e-4 and 0.9.
/// Departure: values within <see cref="Noise"/> of each other count as equal, and then the slopes decide, as in W. Hager, H. Zhang,
/// SIAM J. Optim. 16 (2005) 170, equation 4.1; otherwise rounding errors of the value stop a search long before the gradient does.
/// </remarks>
internal static class WolfeLineSearch
{
    private const double Decrease = 1e-4;
    private const double Flatness = 0.9;
    private const double Noise = 4e-15;
    private const int Limit = 40;

    /// <summary>Value and slope of the function at a step length; a non-finite value means "too far".</summary>
    public delegate (double Value, double Slope) Evaluate(double step);

    /// <summary>Returns the accepted step, the last one evaluated; NaN if there is none.</summary>
    /// <param name="value">At step 0.</param>
    /// <param name="slope">At step 0, negative.</param>
    /// <param name="first">The first step to try.</param>
    /// <param name="evaluate">The function along the line.</param>
    public static double Search(double value, double slope, double first, Evaluate evaluate)
    {
        var noise = Noise * Math.Abs(value);
        double low = 0, lowValue = value, lowSlope = slope;
        double high = double.PositiveInfinity, highValue = double.NaN, highSlope = double.NaN;
        var step = first;
        for (var attempt = 0; attempt < Limit; attempt++)
        {
            var (trial, trialSlope) = evaluate(step);
            var finite = double.IsFinite(trial) && double.IsFinite(trialSlope);
            var enough = finite && (trial <= value + (Decrease * step * slope)
                || (trial <= value + noise && trialSlope <= (2 * Decrease - 1) * slope));
            if (enough && Math.Abs(trialSlope) <= -Flatness * slope)
                return step;
            if (!enough || trial > lowValue + noise || trialSlope >= 0)
                (high, highValue, highSlope) = (step, finite ? trial : double.NaN, trialSlope);
            else
                (low, lowValue, lowSlope) = (step, trial, trialSlope);

            if (double.IsPositiveInfinity(high))
            {
                step *= 4;
                continue;
            }

            if (high - low <= 1e-14 * high)
                break;
            step = Interpolate(low, lowValue, lowSlope, high, highValue, highSlope);
        }

        // A step that only decreases the value is still progress.
        if (low > 0)
        {
            _ = evaluate(low);
            return low;
        }

        return double.NaN;
    }

    /// <summary>The minimum of the cubic through both ends, kept a tenth of the interval away from them; the middle if there is none.</summary>
    private static double Interpolate(double low, double lowValue, double lowSlope, double high, double highValue, double highSlope)
    {
        var width = high - low;
        var d1 = lowSlope + highSlope - (3 * (highValue - lowValue) / width);
        var d2 = Math.Sqrt((d1 * d1) - (lowSlope * highSlope));
        var cubic = high - (width * (highSlope + d2 - d1) / (highSlope - lowSlope + (2 * d2)));
        return double.IsFinite(cubic) ? Math.Clamp(cubic, low + (0.1 * width), high - (0.1 * width)) : low + (0.5 * width);
    }
}
