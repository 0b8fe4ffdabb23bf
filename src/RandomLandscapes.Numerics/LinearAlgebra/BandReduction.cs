using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Reduces dense symmetric matrices of one order to band form, Q^T M Q = B; owns the workspace.</summary>
/// <remarks>
/// <para>Sixteen columns at a time: the part of them below the band is factored, Q_1 R with Q_1 = I - V T V^T a product of Householder
/// reflections, and the rest becomes Q_1^T M Q_1 = M - V W^T - W V^T with W = M V T - V (T^T V^T M V T) / 2. So nearly all work is
/// two matrix products, at the speed of arithmetic and not of memory. Source: J. Dongarra, D. Sorensen, S. Hammarling, "Block reduction
/// of matrices to condensed forms", J. Comput. Appl. Math. 27 (1989) 215; C. Bischof, B. Lang, X. Sun, "A framework for symmetric band
/// reduction", ACM TOMS 26 (2000) 581, the first of two stages.</para>
/// <para>Cost: 4/3 n^3 floating-point operations.</para>
/// </remarks>
internal sealed class BandReduction
{
    /// <summary>The half-width of the band: B[i, j] = 0 for |i - j| > 16.</summary>
    public const int Width = SymmetricTimesColumns.Columns;

    // Rows of _factors: V, minus W, V again (so that V, -W and -W, V are both adjacent), M V.
    private const int FirstW = Width;
    private const int SecondV = 2 * Width;
    private const int Product = 3 * Width;
    private const int SmallStride = ProductTile.Columns;

    // Below this square, entries are below 1e-140 of the largest one: dropping them is far below any error bound.
    private const double NegligibleSquare = 1e-280;

    private readonly int _order;
    private readonly PaddedRows _factors;
    private readonly PaddedRows _vectors; // V, row by row
    private readonly PaddedRows _products; // M V, row by row
    private readonly double[] _triangular = new double[Width * SmallStride]; // T
    private readonly double[] _gram = new double[Width * SmallStride]; // V^T M V
    private readonly double[] _scratch = new double[Width * SmallStride];
    private readonly double[] _coefficients = new double[2 * Width * Width]; // T^T V^T M V T / 2 above -T

    /// <summary>Allocates the workspace.</summary>
    /// <param name="order">n, at least 1.</param>
    public BandReduction(int order)
    {
        _order = (order + Width - 1) / Width * Width;
        Matrix = new PaddedRows(_order, PaddedRows.Skewed(_order + ProductTile.Columns));
        _factors = new PaddedRows(4 * Width, PaddedRows.Skewed(_order + ProductTile.Columns));
        _vectors = new PaddedRows(_order + 8, Width);
        _products = new PaddedRows(_order + 8, Width);
    }

    /// <summary>The matrix to reduce: its lower triangle, and zeros in rows from n on; destroyed by <see cref="Reduce"/>.</summary>
    public PaddedRows Matrix { get; }

    /// <summary>Reduces the matrix.</summary>
    /// <param name="band">B[i, j], i >= j, of the first n columns goes to <see cref="BulgeChasing.Offset"/>(i, j).</param>
    public void Reduce(Span<double> band)
    {
        var stride = Matrix.Stride;
        for (var first = 0; first < _order; first += Width)
        {
            for (var i = first; i < first + Width; i++)
            {
                for (var j = first; j <= i; j++)
                    band[BulgeChasing.Offset(i, j)] = Matrix.Row(i)[j];
            }

            var next = first + Width;
            var rest = _order - next;
            if (rest == 0)
                return;
            RowsToColumns(rest, Matrix.All[((next * stride) + first)..], stride, next, 0);
            FactorPanel(next, first, band);
            for (var c = 0; c < Width; c++)
                _factors.Row(c).Slice(next, rest).CopyTo(_factors.Row(SecondV + c)[next..]);
            ColumnsToRows(rest, next);
            var trailing = Matrix.All[((next * stride) + next)..];
            SymmetricTimesColumns.Multiply(rest, trailing, stride, _vectors.All, _products.All);
            RowsToColumns(rest, _products.All, Width, next, Product);
            ComputeW(next, rest);
            ProductTile.AccumulateLower(
                rest, 2 * Width, _factors.All[next..], _factors.Row(FirstW, next), _factors.Stride, trailing, stride);
        }
    }

