using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

// Eight features on the lanes of a vector. With even = A cos + B sin and odd = B cos - A sin of the phase, f = sum even, grad f = sum odd k and H = - sum even k k^T. For each block of features: phases,
// then even and odd; then group by group of four components: odd k, even k, and tiles of 4 x 4 entries of the lower triangle, whose sums stay in registers over the block. Wave vectors are in
// turns, so that gradient and Hessian get factors of 2 pi at the end; lanes are added there too.
public sealed partial class FourierFeatureField
{
    private const int TileSums = Group * Group * Lanes;

    // The last groups are added to the phases just before the sine, which saves their way through memory.
    private const int LateGroups = 3;

    private enum Derivatives
    {
        None,
        Gradient,
        Hessian,
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Run(FourierFeatureWorkspace workspace, Derivatives wanted)
    {
        ref var even = ref MemoryMarshal.GetReference(workspace.Parts);
        ref var scaled = ref MemoryMarshal.GetReference(workspace.Scaled);
        ref var point = ref MemoryMarshal.GetReference(workspace.Point);
        ref var tiles = ref MemoryMarshal.GetReference(workspace.Sums);
        ref var slopes = ref Unsafe.Add(ref tiles, GradientSums);
        ref var zeros = ref MemoryMarshal.GetReference(workspace.Zeros);
        ref var waves = ref _storage[_offset];
        var rest = Dimension % Group;
        var value = Vector512<double>.Zero;
        for (var first = 0; first < _vectors; first += Block / Lanes)
        {
            var vectors = Math.Min(Block / Lanes, _vectors - first);
            var size = (nuint)(vectors * Group * Lanes);
            var early = Math.Max(_groups - LateGroups, 0);
            Phases(ref waves, ref point, ref Unsafe.Add(ref even, 2 * PartStride), vectors, early);
            value = Parts(ref Unsafe.Add(ref waves, size * (nuint)early), ref Unsafe.Add(ref point, early * Group), _groups - early, early > 0, ref even, ref _cosines[first * Lanes], ref _sines[first * Lanes], vectors, value);
            ref var row = ref waves;
            ref var tile = ref tiles;
            for (var g = 0; g < _groups; g++)
            {
                ref var slope = ref Unsafe.Add(ref slopes, g * Group * Lanes);
                if (wanted == Derivatives.Gradient)
                    Slopes(ref row, ref Unsafe.Add(ref even, PartStride), ref first == 0 ? ref zeros : ref slope, ref slope, vectors);
                if (wanted == Derivatives.Hessian)
                {
                    var isShort = g == _groups - 1 && rest is 1 or 2;
                    ref var diagonal = ref Unsafe.Add(ref tile, g * TileSums);
                    if (isShort)
                        HalfDiagonal(ref row, ref even, ref scaled, ref first == 0 ? ref zeros : ref slope, ref slope, ref first == 0 ? ref zeros : ref diagonal, ref diagonal, vectors);
                    else
                        Diagonal(ref row, ref even, ref scaled, ref first == 0 ? ref zeros : ref slope, ref slope, ref first == 0 ? ref zeros : ref diagonal, ref diagonal, vectors);
                    ref var column = ref waves;
                    for (var c = 0; c < g; c++)
                    {
                        if (isShort)
                            HalfTile(ref scaled, ref column, ref first == 0 ? ref zeros : ref tile, ref tile, vectors);
                        else
                            Tile(ref scaled, ref column, ref first == 0 ? ref zeros : ref tile, ref tile, vectors);
                        column = ref Unsafe.Add(ref column, size);
                        tile = ref Unsafe.Add(ref tile, TileSums);
                    }

                    tile = ref Unsafe.Add(ref tile, TileSums);
                }

                row = ref Unsafe.Add(ref row, size);
            }

            waves = ref Unsafe.Add(ref waves, size * (nuint)_groups);
        }

        return VectorOperations.Sum(value);
    }

