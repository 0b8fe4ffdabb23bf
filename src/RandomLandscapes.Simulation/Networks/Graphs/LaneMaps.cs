using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Networks.Graphs;

/// <summary>The linear maps of a graph over lanes: unit-major storage, as many lanes per unit as there are positions times samples, a multiple of 8.</summary>
/// <remarks>Sums go in a fixed order: over units ascending, over lanes in eight interleaved sums; so results have the same bits for every vector width.</remarks>
internal static class LaneMaps
{
    /// <summary>output[r] += sum over columns c, ascending, of w[r, c] input[c], in every lane.</summary>
    /// <param name="w">Entry (r, c) at r * rowStep + c * columnStep.</param>
    /// <param name="rowStep">Distance of rows.</param>
    /// <param name="columnStep">Distance of columns.</param>
    /// <param name="input">columns x lanes.</param>
    /// <param name="columns">The number of inputs.</param>
    /// <param name="output">rows x lanes.</param>
    /// <param name="rows">The number of outputs.</param>
    public static void Add(ReadOnlySpan<double> w, int rowStep, int columnStep, ReadOnlySpan<double> input, int columns, Span<double> output, int rows)
    {
        var lanes = output.Length / rows;
        ref var x = ref MemoryMarshal.GetReference(input);
        ref var y = ref MemoryMarshal.GetReference(output);
        for (var row = 0; row < rows; row += 4)
        {
            // A last group with fewer than four rows does its last row more than once: same numbers, no second kernel.
            int r1 = Math.Min(row + 1, rows - 1), r2 = Math.Min(row + 2, rows - 1), r3 = Math.Min(row + 3, rows - 1);
            var s = 0;
            for (; s + 32 <= lanes; s += 32)
            {
                nuint o0 = (nuint)((row * lanes) + s), o1 = (nuint)((r1 * lanes) + s), o2 = (nuint)((r2 * lanes) + s), o3 = (nuint)((r3 * lanes) + s);
                var s00 = Vector512.LoadUnsafe(ref y, o0);
                var s01 = Vector512.LoadUnsafe(ref y, o0 + 8);
                var s02 = Vector512.LoadUnsafe(ref y, o0 + 16);
                var s03 = Vector512.LoadUnsafe(ref y, o0 + 24);
                var s10 = Vector512.LoadUnsafe(ref y, o1);
                var s11 = Vector512.LoadUnsafe(ref y, o1 + 8);
                var s12 = Vector512.LoadUnsafe(ref y, o1 + 16);
                var s13 = Vector512.LoadUnsafe(ref y, o1 + 24);
                var s20 = Vector512.LoadUnsafe(ref y, o2);
                var s21 = Vector512.LoadUnsafe(ref y, o2 + 8);
                var s22 = Vector512.LoadUnsafe(ref y, o2 + 16);
                var s23 = Vector512.LoadUnsafe(ref y, o2 + 24);
                var s30 = Vector512.LoadUnsafe(ref y, o3);
                var s31 = Vector512.LoadUnsafe(ref y, o3 + 8);
                var s32 = Vector512.LoadUnsafe(ref y, o3 + 16);
                var s33 = Vector512.LoadUnsafe(ref y, o3 + 24);
                for (var column = 0; column < columns; column++)
                {
                    var at = (nuint)((column * lanes) + s);
                    var x0 = Vector512.LoadUnsafe(ref x, at);
                    var x1 = Vector512.LoadUnsafe(ref x, at + 8);
                    var x2 = Vector512.LoadUnsafe(ref x, at + 16);
                    var x3 = Vector512.LoadUnsafe(ref x, at + 24);
                    var offset = column * columnStep;
                    var factor = Vector512.Create(w[(row * rowStep) + offset]);
                    s00 = Vector512.FusedMultiplyAdd(factor, x0, s00);
                    s01 = Vector512.FusedMultiplyAdd(factor, x1, s01);
                    s02 = Vector512.FusedMultiplyAdd(factor, x2, s02);
                    s03 = Vector512.FusedMultiplyAdd(factor, x3, s03);
                    factor = Vector512.Create(w[(r1 * rowStep) + offset]);
                    s10 = Vector512.FusedMultiplyAdd(factor, x0, s10);
                    s11 = Vector512.FusedMultiplyAdd(factor, x1, s11);
                    s12 = Vector512.FusedMultiplyAdd(factor, x2, s12);
                    s13 = Vector512.FusedMultiplyAdd(factor, x3, s13);
                    factor = Vector512.Create(w[(r2 * rowStep) + offset]);
                    s20 = Vector512.FusedMultiplyAdd(factor, x0, s20);
                    s21 = Vector512.FusedMultiplyAdd(factor, x1, s21);
                    s22 = Vector512.FusedMultiplyAdd(factor, x2, s22);
                    s23 = Vector512.FusedMultiplyAdd(factor, x3, s23);
                    factor = Vector512.Create(w[(r3 * rowStep) + offset]);
                    s30 = Vector512.FusedMultiplyAdd(factor, x0, s30);
                    s31 = Vector512.FusedMultiplyAdd(factor, x1, s31);
                    s32 = Vector512.FusedMultiplyAdd(factor, x2, s32);
                    s33 = Vector512.FusedMultiplyAdd(factor, x3, s33);
                }

                Store(ref y, o0, s00, s01, s02, s03);
                Store(ref y, o1, s10, s11, s12, s13);
                Store(ref y, o2, s20, s21, s22, s23);
                Store(ref y, o3, s30, s31, s32, s33);
            }

            for (; s < lanes; s += 8)
            {
                nuint o0 = (nuint)((row * lanes) + s), o1 = (nuint)((r1 * lanes) + s), o2 = (nuint)((r2 * lanes) + s), o3 = (nuint)((r3 * lanes) + s);
                var s0 = Vector512.LoadUnsafe(ref y, o0);
                var s1 = Vector512.LoadUnsafe(ref y, o1);
                var s2 = Vector512.LoadUnsafe(ref y, o2);
                var s3 = Vector512.LoadUnsafe(ref y, o3);
                for (var column = 0; column < columns; column++)
                {
                    var x0 = Vector512.LoadUnsafe(ref x, (nuint)((column * lanes) + s));
                    var offset = column * columnStep;
                    s0 = Vector512.FusedMultiplyAdd(Vector512.Create(w[(row * rowStep) + offset]), x0, s0);
                    s1 = Vector512.FusedMultiplyAdd(Vector512.Create(w[(r1 * rowStep) + offset]), x0, s1);
                    s2 = Vector512.FusedMultiplyAdd(Vector512.Create(w[(r2 * rowStep) + offset]), x0, s2);
                    s3 = Vector512.FusedMultiplyAdd(Vector512.Create(w[(r3 * rowStep) + offset]), x0, s3);
                }

                s0.StoreUnsafe(ref y, o0);
                s1.StoreUnsafe(ref y, o1);
                s2.StoreUnsafe(ref y, o2);
                s3.StoreUnsafe(ref y, o3);
            }
        }
    }

