using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.Arithmetic;

/// <summary>Four vectors of eight 64-bit words that take every step together.</summary>
/// <remarks>
/// The compiler emits operations in the order of the source. One chain of dependent operations after the other would leave half of the
/// processor waiting; four chains step by step keep it busy, and this type writes them as one.
/// </remarks>
internal readonly struct WordQuad
{
    public readonly Vector512<ulong> A;
    public readonly Vector512<ulong> B;
    public readonly Vector512<ulong> C;
    public readonly Vector512<ulong> D;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WordQuad(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c, Vector512<ulong> d)
    {
        A = a;
        B = b;
        C = c;
        D = d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WordQuad(Vector512<ulong> all)
        : this(all, all, all, all)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad operator ^(WordQuad x, Vector512<ulong> y) => new(x.A ^ y, x.B ^ y, x.C ^ y, x.D ^ y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad operator ^(WordQuad x, WordQuad y) => new(x.A ^ y.A, x.B ^ y.B, x.C ^ y.C, x.D ^ y.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad operator &(WordQuad x, Vector512<ulong> y) => new(x.A & y, x.B & y, x.C & y, x.D & y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad operator |(WordQuad x, Vector512<ulong> y) => new(x.A | y, x.B | y, x.C | y, x.D | y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad operator <<(WordQuad x, int bits) => new(x.A << bits, x.B << bits, x.C << bits, x.D << bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad operator >>>(WordQuad x, int bits) => new(x.A >>> bits, x.B >>> bits, x.C >>> bits, x.D >>> bits);

    /// <summary>Multiplies the low 32 bits of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad MultiplyLowHalves(WordQuad x, Vector512<ulong> y) => new(
        LaneOperations.MultiplyLowHalves(x.A, y),
        LaneOperations.MultiplyLowHalves(x.B, y),
        LaneOperations.MultiplyLowHalves(x.C, y),
        LaneOperations.MultiplyLowHalves(x.D, y));

    /// <summary>x ^ y ^ z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Xor(WordQuad x, WordQuad y, Vector512<ulong> z) => new(x.A ^ y.A ^ z, x.B ^ y.B ^ z, x.C ^ y.C ^ z, x.D ^ y.D ^ z);

    /// <summary>Rounds the unsigned integers to the nearest numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NumberQuad ToNumbers() => new(
        LaneOperations.ToDouble(A), LaneOperations.ToDouble(B), LaneOperations.ToDouble(C), LaneOperations.ToDouble(D));

    /// <summary>The same for signed integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NumberQuad ToSignedNumbers() => new(
        LaneOperations.ToDouble(A.AsInt64()), LaneOperations.ToDouble(B.AsInt64()), LaneOperations.ToDouble(C.AsInt64()), LaneOperations.ToDouble(D.AsInt64()));

    /// <summary>Writes four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreTo(ref Vector512<ulong> destination)
    {
        destination = A;
        Unsafe.Add(ref destination, 1) = B;
        Unsafe.Add(ref destination, 2) = C;
        Unsafe.Add(ref destination, 3) = D;
    }

    /// <summary>The numbers that have these bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NumberQuad AsNumbers() => new(A.AsDouble(), B.AsDouble(), C.AsDouble(), D.AsDouble());
}
