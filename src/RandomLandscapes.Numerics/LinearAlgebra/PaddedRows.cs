using System.Runtime.InteropServices;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Row-major storage whose rows start on cache lines: both counts are rounded up, and the padding starts as zero.</summary>
internal sealed class PaddedRows
{
    private readonly double[] _storage;
    private readonly int _offset;

    /// <summary>Allocates zeroed storage.</summary>
    /// <param name="rows">Rows used; rounded up to a multiple of 8.</param>
    /// <param name="columns">Columns used; rounded up to a multiple of 8.</param>
    public PaddedRows(int rows, int columns)
    {
        Stride = RoundUp(columns);
        var length = checked(RoundUp(rows) * Stride);
        _storage = GC.AllocateArray<double>(length + 8, pinned: true); // pinned, so that its alignment lasts
        var address = (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_storage, 0);
        _offset = (int)(((64 - (address & 63)) & 63) / sizeof(double));
    }

    /// <summary>Distance between rows, a multiple of 8.</summary>
    public int Stride { get; }

    /// <summary>The whole storage as one span.</summary>
    public Span<double> All => _storage.AsSpan(_offset, _storage.Length - 8);

    /// <summary>Row i with its padding.</summary>
    /// <param name="i">Row number, from 0.</param>
    public Span<double> Row(int i) => All.Slice(i * Stride, Stride);

    /// <summary>The storage from column j of row i on.</summary>
    /// <param name="i">Row number, from 0.</param>
    /// <param name="j">Column number, from 0.</param>
    public Span<double> Row(int i, int j) => All[((i * Stride) + j)..];

    /// <summary>The next odd multiple of 8: equal columns of neighbouring rows then fall into different sets of the caches.</summary>
    /// <param name="columns">At least 0.</param>
    public static int Skewed(int columns) => RoundUp(columns) | 8;

    /// <summary>Rounds up to a multiple of 8.</summary>
    /// <param name="count">At least 0.</param>
    public static int RoundUp(int count) => (count + 7) & ~7;
}
