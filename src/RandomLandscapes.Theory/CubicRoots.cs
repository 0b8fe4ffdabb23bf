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
        double a = c[0], b = c[1], d = c[2], e = c[3];
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
