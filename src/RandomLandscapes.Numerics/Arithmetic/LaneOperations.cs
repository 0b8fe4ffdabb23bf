using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RandomLandscapes.Numerics.Arithmetic;

/// <summary>Operations on eight 64-bit lanes that AVX-512 has as one instruction, with equivalents that give the same bits elsewhere.</summary>
internal static class LaneOperations
{
    private const ulong MantissaBits = (1UL << 52) - 1;
    private const ulong ExponentOfOne = 1023UL << 52;

    /// <summary>Multiplies the low 32 bits of each lane; what the high halves hold does not matter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> MultiplyLowHalves(Vector512<ulong> x, Vector512<ulong> y)
    {
        if (Avx512F.IsSupported)
            return Avx512F.Multiply(x.AsUInt32(), y.AsUInt32());
        if (Avx2.IsSupported)
        {
            return Vector512.Create(
                Avx2.Multiply(x.GetLower().AsUInt32(), y.GetLower().AsUInt32()), Avx2.Multiply(x.GetUpper().AsUInt32(), y.GetUpper().AsUInt32()));
        }

        var low = Vector512.Create(0xFFFF_FFFFUL);
        return (x & low) * (y & low);
    }

    /// <summary>Converts unsigned integers, rounded to nearest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ToDouble(Vector512<ulong> x) =>
        Avx512DQ.IsSupported ? Avx512DQ.ConvertToVector512Double(x) : Vector512.ConvertToDouble(x);

    /// <summary>Converts signed integers, rounded to nearest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ToDouble(Vector512<long> x) =>
        Avx512DQ.IsSupported ? Avx512DQ.ConvertToVector512Double(x) : Vector512.ConvertToDouble(x);

    /// <summary>floor(log2 x) of positive normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exponent(Vector512<double> x) =>
        Avx512F.IsSupported ? Avx512F.GetExponent(x) : Vector512.ConvertToDouble((x.AsUInt64() >>> 52).AsInt64() - Vector512.Create(1023L));

    /// <summary>x / 2^floor(log2 x), which lies in [1, 2), of positive normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Mantissa(Vector512<double> x) => Avx512F.IsSupported
        ? Avx512F.GetMantissa(x, 0)
        : ((x.AsUInt64() & Vector512.Create(MantissaBits)) | Vector512.Create(ExponentOfOne)).AsDouble();

    /// <summary>c - ab with one rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> NegatedMultiplyAdd(Vector512<double> a, Vector512<double> b, Vector512<double> c) =>
        Avx512F.IsSupported ? Avx512F.FusedMultiplyAddNegated(a, b, c) : Vector512.FusedMultiplyAdd(-a, b, c);

    /// <summary>Looks up entry (j mod 16) of a table of sixteen numbers in each lane.</summary>
    /// <param name="first">Entries 0 to 7.</param>
    /// <param name="second">Entries 8 to 15.</param>
    /// <param name="j">The positions; only the low four bits count.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Lookup(Vector512<double> first, Vector512<double> second, Vector512<ulong> j) =>
        Avx512F.IsSupported ? Avx512F.PermuteVar8x64x2(first, j.AsInt64(), second) : LookupOneByOne(first, second, j);

    private static Vector512<double> LookupOneByOne(Vector512<double> first, Vector512<double> second, Vector512<ulong> j)
    {
        Span<double> table = stackalloc double[16];
        first.CopyTo(table);
        second.CopyTo(table[8..]);
        Span<double> found = stackalloc double[8];
        for (var lane = 0; lane < 8; lane++)
            found[lane] = table[(int)(j[lane] & 15)];
        return Vector512.Create<double>(found);
    }
}
