using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>The factorisation A + s I = L D L^T without pivoting of eight symmetric matrices at once, one per lane; owns the workspace.</summary>
/// <remarks>
/// <para>Row by row in fours: W = L D of the new rows from 4 x 4 tiles of inner products with the earlier rows of L, then L from W. Nothing
/// is tested on the way: a pivot near zero shows in the growth, a zero pivot as NaN in it.</para>
/// <para>Error: L D L^T is exact for A + s I + E with |E| at most gamma_m |L| |D| |L^T| entry by entry, m = n + 3 (N. J. Higham, Accuracy
/// and Stability of Numerical Algorithms, 2nd edition, 2002, theorem 9.3 for W L^T, and one rounding more for L from W). The norm of
/// |L| |D| |L^T|, a positive semidefinite matrix, is at most its trace, which is <see cref="Growth"/>.</para>
/// </remarks>
internal sealed class LaneFactorization
{
    private const int Lanes = VectorOperations.Lanes;
    private const int Tile = 4;

    private readonly int _order;
    private readonly int _padded;
    private readonly PaddedRows _lower; // minus L, packed row by row, eight lanes an entry
    private readonly PaddedRows _current; // four rows of W
    private readonly PaddedRows _inverses; // -1 / d

    /// <summary>Allocates the workspace.</summary>
    /// <param name="order">n, at least 1.</param>
    public LaneFactorization(int order)
    {
        _order = order;
        _padded = (order + Tile - 1) / Tile * Tile;
        _lower = new PaddedRows(checked(_padded * (_padded + 1) / 2), Lanes);
        _current = new PaddedRows(Tile, _padded * Lanes);
        _inverses = new PaddedRows(_padded, Lanes);
    }

    /// <summary>The number of negative pivots.</summary>
    public Vector512<long> Negative { get; private set; }

    /// <summary>The product of the pivots' moduli, up to two to the power of <see cref="Exponent"/>.</summary>
    public Vector512<double> Mantissa { get; private set; }

    /// <summary>The binary exponent that belongs to <see cref="Mantissa"/>.</summary>
    public Vector512<long> Exponent { get; private set; }

    /// <summary>The trace of |L| |D| |L^T|; NaN or infinite after a zero pivot.</summary>
    public Vector512<double> Growth { get; private set; }

    /// <summary>Factors A + s I.</summary>
    /// <param name="matrices">A, lower triangles packed row by row, eight lanes an entry.</param>
    /// <param name="shift">s.</param>
    public void Factor(ReadOnlySpan<double> matrices, Vector512<double> shift)
    {
        ref var source = ref MemoryMarshal.GetReference(matrices);
        ref var w = ref MemoryMarshal.GetReference(_current.All);
        ref var lower = ref MemoryMarshal.GetReference(_lower.All);
        ref var inverses = ref MemoryMarshal.GetReference(_inverses.All);
        var step = (nuint)_current.Stride;
        Negative = default;
        Mantissa = Vector512<double>.One;
        Exponent = default;
        Growth = default;
        for (var first = 0; first < _padded; first += Tile)
        {
            for (var r = 0; r < Tile; r++)
                LoadRow(ref source, first + r, shift, ref Unsafe.Add(ref w, (nuint)r * step));
            for (var column = 0; column < first; column += Tile)
            {
                ref var tile = ref Unsafe.Add(ref w, column * Lanes);
                Accumulate(column, ref w, step, ref lower, column, ref tile);
                for (var r = 0; r < Tile; r++)
                    Substitute(ref Unsafe.Add(ref tile, (nuint)r * step), ref lower, column);
            }

            Scale(first, ref w, step, ref lower, ref inverses);
            ref var diagonal = ref Unsafe.Add(ref w, first * Lanes);
            Accumulate(first, ref w, step, ref lower, first, ref diagonal);
            FactorTile(first, ref diagonal, step, ref lower, ref inverses);
        }
    }

    private static nuint RowStart(int row) => (nuint)row * (nuint)(row + 1) / 2 * Lanes;

    private void LoadRow(ref double source, int row, Vector512<double> shift, ref double target)
    {
        var length = (nuint)(row + 1) * Lanes;
        if (row >= _order)
        {
            // Padding: a row of the identity.
            for (nuint i = 0; i < length; i += Lanes)
                Vector512<double>.Zero.StoreUnsafe(ref target, i);
            Vector512<double>.One.StoreUnsafe(ref target, length - Lanes);
            return;
        }

        source = ref Unsafe.Add(ref source, RowStart(row));
        for (nuint i = 0; i < length; i += Lanes)
            Vector512.LoadUnsafe(ref source, i).StoreUnsafe(ref target, i);
        (Vector512.LoadUnsafe(ref source, length - Lanes) + shift).StoreUnsafe(ref target, length - Lanes);
    }