    // The sums of the gradient follow those of the tiles.
    private int GradientSums => _groups * (_groups + 1) / 2 * TileSums;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Phases(ref double waves, ref double point, ref double phases, int vectors, int groups)
    {
        for (var g = 0; g < groups; g++)
        {
            var x0 = Vector512.Create(Unsafe.Add(ref point, g * Group));
            var x1 = Vector512.Create(Unsafe.Add(ref point, (g * Group) + 1));
            var x2 = Vector512.Create(Unsafe.Add(ref point, (g * Group) + 2));
            var x3 = Vector512.Create(Unsafe.Add(ref point, (g * Group) + 3));
            ref var phase = ref phases;
            for (var v = 0; v < vectors; v++)
            {
                var sum = Vector512.LoadUnsafe(ref waves) * x0;
                if (g > 0)
                    sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref waves), x0, Vector512.LoadUnsafe(ref phase));
                sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref waves, Lanes), x1, sum);
                sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref waves, 2 * Lanes), x2, sum);
                sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref waves, 3 * Lanes), x3, sum);
                sum.StoreUnsafe(ref phase);
                waves = ref Unsafe.Add(ref waves, Group * Lanes);
                phase = ref Unsafe.Add(ref phase, Lanes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector512<double> Parts(ref double waves, ref double point, int groups, bool isStarted, ref double even, ref double cosines, ref double sines, int vectors, Vector512<double> value)
    {
        for (nuint m = 0; m < (nuint)(vectors * Lanes); m += Lanes)
        {
            var phase = isStarted ? Vector512.LoadUnsafe(ref even, m + (2 * PartStride)) : Vector512<double>.Zero;
            ref var wave = ref Unsafe.Add(ref waves, m * Group);
            ref var x = ref point;
            for (var g = 0; g < groups; g++)
            {
                phase = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref wave), Vector512.Create(x), phase);
                phase = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref wave, Lanes), Vector512.Create(Unsafe.Add(ref x, 1)), phase);
                phase = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref wave, 2 * Lanes), Vector512.Create(Unsafe.Add(ref x, 2)), phase);
                phase = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref wave, 3 * Lanes), Vector512.Create(Unsafe.Add(ref x, 3)), phase);
                wave = ref Unsafe.Add(ref wave, vectors * Group * Lanes);
                x = ref Unsafe.Add(ref x, Group);
            }

            var (sin, cos) = PhaseFunctions.SinCos(phase, out var sign);
            var a = (Vector512.LoadUnsafe(ref cosines, m).AsInt64() ^ sign).AsDouble();
            var b = (Vector512.LoadUnsafe(ref sines, m).AsInt64() ^ sign).AsDouble();
            var sum = Vector512.FusedMultiplyAdd(a, cos, b * sin);
            sum.StoreUnsafe(ref even, m);
            Vector512.FusedMultiplyAdd(b, cos, -(a * sin)).StoreUnsafe(ref even, m + PartStride);
            value += sum;
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Slopes(ref double waves, ref double odd, ref double initial, ref double sums, int vectors)
    {
        var s0 = Vector512.LoadUnsafe(ref initial);
        var s1 = Vector512.LoadUnsafe(ref initial, Lanes);
        var s2 = Vector512.LoadUnsafe(ref initial, 2 * Lanes);
        var s3 = Vector512.LoadUnsafe(ref initial, 3 * Lanes);
        for (var v = 0; v < vectors; v++)
        {
            var o = Vector512.LoadUnsafe(ref odd);
            s0 = Vector512.FusedMultiplyAdd(o, Vector512.LoadUnsafe(ref waves), s0);
            s1 = Vector512.FusedMultiplyAdd(o, Vector512.LoadUnsafe(ref waves, Lanes), s1);
            s2 = Vector512.FusedMultiplyAdd(o, Vector512.LoadUnsafe(ref waves, 2 * Lanes), s2);
            s3 = Vector512.FusedMultiplyAdd(o, Vector512.LoadUnsafe(ref waves, 3 * Lanes), s3);
            waves = ref Unsafe.Add(ref waves, Group * Lanes);
            odd = ref Unsafe.Add(ref odd, Lanes);
        }

        s0.StoreUnsafe(ref sums);
        s1.StoreUnsafe(ref sums, Lanes);
        s2.StoreUnsafe(ref sums, 2 * Lanes);
        s3.StoreUnsafe(ref sums, 3 * Lanes);
    }

    private void StoreGradient(FourierFeatureWorkspace workspace, Span<double> gradient)
    {
        ref var sums = ref workspace.Sums[GradientSums];
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] = 2 * Math.PI * VectorOperations.Sum(Vector512.LoadUnsafe(ref sums, (nuint)(i * Lanes)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StoreHessian(FourierFeatureWorkspace workspace, Span<double> hessian)
    {
        const double Factor = -4 * Math.PI * Math.PI;
        ref var tile = ref MemoryMarshal.GetReference(workspace.Sums);
        ref var h = ref MemoryMarshal.GetReference(hessian);
        for (var g = 0; g < _groups; g++)
        {
            for (var c = 0; c <= g; c++)
            {
                for (var i = g * Group; i < Math.Min((g + 1) * Group, Dimension); i++)
                {
                    ref var row = ref Unsafe.Add(ref tile, (i - (g * Group)) * Group * Lanes);
                    for (var j = c * Group; j <= Math.Min((c * Group) + Group - 1, i); j++)
                    {
                        var entry = Factor * VectorOperations.Sum(Vector512.LoadUnsafe(ref row, (nuint)((j - (c * Group)) * Lanes)));
                        Unsafe.Add(ref h, (i * Dimension) + j) = entry;
                        Unsafe.Add(ref h, (j * Dimension) + i) = entry;
                    }
                }

                tile = ref Unsafe.Add(ref tile, TileSums);
            }
        }
    }
}