    /// <summary>sums[r, c] += sum over lanes of left[r] right[c]; row-major.</summary>
    /// <param name="left">rows x lanes.</param>
    /// <param name="right">columns x lanes.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="sums">rows x columns.</param>
    public static void AddOuterProducts(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int columns, Span<double> sums)
    {
        var rows = sums.Length / columns;
        var lanes = right.Length / columns;
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        for (var row = 0; row < rows; row += 4)
        {
            nuint a0 = (nuint)(row * lanes), a1 = (nuint)(Math.Min(row + 1, rows - 1) * lanes);
            nuint a2 = (nuint)(Math.Min(row + 2, rows - 1) * lanes), a3 = (nuint)(Math.Min(row + 3, rows - 1) * lanes);
            for (var column = 0; column < columns; column += 4)
            {
                nuint b0 = (nuint)(column * lanes), b1 = (nuint)(Math.Min(column + 1, columns - 1) * lanes);
                nuint b2 = (nuint)(Math.Min(column + 2, columns - 1) * lanes), b3 = (nuint)(Math.Min(column + 3, columns - 1) * lanes);
                Vector512<double> s00 = default, s01 = default, s02 = default, s03 = default;
                Vector512<double> s10 = default, s11 = default, s12 = default, s13 = default;
                Vector512<double> s20 = default, s21 = default, s22 = default, s23 = default;
                Vector512<double> s30 = default, s31 = default, s32 = default, s33 = default;
                for (nuint s = 0; s < (nuint)lanes; s += 8)
                {
                    var x0 = Vector512.LoadUnsafe(ref b, b0 + s);
                    var x1 = Vector512.LoadUnsafe(ref b, b1 + s);
                    var x2 = Vector512.LoadUnsafe(ref b, b2 + s);
                    var x3 = Vector512.LoadUnsafe(ref b, b3 + s);
                    var y = Vector512.LoadUnsafe(ref a, a0 + s);
                    s00 = Vector512.FusedMultiplyAdd(y, x0, s00);
                    s01 = Vector512.FusedMultiplyAdd(y, x1, s01);
                    s02 = Vector512.FusedMultiplyAdd(y, x2, s02);
                    s03 = Vector512.FusedMultiplyAdd(y, x3, s03);
                    y = Vector512.LoadUnsafe(ref a, a1 + s);
                    s10 = Vector512.FusedMultiplyAdd(y, x0, s10);
                    s11 = Vector512.FusedMultiplyAdd(y, x1, s11);
                    s12 = Vector512.FusedMultiplyAdd(y, x2, s12);
                    s13 = Vector512.FusedMultiplyAdd(y, x3, s13);
                    y = Vector512.LoadUnsafe(ref a, a2 + s);
                    s20 = Vector512.FusedMultiplyAdd(y, x0, s20);
                    s21 = Vector512.FusedMultiplyAdd(y, x1, s21);
                    s22 = Vector512.FusedMultiplyAdd(y, x2, s22);
                    s23 = Vector512.FusedMultiplyAdd(y, x3, s23);
                    y = Vector512.LoadUnsafe(ref a, a3 + s);
                    s30 = Vector512.FusedMultiplyAdd(y, x0, s30);
                    s31 = Vector512.FusedMultiplyAdd(y, x1, s31);
                    s32 = Vector512.FusedMultiplyAdd(y, x2, s32);
                    s33 = Vector512.FusedMultiplyAdd(y, x3, s33);
                }

                AddTile(sums, row, column, rows, columns, s00, s01, s02, s03);
                AddTile(sums, row + 1, column, rows, columns, s10, s11, s12, s13);
                AddTile(sums, row + 2, column, rows, columns, s20, s21, s22, s23);
                AddTile(sums, row + 3, column, rows, columns, s30, s31, s32, s33);
            }
        }
    }

