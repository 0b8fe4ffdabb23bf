using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Computes products C = alpha A B and C = C + alpha A B of row-major matrices; owns the packing buffers, one per thread.</summary>
/// <remarks>
/// <para>The inner dimension goes in blocks of <see cref="BlockSize"/>; within a block, panels of 8 rows of alpha A and of 24 columns of B
/// are packed and multiplied in an 8 x 24 tile of registers.</para>
/// <para>Order: each entry of C gets one term per block of the inner dimension, in order, and the term is the chain of fused
/// multiply-adds of (alpha a) b over the block from zero on. Nothing else enters: not the vector width, nor the other rows and columns.
/// Accuracy: |error| is at most gamma_m |alpha| |A| |B| entry by entry, m = inner + inner / 256 + 2, gamma_m = m u / (1 - m u), u = 2^-53
/// (N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, 2002, section 3.5).</para>
/// </remarks>
public sealed class MatrixProduct
{
    /// <summary>Terms whose sum is formed in registers.</summary>
    public const int BlockSize = 256;

    private const int RowBlock = 64; // rows of packed A that stay in the second-level cache
    private const int ColumnBlock = 24 * 128;

    private readonly PaddedRows _left = new(RowBlock, BlockSize);
    private PaddedRows _right = new(1, 1);
    private readonly double[] _edge = new double[ProductTile.Rows * ProductTile.Columns];

    /// <summary>Computes C = alpha A B, or adds it to C.</summary>
    /// <param name="rows">Rows of A and C, at least 0.</param>
    /// <param name="inner">Columns of A and rows of B, at least 0.</param>
    /// <param name="columns">Columns of B and C, at least 0.</param>
    /// <param name="alpha">The factor.</param>
    /// <param name="a">A; row i starts at i <paramref name="strideA"/>.</param>
    /// <param name="strideA">Distance between rows, at least <paramref name="inner"/>.</param>
    /// <param name="b">B; must not overlap C.</param>
    /// <param name="strideB">Distance between rows, at least <paramref name="columns"/>.</param>
    /// <param name="c">C; what lies between its rows is not touched.</param>
    /// <param name="strideC">Distance between rows, at least <paramref name="columns"/>.</param>
    /// <param name="accumulate">True adds to C, false overwrites it.</param>
    /// <exception cref="ArgumentException">A length or a distance does not fit.</exception>
    public void Multiply(
        int rows, int inner, int columns, double alpha, ReadOnlySpan<double> a, int strideA, ReadOnlySpan<double> b, int strideB,
        Span<double> c, int strideC, bool accumulate = false)
    {
        Check(rows, inner, strideA, a.Length, nameof(a));
        Check(inner, columns, strideB, b.Length, nameof(b));
        Check(rows, columns, strideC, c.Length, nameof(c));
        if (!accumulate)
        {
            for (var i = 0; i < rows; i++)
                c.Slice(i * strideC, columns).Clear();
        }

        for (var firstColumn = 0; firstColumn < columns; firstColumn += ColumnBlock)
        {
            var columnCount = Math.Min(ColumnBlock, columns - firstColumn);
            for (var k = 0; k < inner; k += BlockSize)
            {
                var steps = Math.Min(BlockSize, inner - k);
                PackRight(steps, columnCount, b[((k * strideB) + firstColumn)..], strideB);
                for (var firstRow = 0; firstRow < rows; firstRow += RowBlock)
                {
                    var rowCount = Math.Min(RowBlock, rows - firstRow);
                    PackLeft(rowCount, steps, alpha, a[((firstRow * strideA) + k)..], strideA);
                    Block(rowCount, columnCount, steps, c[((firstRow * strideC) + firstColumn)..], strideC);
                }
            }
        }
    }

    private static void Check(int rows, int columns, int stride, int length, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (stride < columns)
            throw new ArgumentException($"Expected a distance between rows of at least {columns}, was {stride}.", name);
        var needed = rows == 0 ? 0 : ((long)(rows - 1) * stride) + columns;
        if (length < needed)
            throw new ArgumentException($"Expected at least {needed} numbers for {rows} x {columns} at distance {stride}, was {length}.", name);
    }

