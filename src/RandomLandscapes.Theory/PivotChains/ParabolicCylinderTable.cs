using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Theory.PivotChains;

/// <summary>ln M_nu(z), M_nu(z) = int_0^inf x^(nu-1) exp(-x^2/2 - x z) dx, for nu = 1/2, 1, 3/2, ... and every real z.</summary>
/// <remarks>
/// <para>M_nu(z) = Gamma(nu) exp(z^2/4) D_(-nu)(z) with the parabolic cylinder function D (DLMF 12.5.1).</para>
/// <para>
/// Stored is a scaled logarithm, smooth in x = asinh z up to both infinities: F = ln M_nu + nu ln cosh x - ln Gamma(nu) for x >= 0 and
/// F = ln M_nu - z^2/2 - (nu - 1) ln cosh x - ln Gamma(nu) for x &lt; 0; Chebyshev interpolation on panels of width 1/4.
/// At the nodes the ends of the three-term recurrence M_(nu+2) = nu M_nu - z M_(nu+1) come from quadrature, the orders between them from the
/// recurrence run in the direction in which all its terms are positive: upwards for z &lt; 0, downwards for z > 0.
/// </para>
/// <para>Absolute error of F, hence relative error of M, below 1e-13 for nu up to 25 and 3e-13 for nu up to 50 (tested against quadrature alone).</para>
/// </remarks>
internal sealed class ParabolicCylinderTable
{
    /// <summary>Coefficients per panel.</summary>
    private const int Terms = 12;

    private const int PanelsPerUnit = 4;

    // Transitions this unlikely are as good as impossible: the least likely step that any law of order 300 needs has about e^-60.
    private const double Underflow = -690;

    private const double QuadratureStep = 1.0 / 20;

    private static readonly double[] Sines = [.. Enumerable.Range(-150, 261).Select(i => Math.Sinh(i * QuadratureStep))];

    private static readonly double[] Cosines = [.. Enumerable.Range(-150, 261).Select(i => Math.Cosh(i * QuadratureStep))];

    private readonly int _panels;
    private readonly double[][] _coefficients;

    /// <summary>Fills the table.</summary>
    /// <param name="largestTwiceOrder">The largest 2 nu, at least 1.</param>
    /// <param name="reach">The largest |asinh z|.</param>
    public ParabolicCylinderTable(int largestTwiceOrder, double reach)
    {
        _panels = (int)Math.Ceiling(reach * PanelsPerUnit) + 1;
        _coefficients = new double[largestTwiceOrder + 1][];
        for (var order = 1; order <= largestTwiceOrder; order++)
            _coefficients[order] = new double[2 * _panels * Terms];
        var values = new double[largestTwiceOrder + 1, Terms];
        var toPowers = ChebyshevToPowers();
        for (var panel = 0; panel < 2 * _panels; panel++)
        {
            for (var node = 0; node < Terms; node++)
            {
                var t = Math.Cos(Math.PI * (node + 0.5) / Terms);
                var x = (panel - _panels + (0.5 * (t + 1))) / PanelsPerUnit;
                FillColumn(x, panel >= _panels, largestTwiceOrder, values, node);
            }

            for (var order = 1; order <= largestTwiceOrder; order++)
                Fit(values, order, toPowers, _coefficients[order].AsSpan(panel * Terms, Terms));
        }
    }

    /// <summary>F at one point.</summary>
    /// <param name="twiceOrder">2 nu.</param>
    /// <param name="x">asinh z, within the reach.</param>
    public double Evaluate(int twiceOrder, double x) => Evaluate(_coefficients[twiceOrder], x, _panels);

    /// <summary>Replaces entry j by exp(nu slope_j + offset_j + F(x_j)).</summary>
    /// <param name="twiceOrder">2 nu.</param>
    /// <param name="x">asinh z.</param>
    /// <param name="slope">Factors of nu.</param>
    /// <param name="offset">Terms without nu.</param>
    /// <param name="destination">Fully overwritten.</param>
    public void Exponentials(int twiceOrder, ReadOnlySpan<double> x, ReadOnlySpan<double> slope, ReadOnlySpan<double> offset, Span<double> destination)
    {
        var coefficients = _coefficients[twiceOrder];
        var nu = 0.5 * twiceOrder;
        var panels = _panels;
        const int block = 512;
        Span<double> exponents = stackalloc double[block];
        for (var start = 0; start < destination.Length; start += block)
        {
            var count = Math.Min(block, destination.Length - start);
            for (var j = 0; j < count; j++)
            {
                var exponent = Math.FusedMultiplyAdd(nu, slope[start + j], offset[start + j]);
                // F never exceeds about 1 + nu, so far below the polynomial need not be read. The vector exponential is slow outside its range.
                exponents[j] = exponent < Underflow - nu ? Underflow : Math.Max(Underflow, exponent + Evaluate(coefficients, x[start + j], panels));
            }

            exponents[count..].Fill(Underflow);
            var lanes = MemoryMarshal.Cast<double, Vector512<double>>(exponents);
            for (var j = 0; j < lanes.Length; j++)
                lanes[j] = Vector512.Exp(lanes[j]);
            exponents[..count].CopyTo(destination[start..]);
        }
    }

