namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Computes all eigenvalues and eigenvectors of dense real symmetric matrices of one order; owns the workspace, one per thread.</summary>
/// <remarks>
/// <para>Method: Householder reduction to tridiagonal form, implicit QL iteration with Wilkinson's shift whose rotations are recorded and
/// applied to the vectors in batches, and the reflections in blocks of 64 in the form I - U^T S U. Source: B. N. Parlett, The
/// Symmetric Eigenvalue Problem, SIAM 1998, chapter 8; R. Schreiber, C. Van Loan, SIAM J. Sci. Stat. Comput. 10 (1989) 53.</para>
/// <para>Accuracy: the vectors are orthonormal, and |M v - l v| is zero, up to <see cref="SymmetricEigenvalues.ErrorBound(int, double)"/> (of I and of M),
/// also for clustered eigenvalues. The eigenvalues agree with those of <see cref="SymmetricEigenvalues"/> up to that bound.</para>
/// <para>Cost: about 9 n^3 floating-point operations; memory 4 x 8 n^2 bytes.</para>
/// </remarks>
public sealed class SymmetricEigenvectors
{
    private const int BlockSize = 64;
    private const int SweepsPerEigenvalue = 60; // 2 to 3 are usual; sums over all eigenvalues, so one slow one is no failure
    private const double UnitRoundoff = 1.1102230246251565e-16;
    private const double Negligible = UnitRoundoff / 128; // of a matrix whose largest entry is about 1

    private readonly HouseholderReduction _reduction;
    private readonly PaddedRows _reflections;
    private readonly PaddedRows _vectors;
    private readonly PlaneRotations _rotations;
    private readonly MatrixProduct _product = new();
    private readonly double[] _inverses;
    private readonly double[] _diagonal;
    private readonly double[] _offDiagonal;
    private readonly double[] _transposed;
    private readonly double[] _overlaps;
    private readonly double[] _small = new double[BlockSize * BlockSize];

    /// <summary>Allocates the workspace.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is below 1.</exception>
    public SymmetricEigenvectors(int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        Order = order;
        _reduction = new HouseholderReduction(order);
        _reflections = new PaddedRows(order, order);
        _vectors = new PaddedRows(order, order);
        _rotations = new PlaneRotations(_vectors, order);
        _inverses = new double[order];
        _diagonal = new double[order];
        _offDiagonal = new double[order];
        _transposed = new double[order * BlockSize];
        _overlaps = new double[2 * order * BlockSize];
    }

    /// <summary>The order n of the matrices.</summary>
    public int Order { get; }

    /// <summary>Computes the eigenvalues in ascending order and their vectors.</summary>
    /// <param name="matrix">Row-major n x n; only the lower triangle is read; unchanged.</param>
    /// <param name="eigenvalues">n numbers, overwritten; all NaN unless the outcome is <see cref="EigenvalueOutcome.Converged"/>.</param>
    /// <param name="vectors">n x n numbers, overwritten: row i is the unit eigenvector of eigenvalue i, of either sign; NaN as above.</param>
    /// <exception cref="ArgumentException">A length does not fit the order.</exception>
    public EigenvalueOutcome Compute(ReadOnlySpan<double> matrix, Span<double> eigenvalues, Span<double> vectors)
    {
        var n = Order;
        if (matrix.Length != (long)n * n)
            throw new ArgumentException($"Expected {n} x {n} = {(long)n * n} entries, was {matrix.Length}.", nameof(matrix));
        if (eigenvalues.Length != n)
            throw new ArgumentException($"Expected room for {n} eigenvalues, was {eigenvalues.Length}.", nameof(eigenvalues));
        if (vectors.Length != matrix.Length)
            throw new ArgumentException($"Expected room for {n} x {n} numbers, was {vectors.Length}.", nameof(vectors));

        if (!LowerTriangle.TryScale(matrix, n, out var exponent))
            return Fail(EigenvalueOutcome.NonFinite, eigenvalues, vectors);
        LowerTriangle.Copy(matrix, n, Math.ScaleB(1, -exponent), _reduction.Matrix);
        _reduction.Reduce(_diagonal, _offDiagonal, _reflections, _inverses);
        _vectors.All.Clear();
        for (var i = 0; i < n; i++)
            _vectors.Row(i)[i] = 1;
        var largest = 0.0;
        for (var i = 0; i < n; i++)
            largest = Math.Max(largest, Math.Max(Math.Abs(_diagonal[i]), i < n - 1 ? Math.Abs(_offDiagonal[i]) : 0));
        // Subnormal matrices are scaled as far as the exponent reaches, which leaves them small.
        if (!Iterate(Negligible * Math.Min(1, largest)))
            return Fail(EigenvalueOutcome.IterationLimit, eigenvalues, vectors);
        _rotations.Apply();
        ApplyReflections();

        var places = new int[n];
        for (var i = 0; i < n; i++)
            places[i] = i;
        Array.Sort(_diagonal, places);
        var unscale = Math.ScaleB(1, exponent);
        for (var i = 0; i < n; i++)
        {
            eigenvalues[i] = _diagonal[i] * unscale;
            _vectors.Row(places[i])[..n].CopyTo(vectors[(i * n)..]);
        }

        return EigenvalueOutcome.Converged;
    }

