using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Reduces a symmetric band matrix of half-width 16 to tridiagonal form by Householder reflections.</summary>
/// <remarks>
/// <para>Column by column: one reflection clears the column below the subdiagonal; the bulge that it leaves 16 rows further down is
/// cleared in its first column by the next reflection, and so on to the end of the matrix. Source: C. Bischof, B. Lang, X. Sun, "A
/// framework for symmetric band reduction", ACM TOMS 26 (2000) 581, the second of two stages.</para>
/// <para>A step works on 16 columns: the lower triangle D of the diagonal block and the full block O below it. With the reflection
/// I - v v^T / h from the step before, D becomes D - v w^T - w v^T and O becomes O - (O v / h) v^T; the next reflection, from the new
/// first column of O, is applied to O from the left in the same pass.</para>
/// <para>Cost: 6 n^2 b floating-point operations for half-width b, n^2 / (2 b) steps.</para>
/// </remarks>
internal static class BulgeChasing
{
    private const int Width = BandReduction.Width;
    private const int Above = Width; // zeros above the diagonal, so that columns can be read in full vectors
    private const int ColumnLength = Above + (2 * Width);
    private const int Step = ColumnLength - 1; // from entry (i, j) to entry (i, j + 1)
    private const double NegligibleSquare = 1e-280;

    /// <summary>The length of the storage for order n.</summary>
    /// <param name="order">n.</param>
    public static int StorageLength(int order) => (order + (3 * Width)) * ColumnLength;

    /// <summary>Where B[i, j] lies, i >= j; everything else in the storage is zero.</summary>
    /// <param name="i">The row.</param>
    /// <param name="j">The column.</param>
    public static int Offset(int i, int j) => (j * Step) + i + Above;

    /// <summary>Reduces the band.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <param name="band">The band, destroyed.</param>
    /// <param name="diagonal">n entries, overwritten.</param>
    /// <param name="offDiagonal">At least n - 1 entries, overwritten.</param>
    public static void Reduce(int order, Span<double> band, Span<double> diagonal, Span<double> offDiagonal)
    {
        Span<double> v = stackalloc double[Width]; // the reflection is I - v v^T inverse
        Span<double> w = stackalloc double[Width];
        Span<double> z = stackalloc double[Width];
        for (var column = 0; column < order - 2; column++)
        {
            ref var below = ref band[Offset(column + 1, column)];
            var inverse = Reflect(Vector512.LoadUnsafe(ref below), Vector512.LoadUnsafe(ref below, 8), out var v0, out var v1, out var beta);
            StoreFirstColumn(ref below, beta);
            v0.CopyTo(v);
            v1.CopyTo(v[8..]);

            // Without a reflection there is no bulge to chase.
            for (var start = column + 1; start < order && inverse != 0; start += Width)
                inverse = ChaseBlock(ref band[Offset(start, start)], v, inverse, w, z);
        }

        for (var i = 0; i < order; i++)
        {
            diagonal[i] = band[Offset(i, i)];
            if (i < order - 1)
                offDiagonal[i] = band[Offset(i + 1, i)];
        }
    }

