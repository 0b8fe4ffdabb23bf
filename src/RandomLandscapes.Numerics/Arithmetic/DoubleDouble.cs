using System.Globalization;
using System.Runtime.CompilerServices;

namespace RandomLandscapes.Numerics.Arithmetic;

/// <summary>An unevaluated sum of two doubles: about 31 decimal digits, with the exponent range of a double.</summary>
/// <remarks>
/// <para>Sums and products carry a relative error of a few times 2^-104; |Low| is at most half a unit in the last place of High.</para>
/// <para>Source: Dekker, "A floating-point technique for extending the available precision", Numer. Math. 18 (1971) 224; the
/// operations with their error bounds: Joldes, Muller, Popescu, ACM TOMS 44 (2017) 15, algorithms 6, 12 and 17.</para>
/// </remarks>
/// <param name="High">The value rounded to double.</param>
/// <param name="Low">What the rounding left.</param>
public readonly partial record struct DoubleDouble(double High, double Low)
{
    /// <summary>Zero.</summary>
    public static readonly DoubleDouble Zero;

    /// <summary>One.</summary>
    public static readonly DoubleDouble One = new(1, 0);

    /// <summary>The circle constant to 32 digits.</summary>
    public static readonly DoubleDouble Pi = new(3.141592653589793, 1.2246467991473532e-16);

    /// <summary>The natural logarithm of 2 to 32 digits.</summary>
    public static readonly DoubleDouble Ln2 = new(0.6931471805599453, 2.3190468138462996e-17);

    /// <summary>Widens a double, exactly.</summary>
    /// <param name="x">Any double.</param>
    public static implicit operator DoubleDouble(double x) => new(x, 0);

    /// <summary>Rounds to the nearest double.</summary>
    /// <param name="x">Any value.</param>
    public static explicit operator double(DoubleDouble x) => x.High;

    /// <summary>Changes the sign.</summary>
    /// <param name="x">Any value.</param>
    public static DoubleDouble operator -(DoubleDouble x) => new(-x.High, -x.Low);

    /// <summary>Adds.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator +(DoubleDouble x, DoubleDouble y)
    {
        var (s, e) = TwoSum(x.High, y.High);
        var (t, f) = TwoSum(x.Low, y.Low);
        (s, e) = FastTwoSum(s, e + t);
        return Normalised(s, e + f);
    }

    /// <summary>Subtracts.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand.</param>
    public static DoubleDouble operator -(DoubleDouble x, DoubleDouble y) => x + -y;

    /// <summary>Multiplies.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator *(DoubleDouble x, DoubleDouble y)
    {
        var p = x.High * y.High;
        var e = Math.FusedMultiplyAdd(x.High, y.High, -p);
        e = Math.FusedMultiplyAdd(x.High, y.Low, Math.FusedMultiplyAdd(x.Low, y.High, e));
        return Normalised(p, e);
    }

    /// <summary>Divides.</summary>
    /// <param name="x">Dividend.</param>
    /// <param name="y">Divisor; zero gives NaN.</param>
    public static DoubleDouble operator /(DoubleDouble x, DoubleDouble y)
    {
        var q1 = x.High / y.High;
        var r = x - (y * q1);
        var q2 = r.High / y.High;
        r -= y * q2;
        return Normalised(q1, q2) + (r.High / y.High);
    }

    /// <summary>Compares by value.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand.</param>
    public static bool operator <(DoubleDouble x, DoubleDouble y) => x.High < y.High || (x.High == y.High && x.Low < y.Low);

    /// <summary>Compares by value.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand.</param>
    public static bool operator >(DoubleDouble x, DoubleDouble y) => y < x;

    /// <summary>Multiplies by 2^exponent, exactly barring underflow.</summary>
    /// <param name="exponent">The power of two.</param>
    public DoubleDouble ScaleByPowerOfTwo(int exponent) => new(Math.ScaleB(High, exponent), Math.ScaleB(Low, exponent));

    /// <summary>Writes both parts, round-trip.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:R} + {Low:R}");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (double Sum, double Error) TwoSum(double a, double b)
    {
        var s = a + b;
        var bb = s - a;
        return (s, (a - (s - bb)) + (b - bb));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (double Sum, double Error) FastTwoSum(double a, double b)
    {
        var s = a + b;
        return (s, b - (s - a));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble Normalised(double a, double b)
    {
        var (s, e) = FastTwoSum(a, b);
        return new DoubleDouble(s, e);
    }
}
