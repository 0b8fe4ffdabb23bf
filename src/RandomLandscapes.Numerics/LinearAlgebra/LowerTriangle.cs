using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Reads the lower triangle of row-major symmetric matrices.</summary>
internal static class LowerTriangle
{
    /// <summary>Finds the power of two that brings the largest entry into [1, 2); exponent 0 for the zero matrix.</summary>
    /// <param name="matrix">Row-major n x n.</param>
    /// <param name="order">n.</param>
    /// <param name="exponent">The binary exponent of the largest entry, at most 1000 either way.</param>
    /// <returns>False when an entry is not finite.</returns>
    public static bool TryScale(ReadOnlySpan<double> matrix, int order, out int exponent)
    {
        Vector512<double> largestLanes = default, poisonLanes = default; // 0 * x is NaN exactly when x is infinite or NaN
        double largest = 0, poison = 0;
        for (var i = 0; i < order; i++)
        {
            var row = matrix.Slice(i * order, i + 1);
            ref var entries = ref MemoryMarshal.GetReference(row);
            var j = 0;
            for (; j + 8 <= row.Length; j += 8)
            {
                var x = Vector512.LoadUnsafe(ref entries, (nuint)j);
                largestLanes = Vector512.Max(largestLanes, Vector512.Abs(x));
                poisonLanes = Vector512.FusedMultiplyAdd(Vector512<double>.Zero, x, poisonLanes);
            }

            for (; j < row.Length; j++)
            {
                largest = Math.Max(largest, Math.Abs(row[j]));
                poison += 0 * row[j];
            }
        }

        for (var lane = 0; lane < 8; lane++)
        {
            largest = Math.Max(largest, largestLanes[lane]);
            poison += poisonLanes[lane];
        }

        exponent = largest is 0 or double.PositiveInfinity || double.IsNaN(poison) ? 0 : Math.Clamp(Math.ILogB(largest), -1000, 1000);
        return !double.IsNaN(poison);
    }

    /// <summary>Fills a workspace with scale times the lower triangle and zeros elsewhere.</summary>
    /// <param name="matrix">Row-major n x n.</param>
    /// <param name="order">n.</param>
    /// <param name="scale">A power of two.</param>
    /// <param name="rows">At least n rows and columns; fully overwritten.</param>
    public static void Copy(ReadOnlySpan<double> matrix, int order, double scale, PaddedRows rows)
    {
        for (var i = 0; i < order; i++)
        {
            var source = matrix.Slice(i * order, i + 1);
            var row = rows.Row(i);
            ref var from = ref MemoryMarshal.GetReference(source);
            ref var to = ref MemoryMarshal.GetReference(row);
            var j = 0;
            for (; j + 8 <= source.Length; j += 8)
                (Vector512.Create(scale) * Vector512.LoadUnsafe(ref from, (nuint)j)).StoreUnsafe(ref to, (nuint)j);
            for (; j < source.Length; j++)
                row[j] = source[j] * scale;
            row[j..].Clear();
        }

        rows.All[(order * rows.Stride)..].Clear();
    }

    /// <summary>Computes the Frobenius norm of scale times the matrix.</summary>
    /// <param name="matrix">Row-major n x n.</param>
    /// <param name="order">n.</param>
    /// <param name="scale">A power of two that brings the largest entry to about 1.</param>
    public static double FrobeniusNorm(ReadOnlySpan<double> matrix, int order, double scale)
    {
        double below = 0, diagonal = 0;
        for (var i = 0; i < order; i++)
        {
            below += SumOfSquares(matrix.Slice(i * order, i), scale);
            var d = matrix[(i * order) + i] * scale;
            diagonal = Math.FusedMultiplyAdd(d, d, diagonal);
        }

        return Math.Sqrt((2 * below) + diagonal);
    }

    private static double SumOfSquares(ReadOnlySpan<double> entries, double scale)
    {
        ref var first = ref MemoryMarshal.GetReference(entries);
        Vector512<double> lanes = default;
        var j = 0;
        for (; j + 8 <= entries.Length; j += 8)
        {
            var x = Vector512.Create(scale) * Vector512.LoadUnsafe(ref first, (nuint)j);
            lanes = Vector512.FusedMultiplyAdd(x, x, lanes);
        }

        var sum = VectorOperations.Sum(lanes);
        for (; j < entries.Length; j++)
            sum = Math.FusedMultiplyAdd(entries[j] * scale, entries[j] * scale, sum);
        return sum;
    }
}
