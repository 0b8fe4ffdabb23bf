using System.Numerics;
using MathNet.Numerics;

namespace RandomLandscapes.Theory;

/// <summary>The complex pair of roots of a real cubic.</summary>
internal static class CubicRoots
{
    /// <summary>The root in the lower half plane, or null when all roots are real.</summary>
    /// <param name="c">Coefficients from the cubic to the constant one; the first not zero.</param>
    public static Complex? LowerComplexRoot(ReadOnlySpan<double> c)
    {
        // In units of the smallest root's size the coefficients are of moderate size, whatever the parameters.
        var scale = Math.Min(Math.Min(Math.Cbrt(Math.Abs(c[3] / c[0])), Math.Sqrt(Math.Abs(c[3] / c[1]))), Math.Abs(c[3] / c[2]));
        if (!(scale > 0) || double.IsInfinity(scale))
            scale = 1;
        var root = ScaledRoot(c[0] * scale * scale * scale, c[1] * scale * scale, c[2] * scale, c[3]);
        return root * scale;
    }

    private static Complex? ScaledRoot(double a, double b, double d, double e)
    {
        // The sign of the discriminant decides before any root is rounded: at a double root the pair must not appear by chance.
        var discriminant = (18 * a * b * d * e) - (4 * b * b * b * e) + (b * b * d * d) - (4 * a * d * d * d) - (27 * a * a * e * e);
        if (!(discriminant < 0))
            return null;
        var roots = FindRoots.Polynomial([e, d, b, a]);
        var root = roots.MinBy(r => r.Imaginary);
        for (var iteration = 0; iteration < 3; iteration++)
        {
            var value = (((((a * root) + b) * root) + d) * root) + e;
            var slope = (((3 * a * root) + (2 * b)) * root) + d;
            if (slope == Complex.Zero)
                break;
            var next = root - (value / slope);
            if (!(next.Imaginary < 0))
                break;
            root = next;
        }

        return root.Imaginary < 0 ? root : null;
    }
}