    /// <summary>Adds the inner products of the first entries of four rows of W and four rows of -L to a tile.</summary>
    [MethodImpl(VectorOperations.Kernel)]
    private static void Accumulate(int count, ref double w, nuint step, ref double lower, int firstRow, ref double tile)
    {
        ref var l0 = ref Unsafe.Add(ref lower, RowStart(firstRow));
        ref var l1 = ref Unsafe.Add(ref lower, RowStart(firstRow + 1));
        ref var l2 = ref Unsafe.Add(ref lower, RowStart(firstRow + 2));
        ref var l3 = ref Unsafe.Add(ref lower, RowStart(firstRow + 3));
        nuint t1 = step, t2 = 2 * step, t3 = 3 * step;
        Vector512<double> s00 = Vector512.LoadUnsafe(ref tile), s01 = Vector512.LoadUnsafe(ref tile, 8);
        Vector512<double> s02 = Vector512.LoadUnsafe(ref tile, 16), s03 = Vector512.LoadUnsafe(ref tile, 24);
        Vector512<double> s10 = Vector512.LoadUnsafe(ref tile, t1), s11 = Vector512.LoadUnsafe(ref tile, t1 + 8);
        Vector512<double> s12 = Vector512.LoadUnsafe(ref tile, t1 + 16), s13 = Vector512.LoadUnsafe(ref tile, t1 + 24);
        Vector512<double> s20 = Vector512.LoadUnsafe(ref tile, t2), s21 = Vector512.LoadUnsafe(ref tile, t2 + 8);
        Vector512<double> s22 = Vector512.LoadUnsafe(ref tile, t2 + 16), s23 = Vector512.LoadUnsafe(ref tile, t2 + 24);
        Vector512<double> s30 = Vector512.LoadUnsafe(ref tile, t3), s31 = Vector512.LoadUnsafe(ref tile, t3 + 8);
        Vector512<double> s32 = Vector512.LoadUnsafe(ref tile, t3 + 16), s33 = Vector512.LoadUnsafe(ref tile, t3 + 24);
        var end = (nuint)count * Lanes;
        for (nuint k = 0; k < end; k += Lanes)
        {
            var a0 = Vector512.LoadUnsafe(ref l0, k);
            var a1 = Vector512.LoadUnsafe(ref l1, k);
            var a2 = Vector512.LoadUnsafe(ref l2, k);
            var a3 = Vector512.LoadUnsafe(ref l3, k);
            var x = Vector512.LoadUnsafe(ref w, k);
            s00 = Vector512.FusedMultiplyAdd(x, a0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, a1, s01);
            s02 = Vector512.FusedMultiplyAdd(x, a2, s02);
            s03 = Vector512.FusedMultiplyAdd(x, a3, s03);
            x = Vector512.LoadUnsafe(ref w, k + t1);
            s10 = Vector512.FusedMultiplyAdd(x, a0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, a1, s11);
            s12 = Vector512.FusedMultiplyAdd(x, a2, s12);
            s13 = Vector512.FusedMultiplyAdd(x, a3, s13);
            x = Vector512.LoadUnsafe(ref w, k + t2);
            s20 = Vector512.FusedMultiplyAdd(x, a0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, a1, s21);
            s22 = Vector512.FusedMultiplyAdd(x, a2, s22);
            s23 = Vector512.FusedMultiplyAdd(x, a3, s23);
            x = Vector512.LoadUnsafe(ref w, k + t3);
            s30 = Vector512.FusedMultiplyAdd(x, a0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, a1, s31);
            s32 = Vector512.FusedMultiplyAdd(x, a2, s32);
            s33 = Vector512.FusedMultiplyAdd(x, a3, s33);
        }

        Store(ref tile, 0, s00, s01, s02, s03);
        Store(ref tile, t1, s10, s11, s12, s13);
        Store(ref tile, t2, s20, s21, s22, s23);
        Store(ref tile, t3, s30, s31, s32, s33);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Store(ref double tile, nuint at, Vector512<double> s0, Vector512<double> s1, Vector512<double> s2, Vector512<double> s3)
        {
            s0.StoreUnsafe(ref tile, at);
            s1.StoreUnsafe(ref tile, at + 8);
            s2.StoreUnsafe(ref tile, at + 16);
            s3.StoreUnsafe(ref tile, at + 24);
        }
    }

