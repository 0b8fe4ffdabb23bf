using System.Numerics;
using MathNet.Numerics;

namespace RandomLandscapes.Theory;

/// <summary>The complex pair of roots of a real cubic.</summary>
internal static class CubicRoots
{
    /// <summary>The root in the lower half plane, or null when all roots are real.</summary>
    /// <param name="c">Coefficients from the cubic to the constant one; the first not zero.</param>
    /// <param name="byRadicals">From Cardano's real root and deflation instead of the companion matrix: much faster, as precise unless all three roots are close together.</param>
    public static Complex? LowerComplexRoot(ReadOnlySpan<double> c, bool byRadicals = false)
    {
        // In units of the smallest root's size the coefficients are of moderate size, whatever the parameters.
        var scale = Math.Min(Math.Min(Math.Cbrt(Math.Abs(c[3] / c[0])), Math.Sqrt(Math.Abs(c[3] / c[1]))), Math.Abs(c[3] / c[2]));
        if (!(scale > 0) || double.IsInfinity(scale))
            scale = 1;
        var root = ScaledRoot(c[0] * scale * scale * scale, c[1] * scale * scale, c[2] * scale, c[3], byRadicals);
        return root * scale;
    }

    private static Complex? ScaledRoot(double a, double b, double d, double e, bool byRadicals)
    {
        // The sign of the discriminant decides before any root is rounded: at a double root the pair must not appear by chance.
        var discriminant = (18 * a * b * d * e) - (4 * b * b * b * e) + (b * b * d * d) - (4 * a * d * d * d) - (27 * a * a * e * e);
        if (!(discriminant < 0))
            return null;
        if (byRadicals)
            return LowerByRadicals(a, b, d, e);
        var root = FindRoots.Polynomial([e, d, b, a]).MinBy(r => r.Imaginary);
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

    private static Complex? LowerByRadicals(double a, double b, double d, double e)
    {
        // The only real root: x^3 + p x + q in hyperbolic form, then Newton steps on the cubic itself.
        var shift = b / (3 * a);
        var p = (d / a) - (3 * shift * shift);
        var q = (2 * shift * shift * shift) - (shift * d / a) + (e / a);
        var unit = Math.Sqrt(Math.Abs(p) / 3);
        double real;
        if (unit == 0)
            real = -Math.Cbrt(q);
        else if (p < 0)
            real = -2 * Math.Sign(q) * unit * Math.Cosh(Math.Acosh(Math.Max(1, 0.5 * Math.Abs(q) / (unit * unit * unit))) / 3);
        else
            real = -2 * unit * Math.Sinh(Math.Asinh(0.5 * q / (unit * unit * unit)) / 3);
        real -= shift;
        for (var iteration = 0; iteration < 3; iteration++)
        {
            var slope = (((3 * a * real) + (2 * b)) * real) + d;
            var step = ((((((a * real) + b) * real) + d) * real) + e) / slope;
            if (!double.IsFinite(step))
                break;
            real -= step;
        }

        // Deflation from the end that does not cancel.
        double linear, constant;
        if (Math.Abs(real * real * real * a) > Math.Abs(e))
        {
            constant = -e / real;
            linear = (constant - d) / real;
        }
        else
        {
            linear = b + (a * real);
            constant = d + (real * linear);
        }

        var square = (4 * a * constant) - (linear * linear);
        return square > 0 ? new Complex(-linear / (2 * a), -Math.Sqrt(square) / (2 * Math.Abs(a))) : null;
    }
}
