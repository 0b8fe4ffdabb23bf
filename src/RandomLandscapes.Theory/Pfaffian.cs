using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Theory;

/// <summary>The Pfaffian of a complex antisymmetric matrix in double-double arithmetic.</summary>
public static class Pfaffian
{
    /// <summary>Computes the Pfaffian by antisymmetric Gaussian elimination with pivoting, about n^3 / 3 multiplications.</summary>
    /// <remarks>Source: Parlett and Reid, BIT 10 (1970) 386, carried over to antisymmetric matrices.</remarks>
    /// <param name="matrix">Row-major, order x order, antisymmetric; destroyed. Only the part above the diagonal is read.</param>
    /// <param name="order">The order; odd orders have Pfaffian zero.</param>
    /// <exception cref="ArgumentException">The buffer is too short.</exception>
    public static ComplexDoubleDouble Destructive(Span<ComplexDoubleDouble> matrix, int order)
    {
        if (matrix.Length < order * order)
            throw new ArgumentException($"Expected {order * order} entries, was {matrix.Length}.", nameof(matrix));
        if ((order & 1) == 1)
            return default;
        var result = ComplexDoubleDouble.One;
        for (var k = 0; k < order; k += 2)
        {
            var pivot = k + 1;
            for (var j = k + 2; j < order; j++)
            {
                if (matrix[(k * order) + j].SquaredModulus > matrix[(k * order) + pivot].SquaredModulus)
                    pivot = j;
            }

            if (pivot != k + 1)
            {
                Swap(matrix, order, k, pivot);
                result = -result;
            }

            var p = matrix[(k * order) + k + 1];
            result *= p;
            if (p.SquaredModulus == 0)
                return default;
            var ratios = matrix.Slice(k * order, order);
            var next = matrix.Slice((k + 1) * order, order);
            for (var i = k + 2; i < order; i++)
                ratios[i] /= p;
            for (var i = k + 2; i < order; i++)
            {
                var row = matrix.Slice(i * order, order);
                for (var j = i + 1; j < order; j++)
                    row[j] += (next[i] * ratios[j]) - (ratios[i] * next[j]);
            }
        }

        return result;
    }

    // Exchanges rows and columns k + 1 and j in a matrix of which only the part above the diagonal counts.
    private static void Swap(Span<ComplexDoubleDouble> a, int order, int k, int j)
    {
        var i = k + 1;
        (a[(k * order) + i], a[(k * order) + j]) = (a[(k * order) + j], a[(k * order) + i]);
        for (var m = i + 1; m < j; m++)
            (a[(i * order) + m], a[(m * order) + j]) = (-a[(m * order) + j], -a[(i * order) + m]);
        for (var m = j + 1; m < order; m++)
            (a[(i * order) + m], a[(j * order) + m]) = (a[(j * order) + m], a[(i * order) + m]);
        a[(i * order) + j] = -a[(i * order) + j];
    }
}
