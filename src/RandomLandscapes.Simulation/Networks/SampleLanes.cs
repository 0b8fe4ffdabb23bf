using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>The linear maps of a network over a block of samples: unit-major storage, <see cref="Width"/> samples per unit.</summary>
internal static class SampleLanes
{
    /// <summary>Samples per block; blocks are padded to it.</summary>
    public const int Width = 128;

    /// <summary>output[r] = start + sum over columns c, ascending, of w[r, c] input[c], for every sample.</summary>
    /// <param name="w">Entry (r, c) at r * rowStep + c * columnStep.</param>
    /// <param name="rowStep">Distance of rows.</param>
    /// <param name="columnStep">Distance of columns.</param>
    /// <param name="start">One start per row; empty: the present output.</param>
    /// <param name="input">columns x Width.</param>
    /// <param name="output">rows x Width.</param>
    public static void Map(
        ReadOnlySpan<double> w, int rowStep, int columnStep, ReadOnlySpan<double> start, ReadOnlySpan<double> input, Span<double> output)
    {
        var rows = output.Length / Width;
        var columns = input.Length / Width;
        ref var x = ref MemoryMarshal.GetReference(input);
        ref var y = ref MemoryMarshal.GetReference(output);
        for (var row = 0; row < rows; row += 4)
        {
            // A last group with fewer than four rows does its last row more than once: same numbers, no second kernel.
            int r1 = Math.Min(row + 1, rows - 1), r2 = Math.Min(row + 2, rows - 1), r3 = Math.Min(row + 3, rows - 1);
            for (nuint s = 0; s < Width; s += 32)
            {
                nuint o0 = ((nuint)row * Width) + s, o1 = ((nuint)r1 * Width) + s;
                nuint o2 = ((nuint)r2 * Width) + s, o3 = ((nuint)r3 * Width) + s;
                Vector512<double> s00, s01, s02, s03, s10, s11, s12, s13, s20, s21, s22, s23, s30, s31, s32, s33;
                if (start.IsEmpty)
                {
                    s00 = Vector512.LoadUnsafe(ref y, o0);
                    s01 = Vector512.LoadUnsafe(ref y, o0 + 8);
                    s02 = Vector512.LoadUnsafe(ref y, o0 + 16);
                    s03 = Vector512.LoadUnsafe(ref y, o0 + 24);
                    s10 = Vector512.LoadUnsafe(ref y, o1);
                    s11 = Vector512.LoadUnsafe(ref y, o1 + 8);
                    s12 = Vector512.LoadUnsafe(ref y, o1 + 16);
                    s13 = Vector512.LoadUnsafe(ref y, o1 + 24);
                    s20 = Vector512.LoadUnsafe(ref y, o2);
                    s21 = Vector512.LoadUnsafe(ref y, o2 + 8);
                    s22 = Vector512.LoadUnsafe(ref y, o2 + 16);
                    s23 = Vector512.LoadUnsafe(ref y, o2 + 24);
                    s30 = Vector512.LoadUnsafe(ref y, o3);
                    s31 = Vector512.LoadUnsafe(ref y, o3 + 8);
                    s32 = Vector512.LoadUnsafe(ref y, o3 + 16);
                    s33 = Vector512.LoadUnsafe(ref y, o3 + 24);
                }
                else
                {
                    s00 = s01 = s02 = s03 = Vector512.Create(start[row]);
                    s10 = s11 = s12 = s13 = Vector512.Create(start[r1]);
                    s20 = s21 = s22 = s23 = Vector512.Create(start[r2]);
                    s30 = s31 = s32 = s33 = Vector512.Create(start[r3]);
                }

                for (var column = 0; column < columns; column++)
                {
                    var at = ((nuint)column * Width) + s;
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
        }
    }

    /// <summary>sums[r, c] += sum over samples of left[r] right[c]; row-major.</summary>
    /// <param name="left">rows x Width.</param>
    /// <param name="right">columns x Width.</param>
    /// <param name="sums">rows x columns.</param>
    public static void AddOuterProducts(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> sums)
    {
        var rows = left.Length / Width;
        var columns = right.Length / Width;
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        for (var row = 0; row < rows; row += 4)
        {
            nuint a0 = (nuint)row * Width, a1 = (nuint)Math.Min(row + 1, rows - 1) * Width;
            nuint a2 = (nuint)Math.Min(row + 2, rows - 1) * Width, a3 = (nuint)Math.Min(row + 3, rows - 1) * Width;
            for (var column = 0; column < columns; column += 4)
            {
                nuint b0 = (nuint)column * Width, b1 = (nuint)Math.Min(column + 1, columns - 1) * Width;
                nuint b2 = (nuint)Math.Min(column + 2, columns - 1) * Width, b3 = (nuint)Math.Min(column + 3, columns - 1) * Width;
                Vector512<double> s00 = default, s01 = default, s02 = default, s03 = default;
                Vector512<double> s10 = default, s11 = default, s12 = default, s13 = default;
                Vector512<double> s20 = default, s21 = default, s22 = default, s23 = default;
                Vector512<double> s30 = default, s31 = default, s32 = default, s33 = default;
                for (nuint s = 0; s < Width; s += 8)
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

                AddSums(sums, row, column, rows, columns, s00, s01, s02, s03);
                AddSums(sums, row + 1, column, rows, columns, s10, s11, s12, s13);
                AddSums(sums, row + 2, column, rows, columns, s20, s21, s22, s23);
                AddSums(sums, row + 3, column, rows, columns, s30, s31, s32, s33);
            }
        }
    }

    /// <summary>sums[r] += sum over samples of left[r].</summary>
    public static void AddSamples(ReadOnlySpan<double> left, Span<double> sums)
    {
        for (var row = 0; row < sums.Length; row++)
        {
            Vector512<double> sum = default;
            foreach (var lanes in MemoryMarshal.Cast<double, Vector512<double>>(left.Slice(row * Width, Width)))
                sum += lanes;
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

    private static void AddSums(
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
