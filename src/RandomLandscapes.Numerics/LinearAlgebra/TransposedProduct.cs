using System.Runtime.InteropServices;

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

    private PaddedRows _left = new(1, 1);
    private PaddedRows _right = new(1, 1);
    private readonly double[] _edge = new double[ProductTile.Rows * ProductTile.Columns];

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

        Accumulate(samples, a, p, b, q, c, lowerOnly: false);
    }

    /// <summary>Adds A^T A to the lower triangle of C, in the same order of summation and at half the cost.</summary>
    /// <param name="samples">Rows of A, at least 0.</param>
    /// <param name="a">samples x p, row-major.</param>
    /// <param name="p">Columns of A, at least 1.</param>
    /// <param name="c">p x p, row-major; the lower triangle is updated, what becomes of the rest is not said.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void AccumulateGram(int samples, ReadOnlySpan<double> a, int p, Span<double> c)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(p, 1);
        if (a.Length != (long)samples * p || c.Length != (long)p * p)
            throw new ArgumentException($"Expected {samples} x {p} and {p} x {p} entries, was {a.Length} and {c.Length}.", nameof(c));
        Accumulate(samples, a, p, a, p, c, lowerOnly: true);
    }

    private void Accumulate(int samples, ReadOnlySpan<double> a, int p, ReadOnlySpan<double> b, int q, Span<double> c, bool lowerOnly)
    {
        for (var start = 0; start < samples; start += BlockSize)
        {
            var count = Math.Min(BlockSize, samples - start);
            Pack(a.Slice(start * p, count * p), p, ProductTile.Rows, count, ref _left);
            Pack(b.Slice(start * q, count * q), q, ProductTile.Columns, count, ref _right);
            for (var column = 0; column < q; column += ProductTile.Columns)
            {
                for (var row = lowerOnly ? column : 0; row < p; row += ProductTile.Rows)
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
        var rows = Math.Min(ProductTile.Rows, p - row);
        var columns = Math.Min(ProductTile.Columns, q - column);
        if (rows == ProductTile.Rows && columns == ProductTile.Columns)
        {
            Multiply(c[((row * q) + column)..], q);
            return;
        }

        var edge = _edge.AsSpan();
        edge.Clear();
        Multiply(edge, ProductTile.Columns);
        for (var r = 0; r < rows; r++)
        {
            var target = c.Slice(((row + r) * q) + column, columns);
            for (var j = 0; j < columns; j++)
                target[j] += edge[(r * ProductTile.Columns) + j];
        }

        void Multiply(Span<double> target, int stride) => ProductTile.Accumulate(
            count,
            ref MemoryMarshal.GetReference(_left.All[(row * BlockSize)..]),
            ProductTile.Rows,
            ref MemoryMarshal.GetReference(_right.All[(column * BlockSize)..]),
            ProductTile.Columns,
            ref MemoryMarshal.GetReference(target),
            (nuint)stride);
    }
}
