using System.Runtime.InteropServices;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>The memory in which a <see cref="FourierFeatureField"/> is evaluated; one for each thread, for fields of one dimension and any number of features.</summary>
/// <remarks>Eight lanes for each entry of the Hessian's lower triangle: 0.1 MB for n = 50, 32 MB for n = 1000.</remarks>
public sealed class FourierFeatureWorkspace
{
    private const int ZerosLength = FourierFeatureField.Group * FourierFeatureField.Group * FourierFeatureField.Lanes;
    private const int ZerosStart = (3 * FourierFeatureField.PartStride) + (FourierFeatureField.Group * FourierFeatureField.Block);
    private const int SumsStart = ZerosStart + ZerosLength;

    private readonly double[] _storage;
    private readonly int _offset;
    private readonly int _sums;

    /// <summary>Allocates it.</summary>
    /// <param name="dimension">n, 1 to <see cref="FourierFeatureField.LargestDimension"/>.</param>
    public FourierFeatureWorkspace(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, FourierFeatureField.LargestDimension);
        Dimension = dimension;
        var groups = (dimension + FourierFeatureField.Group - 1) / FourierFeatureField.Group;
        _sums = ((groups * (groups + 1) / 2 * FourierFeatureField.Group) + groups) * FourierFeatureField.Group * FourierFeatureField.Lanes;
        var length = SumsStart + (groups * FourierFeatureField.Group) + _sums;
        _storage = GC.AllocateArray<double>(length + FourierFeatureField.Lanes, pinned: true); // pinned, so that its alignment lasts
        _offset = (int)((64 - ((nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_storage, 0) & 63)) & 63) / sizeof(double);
    }

    /// <summary>n.</summary>
    public int Dimension { get; }

    /// <summary>The even and the odd part of each feature of a block, one after the other, and its phase.</summary>
    internal Span<double> Parts => _storage.AsSpan(_offset, 3 * FourierFeatureField.PartStride);

    /// <summary>Four wave-vector rows of a block, times the even part.</summary>
    internal Span<double> Scaled => _storage.AsSpan(_offset + (3 * FourierFeatureField.PartStride), FourierFeatureField.Group * FourierFeatureField.Block);

    /// <summary>Where the sums of a tile start; never written.</summary>
    internal ReadOnlySpan<double> Zeros => _storage.AsSpan(_offset + ZerosStart, ZerosLength);

    /// <summary>Sums on eight lanes: of each tile of the Hessian, and of the gradient at the end.</summary>
    internal Span<double> Sums => _storage.AsSpan(_offset + SumsStart, _sums);

    /// <summary>The point, with zeros to a multiple of four.</summary>
    internal Span<double> Point => _storage.AsSpan(_offset + SumsStart + _sums, (Dimension + FourierFeatureField.Group - 1) / FourierFeatureField.Group * FourierFeatureField.Group);
}
