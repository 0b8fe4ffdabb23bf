using System.Numerics;
using System.Runtime.InteropServices;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>An array of <see cref="LaneComplex"/> that begins at a cache line, so that no vector crosses one.</summary>
internal sealed class LaneBuffer
{
    private const int DoublesPerEntry = 2 * LaneComplex.Lanes;
    private const int LineBytes = 64;

    private readonly double[] _storage;
    private readonly int _offset;

    /// <summary>Allocates zeroed entries.</summary>
    /// <param name="length">How many.</param>
    public LaneBuffer(int length)
    {
        Length = length;
        _storage = GC.AllocateArray<double>((length * DoublesPerEntry) + (LineBytes / sizeof(double)), pinned: true);
        var address = (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_storage, 0);
        _offset = (int)(((LineBytes - (address % LineBytes)) % LineBytes) / sizeof(double));
    }

    /// <summary>The number of entries.</summary>
    public int Length { get; }

    /// <summary>The entries.</summary>
    public Span<LaneComplex> Span => MemoryMarshal.Cast<double, LaneComplex>(_storage.AsSpan(_offset, Length * DoublesPerEntry));

    /// <summary>Sets the number of one lane.</summary>
    /// <param name="entry">Which entry.</param>
    /// <param name="lane">Which lane.</param>
    /// <param name="value">The number.</param>
    public void Set(int entry, int lane, Complex value)
    {
        var position = _offset + (entry * DoublesPerEntry) + lane;
        _storage[position] = value.Real;
        _storage[position + LaneComplex.Lanes] = value.Imaginary;
    }
}
