using System.Globalization;
using RandomLandscapes.Runs;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.RandomMatrixNets;

/// <summary>The exponent of the exact limit near the critical energy.</summary>
internal static class LimitExponent
{
    private const double Tolerance = 0.05;

    /// <summary>The least-squares slope of ln alpha over ln(eps/eps_c - 1), 21 even steps of the logarithm from 0.001 to 0.01.</summary>
    public static double Slope(double phi)
    {
        var critical = WishartWigner.CriticalEpsilon(phi);
        var points = Enumerable.Range(0, 21).Select(i => -3 + (i / 20.0)).Select(log => (X: log, Y: Math.Log10(new WishartWigner(phi, critical * (1 + Math.Pow(10, log))).IndexFraction()))).ToList();
        var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
        return points.Sum(p => (p.X - x) * (p.Y - y)) / points.Sum(p => (p.X - x) * (p.X - x));
    }

    public static Verdict Verdict(IReadOnlyList<double> phis)
    {
        var slopes = phis.Select(Slope).ToList();
        var worst = slopes.MaxBy(s => Math.Abs(s - 1.5));
        return new Verdict(
            "limit-exponent",
            "Just above the critical energy the limit of alpha grows as (eps/eps_c - 1)^(3/2).",
            "slope of ln alpha over ln(eps/eps_c - 1) from 0.001 to 0.01, the one furthest from 3/2",
            worst,
            string.Create(CultureInfo.InvariantCulture, $"supported within {Tolerance:R} of 1.5"),
            null,
            null,
            0,
            Math.Abs(worst - 1.5) <= Tolerance ? Conclusion.Supported : Conclusion.Refuted,
            string.Join(", ", phis.Zip(slopes).Select(p => string.Create(CultureInfo.InvariantCulture, $"phi = {p.First}: {p.Second:F4}"))) + ". No sampling is involved.");
    }
}
