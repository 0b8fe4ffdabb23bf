using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>The Cholesky factorisation M + shift I = L L^T of dense symmetric matrices of one order; owns the workspace, one per thread.</summary>
/// <remarks>
/// <para>Rows in fours, by inner products of earlier rows (4 x 4 at a time); cost n^3 / 3 floating-point operations.</para>
/// <para>A matrix that is not positive definite is an answer here, not an error: <see cref="Factor"/> says at which row it showed,
/// and <see cref="NegativeCurvature"/> turns that into a direction. Source: N. J. Higham, Accuracy and Stability of Numerical
/// Algorithms, 2nd edition, 2002, section 10.1 (row-wise "jik" form), here with the pivot tolerance n 2^-52 max|M[i,i] + shift|.</para>
/// </remarks>
public sealed class CholeskyFactorization
{
    private readonly PaddedRows _factor;
    private CholeskyOutcome _outcome = new(Succeeded: false, -1, double.NaN);

    /// <summary>Allocates the workspace.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is below 1.</exception>
    public CholeskyFactorization(int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        Order = order;
        _factor = new PaddedRows(order, order);
    }

    /// <summary>The order n of the matrices.</summary>
    public int Order { get; }

    /// <summary>Factors M + shift I.</summary>
    /// <param name="matrix">M, row-major n x n; only the lower triangle is read; unchanged.</param>
    /// <param name="shift">Added to the diagonal.</param>
    /// <exception cref="ArgumentException">The length does not fit the order.</exception>
    public CholeskyOutcome Factor(ReadOnlySpan<double> matrix, double shift = 0)
    {
        var n = Order;
        if (matrix.Length != (long)n * n)
            throw new ArgumentException($"Expected {n} x {n} = {(long)n * n} entries, was {matrix.Length}.", nameof(matrix));
        var largest = 0.0;
        for (var i = 0; i < n; i++)
        {
            var row = _factor.Row(i);
            matrix.Slice(i * n, i + 1).CopyTo(row);
            row[(i + 1)..].Clear();
            row[i] += shift;
            largest = Math.Max(largest, Math.Abs(row[i]));
        }

        return _outcome = Eliminate(n * 2.220446049250313e-16 * largest);
    }

    /// <summary>Solves (M + shift I) x = b with the last factorisation.</summary>
    /// <param name="vector">b, n numbers; on return x.</param>
    /// <exception cref="InvalidOperationException">The last factorisation did not succeed.</exception>
    public void Solve(Span<double> vector)
    {
        if (!_outcome.Succeeded)
            throw new InvalidOperationException("There is no successful factorisation to solve with.");
        if (vector.Length != Order)
            throw new ArgumentException($"Expected {Order} numbers, was {vector.Length}.", nameof(vector));
        for (var i = 0; i < Order; i++)
        {
            var row = _factor.Row(i);
            vector[i] = (vector[i] - VectorOperations.Dot(row[..i], vector[..i])) / row[i];
        }

        SolveTransposed(vector);
    }

    /// <summary>Gives a direction d with d.(M + shift I) d equal to the failed pivot, so at most zero up to rounding.</summary>
    /// <remarks>With k the failed row and M_k the block above it, d = (-M_k^-1 m_k, 1, 0, ..., 0), whose value is the Schur complement.</remarks>
    /// <param name="direction">n numbers, overwritten; not normalised.</param>
    /// <exception cref="InvalidOperationException">The last factorisation did not fail.</exception>
    public void NegativeCurvature(Span<double> direction)
    {
        var k = _outcome.FailedRow;
        if (k < 0)
            throw new InvalidOperationException("There is no failed factorisation to take a direction from.");
        if (direction.Length != Order)
            throw new ArgumentException($"Expected {Order} numbers, was {direction.Length}.", nameof(direction));
        direction.Clear();
        var row = _factor.Row(k);
        for (var j = 0; j < k; j++)
            direction[j] = -row[j];
        SolveTransposed(direction[..k]);
        direction[k] = 1;
    }

    private void SolveTransposed(Span<double> vector)
    {
        for (var i = vector.Length - 1; i >= 0; i--)
        {
            var row = _factor.Row(i);
            var x = vector[i] / row[i];
            vector[i] = x;
            VectorOperations.AddScaled(-x, row[..i], vector[..i]);
        }
    }

