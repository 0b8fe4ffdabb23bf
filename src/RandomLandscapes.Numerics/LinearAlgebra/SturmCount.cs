namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Counts eigenvalues of a symmetric tridiagonal matrix below a level by the signs of the pivots of T - sI = L D L^T.</summary>
/// <remarks>
/// <para>The pivots are q_1 = a_1 - s, q_i = a_i - s - b_(i-1)^2 / q_(i-1); their negative signs are the eigenvalues below s (Sylvester).</para>
/// <para>
/// The computed signs are exact for a matrix whose entries differ by a few relative roundings, so a count at s is right for every
/// eigenvalue farther than <see cref="ErrorBound"/> from s. Source: Demmel, Dhillon, Ren, ETNA 3 (1995) 116, section 4.
/// </para>
/// </remarks>
public static class SturmCount
{
    /// <summary>Counts the eigenvalues below two levels in one sweep; the two division chains overlap.</summary>
    /// <param name="diagonal">The n diagonal entries.</param>
    /// <param name="offDiagonalSquared">The n - 1 squared off-diagonal entries.</param>
    /// <param name="lower">The first level.</param>
    /// <param name="upper">The second level.</param>
    /// <returns>The number of eigenvalues below each level.</returns>
    public static (int BelowLower, int BelowUpper) Between(
        ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonalSquared, double lower, double upper)
    {
        if (offDiagonalSquared.Length < diagonal.Length - 1)
        {
            throw new ArgumentException(
                $"Expected {diagonal.Length - 1} squared off-diagonal entries, was {offDiagonalSquared.Length}.", nameof(offDiagonalSquared));
        }

        int belowLower = 0, belowUpper = 0;
        double p = 1, q = 1, square = 0;
        for (var i = 0; i < diagonal.Length; i++)
        {
            p = AwayFromZero(diagonal[i] - lower - (square / p));
            q = AwayFromZero(diagonal[i] - upper - (square / q));
            // The sign bit counts without a branch; it is random and would be mispredicted every other time.
            belowLower += (int)(BitConverter.DoubleToUInt64Bits(p) >> 63);
            belowUpper += (int)(BitConverter.DoubleToUInt64Bits(q) >> 63);
            if (i < offDiagonalSquared.Length)
                square = offDiagonalSquared[i];
        }

        return (belowLower, belowUpper);
    }

    /// <summary>Bounds the distance within which an eigenvalue may be counted on the wrong side of a level near zero.</summary>
    /// <remarks>Eight roundings of the largest row sum: each pivot takes three operations, each of one rounding.</remarks>
    /// <param name="diagonal">The n diagonal entries.</param>
    /// <param name="offDiagonalSquared">The n - 1 squared off-diagonal entries.</param>
    public static double ErrorBound(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonalSquared)
    {
        double largestDiagonal = 0, largestSquare = 0;
        foreach (var a in diagonal)
            largestDiagonal = Math.Max(largestDiagonal, Math.Abs(a));
        foreach (var b in offDiagonalSquared)
            largestSquare = Math.Max(largestSquare, b);
        return 8 * 2.220446049250313e-16 * (largestDiagonal + (2 * Math.Sqrt(largestSquare)));
    }

    // A zero pivot means an eigenvalue of a leading block sits on the level: moving it by less than the error bound changes nothing.
    private static double AwayFromZero(double pivot) => pivot == 0 ? 1e-290 : pivot;
}
