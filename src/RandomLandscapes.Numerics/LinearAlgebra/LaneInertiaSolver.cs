using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Computes inertia and determinant of eight dense real symmetric matrices at once; owns the workspace, one per thread.</summary>
/// <remarks>
/// <para>Method: A - eI and A + eI are factored as L D L^T without pivoting, eight matrices in lockstep. Where both D have k negative
/// entries and both backward errors are at most e, A has exactly k negative eigenvalues: D is the inertia of A - eI + E (Sylvester), and
/// A - eI + E &lt;= A &lt;= A + eI + E' because |E|, |E'| &lt;= e (Weyl). The backward errors are bounded afterwards, from the computed
/// factors, by (n + 8) u tr |L| |D| |L^T| with u = 2^-53 (<see cref="LaneFactorization"/>).</para>
/// <para>e allows a growth tr |L| |D| |L^T| of 200 n |A|_F. Where the growth is larger (a chance of about 0.02 for GOE of order 100, and
/// whenever a pivot vanishes), or where the two counts differ, the matrix goes alone through <see cref="InertiaSolver"/>, which has
/// the tighter bound and the last word. So no answer depends on the other lanes.</para>
/// <para>ln |det A| = (f + f') / 2 + ln cosh((f - f') / 2) from f, f' = ln |det(A +- eI)|: exact if one eigenvalue alone felt the shift, else
/// right up to e^2 times the sum of 1 / |l l'| over pairs of eigenvalues (tested: about 1e-10 for GOE of order 100).</para>
/// <para>Cost: 2/3 n^3 floating-point operations per matrix on eight lanes; memory 128 n^2 bytes. From an order of about 250 on the matrices
/// do not fit the second-level cache, and <see cref="InertiaSolver"/> is as fast.</para>
/// </remarks>
public sealed class LaneInertiaSolver
{
    /// <summary>The number of matrices in one batch.</summary>
    public const int Lanes = VectorOperations.Lanes;

    private const double UnitRoundoff = 1.1102230246251565e-16;
    private const double AllowedGrowth = 200; // times n |A|_F
    private const double SmallestNorm = 1e-120; // farther out, squares may leave the range of exponents
    private const double LargestNorm = 1e120;

    private readonly LaneFactorization _factorization;
    private readonly long[] _counts = new long[Lanes]; // of A - eI
    private readonly double[] _logarithms = new double[Lanes];
    private readonly double[] _growths = new double[Lanes];
    private InertiaSolver? _alone;
    private double[] _matrix = [];

    /// <summary>Allocates the workspace.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is below 1.</exception>
    public LaneInertiaSolver(int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        Order = order;
        BatchLength = checked(order * (order + 1) / 2 * Lanes);
        _factorization = new LaneFactorization(order);
    }

    /// <summary>The order n of the matrices.</summary>
    public int Order { get; }

    /// <summary>The length of a batch, 8 n (n + 1) / 2.</summary>
    public int BatchLength { get; }

    /// <summary>How many matrices went through the slower method so far.</summary>
    public long Fallbacks { get; private set; }

    /// <summary>Where entry (i, j), i >= j, of the matrix in lane 0 lies in a batch; the other lanes follow.</summary>
    /// <param name="i">The row.</param>
    /// <param name="j">The column.</param>
    public static int Offset(int i, int j) => ((i * (i + 1) / 2) + j) * Lanes;

    /// <summary>Computes inertia and determinant of up to eight matrices.</summary>
    /// <param name="matrices">Lower triangles, packed row by row, eight lanes an entry (see <see cref="Offset"/>); unchanged.</param>
    /// <param name="results">1 to 8 results; lanes without a result may hold anything.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Compute(ReadOnlySpan<double> matrices, Span<InertiaResult> results)
    {
        if (matrices.Length != BatchLength)
            throw new ArgumentException($"Expected {BatchLength} numbers for eight matrices of order {Order}, was {matrices.Length}.", nameof(matrices));
        if (results.Length is < 1 or > Lanes)
            throw new ArgumentException($"Expected room for 1 to {Lanes} results, was {results.Length}.", nameof(results));

        var norms = FrobeniusNorms(matrices);
        var roundoff = (Order + 8) * UnitRoundoff;
        var shifts = Vector512.Create(AllowedGrowth * Order * roundoff) * norms;
        _factorization.Factor(matrices, -shifts);
        for (var lane = 0; lane < Lanes; lane++)
        {
            _counts[lane] = _factorization.Negative[lane];
            _logarithms[lane] = LogAbsDeterminant(lane);
            _growths[lane] = _factorization.Growth[lane];
        }

        _factorization.Factor(matrices, shifts);
        for (var lane = 0; lane < results.Length; lane++)
        {
            var negative = _factorization.Negative[lane];
            var bound = roundoff * Math.Max(_growths[lane], _factorization.Growth[lane]); // NaN stays NaN
            var certain = bound < shifts[lane] && negative == _counts[lane] && norms[lane] is > SmallestNorm and < LargestNorm;
            results[lane] = certain
                ? new InertiaResult(
                    InertiaOutcome.Decided,
                    new SymmetricInertia((int)negative, 0, Order - (int)negative),
                    Combine(_logarithms[lane], LogAbsDeterminant(lane)),
                    bound)
                : ComputeAlone(matrices, lane);
        }
    }

    private double LogAbsDeterminant(int lane) =>
        ElementaryFunctions.Log(_factorization.Mantissa[lane]) + (_factorization.Exponent[lane] * Math.Log(2));

    private static double Combine(double first, double second)
    {
        var x = Math.Abs(0.5 * (first - second));
        var logCosh = x < 0.01 ? x * x * (0.5 - (x * x / 12)) : x + ElementaryFunctions.Log(0.5 * (1 + ElementaryFunctions.Exp(-2 * x)));
        return (0.5 * (first + second)) + logCosh;
    }

    private Vector512<double> FrobeniusNorms(ReadOnlySpan<double> matrices)
    {
        ref var entry = ref MemoryMarshal.GetReference(matrices);
        Vector512<double> all = default, diagonal = default;
        nuint at = 0;
        for (var i = 0; i < Order; i++)
        {
            Vector512<double> even = default, odd = default;
            var j = 0;
            for (; j + 1 < i; j += 2, at += 2 * Lanes)
            {
                var x = Vector512.LoadUnsafe(ref entry, at);
                var y = Vector512.LoadUnsafe(ref entry, at + Lanes);
                even = Vector512.FusedMultiplyAdd(x, x, even);
                odd = Vector512.FusedMultiplyAdd(y, y, odd);
            }

            for (; j < i; j++, at += Lanes)
            {
                var x = Vector512.LoadUnsafe(ref entry, at);
                even = Vector512.FusedMultiplyAdd(x, x, even);
            }

            var d = Vector512.LoadUnsafe(ref entry, at);
            diagonal = Vector512.FusedMultiplyAdd(d, d, diagonal);
            all += even + odd;
            at += Lanes;
        }

        return Vector512.Sqrt(Vector512.FusedMultiplyAdd(Vector512.Create(2.0), all, diagonal));
    }

    private InertiaResult ComputeAlone(ReadOnlySpan<double> matrices, int lane)
    {
        Fallbacks++;
        if (_alone is null)
        {
            _alone = new InertiaSolver(Order);
            _matrix = new double[Order * Order];
        }

        for (var i = 0; i < Order; i++)
        {
            for (var j = 0; j <= i; j++)
                _matrix[(i * Order) + j] = matrices[Offset(i, j) + lane];
        }

        return _alone.Compute(_matrix);
    }
}