    /// <summary>Finishes four entries of a row of W by the unit triangle of L in these columns.</summary>
    [MethodImpl(VectorOperations.Kernel)]
    private static void Substitute(ref double row, ref double lower, int column)
    {
        var w0 = Vector512.LoadUnsafe(ref row);
        var w1 = Vector512.FusedMultiplyAdd(w0, L(ref lower, column, 1, 0), Vector512.LoadUnsafe(ref row, 8));
        var w2 = Vector512.FusedMultiplyAdd(w0, L(ref lower, column, 2, 0), Vector512.LoadUnsafe(ref row, 16));
        w2 = Vector512.FusedMultiplyAdd(w1, L(ref lower, column, 2, 1), w2);
        var w3 = Vector512.FusedMultiplyAdd(w0, L(ref lower, column, 3, 0), Vector512.LoadUnsafe(ref row, 24));
        w3 = Vector512.FusedMultiplyAdd(w1, L(ref lower, column, 3, 1), w3);
        w3 = Vector512.FusedMultiplyAdd(w2, L(ref lower, column, 3, 2), w3);
        w1.StoreUnsafe(ref row, 8);
        w2.StoreUnsafe(ref row, 16);
        w3.StoreUnsafe(ref row, 24);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<double> L(ref double lower, int column, int i, int j) =>
            Vector512.LoadUnsafe(ref lower, RowStart(column + i) + (nuint)((column + j) * Lanes));
    }

    /// <summary>Computes -L = W (-1 / D) in the finished columns of four rows, and their part of the growth, sum of W^2 / |D|.</summary>
    [MethodImpl(VectorOperations.Kernel)]
    private void Scale(int first, ref double w, nuint step, ref double lower, ref double inverses)
    {
        ref var l0 = ref Unsafe.Add(ref lower, RowStart(first));
        ref var l1 = ref Unsafe.Add(ref lower, RowStart(first + 1));
        ref var l2 = ref Unsafe.Add(ref lower, RowStart(first + 2));
        ref var l3 = ref Unsafe.Add(ref lower, RowStart(first + 3));
        var growth = Growth;
        var end = (nuint)first * Lanes;
        for (nuint k = 0; k < end; k += Lanes)
        {
            var inverse = Vector512.LoadUnsafe(ref inverses, k);
            var w0 = Vector512.LoadUnsafe(ref w, k);
            var w1 = Vector512.LoadUnsafe(ref w, k + step);
            var w2 = Vector512.LoadUnsafe(ref w, k + (2 * step));
            var w3 = Vector512.LoadUnsafe(ref w, k + (3 * step));
            (w0 * inverse).StoreUnsafe(ref l0, k);
            (w1 * inverse).StoreUnsafe(ref l1, k);
            (w2 * inverse).StoreUnsafe(ref l2, k);
            (w3 * inverse).StoreUnsafe(ref l3, k);
            var square = Vector512.FusedMultiplyAdd(w0, w0, w1 * w1) + Vector512.FusedMultiplyAdd(w2, w2, w3 * w3);
            growth = Vector512.FusedMultiplyAdd(square, Vector512.Abs(inverse), growth);
        }

        Growth = growth;
    }

    /// <summary>Factors the 4 x 4 tile on the diagonal, column by column.</summary>
    [MethodImpl(VectorOperations.Kernel)]
    private void FactorTile(int first, ref double tile, nuint step, ref double lower, ref double inverses)
    {
        for (var j = 0; j < Tile; j++)
        {
            var pivot = Vector512.LoadUnsafe(ref tile, ((nuint)j * step) + (nuint)(j * Lanes));
            var inverse = Vector512.Create(-1.0) / pivot;
            inverse.StoreUnsafe(ref inverses, (nuint)((first + j) * Lanes));
            if (first + j < _order)
                Count(pivot);
            for (var i = j + 1; i < Tile; i++)
            {
                var at = ((nuint)i * step) + (nuint)(j * Lanes);
                var w = Vector512.LoadUnsafe(ref tile, at);
                var l = w * inverse;
                l.StoreUnsafe(ref lower, RowStart(first + i) + (nuint)((first + j) * Lanes));
                Growth += Vector512.Abs(w * l);
                for (var m = j + 1; m <= i; m++)
                {
                    // Row m of -L in this column was stored before, because m <= i.
                    var other = Vector512.LoadUnsafe(ref lower, RowStart(first + m) + (nuint)((first + j) * Lanes));
                    var target = ((nuint)i * step) + (nuint)(m * Lanes);
                    Vector512.FusedMultiplyAdd(w, other, Vector512.LoadUnsafe(ref tile, target)).StoreUnsafe(ref tile, target);
                }
            }
        }
    }

    private void Count(Vector512<double> pivot)
    {
        var size = Vector512.Abs(pivot);
        Growth += size;
        Negative += pivot.AsInt64() >>> 63;
        var product = (Mantissa * size).AsInt64();
        Exponent += (product >>> 52) - Vector512.Create(1023L);
        Mantissa = ((product & Vector512.Create(0xFFFFFFFFFFFFFL)) | Vector512.Create(0x3FFL << 52)).AsDouble();
    }
}
