using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Sweeps of plane rotations of neighbouring rows, recorded and then applied to many columns at a time.</summary>
/// <remarks>
/// A strip of 32 columns stays in the cache while all recorded sweeps pass over it; each entry sees the same operations in the same
/// order whatever the strip.
/// </remarks>
internal sealed class PlaneRotations
{
    private const int StripLanes = 4;

    private readonly PaddedRows _rows;
    private readonly double[] _cosines;
    private readonly double[] _sines;
    private readonly List<(int First, int Last, int Start)> _sweeps = [];
    private int _used;

    /// <summary>Allocates room for some sweeps over the rows of a matrix.</summary>
    /// <param name="rows">The matrix; it changes in <see cref="Apply"/> only.</param>
    /// <param name="count">Its number of rows.</param>
    public PlaneRotations(PaddedRows rows, int count)
    {
        _rows = rows;
        _cosines = new double[16 * count];
        _sines = new double[16 * count];
    }

    /// <summary>Starts a sweep that rotates rows (last - 1, last) first and (first, first + 1) at the end.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="last">The last row.</param>
    public void BeginSweep(int first, int last)
    {
        if (_used + (last - first) > _cosines.Length)
            Apply();
        _sweeps.Add((first, last, _used));
    }

    /// <summary>Records the next rotation of the sweep: row i becomes c row i - s row i+1, and row i+1 becomes s row i + c row i+1.</summary>
    /// <param name="cosine">c.</param>
    /// <param name="sine">s.</param>
    public void Add(double cosine, double sine)
    {
        _cosines[_used] = cosine;
        _sines[_used++] = sine;
    }

    /// <summary>Ends a sweep early: what is left of it are identities.</summary>
    public void EndSweep()
    {
        var (_, last, start) = _sweeps[^1];
        _sweeps[^1] = (last - (_used - start), last, start);
    }

    /// <summary>Applies what was recorded and forgets it.</summary>
    public void Apply()
    {
        ref var origin = ref MemoryMarshal.GetReference(_rows.All);
        nuint column = 0;
        var columns = (nuint)_rows.Stride;
        for (; column + (8 * StripLanes) <= columns; column += 8 * StripLanes)
        {
            foreach (var (first, last, start) in _sweeps)
                RotateStrip(ref Unsafe.Add(ref origin, column), first, last, start);
        }

        for (; column < columns; column += 8)
        {
            foreach (var (first, last, start) in _sweeps)
                RotateLanes(ref Unsafe.Add(ref origin, column), first, last, start);
        }

        _sweeps.Clear();
        _used = 0;
    }

    [MethodImpl(VectorOperations.Kernel)]
    private void RotateStrip(ref double column, int first, int last, int start)
    {
        var stride = (nuint)_rows.Stride;
        ref var lower = ref Unsafe.Add(ref column, (nuint)last * stride);
        var f0 = Vector512.LoadUnsafe(ref lower);
        var f1 = Vector512.LoadUnsafe(ref lower, 8);
        var f2 = Vector512.LoadUnsafe(ref lower, 16);
        var f3 = Vector512.LoadUnsafe(ref lower, 24);
        for (var i = last - 1; i >= first; i--)
        {
            ref var upper = ref Unsafe.Subtract(ref lower, stride);
            var c = Vector512.Create(_cosines[start]);
            var s = Vector512.Create(_sines[start++]);
            f0 = Rotate(ref upper, ref lower, 0, c, s, f0);
            f1 = Rotate(ref upper, ref lower, 8, c, s, f1);
            f2 = Rotate(ref upper, ref lower, 16, c, s, f2);
            f3 = Rotate(ref upper, ref lower, 24, c, s, f3);
            lower = ref upper;
        }

        f0.StoreUnsafe(ref lower);
        f1.StoreUnsafe(ref lower, 8);
        f2.StoreUnsafe(ref lower, 16);
        f3.StoreUnsafe(ref lower, 24);
    }

    [MethodImpl(VectorOperations.Kernel)]
    private void RotateLanes(ref double column, int first, int last, int start)
    {
        var stride = (nuint)_rows.Stride;
        ref var lower = ref Unsafe.Add(ref column, (nuint)last * stride);
        var f = Vector512.LoadUnsafe(ref lower);
        for (var i = last - 1; i >= first; i--)
        {
            ref var upper = ref Unsafe.Subtract(ref lower, stride);
            f = Rotate(ref upper, ref lower, 0, Vector512.Create(_cosines[start]), Vector512.Create(_sines[start++]), f);
            lower = ref upper;
        }

        f.StoreUnsafe(ref lower);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Rotate(
        ref double upper, ref double lower, nuint offset, Vector512<double> c, Vector512<double> s, Vector512<double> f)
    {
        var z = Vector512.LoadUnsafe(ref upper, offset);
        Vector512.FusedMultiplyAdd(s, z, c * f).StoreUnsafe(ref lower, offset);
        return Vector512.FusedMultiplyAdd(c, z, -(s * f));
    }
}
