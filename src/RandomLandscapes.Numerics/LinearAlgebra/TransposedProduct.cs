using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Adds products C = C + A^T B of tall, skinny matrices; owns the packing buffers, one per thread.</summary>
/// <remarks>
/// <para>A is samples x p and B is samples x q, both row-major, C is p x q. Samples go in blocks of <see cref="BlockSize"/>; within a
/// block, panels of 8 columns of A and 24 columns of B are packed and multiplied in an 8 x 24 tile of registers.</para>
/// <para>Order: each entry of C gets one term per block, which is the chain of fused multiply-adds over the block's samples from zero on.
/// So the bits depend on the division into calls (in multiples of the block size they do not), and on nothing else.</para>
/// </remarks>
public sealed class TransposedProduct
{
    /// <summary>Samples whose sum is formed in registers.</summary>
    public const int BlockSize = 128;

    private const int TileRows = 8;
    private const int TileColumns = 24;

    private PaddedRows _left = new(1, 1);
    private PaddedRows _right = new(1, 1);
    private readonly double[] _edge = new double[TileRows * TileColumns];

    /// <summary>Adds A^T B to C.</summary>
    /// <param name="samples">Rows of A and B, at least 0.</param>
    /// <param name="a">samples x p, row-major.</param>
    /// <param name="p">Columns of A, at least 1.</param>
    /// <param name="b">samples x q, row-major.</param>
    /// <param name="q">Columns of B, at least 1.</param>
    /// <param name="c">p x q, row-major, updated.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Accumulate(int samples, ReadOnlySpan<double> a, int p, ReadOnlySpan<double> b, int q, Span<double> c)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(p, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(q, 1);
        if (a.Length != (long)samples * p || b.Length != (long)samples * q || c.Length != (long)p * q)
        {
            throw new ArgumentException(
                $"Expected {samples} x {p}, {samples} x {q} and {p} x {q} entries, was {a.Length}, {b.Length} and {c.Length}.", nameof(c));
        }

