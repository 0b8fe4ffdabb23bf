namespace RandomLandscapes.Numerics.Arithmetic;

// The few functions that exact laws need: square root, exponential, complementary error function, roots of unity.
public readonly partial record struct DoubleDouble
{
    /// <summary>Computes the square root; a negative argument gives NaN.</summary>
    /// <param name="x">The argument.</param>
    public static DoubleDouble Sqrt(DoubleDouble x)
    {
        if (x.High == 0)
            return Zero;
        var s = (DoubleDouble)Math.Sqrt(x.High);
        // Two Newton steps square the relative error twice: 1e-16, 1e-32, rounding.
        s = (s + (x / s)) * 0.5;
        return (s + (x / s)) * 0.5;
    }

    /// <summary>Computes e^x, relative error about 1e-30 for |x| up to 700.</summary>
    /// <param name="x">The argument; below -745 the result is zero.</param>
    public static DoubleDouble Exp(DoubleDouble x)
    {
        if (x.High < -745)
            return Zero;
        var k = (int)Math.Round(x.High / Ln2.High);
        // |r| <= 0.35 / 256 after the halvings, undone by squaring e^r - 1 so that nothing is lost near one.
        const int halvings = 8;
        var r = (x - (Ln2 * k)).ScaleByPowerOfTwo(-halvings);
        var term = r;
        var sum = r;
        for (var j = 2; j < 14; j++)
        {
            term = term * r / j;
            sum += term;
        }

        for (var j = 0; j < halvings; j++)
            sum = (sum * 2) + (sum * sum);
        return (sum + One).ScaleByPowerOfTwo(k);
    }

    /// <summary>Computes erfc x = (2 / sqrt pi) int_x^inf e^(-t^2) dt, relative error below 1e-28 for x up to 13 (tested), underflow from 26 on.</summary>
    /// <remarks>Below 2 one minus the positive series e^(-x^2) sum 2^k x^(2k+1) / (2k+1)!!, above it Laplace's continued fraction.</remarks>
    /// <param name="x">The argument.</param>
    public static DoubleDouble Erfc(DoubleDouble x)
    {
        if (x.High < 0)
            return (DoubleDouble)2 - Erfc(-x);
        return x.High < 2 ? One - ErfSeries(x) : ErfcFraction(x);
    }

    /// <summary>Computes cosine and sine of 2 pi m / n.</summary>
    /// <param name="m">Numerator, 0 to n.</param>
    /// <param name="n">Denominator, at least 1.</param>
    public static (DoubleDouble Cos, DoubleDouble Sin) RootOfUnity(int m, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        // Reduce to |angle| <= pi / 4 around the nearest quarter turn, in integers.
        var quarter = (int)Math.Round(4.0 * m / n);
        var x = Pi * 2 * ((4L * m) - ((long)quarter * n)) / (4.0 * n);
        var z = x * x;
        DoubleDouble sin = x, cos = One, sinTerm = x, cosTerm = One;
        for (var j = 1; j < 16; j++)
        {
            cosTerm = -(cosTerm * z) / ((2.0 * j) * ((2 * j) - 1));
            sinTerm = -(sinTerm * z) / ((2.0 * j) * ((2 * j) + 1));
            cos += cosTerm;
            sin += sinTerm;
        }

        return (quarter & 3) switch
        {
            0 => (cos, sin),
            1 => (-sin, cos),
            2 => (-cos, -sin),
            _ => (sin, -cos),
        };
    }

    private static DoubleDouble ErfSeries(DoubleDouble x)
    {
        var twiceSquare = x * x * 2;
        var term = x;
        var sum = x;
        for (var k = 1; k < 400 && term.High > 1e-34 * sum.High; k++)
        {
            term = term * twiceSquare / ((2 * k) + 1);
            sum += term;
        }

        return sum * Exp(-(x * x)) * 2 / Sqrt(Pi);
    }

    private static DoubleDouble ErfcFraction(DoubleDouble x)
    {
        // erfc x = e^(-x^2) / (sqrt(pi) (x + (1/2)/(x + 1/(x + (3/2)/(x + ...))))), evaluated backwards. The
        // convergents approach like exp(-2 x sqrt(2 k)), so k = 2400 / x^2 terms leave about e^-138.
        var tail = x;
        for (var k = 20 + (int)(2400 / (x.High * x.High)); k >= 1; k--)
            tail = x + ((DoubleDouble)(0.5 * k) / tail);
        return Exp(-(x * x)) / (Sqrt(Pi) * tail);
    }
}