    /// <summary>Factors the panel in rows 0..15 of the factors in place: V in them, R in the band, T in its field.</summary>
    /// <remarks>
    /// H_c = I - v v^T / h maps the column x to (0, ..., 0, beta, 0, ..., 0); v is x with alpha - beta at the pivot. The update of all
    /// columns by one reflection and their inner products with the next column share one sweep.
    /// </remarks>
    private void FactorPanel(int next, int first, Span<double> band)
    {
        var count = _order - next;
        Span<double> factors = stackalloc double[Width];
        Span<double> sums = stackalloc double[Width];
        factors.Clear();
        _triangular.AsSpan().Clear();
        for (var c = 0; c < Width; c++)
        {
            var pivot = next + c;
            var column = _factors.Row(c);
            var previous = _factors.Row(Math.Max(c - 1, 0));
            if (c > 0)
                VectorOperations.AddScaled(factors[c], previous.Slice(next, count), column.Slice(next, count));
            factors[c] = 0;
            for (var i = next; i < pivot; i++)
            {
                band[BulgeChasing.Offset(i, first + c)] = column[i];
                column[i] = 0;
            }

            for (var half = 0; half < Width; half += 8)
            {
                UpdateAndMultiply(
                    count, ref _factors.Row(half, next)[0], (nuint)_factors.Stride, ref previous[next], ref column[next], factors[half..], sums[half..]);
            }

            var alpha = column[pivot];
            var square = sums[c];
            if (square <= NegligibleSquare)
            {
                band[BulgeChasing.Offset(pivot, first + c)] = alpha;
                column.Slice(next, count).Clear();
                factors.Clear();
                continue;
            }

            var beta = -Math.CopySign(Math.Sqrt(square), alpha);
            band[BulgeChasing.Offset(pivot, first + c)] = beta;
            column[pivot] = alpha - beta;
            var inverse = 1 / (beta * (beta - alpha));
            for (var j = 0; j < Width; j++)
                sums[j] = j == c ? 0 : Math.FusedMultiplyAdd(-beta, _factors.Row(j)[pivot], sums[j]);
            for (var j = 0; j < Width; j++)
                factors[j] = j > c ? -inverse * sums[j] : 0;

            // T gets the column -T V^T v / h above 1 / h.
            for (var i = 0; i < c; i++)
            {
                var sum = 0.0;
                for (var j = i; j < c; j++)
                    sum = Math.FusedMultiplyAdd(_triangular[(i * SmallStride) + j], sums[j], sum);
                _triangular[(i * SmallStride) + c] = -inverse * sum;
            }

            _triangular[(c * SmallStride) + c] = inverse;
        }
    }