    private CholeskyOutcome Eliminate(double tolerance)
    {
        var n = Order;
        var smallest = double.PositiveInfinity;
        Span<double> products = stackalloc double[16];
        for (var i = 0; i < n; i += 4)
        {
            for (var j = 0; j <= i; j += 4)
            {
                Products(i, j, products);
                for (var r = 0; r < 4 && i + r < n; r++)
                {
                    var row = _factor.Row(i + r);
                    for (var c = 0; c < 4 && j + c <= i + r; c++)
                    {
                        var other = _factor.Row(j + c);
                        var entry = row[j + c] - products[(4 * r) + c];
                        for (var m = j; m < j + c; m++)
                            entry = Math.FusedMultiplyAdd(-row[m], other[m], entry);
                        if (j + c < i + r)
                        {
                            row[j + c] = entry / other[j + c];
                            continue;
                        }

                        if (!(entry > tolerance) || double.IsPositiveInfinity(entry))
                            return new CholeskyOutcome(Succeeded: false, i + r, entry);
                        smallest = Math.Min(smallest, entry);
                        row[j + c] = Math.Sqrt(entry);
                    }
                }
            }
        }

        return new CholeskyOutcome(Succeeded: true, -1, smallest);
    }

    /// <summary>Inner products of columns 0..j-1 of rows i..i+3 with those of rows j..j+3; j is a multiple of 4.</summary>
    private void Products(int i, int j, Span<double> products)
    {
        ref var a = ref MemoryMarshal.GetReference(_factor.Row(i));
        ref var b = ref MemoryMarshal.GetReference(_factor.Row(j));
        var stride = (nuint)_factor.Stride;
        Vector512<double> s00 = default, s01 = default, s02 = default, s03 = default;
        Vector512<double> s10 = default, s11 = default, s12 = default, s13 = default;
        Vector512<double> s20 = default, s21 = default, s22 = default, s23 = default;
        Vector512<double> s30 = default, s31 = default, s32 = default, s33 = default;
        var mask = Vector512<double>.AllBitsSet;
        for (nuint m = 0; m < (nuint)j; m += 8)
        {
            if (m + 8 > (nuint)j)
                mask = Vector512.Create(Vector256<double>.AllBitsSet, Vector256<double>.Zero);
            var b0 = Vector512.LoadUnsafe(ref b, m) & mask;
            var b1 = Vector512.LoadUnsafe(ref b, m + stride) & mask;
            var b2 = Vector512.LoadUnsafe(ref b, m + (2 * stride)) & mask;
            var b3 = Vector512.LoadUnsafe(ref b, m + (3 * stride)) & mask;
            var x = Vector512.LoadUnsafe(ref a, m) & mask;
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, b1, s01);
            s02 = Vector512.FusedMultiplyAdd(x, b2, s02);
            s03 = Vector512.FusedMultiplyAdd(x, b3, s03);
            x = Vector512.LoadUnsafe(ref a, m + stride) & mask;
            s10 = Vector512.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, b1, s11);
            s12 = Vector512.FusedMultiplyAdd(x, b2, s12);
            s13 = Vector512.FusedMultiplyAdd(x, b3, s13);
            x = Vector512.LoadUnsafe(ref a, m + (2 * stride)) & mask;
            s20 = Vector512.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, b1, s21);
            s22 = Vector512.FusedMultiplyAdd(x, b2, s22);
            s23 = Vector512.FusedMultiplyAdd(x, b3, s23);
            x = Vector512.LoadUnsafe(ref a, m + (3 * stride)) & mask;
            s30 = Vector512.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, b1, s31);
            s32 = Vector512.FusedMultiplyAdd(x, b2, s32);
            s33 = Vector512.FusedMultiplyAdd(x, b3, s33);
        }

        Store(products, 0, s00, s01, s02, s03);
        Store(products, 4, s10, s11, s12, s13);
        Store(products, 8, s20, s21, s22, s23);
        Store(products, 12, s30, s31, s32, s33);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        Span<double> products, int start, Vector512<double> s0, Vector512<double> s1, Vector512<double> s2, Vector512<double> s3)
    {
        products[start] = VectorOperations.Sum(s0);
        products[start + 1] = VectorOperations.Sum(s1);
        products[start + 2] = VectorOperations.Sum(s2);
        products[start + 3] = VectorOperations.Sum(s3);
    }
}
