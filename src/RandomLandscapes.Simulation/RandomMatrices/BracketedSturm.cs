using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Simulation.RandomMatrices;

/// <summary>Counts negative eigenvalues of eight symmetric tridiagonal matrices T + sI in lockstep, at s - bound and at s + bound.</summary>
/// <remarks>
/// <para>
/// p_0 = 1, p_1 = a_1 + s, p_i = (a_i + s) p_(i-1) - b_(i-1)^2 p_(i-2) are the leading minors, and their sign changes the negative
/// eigenvalues (Sturm). Nothing is divided; a common power of two is taken out of the last two every few rows.
/// </para>
/// <para>
/// The computed p_i, each divided by the product of (1 + rounding) of its own and all earlier steps, satisfy the recursion exactly for
/// a matrix whose diagonal is that of T + sI with one rounding of each entry, and whose b_i differ by at most one unit roundoff
/// u = 2^-53, relatively. That matrix is within u max(|a_i + s| + |b_(i-1)| + |b_i|) of T + sI (Weyl). With bound at least that, the
/// true index lies between the two counts: where they agree it is proved.
/// </para>
/// </remarks>
internal struct BracketedSturm
{
    private const long ExponentBias = 1023;

    private readonly Vector512<double> _lowerShift;
    private readonly Vector512<double> _upperShift;
    private Vector512<double> _lower;
    private Vector512<double> _lowerBefore;
    private Vector512<double> _upper;
    private Vector512<double> _upperBefore;
    private Vector512<double> _negativeSquare;
    private Vector512<ulong> _lowerCount;
    private Vector512<ulong> _upperCount;
    private Vector512<long> _exponent;

    /// <summary>Starts above the first row.</summary>
    /// <param name="shift">s of each lane.</param>
    /// <param name="bound">The half-width of the bracket.</param>
    public BracketedSturm(Vector512<double> shift, Vector512<double> bound)
    {
        _lowerShift = shift - bound;
        _upperShift = shift + bound;
        _lower = _upper = Vector512<double>.One;
    }

    /// <summary>Goes down some rows; at most 16, so that no minor leaves the range of a double before it is scaled.</summary>
    /// <param name="diagonal">a_i of these rows.</param>
    /// <param name="squares">b_i^2, which couples row i to the next; the same length.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Advance(ReadOnlySpan<Vector512<double>> diagonal, ReadOnlySpan<Vector512<double>> squares)
    {
        var (lowerShift, upperShift) = (_lowerShift, _upperShift);
        var (lower, lowerBefore) = (_lower, _lowerBefore);
        var (upper, upperBefore) = (_upper, _upperBefore);
        var (lowerCount, upperCount) = (_lowerCount, _upperCount);
        var negativeSquare = _negativeSquare;
        for (var i = 0; i < diagonal.Length; i++)
        {
            var nextLower = Vector512.FusedMultiplyAdd(diagonal[i] + lowerShift, lower, negativeSquare * lowerBefore);
            var nextUpper = Vector512.FusedMultiplyAdd(diagonal[i] + upperShift, upper, negativeSquare * upperBefore);
            lowerCount += (nextLower.AsUInt64() ^ lower.AsUInt64()) >>> 63;
            upperCount += (nextUpper.AsUInt64() ^ upper.AsUInt64()) >>> 63;
            (lowerBefore, lower) = (lower, nextLower);
            (upperBefore, upper) = (upper, nextUpper);
            negativeSquare = -squares[i];
        }

        var lowerScale = Exponent(lower, lowerBefore);
        var upperScale = Exponent(upper, upperBefore);
        _exponent += lowerScale + upperScale;
        _lower = lower * PowerOfTwo(-lowerScale);
        _lowerBefore = lowerBefore * PowerOfTwo(-lowerScale);
        _upper = upper * PowerOfTwo(-upperScale);
        _upperBefore = upperBefore * PowerOfTwo(-upperScale);
        (_lowerCount, _upperCount, _negativeSquare) = (lowerCount, upperCount, negativeSquare);
    }

    /// <summary>The index of each lane, or <paramref name="undecided"/> where an eigenvalue may lie within the bound of zero.</summary>
    /// <param name="undecided">Stands for an unknown index.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly Vector512<long> Index(int undecided)
    {
        var decided = Vector512.Equals(_lowerCount, _upperCount) & IsRegular(_lower).AsUInt64() & IsRegular(_upper).AsUInt64();
        return Vector512.ConditionalSelect(decided.AsInt64(), _lowerCount.AsInt64(), Vector512.Create((long)undecided));
    }

    /// <summary>ln|det(T + sI)|: the mean of both ends of the bracket, whose offsets cancel to first order; NaN where one is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly Vector512<double> LogAbsDeterminant()
    {
        var regular = IsRegular(_lower) & IsRegular(_upper);
        var mantissas = ElementaryFunctions.Log(Vector512.Abs(_lower * _upper));
        var log = Vector512.Create(0.5) * Vector512.FusedMultiplyAdd(Vector512.ConvertToDouble(_exponent), Vector512.Create(0.6931471805599453), mantissas);
        return Vector512.ConditionalSelect(regular, log, Vector512.Create(double.NaN));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> IsRegular(Vector512<double> minor) =>
        Vector512.GreaterThan(Vector512.Abs(minor), Vector512.Create(1e-140)) & Vector512.LessThan(Vector512.Abs(minor), Vector512.Create(1e140));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Exponent(Vector512<double> x, Vector512<double> y)
    {
        var sum = Vector512.Abs(x) + Vector512.Abs(y);
        return (sum.AsUInt64() >>> 52).AsInt64() - Vector512.Create(ExponentBias);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> PowerOfTwo(Vector512<long> exponent) => ((exponent + Vector512.Create(ExponentBias)) << 52).AsDouble();
}
