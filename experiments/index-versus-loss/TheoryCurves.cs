using MathNet.Numerics;
using MathNet.Numerics.Optimization;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.IndexVersusLoss;

/// <summary>Index fractions of random functions against the height above the threshold where they begin; the unit of height is free.</summary>
internal static class TheoryCurves
{
    public const string Field = "gaussian-field";
    public const string Glass = "three-spin-glass";
    public const string Matrices = "pennington-bahri";

    public static IReadOnlyList<string> Names { get; } = [Field, Glass, Matrices];

    public static string Source(string name) => name switch
    {
        Field => "Bray and Dean 2007: shifted semicircle law, squared-exponential covariance, from e = -2",
        Glass => "Auffinger, Ben Arous, Cerny 2013: semicircle law, p = 3, from -E_inf = -2 sqrt(2/3)",
        _ => "Pennington and Bahri 2017: Marchenko-Pastur plus semicircle, phi = parameters / (samples x outputs), from epsilon_c",
    };

    /// <summary>The index fraction at a height above the threshold.</summary>
    /// <param name="name">The curve.</param>
    /// <param name="height">At least 0, in the curve's own unit.</param>
    /// <param name="phi">Parameters over samples times outputs, for the matrices.</param>
    public static double At(string name, double height, double phi) => height <= 0 ? 0 : name switch
    {
        Field => IsotropicFields.LimitingIndexFraction(-2 + height),
        Glass => SphericalComplexity.IndexFractionAtEnergy(3, (-2 * Math.Sqrt(2.0 / 3)) + height),
        _ => new WishartWigner(phi, WishartWigner.CriticalEpsilon(phi) + height).IndexFraction(),
    };

    /// <summary>The unit of height, in levels, for which the curve lies nearest the points in the mean square; null where there is none, or where the matrices have no threshold.</summary>
    public static double? FitScale(string name, IReadOnlyList<(double Level, double Fraction)> points, double phi)
    {
        if (string.Equals(name, Matrices, StringComparison.Ordinal) && phi >= 1)
            return null;
        const double low = -7, high = 9;
        const int steps = 64;
        double Square(double log) => points.Sum(p => Math.Pow(At(name, Math.Max(0, p.Level) / Math.Exp(log), phi) - p.Fraction, 2));
        // A grid first: far from the minimum the sum is flat, and it may have more than one.
        var best = Generate.LinearSpaced(steps + 1, low, high).MinBy(Square);
        var width = (high - low) / steps;
        // At an end of the grid the best scale lies beyond; where neighbours are equal to rounding there is nothing to enclose.
        if (best <= low || best >= high)
            return null;
        return !(Square(best) < Math.Min(Square(best - width), Square(best + width)))
            ? Math.Exp(best)
            : Math.Exp(GoldenSectionMinimizer.Minimum(ObjectiveFunction.ScalarValue(Square), best - width, best + width, 1e-6, 200).MinimizingPoint);
    }
}