    private static EigenvalueOutcome Fail(EigenvalueOutcome outcome, Span<double> eigenvalues, Span<double> vectors)
    {
        eigenvalues.Fill(double.NaN);
        vectors.Fill(double.NaN);
        return outcome;
    }

    private bool Iterate(double negligible)
    {
        var n = Order;
        var d = _diagonal;
        var e = _offDiagonal;
        e[n - 1] = 0;
        var sweepsLeft = (long)SweepsPerEigenvalue * n;
        for (var first = 0; first < n; first++)
        {
            while (true)
            {
                var last = first;
                while (last < n - 1 && Math.Abs(e[last]) > Math.Max(UnitRoundoff * (Math.Abs(d[last]) + Math.Abs(d[last + 1])), negligible))
                    last++;
                if (last == first)
                    break;
                if (sweepsLeft-- == 0)
                    return false;
                Sweep(first, last);
            }
        }

        return true;
    }

    /// <summary>One shifted QL sweep over an unreduced block; deflates towards its first row.</summary>
    private void Sweep(int first, int last)
    {
        var d = _diagonal;
        var e = _offDiagonal;
        var ratio = (d[first + 1] - d[first]) / (2 * e[first]);
        var root = Math.Sqrt(Math.FusedMultiplyAdd(ratio, ratio, 1));
        var g = d[last] - d[first] + (e[first] / (ratio + Math.CopySign(root, ratio)));
        double s = 1, c = 1, p = 0;
        _rotations.BeginSweep(first, last);
        for (var i = last - 1; i >= first; i--)
        {
            var f = s * e[i];
            var b = c * e[i];
            var r = Math.Sqrt(Math.FusedMultiplyAdd(f, f, g * g));
            e[i + 1] = r;
            if (r == 0)
            {
                // The block has split here; what was recorded is a valid sweep over its lower part.
                d[i + 1] -= p;
                e[last] = 0;
                _rotations.EndSweep();
                return;
            }

            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = Math.FusedMultiplyAdd(d[i] - g, s, 2 * c * b);
            p = s * r;
            d[i + 1] = g + p;
            g = Math.FusedMultiplyAdd(c, r, -b);
            _rotations.Add(c, s);
        }

        d[first] -= p;
        e[first] = g;
        e[last] = 0;
    }

    /// <summary>Multiplies the vectors by Q = H_(n-1) ... H_1, from H_1 on, in blocks H_j ... H_i = I - U^T S U.</summary>
    private void ApplyReflections()
    {
        var n = Order;
        var stride = _vectors.Stride;
        for (var start = 1; start < n; start += BlockSize)
        {
            var count = Math.Min(BlockSize, n - start);
            var length = start + count - 1; // the entries of the longest vector
            FormBlock(start, count, length);

            // Row by row, the vectors Z become Z - (Z U^T) S^T U.
            for (var t = 0; t < count; t++)
            {
                var u = _reflections.Row(start + t);
                for (var k = 0; k < length; k++)
                    _transposed[(k * count) + t] = u[k];
            }

            var first = _overlaps.AsSpan(0, n * count);
            var second = _overlaps.AsSpan(n * BlockSize, n * count);
            _product.Multiply(n, length, count, 1, _vectors.All, stride, _transposed, count, first, count);
            _product.Multiply(n, count, count, 1, first, count, _small, BlockSize, second, count);
            _product.Multiply(n, count, length, -1, second, count, _reflections.Row(start, 0), _reflections.Stride, _vectors.All, stride, accumulate: true);
        }
    }

    /// <summary>Computes S^T: H (I - U^T S U) has the new last row (-t (u U^T) S, t) of S, t = 1 / h of the reflection H.</summary>
    private void FormBlock(int start, int count, int length)
    {
        Span<double> overlaps = stackalloc double[BlockSize];
        _small.AsSpan().Clear();
        for (var t = 0; t < count; t++)
        {
            var u = _reflections.Row(start + t)[..length];
            for (var i = 0; i < t; i++)
                overlaps[i] = VectorOperations.Dot(u, _reflections.Row(start + i)[..length]);
            var inverse = _inverses[start + t];
            for (var j = 0; j < t; j++)
            {
                var sum = 0.0;
                for (var i = j; i < t; i++)
                    sum = Math.FusedMultiplyAdd(overlaps[i], _small[(j * BlockSize) + i], sum);
                _small[(j * BlockSize) + t] = -inverse * sum;
            }

            _small[(t * BlockSize) + t] = inverse;
        }
    }
}
