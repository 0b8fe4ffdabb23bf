using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>The sums over the lanes of eight vectors, as the lanes of one.</summary>
internal static class LaneSums
{
    /// <summary>Adds the lanes of each vector: halves first, then quarters, then the last pair, as <see cref="VectorOperations.Sum"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> OfEight(
        Vector512<double> s0, Vector512<double> s1, Vector512<double> s2, Vector512<double> s3,
        Vector512<double> s4, Vector512<double> s5, Vector512<double> s6, Vector512<double> s7)
    {
        if (Avx512F.IsSupported)
        {
            // The same additions with fewer instructions: one permutation takes from two vectors.
            var low = Quarters(Halves(s0, s2), Halves(s4, s6));
            var high = Quarters(Halves(s1, s3), Halves(s5, s7));
            return Avx512F.UnpackLow(low, high) + Avx512F.UnpackHigh(low, high);
        }

        var t0 = Quarter(Half(s0, s4), Half(s2, s6));
        var t1 = Quarter(Half(s1, s5), Half(s3, s7));
        var odd = Vector512.Create(0L, -1, 0, -1, 0, -1, 0, -1).AsDouble();
        return Vector512.ConditionalSelect(odd, t1, t0)
            + Vector512.Shuffle(Vector512.ConditionalSelect(odd, t0, t1), Vector512.Create(1L, 0, 3, 2, 5, 4, 7, 6));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Half(Vector512<double> a, Vector512<double> b)
    {
        var upper = Vector512.Create(0L, 0, 0, 0, -1, -1, -1, -1).AsDouble();
        return Vector512.ConditionalSelect(upper, b, a)
            + Vector512.Shuffle(Vector512.ConditionalSelect(upper, a, b), Vector512.Create(4L, 5, 6, 7, 0, 1, 2, 3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Quarter(Vector512<double> a, Vector512<double> b)
    {
        var upper = Vector512.Create(0L, 0, -1, -1, 0, 0, -1, -1).AsDouble();
        return Vector512.ConditionalSelect(upper, b, a)
            + Vector512.Shuffle(Vector512.ConditionalSelect(upper, a, b), Vector512.Create(2L, 3, 0, 1, 6, 7, 4, 5));
    }

    /// <summary>Lower plus upper half of a, then of b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Halves(Vector512<double> a, Vector512<double> b) =>
        Avx512F.Shuffle4x128(a, b, 0x44) + Avx512F.Shuffle4x128(a, b, 0xEE);

    /// <summary>Even plus odd pairs of lanes, of a, then of b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Quarters(Vector512<double> a, Vector512<double> b) =>
        Avx512F.Shuffle4x128(a, b, 0x88) + Avx512F.Shuffle4x128(a, b, 0xDD);
}