    /// <summary>Applies a reflection to 16 columns, and to the block below them also the next one, which it returns.</summary>
    /// <param name="d">The first entry of the diagonal block.</param>
    /// <param name="v">The reflection; on return the next one.</param>
    /// <param name="inverse">1 / h, not zero.</param>
    /// <param name="w">Scratch, 16 numbers.</param>
    /// <param name="z">Scratch, 16 numbers.</param>
    /// <returns>1 / h of the next reflection, or zero when none is needed.</returns>
    [MethodImpl(VectorOperations.Kernel)]
    private static double ChaseBlock(ref double d, Span<double> v, double inverse, Span<double> w, Span<double> z)
    {
        ref var vs = ref MemoryMarshal.GetReference(v);
        ref var ws = ref MemoryMarshal.GetReference(w);
        ref var zs = ref MemoryMarshal.GetReference(z);
        var v0 = Vector512.LoadUnsafe(ref vs);
        var v1 = Vector512.LoadUnsafe(ref vs, 8);

        // y = (D below and on the diagonal, O) v; the part of D above the diagonal comes from its columns.
        // Two chains, of even and of odd columns, because each addition waits for the one before.
        Vector512<double> y0 = default, y1 = default, y2 = default, y3 = default;
        Vector512<double> t0 = default, t1 = default, t2 = default, t3 = default;
        var a0 = LeftColumn(ref d, ref vs, 0, v0, v1, ref y0, ref y1, ref y2, ref y3);
        var a1 = LeftColumn(ref d, ref vs, 1, v0, v1, ref t0, ref t1, ref t2, ref t3);
        var a2 = LeftColumn(ref d, ref vs, 2, v0, v1, ref y0, ref y1, ref y2, ref y3);
        var a3 = LeftColumn(ref d, ref vs, 3, v0, v1, ref t0, ref t1, ref t2, ref t3);
        var a4 = LeftColumn(ref d, ref vs, 4, v0, v1, ref y0, ref y1, ref y2, ref y3);
        var a5 = LeftColumn(ref d, ref vs, 5, v0, v1, ref t0, ref t1, ref t2, ref t3);
        var a6 = LeftColumn(ref d, ref vs, 6, v0, v1, ref y0, ref y1, ref y2, ref y3);
        var a7 = LeftColumn(ref d, ref vs, 7, v0, v1, ref t0, ref t1, ref t2, ref t3);
        var upper = LaneSums.OfEight(a0, a1, a2, a3, a4, a5, a6, a7);
        a0 = RightColumn(ref d, ref vs, 8, v1, ref y1, ref y2, ref y3);
        a1 = RightColumn(ref d, ref vs, 9, v1, ref t1, ref t2, ref t3);
        a2 = RightColumn(ref d, ref vs, 10, v1, ref y1, ref y2, ref y3);
        a3 = RightColumn(ref d, ref vs, 11, v1, ref t1, ref t2, ref t3);
        a4 = RightColumn(ref d, ref vs, 12, v1, ref y1, ref y2, ref y3);
        a5 = RightColumn(ref d, ref vs, 13, v1, ref t1, ref t2, ref t3);
        a6 = RightColumn(ref d, ref vs, 14, v1, ref y1, ref y2, ref y3);
        a7 = RightColumn(ref d, ref vs, 15, v1, ref t1, ref t2, ref t3);
        y2 += t2;
        y3 += t3;
        y0 += t0 + upper;
        y1 += t1 + LaneSums.OfEight(a0, a1, a2, a3, a4, a5, a6, a7);
        var product = VectorOperations.Sum(Vector512.FusedMultiplyAdd(y0, v0, y1 * v1));
        var factor = Vector512.Create(inverse);
        var half = Vector512.Create(-0.5 * inverse * inverse * product);
        var w0 = Vector512.FusedMultiplyAdd(half, v0, factor * y0);
        var w1 = Vector512.FusedMultiplyAdd(half, v1, factor * y1);
        w0.StoreUnsafe(ref ws);
        w1.StoreUnsafe(ref ws, 8);
        var b0 = factor * y2;
        var b1 = factor * y3;

        // The next reflection, and the products of O (old) with it: O^T u - (u.b) v.
        var x = Vector512.Create(-vs);
        var next = Reflect(
            Vector512.FusedMultiplyAdd(x, b0, Vector512.LoadUnsafe(ref d, Width)),
            Vector512.FusedMultiplyAdd(x, b1, Vector512.LoadUnsafe(ref d, Width + 8)),
            out var u0,
            out var u1,
            out var beta);
        var overlap = Vector512.Create(-VectorOperations.Sum(Vector512.FusedMultiplyAdd(u0, b0, u1 * b1)));
        var scale = Vector512.Create(next);
        var z0 = scale * Vector512.FusedMultiplyAdd(overlap, v0, ProductsBelow(ref d, u0, u1));
        var z1 = scale * Vector512.FusedMultiplyAdd(overlap, v1, ProductsBelow(ref Unsafe.Add(ref d, 8 * Step), u0, u1));
        z0.StoreUnsafe(ref zs);
        z1.StoreUnsafe(ref zs, 8);

        for (nuint j = 0; j < 8; j++)
        {
            ref var column = ref Unsafe.Add(ref d, j * Step);
            var vj = Vector512.Create(-Unsafe.Add(ref vs, j));
            var wj = Vector512.Create(-Unsafe.Add(ref ws, j));
            var l0 = Vector512.FusedMultiplyAdd(vj, w0, Vector512.FusedMultiplyAdd(wj, v0, Vector512.LoadUnsafe(ref column)));
            (l0 & FromLane(j)).StoreUnsafe(ref column);
            Vector512.FusedMultiplyAdd(vj, w1, Vector512.FusedMultiplyAdd(wj, v1, Vector512.LoadUnsafe(ref column, 8))).StoreUnsafe(ref column, 8);
            UpdateBelow(ref column, vj, Vector512.Create(-Unsafe.Add(ref zs, j)), b0, b1, u0, u1);
        }

        for (nuint j = 8; j < 16; j++)
        {
            ref var column = ref Unsafe.Add(ref d, j * Step);
            var vj = Vector512.Create(-Unsafe.Add(ref vs, j));
            var wj = Vector512.Create(-Unsafe.Add(ref ws, j));
            var l1 = Vector512.FusedMultiplyAdd(vj, w1, Vector512.FusedMultiplyAdd(wj, v1, Vector512.LoadUnsafe(ref column, 8)));
            (l1 & FromLane(j - 8)).StoreUnsafe(ref column, 8);
            UpdateBelow(ref column, vj, Vector512.Create(-Unsafe.Add(ref zs, j)), b0, b1, u0, u1);
        }

        StoreFirstColumn(ref Unsafe.Add(ref d, Width), beta);
        u0.StoreUnsafe(ref vs);
        u1.StoreUnsafe(ref vs, 8);
        return next;
    }

