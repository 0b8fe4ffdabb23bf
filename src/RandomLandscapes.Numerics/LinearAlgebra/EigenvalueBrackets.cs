using System.Runtime.Intrinsics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Brackets of eight eigenvalues of a tridiagonal matrix, one per lane, and the rule that narrows them.</summary>
/// <remarks>
/// <para>Counts of eigenvalues below a point move the ends. As soon as a bracket holds a single eigenvalue and the determinant is known
/// at both ends, the next point comes from the secant through them, moved towards the middle and projected so that the width after j
/// more steps is at most 4 / 2^j of what it was: superlinear where it works, two steps behind bisection where it does not.
/// Source: I. F. D. Oliveira, R. H. C. Takahashi, "An enhancement of the bisection method average performance preserving minmax
/// optimality", ACM TOMS 47 (2020) 5, with n_0 = 2, k_2 = 2 and k_1 = 0.2 / (width at the start).</para>
/// </remarks>
internal struct EigenvalueBrackets
{
    private readonly Vector512<long> _number;
    private Vector512<double> _low;
    private Vector512<double> _high;
    private Vector512<long> _countLow;
    private Vector512<long> _countHigh;
    private Vector512<double> _mantissaLow;
    private Vector512<double> _mantissaHigh;
    private Vector512<long> _exponentLow;
    private Vector512<long> _exponentHigh;
    private Vector512<double> _allowance; // largest width after the next step, or infinity while the bracket holds several eigenvalues
    private Vector512<double> _pull;

    /// <summary>Starts from a common bracket.</summary>
    /// <param name="number">Which eigenvalue each lane looks for, from 0.</param>
    /// <param name="low">Below all of them.</param>
    /// <param name="high">Above all of them.</param>
    public EigenvalueBrackets(Vector512<long> number, double low, double high)
    {
        _number = number;
        _low = Vector512.Create(low);
        _high = Vector512.Create(high);
        _countLow = Vector512.Create(-1L); // not evaluated
        _countHigh = Vector512.Create(long.MaxValue);
        _allowance = Vector512.Create(double.PositiveInfinity);
    }

    /// <summary>The lower ends.</summary>
    public readonly Vector512<double> Low => _low;

    /// <summary>The upper ends.</summary>
    public readonly Vector512<double> High => _high;

    /// <summary>The widths.</summary>
    public readonly Vector512<double> Width => _high - _low;

    /// <summary>The middles.</summary>
    public readonly Vector512<double> Middle => Vector512.FusedMultiplyAdd(Vector512.Create(0.5), _high - _low, _low);

    /// <summary>Uses the count at one point in all lanes.</summary>
    /// <param name="point">The point.</param>
    /// <param name="count">Eigenvalues below it.</param>
    public void Narrow(double point, long count)
    {
        var x = Vector512.Create(point);
        var above = Vector512.GreaterThan(Vector512.Create(count), _number).AsDouble();
        _high = Vector512.ConditionalSelect(above, Vector512.Min(_high, x), _high);
        _low = Vector512.ConditionalSelect(above, _low, Vector512.Max(_low, x));
    }

    /// <summary>Chooses the points to evaluate next.</summary>
    /// <param name="tolerance">The width at which a bracket is narrow enough, at least two units in the last place of its ends.</param>
    public readonly Vector512<double> Next(Vector512<double> tolerance)
    {
        var width = _high - _low;
        var middle = Middle;
        var half = Vector512.Create(0.5);
        var slack = Vector512.FusedMultiplyAdd(-half, width, _allowance);
        slack = Vector512.Max(Vector512.Min(slack, half * (width - tolerance)), Vector512<double>.Zero); // strictly inside

        // The secant through (0, f_low) and (width, f_high); only the ratio of the values matters.
        var shift = Vector512.Max(Vector512.Min(_exponentHigh - _exponentLow, Vector512.Create(1000L)), Vector512.Create(-1000L));
        var ratio = _mantissaHigh * ((shift + Vector512.Create(1023L)) << 52).AsDouble();
        var secant = Vector512.FusedMultiplyAdd(width, _mantissaLow / (_mantissaLow - ratio), _low);

        // Pulled towards the middle, so that the bracket closes from both sides, and at most slack away from it.
        var distance = middle - secant;
        var pull = Vector512.Min(Vector512.Max(_pull * width * width, half * tolerance), Vector512.Abs(distance));
        var pulled = secant + Vector512.CopySign(pull, distance);
        var offset = Vector512.Max(Vector512.Min(pulled - middle, slack), -slack);
        var usable = Vector512.LessThan(_allowance, Vector512.Create(double.PositiveInfinity)) & Vector512.Equals(pulled, pulled);
        return Vector512.ConditionalSelect(usable, middle + offset, middle);
    }

    /// <summary>Uses the values at the points that <see cref="Next"/> chose.</summary>
    /// <param name="points">The points.</param>
    /// <param name="values">The values there.</param>
    public void Update(Vector512<double> points, DeterminantValues values)
    {
        var above = Vector512.GreaterThan(values.Count, _number);
        var moved = above.AsDouble();
        _high = Vector512.ConditionalSelect(moved, points, _high);
        _low = Vector512.ConditionalSelect(moved, _low, points);
        _mantissaHigh = Vector512.ConditionalSelect(moved, values.Mantissa, _mantissaHigh);
        _mantissaLow = Vector512.ConditionalSelect(moved, _mantissaLow, values.Mantissa);
        _countHigh = Vector512.ConditionalSelect(above, values.Count, _countHigh);
        _countLow = Vector512.ConditionalSelect(above, _countLow, values.Count);
        _exponentHigh = Vector512.ConditionalSelect(above, values.Exponent, _exponentHigh);
        _exponentLow = Vector512.ConditionalSelect(above, _exponentLow, values.Exponent);

        var single = (Vector512.Equals(_countLow, _number) & Vector512.Equals(_countHigh, _number + Vector512<long>.One)).AsDouble();
        var width = _high - _low;
        var fresh = single & ~Vector512.LessThan(_allowance, Vector512.Create(double.PositiveInfinity));
        _pull = Vector512.ConditionalSelect(fresh, Vector512.Create(0.2) / width, _pull);
        _allowance = Vector512.ConditionalSelect(fresh, Vector512.Create(2.0) * width, Vector512.Create(0.5) * _allowance);
    }
}
