namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Computes all eigenvalues of dense real symmetric matrices of one order; owns the workspace, one per thread.</summary>
/// <remarks>
/// <para>Method: orthogonal reduction to tridiagonal form, from order 700 on in two stages, dense to band to tridiagonal, then
/// <see cref="TridiagonalEigenvalues"/>. Sources: G. H. Golub, C. F. Van Loan, Matrix Computations, 4th edition, 2013, section 8.3;
/// C. Bischof, B. Lang, X. Sun, "A framework for symmetric band reduction", ACM TOMS 26 (2000) 581.</para>
/// <para>Cost: 4/3 n^3 floating-point operations; memory 8 n^2 bytes for a padded copy, so the caller's matrix survives.</para>
/// </remarks>
public sealed class SymmetricEigenvalues
{
    private const int SmallestFactor = 16;

    private readonly TridiagonalReduction _reduction;
    private readonly double[] _offDiagonal;

    /// <summary>Allocates the workspace.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is below 1.</exception>
    public SymmetricEigenvalues(int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        Order = order;
        _reduction = new TridiagonalReduction(order);
        _offDiagonal = new double[order];
    }

    /// <summary>The order n of the matrices.</summary>
    public int Order { get; }

    /// <summary>Bounds the error of every eigenvalue: n 2^-52 times the Frobenius norm, n at least 16.</summary>
    /// <remarks>
    /// The computed eigenvalues are exact for a matrix M + E. Each of the n - 2 reflections adds to E a rounding error of a few
    /// 2^-53 |M|_F, so c n 2^-53 |M|_F bounds it (N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, 2002,
    /// lemma 19.3), and Weyl's inequality carries |E| to the eigenvalues. The proof's c is about 10 and grows with n; rounding errors
    /// of mixed sign add up to about sqrt(n), and c = 2 holds with a wide margin in the tests: it is a rule that is checked, not a proof.
    /// Below n = 16 the rounding of <see cref="TridiagonalEigenvalues"/> is the larger one.
    /// </remarks>
    /// <param name="order">n.</param>
    /// <param name="frobeniusNorm">The square root of the sum of all squared entries.</param>
    public static double ErrorBound(int order, double frobeniusNorm) =>
        Math.Max(order, SmallestFactor) * 2.220446049250313e-16 * frobeniusNorm;

    /// <summary>The same bound for a matrix, whose norm is computed without overflow; NaN where an entry is not finite.</summary>
    /// <param name="matrix">Row-major n x n; only the lower triangle is read.</param>
    /// <param name="order">n.</param>
    /// <exception cref="ArgumentException">The length does not fit the order.</exception>
    public static double ErrorBound(ReadOnlySpan<double> matrix, int order)
    {
        if (matrix.Length != (long)order * order)
            throw new ArgumentException($"Expected {order} x {order} = {(long)order * order} entries, was {matrix.Length}.", nameof(matrix));
        if (!LowerTriangle.TryScale(matrix, order, out var exponent))
            return double.NaN;
        var norm = LowerTriangle.FrobeniusNorm(matrix, order, Math.ScaleB(1, -exponent));
        // The eigenvalues of subnormal matrices are rounded to the spacing of subnormal numbers.
        return norm == 0 ? 0 : Math.Max(Math.ScaleB(ErrorBound(order, norm), exponent), double.Epsilon);
    }

    /// <summary>Computes the eigenvalues in ascending order.</summary>
    /// <param name="matrix">Row-major n x n; only the lower triangle is read; unchanged.</param>
    /// <param name="eigenvalues">n numbers, overwritten; all NaN unless the outcome is <see cref="EigenvalueOutcome.Converged"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit the order.</exception>
    public EigenvalueOutcome Compute(ReadOnlySpan<double> matrix, Span<double> eigenvalues)
    {
        var n = Order;
        if (matrix.Length != (long)n * n)
            throw new ArgumentException($"Expected {n} x {n} = {(long)n * n} entries, was {matrix.Length}.", nameof(matrix));
        if (eigenvalues.Length != n)
            throw new ArgumentException($"Expected room for {n} eigenvalues, was {eigenvalues.Length}.", nameof(eigenvalues));

        if (!LowerTriangle.TryScale(matrix, n, out var exponent))
        {
            eigenvalues.Fill(double.NaN);
            return EigenvalueOutcome.NonFinite;
        }

        _reduction.Reduce(matrix, Math.ScaleB(1, -exponent), eigenvalues, _offDiagonal);
        var outcome = TridiagonalEigenvalues.Compute(eigenvalues, _offDiagonal);
        var unscale = Math.ScaleB(1, exponent);
        foreach (ref var eigenvalue in eigenvalues)
            eigenvalue *= unscale;
        return outcome;
    }
}
