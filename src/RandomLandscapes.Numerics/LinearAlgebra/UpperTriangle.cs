namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Works on the upper triangle of row-major square matrices.</summary>
public static class UpperTriangle
{
    /// <summary>Copies the upper triangle to the lower one, tile by tile.</summary>
    /// <param name="matrix">n x n, row-major.</param>
    /// <param name="order">n.</param>
    /// <exception cref="ArgumentException">The length is not n^2.</exception>
    public static void Mirror(Span<double> matrix, int order)
    {
        const int tile = 32;
        if (matrix.Length != (long)order * order)
            throw new ArgumentException($"Expected {order} x {order} numbers, was {matrix.Length}.", nameof(matrix));
        for (var top = 0; top < order; top += tile)
        {
            for (var left = 0; left <= top; left += tile)
            {
                for (var row = top; row < Math.Min(top + tile, order); row++)
                {
                    var target = matrix.Slice(row * order, row);
                    for (var column = left; column < Math.Min(left + tile, row); column++)
                        target[column] = matrix[(column * order) + row];
                }
            }
        }
    }
}
