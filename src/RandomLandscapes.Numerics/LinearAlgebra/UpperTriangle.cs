namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Works on the upper triangle of row-major square matrices.</summary>
public static class UpperTriangle
{
    private const int Tile = 32;

    /// <summary>Copies the upper triangle to the lower one, tile by tile.</summary>
    /// <param name="matrix">n x n, row-major.</param>
    /// <param name="order">n.</param>
    /// <exception cref="ArgumentException">The length is not n^2.</exception>
    public static void Mirror(Span<double> matrix, int order)
    {
        Check(matrix, order);
        for (var top = 0; top < order; top += Tile)
        {
            var end = Math.Min(top + Tile, order);
            MirrorColumns(matrix, order, top, end - top, top);
            for (var row = top; row < end; row++)
            {
                for (var column = top; column < row; column++)
                    matrix[(row * order) + column] = matrix[(column * order) + row];
            }
        }
    }

    /// <summary>Copies some columns, as far as given rows above the diagonal, to the rows of the same number.</summary>
    /// <param name="matrix">n x n, row-major.</param>
    /// <param name="order">n.</param>
    /// <param name="first">The first column.</param>
    /// <param name="count">The number of columns.</param>
    /// <param name="rows">Entries (i, j) with i below this and j among the columns are copied to (j, i); at most the first column.</param>
    /// <exception cref="ArgumentException">The length is not n^2.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The columns do not lie in the matrix, or the rows reach below the diagonal.</exception>
    public static void MirrorColumns(Span<double> matrix, int order, int first, int count, int rows)
    {
        Check(matrix, order);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, order - first);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, first);
        for (var top = first; top < first + count; top += Tile)
        {
            var height = Math.Min(Tile, first + count - top);
            for (var left = 0; left < rows; left += Tile)
            {
                var width = Math.Min(Tile, rows - left);
                Prefetch(matrix, order, top, height, left + width, Math.Min(Tile, rows - left - width));
                for (var row = top; row < top + height; row++)
                {
                    var target = matrix.Slice((row * order) + left, width);
                    for (var i = 0; i < width; i++)
                        target[i] = matrix[((left + i) * order) + row];
                }
            }
        }
    }

    // Every row of a tile lies in a page of its own, which no processor foresees.
    private static void Prefetch(Span<double> matrix, int order, int top, int height, int left, int width)
    {
        for (var i = 0; i < width; i++)
            CacheLine.Prefetch(matrix.Slice(((left + i) * order) + top, height));
        for (var i = 0; i < height; i++)
            CacheLine.Prefetch(matrix.Slice(((top + i) * order) + left, width));
    }

    private static void Check(Span<double> matrix, int order)
    {
        if (matrix.Length != (long)order * order)
            throw new ArgumentException($"Expected {order} x {order} numbers, was {matrix.Length}.", nameof(matrix));
    }
}
