using System.Numerics;

namespace RandomLandscapes.Simulation.CriticalPoints;

/// <summary>Gaussian elimination with partial pivoting for the small complex systems of path tracking.</summary>
internal static class ComplexLinearSolver
{
    /// <summary>Solves A x = b in place.</summary>
    /// <param name="matrix">Row-major, destroyed.</param>
    /// <param name="rightSide">On return the solution.</param>
    /// <param name="order">The order.</param>
    /// <param name="determinant">The determinant.</param>
    /// <returns>False when a pivot is exactly zero or not finite.</returns>
    public static bool Solve(Span<Complex> matrix, Span<Complex> rightSide, int order, out Complex determinant)
    {
        determinant = Complex.One;
        for (var k = 0; k < order; k++)
        {
            var pivotRow = k;
            var largest = Squared(matrix[(k * order) + k]);
            for (var i = k + 1; i < order; i++)
            {
                var size = Squared(matrix[(i * order) + k]);
                if (size > largest)
                    (largest, pivotRow) = (size, i);
            }

            if (!(largest > 0) || double.IsInfinity(largest))
                return false;
            if (pivotRow != k)
            {
                for (var j = k; j < order; j++)
                    (matrix[(k * order) + j], matrix[(pivotRow * order) + j]) = (matrix[(pivotRow * order) + j], matrix[(k * order) + j]);
                (rightSide[k], rightSide[pivotRow]) = (rightSide[pivotRow], rightSide[k]);
                determinant = -determinant;
            }

            var pivot = matrix[(k * order) + k];
            determinant *= pivot;
            var inverse = Complex.Conjugate(pivot) / largest;
            for (var i = k + 1; i < order; i++)
            {
                var factor = matrix[(i * order) + k] * inverse;
                for (var j = k + 1; j < order; j++)
                    matrix[(i * order) + j] -= factor * matrix[(k * order) + j];
                rightSide[i] -= factor * rightSide[k];
            }

            matrix[(k * order) + k] = inverse;
        }

        for (var i = order - 1; i >= 0; i--)
        {
            var sum = rightSide[i];
            for (var j = i + 1; j < order; j++)
                sum -= matrix[(i * order) + j] * rightSide[j];
            rightSide[i] = sum * matrix[(i * order) + i];
        }

        return true;
    }

    private static double Squared(Complex z) => (z.Real * z.Real) + (z.Imaginary * z.Imaginary);
}