    /// <summary>F by quadrature alone; what the table is tested against.</summary>
    /// <param name="twiceOrder">2 nu.</param>
    /// <param name="x">asinh z.</param>
    /// <param name="positive">Which of the two scalings.</param>
    public static double ByQuadrature(int twiceOrder, double x, bool positive)
    {
        var nu = 0.5 * twiceOrder;
        var z = Math.Sinh(x);
        var cosh = Math.Cosh(x);
        var root = Math.Sqrt((z * z) + (4 * nu));
        // Saddle of x^nu exp(-x^2/2 - xz), and its width in ln x.
        var saddle = positive ? 2 * nu / (z + root) : (root - z) / 2;
        var width = 1 / Math.Sqrt((saddle * saddle) + nu);
        var sum = 0.0;
        for (var i = 0; i < Sines.Length; i++)
        {
            // x = saddle e^d with d = width sinh t: doubly exponential towards both ends of (0, inf).
            var d = width * Sines[i];
            var excess = d > 700 ? double.PositiveInfinity : ElementaryFunctions.ExpMinusOne(d);
            var exponent = (nu * (d - excess)) - (0.5 * saddle * saddle * excess * excess);
            if (exponent > -800)
                sum += ElementaryFunctions.Exp(exponent) * Cosines[i];
        }

        sum *= QuadratureStep * width;
        var gap = nu / saddle; // saddle + z, without cancellation
        return positive
            ? (nu * Math.Log(saddle * cosh)) - (saddle * ((0.5 * saddle) + z)) + Math.Log(sum) - LogGamma(twiceOrder)
            : ((nu - 1) * Math.Log(saddle / cosh)) + Math.Log(saddle * sum) - (0.5 * gap * gap) - LogGamma(twiceOrder);
    }

    private static double Evaluate(double[] coefficients, double x, int panels)
    {
        var position = Math.FusedMultiplyAdd(x, PanelsPerUnit, panels);
        var panel = (int)position;
        var t = (2 * (position - panel)) - 1;
        var c = coefficients.AsSpan(panel * Terms, Terms);
        var square = t * t;
        // Even and odd part apart: two short chains instead of one long one.
        var even = Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(
            c[10], square, c[8]), square, c[6]), square, c[4]), square, c[2]), square, c[0]);
        var odd = Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(
            c[11], square, c[9]), square, c[7]), square, c[5]), square, c[3]), square, c[1]);
        return Math.FusedMultiplyAdd(odd, t, even);
    }

    private static void FillColumn(double x, bool positive, int largest, double[,] values, int node)
    {
        var z = Math.Sinh(x);
        var cosh = Math.Cosh(x);
        for (var parity = 1; parity <= Math.Min(2, largest); parity++)
        {
            var top = largest - ((largest - parity) & 1);
            if (positive)
            {
                // ratio = M_(nu+1) / M_nu; scaled by cosh / nu it is the ratio of the stored quantities.
                var value = ByQuadrature(top, x, positive);
                var scaledRatio = Math.Exp(ByQuadrature(top + 2, x, positive) - value);
                for (var order = top; ; order -= 2)
                {
                    values[order, node] = value;
                    if (order <= 2)
                        break;
                    var lower = (0.5 * order) - 1;
                    var ratio = lower / ((scaledRatio * (lower + 1) / cosh) + z);
                    scaledRatio = ratio * cosh / lower;
                    value -= Math.Log(scaledRatio);
                }
            }
            else
            {
                var value = ByQuadrature(parity, x, positive);
                var scaledRatio = Math.Exp(ByQuadrature(parity + 2, x, positive) - value);
                for (var order = parity; order <= top; order += 2)
                {
                    values[order, node] = value;
                    value += Math.Log(scaledRatio);
                    var nu = 0.5 * order;
                    var ratio = (nu / (scaledRatio * nu * cosh)) - z;
                    scaledRatio = ratio / (cosh * (nu + 1));
                }
            }
        }
    }

    private static void Fit(double[,] values, int order, double[,] toPowers, Span<double> powers)
    {
        Span<double> chebyshev = stackalloc double[Terms];
        for (var j = 0; j < Terms; j++)
        {
            var sum = 0.0;
            for (var node = 0; node < Terms; node++)
                sum += values[order, node] * Math.Cos(Math.PI * j * (node + 0.5) / Terms);
            chebyshev[j] = sum * (j == 0 ? 1 : 2) / Terms;
        }

        for (var i = 0; i < Terms; i++)
        {
            var sum = 0.0;
            for (var j = Terms - 1; j >= i; j--)
                sum += toPowers[j, i] * chebyshev[j];
            powers[i] = sum;
        }
    }

    // T_j as a polynomial: T_(j+1) = 2 t T_j - T_(j-1).
    private static double[,] ChebyshevToPowers()
    {
        var table = new double[Terms, Terms];
        table[0, 0] = 1;
        table[1, 1] = 1;
        for (var j = 1; j + 1 < Terms; j++)
        {
            for (var i = 0; i < Terms; i++)
                table[j + 1, i] = (i > 0 ? 2 * table[j, i - 1] : 0) - table[j - 1, i];
        }

        return table;
    }

    private static double LogGamma(int twiceOrder)
    {
        var sum = (twiceOrder & 1) == 1 ? 0.5 * Math.Log(Math.PI) : 0;
        for (var k = twiceOrder - 2; k > 0; k -= 2)
            sum += Math.Log(0.5 * k);
        return sum;
    }
}
