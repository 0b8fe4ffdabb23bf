using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>C = sum over samples of a b^T, fed one sample at a time; p q numbers and the panels of one block are kept.</summary>
/// <remarks>
/// <para>The same sums to the bit as <see cref="TransposedProduct"/> over all samples at once: each entry of C gets one term per block of
/// <see cref="BlockSize"/> samples, which is the chain of fused multiply-adds over the block from zero on.</para>
/// <para>What differs is where things lie. Samples are written into panels while they are in the first cache, and C is stored tile by tile
/// (8 x 24) in the order in which tiles are visited, so that a wide C costs one stream instead of eight pages per tile. Where several sums
/// are fed, many samples in a row for each keep its C and its panels in the last cache.</para>
/// </remarks>
public sealed class OuterProductSum
{
    /// <summary>Samples whose sum is formed in registers.</summary>
    public const int BlockSize = TransposedProduct.BlockSize;

    private const int TileSize = ProductTile.Rows * ProductTile.Columns;
    private const int GroupSize = 8; // left panels that stay in the second cache beside one right panel

    private readonly int _leftPanels;
    private readonly int _rightPanels;
    private readonly PaddedRows _left;
    private readonly PaddedRows _right;
    private readonly PaddedRows _tiles;
    private int _pending;

    /// <summary>Allocates; the sum is zero.</summary>
    /// <param name="p">Length of a, at least 1.</param>
    /// <param name="q">Length of b, at least 1.</param>
    public OuterProductSum(int p, int q)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(p, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(q, 1);
        (Rows, Columns) = (p, q);
        _leftPanels = (p + ProductTile.Rows - 1) / ProductTile.Rows;
        _rightPanels = (q + ProductTile.Columns - 1) / ProductTile.Columns;

        // One more sample than is used: the distance between panels is then an odd number of cache lines, and a row that is written
        // across all panels does not fall into one set of the cache.
        _left = new PaddedRows(_leftPanels, (BlockSize + 1) * ProductTile.Rows);
        _right = new PaddedRows(_rightPanels, (BlockSize + 1) * ProductTile.Columns);
        _tiles = new PaddedRows(checked(_leftPanels * _rightPanels), TileSize);
    }

    /// <summary>The numbers that an object for p and q holds, with the padding of panels and tiles.</summary>
    /// <param name="p">Length of a.</param>
    /// <param name="q">Length of b.</param>
    public static double Numbers(double p, double q)
    {
        static double Padded(double count) => 8 * Math.Ceiling(count / 8);
        var (left, right) = (Math.Ceiling(p / ProductTile.Rows), Math.Ceiling(q / ProductTile.Columns));
        return ((BlockSize + 1) * ((Padded(left) * ProductTile.Rows) + (Padded(right) * ProductTile.Columns))) + (Padded(left * right) * TileSize);
    }

    /// <summary>p, rows of C.</summary>
    public int Rows { get; }

    /// <summary>q, columns of C.</summary>
    public int Columns { get; }

    /// <summary>Sets C to zero and forgets samples that were not yet added.</summary>
    public void Clear()
    {
        _tiles.All.Clear();
        _pending = 0;
    }

    /// <summary>Adds a b^T. When a block is full it is summed, 2 p q operations a sample; the other calls only copy.</summary>
    /// <param name="a">p numbers.</param>
    /// <param name="b">q numbers.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != Rows || b.Length != Columns)
            throw new ArgumentException($"Expected {Rows} and {Columns} numbers, was {a.Length} and {b.Length}.", nameof(a));
        Pack(a, ProductTile.Rows, _left);
        Pack(b, ProductTile.Columns, _right);
        if (++_pending == BlockSize)
            Flush();
    }

    /// <summary>Copies part of one row of C. Samples of an unfinished block are added first, which ends that block.</summary>
    /// <param name="row">0 to p - 1.</param>
    /// <param name="column">The first column.</param>
    /// <param name="destination">At most q - column numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part does not lie in C.</exception>
    public void CopyRow(int row, int column, Span<double> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(column, Columns - destination.Length);
        Flush();
        while (destination.Length > 0)
        {
            var (panel, at) = Math.DivRem(column, ProductTile.Columns);
            var count = Math.Min(ProductTile.Columns - at, destination.Length);
            var tile = _tiles.Row(TileIndex(row / ProductTile.Rows, panel));
            tile.Slice((row % ProductTile.Rows * ProductTile.Columns) + at, count).CopyTo(destination);
            destination = destination[count..];
            column += count;
        }
    }

    private void Pack(ReadOnlySpan<double> row, int width, PaddedRows panels)
    {
        ref var source = ref MemoryMarshal.GetReference(row);
        ref var target = ref MemoryMarshal.GetReference(panels.All[(_pending * width)..]);
        var whole = row.Length / width;
        for (var panel = 0; panel < whole; panel++)
        {
            for (nuint i = 0; i < (nuint)width; i += 8) // both widths are multiples of eight; a call to copy 64 bytes would cost more than they do
            {
                Vector512.LoadUnsafe(ref source, i).StoreUnsafe(ref target, i);
                CacheLine.Prefetch(ref Unsafe.Add(ref target, i + (nuint)(2 * width))); // where the sample after the next one goes
            }

            source = ref Unsafe.Add(ref source, width);
            target = ref Unsafe.Add(ref target, panels.Stride);
        }

        for (var i = 0; i < row.Length - (whole * width); i++) // the rest of the panel stays zero
            Unsafe.Add(ref target, i) = Unsafe.Add(ref source, i);
    }

    private void Flush()
    {
        if (_pending == 0)
            return;
        for (var group = 0; group < _leftPanels; group += GroupSize)
        {
            for (var column = 0; column < _rightPanels; column++)
            {
                for (var row = group; row < Math.Min(group + GroupSize, _leftPanels); row++)
                    AddTile(row, column);
            }
        }

        _pending = 0;
    }

    private void AddTile(int row, int column)
    {
        var tile = _tiles.Row(TileIndex(row, column));
        for (var i = 0; i < tile.Length; i += 8)
            CacheLine.Prefetch(ref tile[i]);
        ProductTile.Accumulate(
            _pending,
            ref MemoryMarshal.GetReference(_left.Row(row)),
            ProductTile.Rows,
            ref MemoryMarshal.GetReference(_right.Row(column)),
            ProductTile.Columns,
            ref MemoryMarshal.GetReference(tile),
            ProductTile.Columns);
    }

    private int TileIndex(int row, int column)
    {
        var group = row - (row % GroupSize);
        return (group * _rightPanels) + (column * Math.Min(GroupSize, _leftPanels - group)) + (row - group);
    }
}