    /// <summary>Adds column j &lt; 8 times v_j to y; returns the products of its part strictly below the diagonal of D with v.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> LeftColumn(
        ref double d, ref double vs, nuint j, Vector512<double> v0, Vector512<double> v1,
        ref Vector512<double> y0, ref Vector512<double> y1, ref Vector512<double> y2, ref Vector512<double> y3)
    {
        ref var column = ref Unsafe.Add(ref d, j * Step);
        var factor = Vector512.Create(Unsafe.Add(ref vs, j));
        var d0 = Vector512.LoadUnsafe(ref column);
        var d1 = Vector512.LoadUnsafe(ref column, 8);
        y0 = Vector512.FusedMultiplyAdd(factor, d0, y0);
        y1 = Vector512.FusedMultiplyAdd(factor, d1, y1);
        y2 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref column, 16), y2);
        y3 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref column, 24), y3);
        return Vector512.FusedMultiplyAdd(d1, v1, (d0 & FromLane(j + 1)) * v0);
    }

    /// <summary>The same for j >= 8, whose first eight rows are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> RightColumn(
        ref double d, ref double vs, nuint j, Vector512<double> v1,
        ref Vector512<double> y1, ref Vector512<double> y2, ref Vector512<double> y3)
    {
        ref var column = ref Unsafe.Add(ref d, j * Step);
        var factor = Vector512.Create(Unsafe.Add(ref vs, j));
        var d1 = Vector512.LoadUnsafe(ref column, 8);
        y1 = Vector512.FusedMultiplyAdd(factor, d1, y1);
        y2 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref column, 16), y2);
        y3 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref column, 24), y3);
        return (d1 & FromLane(j - 7)) * v1;
    }

    /// <summary>The inner products of eight columns of O with u.</summary>
    private static Vector512<double> ProductsBelow(ref double d, Vector512<double> u0, Vector512<double> u1)
    {
        return LaneSums.OfEight(
            One(ref d, 0, u0, u1), One(ref d, 1, u0, u1), One(ref d, 2, u0, u1), One(ref d, 3, u0, u1),
            One(ref d, 4, u0, u1), One(ref d, 5, u0, u1), One(ref d, 6, u0, u1), One(ref d, 7, u0, u1));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<double> One(ref double d, nuint j, Vector512<double> u0, Vector512<double> u1)
        {
            ref var column = ref Unsafe.Add(ref d, j * Step);
            return Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref column, 24), u1, Vector512.LoadUnsafe(ref column, 16) * u0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void UpdateBelow(
        ref double column, Vector512<double> vj, Vector512<double> zj,
        Vector512<double> b0, Vector512<double> b1, Vector512<double> u0, Vector512<double> u1)
    {
        var o0 = Vector512.FusedMultiplyAdd(zj, u0, Vector512.FusedMultiplyAdd(vj, b0, Vector512.LoadUnsafe(ref column, 16)));
        var o1 = Vector512.FusedMultiplyAdd(zj, u1, Vector512.FusedMultiplyAdd(vj, b1, Vector512.LoadUnsafe(ref column, 24)));
        o0.StoreUnsafe(ref column, 16);
        o1.StoreUnsafe(ref column, 24);
    }

    /// <summary>Finds the reflection I - v v^T / h that maps x to (beta, 0, ..., 0).</summary>
    /// <returns>1 / h, or zero where x has that form already up to entries below 1e-140: then v = 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Reflect(
        Vector512<double> x0, Vector512<double> x1, out Vector512<double> v0, out Vector512<double> v1, out double beta)
    {
        var alpha = x0.ToScalar();
        var tail = x0 & FromLane(1);
        var square = VectorOperations.Sum(Vector512.FusedMultiplyAdd(tail, tail, x1 * x1));
        if (square <= NegligibleSquare)
        {
            (v0, v1, beta) = (default, default, alpha);
            return 0;
        }

        beta = -Math.CopySign(Math.Sqrt(Math.FusedMultiplyAdd(alpha, alpha, square)), alpha);
        v0 = tail | Vector512.CreateScalar(alpha - beta); // not through memory, which would wait for two stores
        v1 = x1;
        return 1 / (beta * (beta - alpha));
    }

    private static void StoreFirstColumn(ref double column, double beta)
    {
        Vector512.CreateScalar(beta).StoreUnsafe(ref column);
        Vector512<double>.Zero.StoreUnsafe(ref column, 8);
    }

    /// <summary>All bits set in lanes from j on, j = 0..8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> FromLane(nuint j) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(LaneMasks), 8 - j).AsDouble();

    private static ReadOnlySpan<long> LaneMasks => [0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1];
}
