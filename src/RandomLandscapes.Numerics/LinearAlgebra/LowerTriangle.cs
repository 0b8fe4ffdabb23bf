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
        var largest = 0.0;
        var poison = 0.0; // 0 * x is NaN exactly when x is infinite or NaN
        for (var i = 0; i < order; i++)
        {
            foreach (var entry in matrix.Slice(i * order, i + 1))
            {
                largest = Math.Max(largest, Math.Abs(entry));
                poison += 0 * entry;
            }
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
            for (var j = 0; j <= i; j++)
                row[j] = source[j] * scale;
            row[(i + 1)..].Clear();
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
            foreach (var entry in matrix.Slice(i * order, i))
                below = Math.FusedMultiplyAdd(entry * scale, entry * scale, below);
            var d = matrix[(i * order) + i] * scale;
            diagonal = Math.FusedMultiplyAdd(d, d, diagonal);
        }

        return Math.Sqrt((2 * below) + diagonal);
    }
}
