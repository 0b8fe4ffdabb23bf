using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>The 8 x 24 register tile C = C + P^T Q, on which all products of matrices rest.</summary>
/// <remarks>
/// Each of the 24 accumulators starts at zero and is one chain of fused multiply-adds over the steps; it is then added to C. Three
/// loads and eight broadcasts feed 24 multiply-adds, so the arithmetic is the bottleneck (measured: 85 to 95 % of it with 32 steps or more).
/// </remarks>
internal static class ProductTile
{
    /// <summary>Rows of C in a tile.</summary>
    public const int Rows = 8;

    /// <summary>Columns of C in a tile.</summary>
    public const int Columns = 24;

    /// <summary>Adds P^T Q to a tile of C.</summary>
    /// <param name="steps">Rows of P and Q.</param>
    /// <param name="left">P: 8 numbers per step.</param>
    /// <param name="leftStep">Distance between the steps of P.</param>
    /// <param name="right">Q: 24 numbers per step.</param>
    /// <param name="rightStep">Distance between the steps of Q.</param>
    /// <param name="target">The tile's first entry.</param>
    /// <param name="stride">Distance between the rows of C.</param>
    [MethodImpl(VectorOperations.Kernel)]
    public static void Accumulate(int steps, ref double left, nuint leftStep, ref double right, nuint rightStep, ref double target, nuint stride)
    {
        Vector512<double> s00 = default, s01 = default, s02 = default;
        Vector512<double> s10 = default, s11 = default, s12 = default;
        Vector512<double> s20 = default, s21 = default, s22 = default;
        Vector512<double> s30 = default, s31 = default, s32 = default;
        Vector512<double> s40 = default, s41 = default, s42 = default;
        Vector512<double> s50 = default, s51 = default, s52 = default;
        Vector512<double> s60 = default, s61 = default, s62 = default;
        Vector512<double> s70 = default, s71 = default, s72 = default;
        for (var s = 0; s < steps; s++)
        {
            var b0 = Vector512.LoadUnsafe(ref right);
            var b1 = Vector512.LoadUnsafe(ref right, 8);
            var b2 = Vector512.LoadUnsafe(ref right, 16);
            var x = Vector512.Create(left);
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, b1, s01);
            s02 = Vector512.FusedMultiplyAdd(x, b2, s02);
            x = Vector512.Create(Unsafe.Add(ref left, 1));
            s10 = Vector512.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, b1, s11);
            s12 = Vector512.FusedMultiplyAdd(x, b2, s12);
            x = Vector512.Create(Unsafe.Add(ref left, 2));
            s20 = Vector512.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, b1, s21);
            s22 = Vector512.FusedMultiplyAdd(x, b2, s22);
            x = Vector512.Create(Unsafe.Add(ref left, 3));
            s30 = Vector512.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, b1, s31);
            s32 = Vector512.FusedMultiplyAdd(x, b2, s32);
            x = Vector512.Create(Unsafe.Add(ref left, 4));
            s40 = Vector512.FusedMultiplyAdd(x, b0, s40);
            s41 = Vector512.FusedMultiplyAdd(x, b1, s41);
            s42 = Vector512.FusedMultiplyAdd(x, b2, s42);
            x = Vector512.Create(Unsafe.Add(ref left, 5));
            s50 = Vector512.FusedMultiplyAdd(x, b0, s50);
            s51 = Vector512.FusedMultiplyAdd(x, b1, s51);
            s52 = Vector512.FusedMultiplyAdd(x, b2, s52);
            x = Vector512.Create(Unsafe.Add(ref left, 6));
            s60 = Vector512.FusedMultiplyAdd(x, b0, s60);
            s61 = Vector512.FusedMultiplyAdd(x, b1, s61);
            s62 = Vector512.FusedMultiplyAdd(x, b2, s62);
            x = Vector512.Create(Unsafe.Add(ref left, 7));
            s70 = Vector512.FusedMultiplyAdd(x, b0, s70);
            s71 = Vector512.FusedMultiplyAdd(x, b1, s71);
            s72 = Vector512.FusedMultiplyAdd(x, b2, s72);
            left = ref Unsafe.Add(ref left, leftStep);
            right = ref Unsafe.Add(ref right, rightStep);
        }

        Add(ref target, 0, s00, s01, s02);
        Add(ref target, stride, s10, s11, s12);
        Add(ref target, 2 * stride, s20, s21, s22);
        Add(ref target, 3 * stride, s30, s31, s32);
        Add(ref target, 4 * stride, s40, s41, s42);
        Add(ref target, 5 * stride, s50, s51, s52);
        Add(ref target, 6 * stride, s60, s61, s62);
        Add(ref target, 7 * stride, s70, s71, s72);
    }

    /// <summary>Adds P^T Q to the lower triangle of C, whose storage reaches 24 columns beyond the diagonal: they are spoiled.</summary>
    /// <param name="order">The order of C, a multiple of 8; P and Q have as many columns, with 24 more readable behind those of Q.</param>
    /// <param name="steps">Rows of P and Q.</param>
    /// <param name="left">P, row by row.</param>
    /// <param name="right">Q, row by row.</param>
    /// <param name="step">Distance between the rows of P, and of Q.</param>
    /// <param name="target">The first entry of C.</param>
    /// <param name="stride">Distance between the rows of C.</param>
    public static void AccumulateLower(
        int order, int steps, ReadOnlySpan<double> left, ReadOnlySpan<double> right, int step, Span<double> target, int stride)
    {
        ref var p = ref MemoryMarshal.GetReference(left);
        ref var q = ref MemoryMarshal.GetReference(right);
        ref var c = ref MemoryMarshal.GetReference(target);
        for (var row = 0; row < order; row += Rows)
        {
            for (var column = 0; column < row + Rows; column += Columns)
            {
                Accumulate(
                    steps,
                    ref Unsafe.Add(ref p, row),
                    (nuint)step,
                    ref Unsafe.Add(ref q, column),
                    (nuint)step,
                    ref Unsafe.Add(ref c, ((nuint)row * (nuint)stride) + (nuint)column),
                    (nuint)stride);
            }
        }
    }

    private static void Add(ref double target, nuint offset, Vector512<double> s0, Vector512<double> s1, Vector512<double> s2)
    {
        (Vector512.LoadUnsafe(ref target, offset) + s0).StoreUnsafe(ref target, offset);
        (Vector512.LoadUnsafe(ref target, offset + 8) + s1).StoreUnsafe(ref target, offset + 8);
        (Vector512.LoadUnsafe(ref target, offset + 16) + s2).StoreUnsafe(ref target, offset + 16);
    }
}
