using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

// The tiles of 4 x 4 entries of -H, sums in registers over a block of features; a last group of one or two components has its own, which saves half of the work there (n = 10).
public sealed partial class FourierFeatureField
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(ref double rows, ref double columns, ref double initial, ref double sums, int vectors)
    {
        var s00 = Vector512.LoadUnsafe(ref initial);
        var s01 = Vector512.LoadUnsafe(ref initial, Lanes);
        var s02 = Vector512.LoadUnsafe(ref initial, 2 * Lanes);
        var s03 = Vector512.LoadUnsafe(ref initial, 3 * Lanes);
        var s10 = Vector512.LoadUnsafe(ref initial, 4 * Lanes);
        var s11 = Vector512.LoadUnsafe(ref initial, 5 * Lanes);
        var s12 = Vector512.LoadUnsafe(ref initial, 6 * Lanes);
        var s13 = Vector512.LoadUnsafe(ref initial, 7 * Lanes);
        var s20 = Vector512.LoadUnsafe(ref initial, 8 * Lanes);
        var s21 = Vector512.LoadUnsafe(ref initial, 9 * Lanes);
        var s22 = Vector512.LoadUnsafe(ref initial, 10 * Lanes);
        var s23 = Vector512.LoadUnsafe(ref initial, 11 * Lanes);
        var s30 = Vector512.LoadUnsafe(ref initial, 12 * Lanes);
        var s31 = Vector512.LoadUnsafe(ref initial, 13 * Lanes);
        var s32 = Vector512.LoadUnsafe(ref initial, 14 * Lanes);
        var s33 = Vector512.LoadUnsafe(ref initial, 15 * Lanes);
        for (var v = 0; v < vectors; v++)
        {
            var c0 = Vector512.LoadUnsafe(ref columns);
            var c1 = Vector512.LoadUnsafe(ref columns, Lanes);
            var c2 = Vector512.LoadUnsafe(ref columns, 2 * Lanes);
            var c3 = Vector512.LoadUnsafe(ref columns, 3 * Lanes);
            var r = Vector512.LoadUnsafe(ref rows);
            s00 = Vector512.FusedMultiplyAdd(r, c0, s00);
            s01 = Vector512.FusedMultiplyAdd(r, c1, s01);
            s02 = Vector512.FusedMultiplyAdd(r, c2, s02);
            s03 = Vector512.FusedMultiplyAdd(r, c3, s03);
            r = Vector512.LoadUnsafe(ref rows, Lanes);
            s10 = Vector512.FusedMultiplyAdd(r, c0, s10);
            s11 = Vector512.FusedMultiplyAdd(r, c1, s11);
            s12 = Vector512.FusedMultiplyAdd(r, c2, s12);
            s13 = Vector512.FusedMultiplyAdd(r, c3, s13);
            r = Vector512.LoadUnsafe(ref rows, 2 * Lanes);
            s20 = Vector512.FusedMultiplyAdd(r, c0, s20);
            s21 = Vector512.FusedMultiplyAdd(r, c1, s21);
            s22 = Vector512.FusedMultiplyAdd(r, c2, s22);
            s23 = Vector512.FusedMultiplyAdd(r, c3, s23);
            r = Vector512.LoadUnsafe(ref rows, 3 * Lanes);
            s30 = Vector512.FusedMultiplyAdd(r, c0, s30);
            s31 = Vector512.FusedMultiplyAdd(r, c1, s31);
            s32 = Vector512.FusedMultiplyAdd(r, c2, s32);
            s33 = Vector512.FusedMultiplyAdd(r, c3, s33);
            rows = ref Unsafe.Add(ref rows, Group * Lanes);
            columns = ref Unsafe.Add(ref columns, Group * Lanes);
        }

        s00.StoreUnsafe(ref sums);
        s01.StoreUnsafe(ref sums, Lanes);
        s02.StoreUnsafe(ref sums, 2 * Lanes);
        s03.StoreUnsafe(ref sums, 3 * Lanes);
        s10.StoreUnsafe(ref sums, 4 * Lanes);
        s11.StoreUnsafe(ref sums, 5 * Lanes);
        s12.StoreUnsafe(ref sums, 6 * Lanes);
        s13.StoreUnsafe(ref sums, 7 * Lanes);
        s20.StoreUnsafe(ref sums, 8 * Lanes);
        s21.StoreUnsafe(ref sums, 9 * Lanes);
        s22.StoreUnsafe(ref sums, 10 * Lanes);
        s23.StoreUnsafe(ref sums, 11 * Lanes);
        s30.StoreUnsafe(ref sums, 12 * Lanes);
        s31.StoreUnsafe(ref sums, 13 * Lanes);
        s32.StoreUnsafe(ref sums, 14 * Lanes);
        s33.StoreUnsafe(ref sums, 15 * Lanes);
    }

    // Rows 0 and 1 only.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void HalfTile(ref double rows, ref double columns, ref double initial, ref double sums, int vectors)
    {
        var s00 = Vector512.LoadUnsafe(ref initial);
        var s01 = Vector512.LoadUnsafe(ref initial, Lanes);
        var s02 = Vector512.LoadUnsafe(ref initial, 2 * Lanes);
        var s03 = Vector512.LoadUnsafe(ref initial, 3 * Lanes);
        var s10 = Vector512.LoadUnsafe(ref initial, 4 * Lanes);
        var s11 = Vector512.LoadUnsafe(ref initial, 5 * Lanes);
        var s12 = Vector512.LoadUnsafe(ref initial, 6 * Lanes);
        var s13 = Vector512.LoadUnsafe(ref initial, 7 * Lanes);
        for (var v = 0; v < vectors; v++)
        {
            var r0 = Vector512.LoadUnsafe(ref rows);
            var r1 = Vector512.LoadUnsafe(ref rows, Lanes);
            var c = Vector512.LoadUnsafe(ref columns);
            s00 = Vector512.FusedMultiplyAdd(r0, c, s00);
            s10 = Vector512.FusedMultiplyAdd(r1, c, s10);
            c = Vector512.LoadUnsafe(ref columns, Lanes);
            s01 = Vector512.FusedMultiplyAdd(r0, c, s01);
            s11 = Vector512.FusedMultiplyAdd(r1, c, s11);
            c = Vector512.LoadUnsafe(ref columns, 2 * Lanes);
            s02 = Vector512.FusedMultiplyAdd(r0, c, s02);
            s12 = Vector512.FusedMultiplyAdd(r1, c, s12);
            c = Vector512.LoadUnsafe(ref columns, 3 * Lanes);
            s03 = Vector512.FusedMultiplyAdd(r0, c, s03);
            s13 = Vector512.FusedMultiplyAdd(r1, c, s13);
            rows = ref Unsafe.Add(ref rows, Group * Lanes);
            columns = ref Unsafe.Add(ref columns, Group * Lanes);
        }

        s00.StoreUnsafe(ref sums);
        s01.StoreUnsafe(ref sums, Lanes);
        s02.StoreUnsafe(ref sums, 2 * Lanes);
        s03.StoreUnsafe(ref sums, 3 * Lanes);
        s10.StoreUnsafe(ref sums, 4 * Lanes);
        s11.StoreUnsafe(ref sums, 5 * Lanes);
        s12.StoreUnsafe(ref sums, 6 * Lanes);
        s13.StoreUnsafe(ref sums, 7 * Lanes);
    }

    // Rows times the even part, for the tiles of this group; the gradient, in the same order as Slopes, so that both ways give the same bits; and the lower triangle on the diagonal.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Diagonal(ref double waves, ref double even, ref double scaled, ref double initialSlopes, ref double slopes, ref double initial, ref double sums, int vectors)
    {
        var g0 = Vector512.LoadUnsafe(ref initialSlopes);
        var g1 = Vector512.LoadUnsafe(ref initialSlopes, Lanes);
        var g2 = Vector512.LoadUnsafe(ref initialSlopes, 2 * Lanes);
        var g3 = Vector512.LoadUnsafe(ref initialSlopes, 3 * Lanes);
        var s00 = Vector512.LoadUnsafe(ref initial);
        var s10 = Vector512.LoadUnsafe(ref initial, 4 * Lanes);
        var s11 = Vector512.LoadUnsafe(ref initial, 5 * Lanes);
        var s20 = Vector512.LoadUnsafe(ref initial, 8 * Lanes);
        var s21 = Vector512.LoadUnsafe(ref initial, 9 * Lanes);
        var s22 = Vector512.LoadUnsafe(ref initial, 10 * Lanes);
        var s30 = Vector512.LoadUnsafe(ref initial, 12 * Lanes);
        var s31 = Vector512.LoadUnsafe(ref initial, 13 * Lanes);
        var s32 = Vector512.LoadUnsafe(ref initial, 14 * Lanes);
        var s33 = Vector512.LoadUnsafe(ref initial, 15 * Lanes);
        for (var v = 0; v < vectors; v++)
        {
            var e = Vector512.LoadUnsafe(ref even);
            var o = Vector512.LoadUnsafe(ref even, PartStride);
            var k0 = Vector512.LoadUnsafe(ref waves);
            var ek = e * k0;
            ek.StoreUnsafe(ref scaled);
            g0 = Vector512.FusedMultiplyAdd(o, k0, g0);
            s00 = Vector512.FusedMultiplyAdd(ek, k0, s00);
            var k1 = Vector512.LoadUnsafe(ref waves, Lanes);
            ek = e * k1;
            ek.StoreUnsafe(ref scaled, Lanes);
            g1 = Vector512.FusedMultiplyAdd(o, k1, g1);
            s10 = Vector512.FusedMultiplyAdd(ek, k0, s10);
            s11 = Vector512.FusedMultiplyAdd(ek, k1, s11);
            var k2 = Vector512.LoadUnsafe(ref waves, 2 * Lanes);
            ek = e * k2;
            ek.StoreUnsafe(ref scaled, 2 * Lanes);
            g2 = Vector512.FusedMultiplyAdd(o, k2, g2);
            s20 = Vector512.FusedMultiplyAdd(ek, k0, s20);
            s21 = Vector512.FusedMultiplyAdd(ek, k1, s21);
            s22 = Vector512.FusedMultiplyAdd(ek, k2, s22);
            var k3 = Vector512.LoadUnsafe(ref waves, 3 * Lanes);
            ek = e * k3;
            ek.StoreUnsafe(ref scaled, 3 * Lanes);
            g3 = Vector512.FusedMultiplyAdd(o, k3, g3);
            s30 = Vector512.FusedMultiplyAdd(ek, k0, s30);
            s31 = Vector512.FusedMultiplyAdd(ek, k1, s31);
            s32 = Vector512.FusedMultiplyAdd(ek, k2, s32);
            s33 = Vector512.FusedMultiplyAdd(ek, k3, s33);
            waves = ref Unsafe.Add(ref waves, Group * Lanes);
            scaled = ref Unsafe.Add(ref scaled, Group * Lanes);
            even = ref Unsafe.Add(ref even, Lanes);
        }

        g0.StoreUnsafe(ref slopes);
        g1.StoreUnsafe(ref slopes, Lanes);
        g2.StoreUnsafe(ref slopes, 2 * Lanes);
        g3.StoreUnsafe(ref slopes, 3 * Lanes);
        s00.StoreUnsafe(ref sums);
        s10.StoreUnsafe(ref sums, 4 * Lanes);
        s11.StoreUnsafe(ref sums, 5 * Lanes);
        s20.StoreUnsafe(ref sums, 8 * Lanes);
        s21.StoreUnsafe(ref sums, 9 * Lanes);
        s22.StoreUnsafe(ref sums, 10 * Lanes);
        s30.StoreUnsafe(ref sums, 12 * Lanes);
        s31.StoreUnsafe(ref sums, 13 * Lanes);
        s32.StoreUnsafe(ref sums, 14 * Lanes);
        s33.StoreUnsafe(ref sums, 15 * Lanes);
    }

    // The same of rows 0 and 1 only.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void HalfDiagonal(ref double waves, ref double even, ref double scaled, ref double initialSlopes, ref double slopes, ref double initial, ref double sums, int vectors)
    {
        var g0 = Vector512.LoadUnsafe(ref initialSlopes);
        var g1 = Vector512.LoadUnsafe(ref initialSlopes, Lanes);
        var s00 = Vector512.LoadUnsafe(ref initial);
        var s10 = Vector512.LoadUnsafe(ref initial, 4 * Lanes);
        var s11 = Vector512.LoadUnsafe(ref initial, 5 * Lanes);
        for (var v = 0; v < vectors; v++)
        {
            var e = Vector512.LoadUnsafe(ref even);
            var o = Vector512.LoadUnsafe(ref even, PartStride);
            var k0 = Vector512.LoadUnsafe(ref waves);
            var ek = e * k0;
            ek.StoreUnsafe(ref scaled);
            g0 = Vector512.FusedMultiplyAdd(o, k0, g0);
            s00 = Vector512.FusedMultiplyAdd(ek, k0, s00);
            var k1 = Vector512.LoadUnsafe(ref waves, Lanes);
            ek = e * k1;
            ek.StoreUnsafe(ref scaled, Lanes);
            g1 = Vector512.FusedMultiplyAdd(o, k1, g1);
            s10 = Vector512.FusedMultiplyAdd(ek, k0, s10);
            s11 = Vector512.FusedMultiplyAdd(ek, k1, s11);
            waves = ref Unsafe.Add(ref waves, Group * Lanes);
            scaled = ref Unsafe.Add(ref scaled, Group * Lanes);
            even = ref Unsafe.Add(ref even, Lanes);
        }

        g0.StoreUnsafe(ref slopes);
        g1.StoreUnsafe(ref slopes, Lanes);
        s00.StoreUnsafe(ref sums);
        s10.StoreUnsafe(ref sums, 4 * Lanes);
        s11.StoreUnsafe(ref sums, 5 * Lanes);
    }
}
