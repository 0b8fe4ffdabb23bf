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

    /// <summary>Adds a combination of rows: y = y + sum over r of c_r X_r, every entry one chain of fused multiply-adds in the order of the rows.</summary>
    /// <param name="coefficients">c, one per row.</param>
    /// <param name="rows">X, row-major, rows as long as y; asserted in debug builds only.</param>
    /// <param name="y">Updated in place.</param>
    public static void AddCombination(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> rows, Span<double> y)
    {
        Debug.Assert(rows.Length == coefficients.Length * y.Length, "lengths differ");
        ref var x = ref MemoryMarshal.GetReference(rows);
        ref var b = ref MemoryMarshal.GetReference(y);
        nuint i = 0;
        var length = (nuint)y.Length;
        for (; i + 32 <= length; i += 32)
        {
            var s0 = Vector512.LoadUnsafe(ref b, i);
            var s1 = Vector512.LoadUnsafe(ref b, i + 8);
            var s2 = Vector512.LoadUnsafe(ref b, i + 16);
            var s3 = Vector512.LoadUnsafe(ref b, i + 24);
            var at = i;
            foreach (var coefficient in coefficients)
            {
                var c = Vector512.Create(coefficient);
                s0 = Vector512.FusedMultiplyAdd(c, Vector512.LoadUnsafe(ref x, at), s0);
                s1 = Vector512.FusedMultiplyAdd(c, Vector512.LoadUnsafe(ref x, at + 8), s1);
                s2 = Vector512.FusedMultiplyAdd(c, Vector512.LoadUnsafe(ref x, at + 16), s2);
                s3 = Vector512.FusedMultiplyAdd(c, Vector512.LoadUnsafe(ref x, at + 24), s3);
                at += length;
            }

            s0.StoreUnsafe(ref b, i);
            s1.StoreUnsafe(ref b, i + 8);
            s2.StoreUnsafe(ref b, i + 16);
            s3.StoreUnsafe(ref b, i + 24);
        }

        for (; i + 8 <= length; i += 8)
        {
            var sum = Vector512.LoadUnsafe(ref b, i);
            var at = i;
            foreach (var coefficient in coefficients)
            {
                sum = Vector512.FusedMultiplyAdd(Vector512.Create(coefficient), Vector512.LoadUnsafe(ref x, at), sum);
                at += length;
            }

            sum.StoreUnsafe(ref b, i);
        }

        for (; i < length; i++)
        {
            var at = i;
            foreach (var coefficient in coefficients)
            {
                Unsafe.Add(ref b, i) = Math.FusedMultiplyAdd(coefficient, Unsafe.Add(ref x, at), Unsafe.Add(ref b, i));
                at += length;
            }
        }
    }

    /// <summary>Computes a multiple: y = factor * x.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="x">The vector.</param>
    /// <param name="y">Overwritten; at least as long as x.</param>
    /// <exception cref="ArgumentOutOfRangeException">y is shorter than x.</exception>
    public static void Scale(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(y[..x.Length]);
        var f = Vector512.Create(factor);
        nuint i = 0;
        var length = (nuint)x.Length;
        for (; i + 8 <= length; i += 8)
            (f * Vector512.LoadUnsafe(ref a, i)).StoreUnsafe(ref b, i);
        for (; i < length; i++)
            Unsafe.Add(ref b, i) = factor * Unsafe.Add(ref a, i);
    }

    /// <summary>Computes a combination of two vectors: z = a x + b y, the second product and the sum rounded once.</summary>
    /// <param name="a">The factor of x.</param>
    /// <param name="x">The first vector.</param>
    /// <param name="b">The factor of y.</param>
    /// <param name="y">The second vector; its length is asserted in debug builds only.</param>
    /// <param name="z">Overwritten; at least as long as x.</param>
    /// <exception cref="ArgumentOutOfRangeException">z is shorter than x.</exception>
    public static void Combine(double a, ReadOnlySpan<double> x, double b, ReadOnlySpan<double> y, Span<double> z)
    {
        Debug.Assert(x.Length == y.Length, "lengths differ");
        ref var u = ref MemoryMarshal.GetReference(x);
        ref var v = ref MemoryMarshal.GetReference(y);
        ref var w = ref MemoryMarshal.GetReference(z[..x.Length]);
        var (f, g) = (Vector512.Create(a), Vector512.Create(b));
        nuint i = 0;
        var length = (nuint)x.Length;
        for (; i + 8 <= length; i += 8)
            Vector512.FusedMultiplyAdd(g, Vector512.LoadUnsafe(ref v, i), f * Vector512.LoadUnsafe(ref u, i)).StoreUnsafe(ref w, i);
        for (; i < length; i++)
            Unsafe.Add(ref w, i) = Math.FusedMultiplyAdd(b, Unsafe.Add(ref v, i), a * Unsafe.Add(ref u, i));
    }

    /// <summary>Computes products entry by entry: z = x * y.</summary>
    /// <param name="x">The first vector.</param>
    /// <param name="y">The second vector; its length is asserted in debug builds only.</param>
    /// <param name="z">Overwritten; at least as long as x.</param>
    /// <exception cref="ArgumentOutOfRangeException">z is shorter than x.</exception>
    public static void Multiply(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> z)
    {
        Debug.Assert(x.Length == y.Length, "lengths differ");
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(y);
        ref var c = ref MemoryMarshal.GetReference(z[..x.Length]);
        nuint i = 0;
        var length = (nuint)x.Length;
        for (; i + 8 <= length; i += 8)
            (Vector512.LoadUnsafe(ref a, i) * Vector512.LoadUnsafe(ref b, i)).StoreUnsafe(ref c, i);
        for (; i < length; i++)
            Unsafe.Add(ref c, i) = Unsafe.Add(ref a, i) * Unsafe.Add(ref b, i);
    }
}