    /// <summary>sums[r] += sum over lanes of left[r].</summary>
    public static void AddSums(ReadOnlySpan<double> left, Span<double> sums)
    {
        var lanes = left.Length / sums.Length;
        for (var row = 0; row < sums.Length; row++)
        {
            Vector512<double> sum = default;
            foreach (var lane in MemoryMarshal.Cast<double, Vector512<double>>(left.Slice(row * lanes, lanes)))
                sum += lane;
            sums[row] += VectorOperations.Sum(sum);
        }
    }

    private static void Store(
        ref double y, nuint offset, Vector512<double> s0, Vector512<double> s1, Vector512<double> s2, Vector512<double> s3)
    {
        s0.StoreUnsafe(ref y, offset);
        s1.StoreUnsafe(ref y, offset + 8);
        s2.StoreUnsafe(ref y, offset + 16);
        s3.StoreUnsafe(ref y, offset + 24);
    }

    private static void AddTile(
        Span<double> sums, int row, int column, int rows, int columns, Vector512<double> s0, Vector512<double> s1, Vector512<double> s2, Vector512<double> s3)
    {
        if (row >= rows)
            return;
        var target = sums.Slice((row * columns) + column, Math.Min(4, columns - column));
        target[0] += VectorOperations.Sum(s0);
        if (target.Length > 1)
            target[1] += VectorOperations.Sum(s1);
        if (target.Length > 2)
            target[2] += VectorOperations.Sum(s2);
        if (target.Length > 3)
            target[3] += VectorOperations.Sum(s3);
    }
}
