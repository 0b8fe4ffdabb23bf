using MathNet.Numerics;
using MathNet.Numerics.RootFinding;

namespace RandomLandscapes.Theory;

/// <summary>Mean numbers of one-spin-flip-stable states of Ising models with N spins.</summary>
public static class DiscreteMinima
{
    /// <summary>The largest number of spins.</summary>
    public const int MaxSpinCount = 100_000;

    /// <summary>ln of the mean number for independent symmetric Gaussian couplings on all sets of p distinct spins; p = 2 is Sherrington-Kirkpatrick.</summary>
    /// <remarks>
    /// The N local fields are exchangeable Gaussians with correlation (p-1)/(N-1) exactly, hence
    /// M = 2^N int phi(x) Phi(x sqrt((p-1)/(N-p)))^N dx for N > p, and 2^(p-1) for N = p. The scale of the couplings does not matter.
    /// Trapezoidal rule on an entire integrand, relative error below 1e-12 N. Source: Tanaka and Edwards 1980, Bray and Moore 1980 (limit); finite N derived.
    /// </remarks>
    /// <param name="p">The order of the interaction, at least 2.</param>
    /// <param name="spinCount">N, p to <see cref="MaxSpinCount"/>.</param>
    public static double LogMeanOfIsingPSpin(int p, int spinCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(p, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(spinCount, p);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(spinCount, MaxSpinCount);
        if (spinCount == p)
            return (p - 1) * Math.Log(2);
        var slope = Math.Sqrt((p - 1.0) / (spinCount - p));
        // In y the integrand is exp(N g) with a peak of width about 1 / slope or less.
        var peak = FindPeak(slope, spinCount);
        // Phi(slope y) rises over 1 / slope; to the right of the peak the integrand falls like a normal density at least.
        var step = 1.0 / (16 * Math.Max(1, slope));
        var reach = (int)Math.Ceiling(40 / step);
        var sum = 0.0;
        var top = Exponent(peak, slope, spinCount);
        for (var i = -reach; i <= reach; i++)
            sum += Math.Exp(Exponent(peak + (i * step), slope, spinCount) - top);
        return (spinCount * Math.Log(2)) + top + Math.Log(sum * step / Math.Sqrt(2 * Math.PI));
    }

    /// <summary>The growth rate: max over y of ln 2 - y^2/2 + ln Phi(sqrt(p-1) y); 0.199228 for Sherrington-Kirkpatrick.</summary>
    /// <param name="p">The order of the interaction, at least 2.</param>
    public static double GrowthRate(int p)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(p, 2);
        var root = Math.Sqrt(p - 1.0);
        var y = Brent.FindRoot(x => (root * Hazard(root * x)) - x, 0, 3 * root, 1e-15, 200);
        return Math.Log(2) - (0.5 * y * y) + LogPhi(root * y);
    }

    /// <summary>Mean 2^N / (N + 1) and variance 2^N (N - 1) / (2 (N + 1)^2) for the random energy model on the N-cube.</summary>
    /// <remarks>Source: Baldi and Rinott 1989.</remarks>
    /// <param name="spinCount">N, at least 1.</param>
    /// <returns>The logarithms; the variance vanishes at N = 1.</returns>
    public static (double LogMean, double LogVariance) RandomEnergyModel(int spinCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(spinCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(spinCount, MaxSpinCount);
        var logStates = spinCount * Math.Log(2);
        var logNeighbours = Math.Log(spinCount + 1.0);
        return (logStates - logNeighbours, logStates + Math.Log(spinCount - 1.0) - Math.Log(2) - (2 * logNeighbours));
    }

    private static double Exponent(double x, double slope, int n) => (-0.5 * x * x) + (n * LogPhi(x * slope));

    // -x + N slope phi/Phi falls from positive to negative.
    private static double FindPeak(double slope, int n)
    {
        double low = 0, high = n * slope;
        for (var i = 0; i < 200; i++)
        {
            var middle = 0.5 * (low + high);
            if (n * slope * Hazard(middle * slope) > middle)
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    private static double Hazard(double y) => Math.Exp((-0.5 * y * y) - LogPhi(y)) / Math.Sqrt(2 * Math.PI);

    // ln of the normal distribution function; y below -37 never matters here.
    private static double LogPhi(double y) => y > -5
        ? Math.Log(0.5 * SpecialFunctions.Erfc(-y / Math.Sqrt(2)))
        : (-0.5 * y * y) - Math.Log(-y * Math.Sqrt(2 * Math.PI)) + Math.Log(MillsSeries(y));

    // Continued fraction of y Phi/phi for y <= -5: converges to full precision in 60 terms.
    private static double MillsSeries(double y)
    {
        var x = -y;
        var tail = 0.0;
        for (var j = 60; j >= 1; j--)
            tail = j / (x + tail);
        return x / (x + tail);
    }
}
