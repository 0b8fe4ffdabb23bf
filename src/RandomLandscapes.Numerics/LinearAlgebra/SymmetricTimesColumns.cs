using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>The product X = M V of a symmetric matrix, of which the lower triangle is stored, and 16 columns.</summary>
/// <remarks>
/// Every entry below the diagonal is used twice while it is in the cache: once for its row and once for its column. Nothing is packed.
/// </remarks>
internal static class SymmetricTimesColumns
{
    /// <summary>The number of columns of V and X.</summary>
    public const int Columns = 16;

    private const int Slab = 64;
    private const int Chunk = 128;

    /// <summary>Computes X = M V.</summary>
    /// <param name="order">The order of M, a multiple of 8.</param>
    /// <param name="matrix">M, row by row; entries above the 8 x 8 blocks of the diagonal are not read.</param>
    /// <param name="stride">Distance between the rows of M.</param>
    /// <param name="columns">V, row-major order x 16.</param>
    /// <param name="product">X, row-major order x 16, overwritten.</param>
    public static void Multiply(int order, ReadOnlySpan<double> matrix, int stride, ReadOnlySpan<double> columns, Span<double> product)
    {
        product[..(order * Columns)].Clear();
        ref var m = ref MemoryMarshal.GetReference(matrix);
        ref var v = ref MemoryMarshal.GetReference(columns);
        ref var x = ref MemoryMarshal.GetReference(product);
        var rowStep = (nuint)stride;
        for (var first = 0; first < order; first += Slab)
        {
            var last = Math.Min(order, first + Slab);
            for (var start = 0; start < first; start += Chunk)
            {
                var end = Math.Min(first, start + Chunk);
                for (var i = first; i < last; i += 8)
                    Accumulate(end - start, ref At(ref m, i, start), rowStep, 1, ref At(ref v, start), ref At(ref x, i));
                for (var j = start; j < end; j += 8)
                    Accumulate(last - first, ref At(ref m, first, j), 1, rowStep, ref At(ref v, first), ref At(ref x, j));
            }

            for (var i = first; i < last; i += 8)
            {
                if (i > first)
                    Accumulate(i - first, ref At(ref m, i, first), rowStep, 1, ref At(ref v, first), ref At(ref x, i));
                if (i + 8 < last)
                    Accumulate(last - i - 8, ref At(ref m, i + 8, i), 1, rowStep, ref At(ref v, i + 8), ref At(ref x, i));
                DiagonalBlock(ref At(ref m, i, i), stride, ref At(ref v, i), ref At(ref x, i));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        ref double At(ref double origin, int row, int column = -1) => ref column < 0
            ? ref Unsafe.Add(ref origin, row * Columns)
            : ref Unsafe.Add(ref origin, ((nuint)row * rowStep) + (nuint)column);
    }

    private static void DiagonalBlock(ref double m, int stride, ref double v, ref double x)
    {
        Span<double> full = stackalloc double[64];
        for (var i = 0; i < 8; i++)
        {
            for (var j = 0; j <= i; j++)
                full[(8 * i) + j] = full[(8 * j) + i] = Unsafe.Add(ref m, (i * stride) + j);
        }

        Accumulate(8, ref MemoryMarshal.GetReference(full), 8, 1, ref v, ref x);
    }

    /// <summary>Adds sum over k of M[r, k] V[k] to rows r = 0..7 of X; entry (r, k) of M lies at r rowStep + k step.</summary>
    [MethodImpl(VectorOperations.Kernel)]
    private static void Accumulate(int count, ref double m, nuint rowStep, nuint step, ref double v, ref double x)
    {
        Vector512<double> s00 = Vector512.LoadUnsafe(ref x), s01 = Vector512.LoadUnsafe(ref x, 8);
        Vector512<double> s10 = Vector512.LoadUnsafe(ref x, 16), s11 = Vector512.LoadUnsafe(ref x, 24);
        Vector512<double> s20 = Vector512.LoadUnsafe(ref x, 32), s21 = Vector512.LoadUnsafe(ref x, 40);
        Vector512<double> s30 = Vector512.LoadUnsafe(ref x, 48), s31 = Vector512.LoadUnsafe(ref x, 56);
        Vector512<double> s40 = Vector512.LoadUnsafe(ref x, 64), s41 = Vector512.LoadUnsafe(ref x, 72);
        Vector512<double> s50 = Vector512.LoadUnsafe(ref x, 80), s51 = Vector512.LoadUnsafe(ref x, 88);
        Vector512<double> s60 = Vector512.LoadUnsafe(ref x, 96), s61 = Vector512.LoadUnsafe(ref x, 104);
        Vector512<double> s70 = Vector512.LoadUnsafe(ref x, 112), s71 = Vector512.LoadUnsafe(ref x, 120);
        nuint row2 = 2 * rowStep, row3 = 3 * rowStep, row4 = 4 * rowStep, row5 = 5 * rowStep, row6 = 6 * rowStep, row7 = 7 * rowStep;
        for (var k = 0; k < count; k++)
        {
            var v0 = Vector512.LoadUnsafe(ref v);
            var v1 = Vector512.LoadUnsafe(ref v, 8);
            var e = Vector512.Create(m);
            s00 = Vector512.FusedMultiplyAdd(e, v0, s00);
            s01 = Vector512.FusedMultiplyAdd(e, v1, s01);
            e = Vector512.Create(Unsafe.Add(ref m, rowStep));
            s10 = Vector512.FusedMultiplyAdd(e, v0, s10);
            s11 = Vector512.FusedMultiplyAdd(e, v1, s11);
            e = Vector512.Create(Unsafe.Add(ref m, row2));
            s20 = Vector512.FusedMultiplyAdd(e, v0, s20);
            s21 = Vector512.FusedMultiplyAdd(e, v1, s21);
            e = Vector512.Create(Unsafe.Add(ref m, row3));
            s30 = Vector512.FusedMultiplyAdd(e, v0, s30);
            s31 = Vector512.FusedMultiplyAdd(e, v1, s31);
            e = Vector512.Create(Unsafe.Add(ref m, row4));
            s40 = Vector512.FusedMultiplyAdd(e, v0, s40);
            s41 = Vector512.FusedMultiplyAdd(e, v1, s41);
            e = Vector512.Create(Unsafe.Add(ref m, row5));
            s50 = Vector512.FusedMultiplyAdd(e, v0, s50);
            s51 = Vector512.FusedMultiplyAdd(e, v1, s51);
            e = Vector512.Create(Unsafe.Add(ref m, row6));
            s60 = Vector512.FusedMultiplyAdd(e, v0, s60);
            s61 = Vector512.FusedMultiplyAdd(e, v1, s61);
            e = Vector512.Create(Unsafe.Add(ref m, row7));
            s70 = Vector512.FusedMultiplyAdd(e, v0, s70);
            s71 = Vector512.FusedMultiplyAdd(e, v1, s71);
            m = ref Unsafe.Add(ref m, step);
            v = ref Unsafe.Add(ref v, Columns);
        }

        s00.StoreUnsafe(ref x);
        s01.StoreUnsafe(ref x, 8);
        s10.StoreUnsafe(ref x, 16);
        s11.StoreUnsafe(ref x, 24);
        s20.StoreUnsafe(ref x, 32);
        s21.StoreUnsafe(ref x, 40);
        s30.StoreUnsafe(ref x, 48);
        s31.StoreUnsafe(ref x, 56);
        s40.StoreUnsafe(ref x, 64);
        s41.StoreUnsafe(ref x, 72);
        s50.StoreUnsafe(ref x, 80);
        s51.StoreUnsafe(ref x, 88);
        s60.StoreUnsafe(ref x, 96);
        s61.StoreUnsafe(ref x, 104);
        s70.StoreUnsafe(ref x, 112);
        s71.StoreUnsafe(ref x, 120);
    }
}
