using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Computes inertia and determinant of dense real symmetric matrices of one order; owns the workspace, one per thread.</summary>
/// <remarks>
/// <para>Method: orthogonal reduction to tridiagonal form, counts of eigenvalues below minus and plus the error bound b
/// (<see cref="SturmCount"/>), and the determinant by its recursion over leading minors. What lies between the counts is undecided.</para>
/// <para>b is <see cref="SymmetricEigenvalues.ErrorBound(int, double)"/> plus <see cref="SturmCount.ErrorBound"/>, both rules of backward analysis:
/// the counts are exact for a matrix M + E, |E| at most b, so by Weyl's inequality they are right for every eigenvalue farther than
/// b from the level.</para>
/// <para>Cost: 4/3 n^3 floating-point operations. For many matrices of an order up to about 200, <see cref="LaneInertiaSolver"/> is faster.</para>
/// </remarks>
public sealed class InertiaSolver
{
    private readonly TridiagonalReduction _reduction;
    private readonly double[] _diagonal;
    private readonly double[] _offDiagonal;

    /// <summary>Allocates the workspace.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is below 1.</exception>
    public InertiaSolver(int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        Order = order;
        _reduction = new TridiagonalReduction(order);
        _diagonal = new double[order];
        _offDiagonal = new double[order];
    }

    /// <summary>The order n of the matrices.</summary>
    public int Order { get; }

    /// <summary>Computes inertia and determinant of one matrix.</summary>
    /// <param name="matrix">Row-major n x n; only the lower triangle is read; unchanged.</param>
    /// <exception cref="ArgumentException">The length does not fit the order.</exception>
    public InertiaResult Compute(ReadOnlySpan<double> matrix)
    {
        var n = Order;
        if (matrix.Length != (long)n * n)
            throw new ArgumentException($"Expected {n} x {n} = {(long)n * n} entries, was {matrix.Length}.", nameof(matrix));
        if (!LowerTriangle.TryScale(matrix, n, out var exponent))
            return InertiaResult.NonFinite;
        var scale = Math.ScaleB(1, -exponent);
        var norm = LowerTriangle.FrobeniusNorm(matrix, n, scale);
        if (norm == 0)
            return new InertiaResult(InertiaOutcome.Undecided, new SymmetricInertia(0, n, 0), double.NegativeInfinity, 0);

        _reduction.Reduce(matrix, scale, _diagonal, _offDiagonal);
        var squares = _offDiagonal.AsSpan(0, n - 1);
        foreach (ref var entry in squares)
            entry *= entry;
        var bound = SymmetricEigenvalues.ErrorBound(n, norm) + SturmCount.ErrorBound(_diagonal, squares);
        var (negative, notPositive) = SturmCount.Between(_diagonal, squares, -bound, bound);
        var logDeterminant = LogAbsDeterminant(_diagonal, squares) + (n * (exponent * Math.Log(2)));
        return new InertiaResult(
            negative == notPositive ? InertiaOutcome.Decided : InertiaOutcome.Undecided,
            new SymmetricInertia(negative, notPositive - negative, n - notPositive),
            logDeterminant,
            Math.ScaleB(bound, exponent));
    }

    /// <summary>Computes ln |det T| by p_(i+1) = a_(i+1) p_i - b_i^2 p_(i-1).</summary>
    private static double LogAbsDeterminant(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> squares)
    {
        double previous = 0, current = 1, square = 0;
        var exponent = 0L;
        for (var i = 0; i < diagonal.Length; i++)
        {
            var next = Math.FusedMultiplyAdd(diagonal[i], current, -(square * previous));
            var size = Math.Max(Math.Abs(next), Math.Abs(current));
            if (size == 0)
                return double.NegativeInfinity;
            var e = Math.ILogB(size);
            exponent += e;
            previous = Math.ScaleB(current, -e);
            current = Math.ScaleB(next, -e);
            square = i < squares.Length ? squares[i] : 0;
        }

        return ElementaryFunctions.Log(Math.Abs(current)) + (exponent * Math.Log(2));
    }
}