    /// <summary>Adds factor_j times the previous column to eight columns and forms their inner products with x.</summary>
    [MethodImpl(VectorOperations.Kernel)]
    private static void UpdateAndMultiply(
        int count, ref double columns, nuint stride, ref double previous, ref double x, ReadOnlySpan<double> factors, Span<double> sums)
    {
        var f0 = Vector512.Create(factors[0]);
        var f1 = Vector512.Create(factors[1]);
        var f2 = Vector512.Create(factors[2]);
        var f3 = Vector512.Create(factors[3]);
        var f4 = Vector512.Create(factors[4]);
        var f5 = Vector512.Create(factors[5]);
        var f6 = Vector512.Create(factors[6]);
        var f7 = Vector512.Create(factors[7]);
        Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (nuint i = 0; i < (nuint)count; i += 8)
        {
            var p = Vector512.LoadUnsafe(ref previous, i);
            var xi = Vector512.LoadUnsafe(ref x, i);
            Step(ref columns, i, f0, p, xi, ref s0);
            Step(ref columns, i + stride, f1, p, xi, ref s1);
            Step(ref columns, i + (2 * stride), f2, p, xi, ref s2);
            Step(ref columns, i + (3 * stride), f3, p, xi, ref s3);
            Step(ref columns, i + (4 * stride), f4, p, xi, ref s4);
            Step(ref columns, i + (5 * stride), f5, p, xi, ref s5);
            Step(ref columns, i + (6 * stride), f6, p, xi, ref s6);
            Step(ref columns, i + (7 * stride), f7, p, xi, ref s7);
        }

        LaneSums.OfEight(s0, s1, s2, s3, s4, s5, s6, s7).CopyTo(sums);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Step(ref double column, nuint i, Vector512<double> f, Vector512<double> p, Vector512<double> x, ref Vector512<double> sum)
        {
            var y = Vector512.FusedMultiplyAdd(f, p, Vector512.LoadUnsafe(ref column, i));
            y.StoreUnsafe(ref column, i);
            sum = Vector512.FusedMultiplyAdd(x, y, sum);
        }
    }

    /// <summary>Puts -W = V (T^T V^T M V T / 2) - M V T into its rows.</summary>
    private void ComputeW(int next, int rest)
    {
        Multiply(rest, _vectors.All, Width, _products.All, Width, _gram);
        Multiply(Width, _gram, SmallStride, _triangular, SmallStride, _scratch); // the Gram matrix is its own transpose
        Multiply(Width, _triangular, SmallStride, _scratch, SmallStride, _gram);
        for (var i = 0; i < Width; i++)
        {
            for (var j = 0; j < Width; j++)
            {
                _coefficients[(i * Width) + j] = 0.5 * _gram[(i * SmallStride) + j];
                _coefficients[((Width + i) * Width) + j] = -_triangular[(i * SmallStride) + j];
            }
        }

        for (var half = 0; half < Width; half += 8)
        {
            for (var r = half; r < half + 8; r++)
                _factors.Row(FirstW + r)[next..].Clear();
            for (var i = 0; i < rest; i += ProductTile.Columns)
            {
                ProductTile.Accumulate(
                    2 * Width,
                    ref _coefficients[half],
                    Width,
                    ref _factors.Row(SecondV, next + i)[0],
                    (nuint)_factors.Stride,
                    ref _factors.Row(FirstW + half, next + i)[0],
                    (nuint)_factors.Stride);
            }
        }

        static void Multiply(int steps, Span<double> left, int leftStep, Span<double> right, int rightStep, Span<double> result)
        {
            result.Clear();
            for (var half = 0; half < Width; half += 8)
            {
                ProductTile.Accumulate(
                    steps, ref left[half], (nuint)leftStep, ref right[0], (nuint)rightStep, ref result[half * SmallStride], SmallStride);
            }
        }
    }

    /// <summary>Copies rows of 16 entries into 16 rows of the factors.</summary>
    [MethodImpl(VectorOperations.Kernel)]
    private void RowsToColumns(int count, ReadOnlySpan<double> source, int stride, int next, int firstRow)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(_factors.Row(firstRow, next));
        var step = (nuint)_factors.Stride;
        for (nuint i = 0; i < (nuint)count; i++)
        {
            for (nuint c = 0; c < Width; c++)
                Unsafe.Add(ref to, (c * step) + i) = Unsafe.Add(ref from, (i * (nuint)stride) + c);
        }
    }

    [MethodImpl(VectorOperations.Kernel)]
    private void ColumnsToRows(int count, int next)
    {
        ref var from = ref MemoryMarshal.GetReference(_factors.Row(0, next));
        ref var to = ref MemoryMarshal.GetReference(_vectors.All);
        var step = (nuint)_factors.Stride;
        for (nuint i = 0; i < (nuint)count; i++)
        {
            for (nuint c = 0; c < Width; c++)
                Unsafe.Add(ref to, (i * Width) + c) = Unsafe.Add(ref from, (c * step) + i);
        }
    }
}
