using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Sums over vectors in one fixed order of fused multiply-adds on eight lanes.</summary>
/// <remarks>
/// The runtime runs the eight lanes as one, two, four or eight instructions, whatever the processor has, with the same bits.
/// </remarks>
public static class VectorOperations
{
    /// <summary>The fixed number of lanes.</summary>
    public const int Lanes = 8;

    /// <summary>Marks the kernels: compiled with full optimisation at the first call, because one matrix may be all that a process solves,
    /// and the runtime's first tier is ten times slower on vectors.</summary>
    internal const MethodImplOptions Kernel = MethodImplOptions.AggressiveOptimization;

    /// <summary>Adds the eight lanes: halves first, then quarters, then the last pair.</summary>
    /// <param name="v">The lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> v)
    {
        var four = v.GetLower() + v.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two.ToScalar() + two.GetElement(1);
    }

    /// <summary>Computes the inner product of two vectors of equal length.</summary>
    /// <param name="x">The first vector.</param>
    /// <param name="y">The second vector; its length is asserted in debug builds only.</param>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Debug.Assert(x.Length == y.Length, "lengths differ");
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(y);
        Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default;
        nuint i = 0;
        var length = (nuint)x.Length;
        for (; i + 32 <= length; i += 32)
        {
            s0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, i), Vector512.LoadUnsafe(ref b, i), s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, i + 8), Vector512.LoadUnsafe(ref b, i + 8), s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, i + 16), Vector512.LoadUnsafe(ref b, i + 16), s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, i + 24), Vector512.LoadUnsafe(ref b, i + 24), s3);
        }

        for (; i + 8 <= length; i += 8)
            s0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, i), Vector512.LoadUnsafe(ref b, i), s0);
        var sum = Sum(s0 + s1 + (s2 + s3));
        for (; i < length; i++)
            sum = Math.FusedMultiplyAdd(Unsafe.Add(ref a, i), Unsafe.Add(ref b, i), sum);
        return sum;
    }

    /// <summary>Computes the Euclidean norm; no guard against squares that overflow.</summary>
    /// <param name="x">The vector.</param>
    public static double Norm(ReadOnlySpan<double> x) => Math.Sqrt(Dot(x, x));

    /// <summary>Adds a multiple: y = y + factor * x.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="x">The vector to add.</param>
    /// <param name="y">Updated in place; its length is asserted in debug builds only.</param>
    public static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        Debug.Assert(x.Length == y.Length, "lengths differ");
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(y);
        var f = Vector512.Create(factor);
        nuint i = 0;
        var length = (nuint)x.Length;
        for (; i + 8 <= length; i += 8)
            Vector512.FusedMultiplyAdd(f, Vector512.LoadUnsafe(ref a, i), Vector512.LoadUnsafe(ref b, i)).StoreUnsafe(ref b, i);
        for (; i < length; i++)
            Unsafe.Add(ref b, i) = Math.FusedMultiplyAdd(factor, Unsafe.Add(ref a, i), Unsafe.Add(ref b, i));
    }
}
