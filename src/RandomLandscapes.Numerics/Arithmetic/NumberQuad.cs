using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.Arithmetic;

/// <summary>Four vectors of eight numbers that take every step together; see <see cref="WordQuad"/>.</summary>
internal readonly struct NumberQuad
{
    public readonly Vector512<double> A;
    public readonly Vector512<double> B;
    public readonly Vector512<double> C;
    public readonly Vector512<double> D;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NumberQuad(Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d)
    {
        A = a;
        B = b;
        C = c;
        D = d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NumberQuad operator +(NumberQuad x, Vector512<double> y) => new(x.A + y, x.B + y, x.C + y, x.D + y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NumberQuad operator *(NumberQuad x, Vector512<double> y) => new(x.A * y, x.B * y, x.C * y, x.D * y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NumberQuad operator *(NumberQuad x, NumberQuad y) => new(x.A * y.A, x.B * y.B, x.C * y.C, x.D * y.D);

    /// <summary>xy + z with one rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NumberQuad MultiplyAdd(NumberQuad x, NumberQuad y, NumberQuad z) => new(
        Vector512.FusedMultiplyAdd(x.A, y.A, z.A),
        Vector512.FusedMultiplyAdd(x.B, y.B, z.B),
        Vector512.FusedMultiplyAdd(x.C, y.C, z.C),
        Vector512.FusedMultiplyAdd(x.D, y.D, z.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NumberQuad MultiplyAdd(NumberQuad x, NumberQuad y, double z) => new(
        Vector512.FusedMultiplyAdd(x.A, y.A, Vector512.Create(z)),
        Vector512.FusedMultiplyAdd(x.B, y.B, Vector512.Create(z)),
        Vector512.FusedMultiplyAdd(x.C, y.C, Vector512.Create(z)),
        Vector512.FusedMultiplyAdd(x.D, y.D, Vector512.Create(z)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NumberQuad MultiplyAdd(NumberQuad x, double y, NumberQuad z) => new(
        Vector512.FusedMultiplyAdd(x.A, Vector512.Create(y), z.A),
        Vector512.FusedMultiplyAdd(x.B, Vector512.Create(y), z.B),
        Vector512.FusedMultiplyAdd(x.C, Vector512.Create(y), z.C),
        Vector512.FusedMultiplyAdd(x.D, Vector512.Create(y), z.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NumberQuad MultiplyAdd(NumberQuad x, double y, double z) => new(
        Vector512.FusedMultiplyAdd(x.A, Vector512.Create(y), Vector512.Create(z)),
        Vector512.FusedMultiplyAdd(x.B, Vector512.Create(y), Vector512.Create(z)),
        Vector512.FusedMultiplyAdd(x.C, Vector512.Create(y), Vector512.Create(z)),
        Vector512.FusedMultiplyAdd(x.D, Vector512.Create(y), Vector512.Create(z)));

    /// <summary>z - xy with one rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NumberQuad NegatedMultiplyAdd(NumberQuad x, NumberQuad y, NumberQuad z) => new(
        LaneOperations.NegatedMultiplyAdd(x.A, y.A, z.A),
        LaneOperations.NegatedMultiplyAdd(x.B, y.B, z.B),
        LaneOperations.NegatedMultiplyAdd(x.C, y.C, z.C),
        LaneOperations.NegatedMultiplyAdd(x.D, y.D, z.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NumberQuad Sqrt(NumberQuad x) => new(Vector512.Sqrt(x.A), Vector512.Sqrt(x.B), Vector512.Sqrt(x.C), Vector512.Sqrt(x.D));

    /// <summary>Entry (j mod 16) of a table of sixteen numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NumberQuad Lookup(Vector512<double> first, Vector512<double> second, WordQuad j) => new(
        LaneOperations.Lookup(first, second, j.A),
        LaneOperations.Lookup(first, second, j.B),
        LaneOperations.Lookup(first, second, j.C),
        LaneOperations.Lookup(first, second, j.D));

    /// <summary>floor(log2 x) of positive normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NumberQuad Exponent() => new(
        LaneOperations.Exponent(A), LaneOperations.Exponent(B), LaneOperations.Exponent(C), LaneOperations.Exponent(D));

    /// <summary>x / 2^floor(log2 x) of positive normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NumberQuad Mantissa() => new(
        LaneOperations.Mantissa(A), LaneOperations.Mantissa(B), LaneOperations.Mantissa(C), LaneOperations.Mantissa(D));

    /// <summary>Writes four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreTo(ref Vector512<double> destination)
    {
        destination = A;
        Unsafe.Add(ref destination, 1) = B;
        Unsafe.Add(ref destination, 2) = C;
        Unsafe.Add(ref destination, 3) = D;
    }

    /// <summary>The bits of the numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WordQuad AsWords() => new(A.AsUInt64(), B.AsUInt64(), C.AsUInt64(), D.AsUInt64());
}
