using System.Numerics;

namespace RandomLandscapes.Theory.Multiprecision;

/// <summary>A binary floating-point number with a mantissa of <see cref="Precision"/> bits: mantissa times 2^exponent.</summary>
/// <remarks>Every operation is rounded towards zero, relative error below 2^(1 - Precision).</remarks>
internal readonly struct BigReal
{
    /// <summary>Bits of the mantissa: 192 decimal digits.</summary>
    public const int Precision = 640;

    private readonly BigInteger _mantissa;
    private readonly int _exponent;

    private BigReal(BigInteger mantissa, int exponent)
    {
        var excess = (int)BigInteger.Abs(mantissa).GetBitLength() - Precision;
        if (excess > 0)
        {
            mantissa = mantissa.Sign < 0 ? -((-mantissa) >> excess) : mantissa >> excess;
            exponent += excess;
        }

        _mantissa = mantissa;
        _exponent = mantissa.IsZero ? 0 : exponent;
    }

    public static BigReal Zero => default;

    public static BigReal One => new(BigInteger.One, 0);

    public bool IsZero => _mantissa.IsZero;

    public int Sign => _mantissa.Sign;

    /// <summary>The exponent e with 2^(e-1) &lt;= |value| &lt; 2^e; very small for zero.</summary>
    public long Magnitude => IsZero ? long.MinValue / 2 : (long)BigInteger.Abs(_mantissa).GetBitLength() + _exponent;

    /// <summary>An integer, exact up to the precision.</summary>
    public static implicit operator BigReal(int value) => new(value, 0);

    public static BigReal operator -(BigReal a) => new(-a._mantissa, a._exponent);

    public static BigReal operator +(BigReal a, BigReal b)
    {
        if (a.IsZero)
            return b;
        if (b.IsZero)
            return a;
        if (a._exponent < b._exponent)
            (a, b) = (b, a);
        var shift = a._exponent - b._exponent;
        // Beyond this the smaller number lies below the last bit of the larger one.
        return shift > (2 * Precision) + 2 ? a : new BigReal((a._mantissa << shift) + b._mantissa, b._exponent);
    }

    public static BigReal operator -(BigReal a, BigReal b) => a + (-b);

    public static BigReal operator *(BigReal a, BigReal b) => new(a._mantissa * b._mantissa, a._exponent + b._exponent);

    public static BigReal operator /(BigReal a, BigReal b)
    {
        var shift = Precision + 1 + (int)BigInteger.Abs(b._mantissa).GetBitLength();
        return new BigReal((a._mantissa << shift) / b._mantissa, a._exponent - b._exponent - shift);
    }

    /// <summary>The square root of a number that is not negative.</summary>
    public static BigReal Sqrt(BigReal x)
    {
        if (x.IsZero)
            return x;
        var shift = 2 * Precision;
        if (((x._exponent - shift) & 1) != 0)
            shift++;
        var radicand = x._mantissa << shift;
        // Newton from above on integers.
        var root = BigInteger.One << (int)((radicand.GetBitLength() + 1) / 2 + 1);
        while (true)
        {
            var next = (root + (radicand / root)) >> 1;
            if (next >= root)
                break;
            root = next;
        }

        return new BigReal(root, (x._exponent - shift) / 2);
    }

    /// <summary>Machin 1706: pi = 16 atan(1/5) - 4 atan(1/239).</summary>
    public static BigReal Pi()
    {
        return (16 * ArcTangentOfInverse(5)) - (4 * ArcTangentOfInverse(239));

        static BigReal ArcTangentOfInverse(int n)
        {
            BigReal power = One / n, sum = power;
            for (var k = 1; power.Magnitude > -Precision - 8; k++)
            {
                power /= -(n * n);
                sum += power / ((2 * k) + 1);
            }

            return sum;
        }
    }

    /// <summary>cos and sin of a small angle, |x| at most 7, by their series.</summary>
    public static (BigReal Cos, BigReal Sin) CosSin(BigReal x)
    {
        BigReal cos = One, sin = x, term = x;
        var square = x * x;
        // 200 terms of x^k/k! reach 2^-600 at x = 7.
        var even = One;
        for (var k = 1; k < 100; k++)
        {
            even = even * square / -((2 * k) * ((2 * k) - 1));
            term = term * square / -((2 * k) * ((2 * k) + 1));
            cos += even;
            sin += term;
        }

        return (cos, sin);
    }

    /// <summary>ln |value| as a double; minus infinity for zero.</summary>
    public double LogAbs() => IsZero ? double.NegativeInfinity : BigInteger.Log(BigInteger.Abs(_mantissa)) + (_exponent * Math.Log(2));

    /// <summary>2^exponent.</summary>
    public static BigReal PowerOfTwo(int exponent) => new(BigInteger.One, exponent);
}