    private void Block(int rows, int columns, int steps, Span<double> c, int stride)
    {
        ref var left = ref MemoryMarshal.GetReference(_left.All);
        ref var right = ref MemoryMarshal.GetReference(_right.All);
        for (var column = 0; column < columns; column += ProductTile.Columns)
        {
            ref var panel = ref Unsafe.Add(ref right, column * BlockSize);
            var width = Math.Min(ProductTile.Columns, columns - column);
            for (var row = 0; row < rows; row += ProductTile.Rows)
            {
                var height = Math.Min(ProductTile.Rows, rows - row);
                if (height == ProductTile.Rows && width == ProductTile.Columns)
                {
                    ProductTile.Accumulate(
                        steps, ref Unsafe.Add(ref left, row * BlockSize), ProductTile.Rows, ref panel, ProductTile.Columns,
                        ref c[(row * stride) + column], (nuint)stride);
                    continue;
                }

                _edge.AsSpan().Clear();
                ProductTile.Accumulate(
                    steps, ref Unsafe.Add(ref left, row * BlockSize), ProductTile.Rows, ref panel, ProductTile.Columns,
                    ref _edge[0], ProductTile.Columns);
                for (var r = 0; r < height; r++)
                {
                    var target = c.Slice(((row + r) * stride) + column, width);
                    for (var j = 0; j < width; j++)
                        target[j] += _edge[(r * ProductTile.Columns) + j];
                }
            }
        }
    }

    /// <summary>Panels of eight rows: panel, then step, then row within the panel; missing rows are zero.</summary>
    private void PackLeft(int rows, int steps, double alpha, ReadOnlySpan<double> a, int stride)
    {
        for (var row = 0; row < rows; row += ProductTile.Rows)
        {
            var panel = _left.All.Slice(row * BlockSize, steps * ProductTile.Rows);
            var height = Math.Min(ProductTile.Rows, rows - row);
            if (height < ProductTile.Rows)
                panel.Clear();
            for (var r = 0; r < height; r++)
            {
                ref var target = ref panel[r];
                foreach (var entry in a.Slice((row + r) * stride, steps))
                {
                    target = alpha * entry;
                    target = ref Unsafe.Add(ref target, ProductTile.Rows);
                }
            }
        }
    }

    /// <summary>Panels of 24 columns: panel, then step, then column within the panel; missing columns are zero.</summary>
    private void PackRight(int steps, int columns, ReadOnlySpan<double> b, int stride)
    {
        var panels = (columns + ProductTile.Columns - 1) / ProductTile.Columns;
        if (_right.All.Length < panels * ProductTile.Columns * BlockSize)
            _right = new PaddedRows(panels * ProductTile.Columns, BlockSize);
        var all = _right.All;
        for (var column = 0; column < columns; column += ProductTile.Columns)
        {
            var width = Math.Min(ProductTile.Columns, columns - column);
            var panel = all.Slice(column * BlockSize, steps * ProductTile.Columns);
            if (width == ProductTile.Columns)
            {
                PackFullPanel(steps, b[column..], stride, panel);
                continue;
            }

            for (var s = 0; s < steps; s++)
            {
                var target = panel.Slice(s * ProductTile.Columns, ProductTile.Columns);
                b.Slice((s * stride) + column, width).CopyTo(target);
                target[width..].Clear();
            }
        }
    }

    private static void PackFullPanel(int steps, ReadOnlySpan<double> b, int stride, Span<double> panel)
    {
        ref var source = ref MemoryMarshal.GetReference(b);
        ref var target = ref MemoryMarshal.GetReference(panel);
        for (var s = 0; s < steps; s++)
        {
            Vector512.LoadUnsafe(ref source).StoreUnsafe(ref target);
            Vector512.LoadUnsafe(ref source, 8).StoreUnsafe(ref target, 8);
            Vector512.LoadUnsafe(ref source, 16).StoreUnsafe(ref target, 16);
            source = ref Unsafe.Add(ref source, stride);
            target = ref Unsafe.Add(ref target, ProductTile.Columns);
        }
    }
}