        for (var start = 0; start < samples; start += BlockSize)
        {
            var count = Math.Min(BlockSize, samples - start);
            Pack(a.Slice(start * p, count * p), p, TileRows, count, ref _left);
            Pack(b.Slice(start * q, count * q), q, TileColumns, count, ref _right);
            for (var column = 0; column < q; column += TileColumns)
            {
                for (var row = 0; row < p; row += TileRows)
                    Tile(count, row, column, p, q, c);
            }
        }
    }

    /// <summary>Copies a block into panels: panel, then sample, then column within the panel; missing columns are zero.</summary>
    private static void Pack(ReadOnlySpan<double> source, int columns, int width, int count, ref PaddedRows panels)
    {
        var panelCount = (columns + width - 1) / width;
        if (panels.All.Length < panelCount * width * BlockSize)
            panels = new PaddedRows(panelCount * width, BlockSize);
        var destination = panels.All;
        for (var panel = 0; panel < panelCount; panel++)
        {
            var used = Math.Min(width, columns - (panel * width));
            for (var s = 0; s < count; s++)
            {
                var target = destination.Slice(((panel * BlockSize) + s) * width, width);
                source.Slice((s * columns) + (panel * width), used).CopyTo(target);
                target[used..].Clear();
            }
        }
    }

    private void Tile(int count, int row, int column, int p, int q, Span<double> c)
    {
        var left = _left.All[(row * BlockSize)..];
        var right = _right.All[(column * BlockSize)..];
        var rows = Math.Min(TileRows, p - row);
        var columns = Math.Min(TileColumns, q - column);
        if (rows == TileRows && columns == TileColumns)
        {
            Multiply(count, left, right, c[((row * q) + column)..], q);
            return;
        }

        var edge = _edge.AsSpan();
        edge.Clear();
        Multiply(count, left, right, edge, TileColumns);
        for (var r = 0; r < rows; r++)
        {
            var target = c.Slice(((row + r) * q) + column, columns);
            for (var j = 0; j < columns; j++)
                target[j] += edge[(r * TileColumns) + j];
        }
    }

    /// <summary>The 8 x 24 tile: 24 accumulators, three loads and eight broadcasts per sample.</summary>
    private static void Multiply(int count, ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> c, int stride)
    {
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        ref var target = ref MemoryMarshal.GetReference(c);
        Vector512<double> s00 = default, s01 = default, s02 = default;
        Vector512<double> s10 = default, s11 = default, s12 = default;
        Vector512<double> s20 = default, s21 = default, s22 = default;
        Vector512<double> s30 = default, s31 = default, s32 = default;
        Vector512<double> s40 = default, s41 = default, s42 = default;
        Vector512<double> s50 = default, s51 = default, s52 = default;
        Vector512<double> s60 = default, s61 = default, s62 = default;
        Vector512<double> s70 = default, s71 = default, s72 = default;
        nuint i = 0, j = 0;
        for (var s = 0; s < count; s++)
        {
            var b0 = Vector512.LoadUnsafe(ref b, j);
            var b1 = Vector512.LoadUnsafe(ref b, j + 8);
            var b2 = Vector512.LoadUnsafe(ref b, j + 16);
            var x = Vector512.Create(Unsafe.Add(ref a, i));
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, b1, s01);
            s02 = Vector512.FusedMultiplyAdd(x, b2, s02);
            x = Vector512.Create(Unsafe.Add(ref a, i + 1));
            s10 = Vector512.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, b1, s11);
            s12 = Vector512.FusedMultiplyAdd(x, b2, s12);
            x = Vector512.Create(Unsafe.Add(ref a, i + 2));
            s20 = Vector512.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, b1, s21);
            s22 = Vector512.FusedMultiplyAdd(x, b2, s22);
            x = Vector512.Create(Unsafe.Add(ref a, i + 3));
            s30 = Vector512.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, b1, s31);
            s32 = Vector512.FusedMultiplyAdd(x, b2, s32);
            x = Vector512.Create(Unsafe.Add(ref a, i + 4));
            s40 = Vector512.FusedMultiplyAdd(x, b0, s40);
            s41 = Vector512.FusedMultiplyAdd(x, b1, s41);
            s42 = Vector512.FusedMultiplyAdd(x, b2, s42);
            x = Vector512.Create(Unsafe.Add(ref a, i + 5));
            s50 = Vector512.FusedMultiplyAdd(x, b0, s50);
            s51 = Vector512.FusedMultiplyAdd(x, b1, s51);
            s52 = Vector512.FusedMultiplyAdd(x, b2, s52);
            x = Vector512.Create(Unsafe.Add(ref a, i + 6));
            s60 = Vector512.FusedMultiplyAdd(x, b0, s60);
            s61 = Vector512.FusedMultiplyAdd(x, b1, s61);
            s62 = Vector512.FusedMultiplyAdd(x, b2, s62);
            x = Vector512.Create(Unsafe.Add(ref a, i + 7));
            s70 = Vector512.FusedMultiplyAdd(x, b0, s70);
            s71 = Vector512.FusedMultiplyAdd(x, b1, s71);
            s72 = Vector512.FusedMultiplyAdd(x, b2, s72);
            i += TileRows;
            j += TileColumns;
        }

        Add(ref target, 0, s00, s01, s02);
        Add(ref target, (nuint)stride, s10, s11, s12);
        Add(ref target, 2 * (nuint)stride, s20, s21, s22);
        Add(ref target, 3 * (nuint)stride, s30, s31, s32);
        Add(ref target, 4 * (nuint)stride, s40, s41, s42);
        Add(ref target, 5 * (nuint)stride, s50, s51, s52);
        Add(ref target, 6 * (nuint)stride, s60, s61, s62);
        Add(ref target, 7 * (nuint)stride, s70, s71, s72);
    }

    private static void Add(
        ref double target, nuint offset, Vector512<double> s0, Vector512<double> s1, Vector512<double> s2)
    {
        (Vector512.LoadUnsafe(ref target, offset) + s0).StoreUnsafe(ref target, offset);
        (Vector512.LoadUnsafe(ref target, offset + 8) + s1).StoreUnsafe(ref target, offset + 8);
        (Vector512.LoadUnsafe(ref target, offset + 16) + s2).StoreUnsafe(ref target, offset + 16);
    }
}
