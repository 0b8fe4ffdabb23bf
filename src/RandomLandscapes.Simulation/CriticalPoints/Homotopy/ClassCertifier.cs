using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>Proves, eight at a time, that there is exactly one solution of f' = L x near a computed one, where it is, and whether it is real.</summary>
/// <remarks>
/// <para>
/// Unknowns z = (x, L), equations F: f'(x) - L x = 0 and, for pure f, v.x = 1 with a real vector v near Re x / |Re x|^2 after the common phase of x has been
/// turned so that x.x is positive, for mixtures (x.x - 1)/2 = 0. v is real, so a real class has a real representative, and a solution with a coordinate that is not real
/// belongs to a class that is not.
/// </para>
/// <para>
/// Krawczyk's test in discs: with Y an approximate inverse of F'(z), the map u -> u - Y F(u) takes the polydisc |u_i - z_i| &lt;= r into itself and contracts it when
/// eta + q(r) r &lt; r, where eta bounds |Y F(z)| and q(r) = |I - Y F'(z)| + r max_i sum_k |Y_ik| S_k, S_k a bound of the second derivatives of F_k on the polydisc, all in the
/// maximum norm. Then F has exactly one zero there. A centre that is real makes the polydisc its own conjugate, so that zero is real.
/// </para>
/// <para>
/// Rounding: every computed sum is widened by K u times the sum of the moduli of its terms, K = 4 (N + M + 4p + 8) with M monomials a row, twice and more the
/// number of roundings behind any entry; bounds themselves, sums of numbers that are not negative, are widened by 1e-9. The polynomial is that of
/// the symmetric couplings as doubles; the homotopy's units are powers of two, which round nothing.
/// </para>
/// <para>Source: R. Krawczyk, Computing 4 (1969) 187; S. M. Rump, Acta Numerica 19 (2010) 287, section 13 (the rounding-error bounds).</para>
/// </remarks>
internal sealed partial class ClassCertifier
{
    private const int Polishings = 3;
    private const double NearlyReal = 1e-9;
    private const double Widening = 1 + 1e-9;
    private const double UnitRoundoff = 1.1102230246251565e-16;

    private readonly LanePolynomial _polynomial;
    private readonly PolynomialTables _tables;
    private readonly int _degree;
    private readonly int _spinCount;
    private readonly int _order;
    private readonly bool _lines;
    private readonly double _rounding;
    private readonly double[][] _directions;
    private readonly LaneBuffer _point;
    private readonly LaneBuffer _patch;
    private readonly LaneBuffer _gradient;
    private readonly LaneBuffer _hessian;
    private readonly LaneBuffer _jacobian;
    private readonly LaneBuffer _inverse;
    private readonly LaneBuffer _column;
    private readonly LaneFactorisation _factorisation;
    private readonly Vector512<double>[] _rowSums;
    private readonly Vector512<double>[] _slopes;
    private readonly Vector512<double>[] _curvatures;
    private readonly Vector512<double>[] _unused;

    /// <summary>Prepares the buffers of one thread.</summary>
    /// <param name="polynomial">f in units that are a power of two.</param>
    /// <param name="tables">Its coefficients.</param>
    /// <param name="degree">The highest degree p.</param>
    /// <param name="lines">Whether solutions are counted up to scale.</param>
    /// <param name="directions">Four real vectors of length N, for the functions that tell classes apart.</param>
    public ClassCertifier(LanePolynomial polynomial, PolynomialTables tables, int degree, bool lines, double[][] directions)
    {
        (_polynomial, _tables, _directions) = (polynomial, tables, directions);
        (_degree, _spinCount, _order, _lines) = (degree, tables.SpinCount, tables.SpinCount + 1, lines);
        _rounding = RoundingFactor(degree, tables.SpinCount);
        _point = new LaneBuffer(_order);
        _patch = new LaneBuffer(_spinCount);
        _gradient = new LaneBuffer(_spinCount);
        _hessian = new LaneBuffer(polynomial.Pairs);
        _jacobian = new LaneBuffer(_order * _order);
        _inverse = new LaneBuffer(_order * _order);
        _column = new LaneBuffer(_order);
        _factorisation = new LaneFactorisation(_order);
        _rowSums = new Vector512<double>[_order];
        _slopes = new Vector512<double>[_spinCount];
        _curvatures = new Vector512<double>[_order];
        _unused = new Vector512<double>[_spinCount];
    }

    /// <summary>The centres of the balls, which <see cref="Certify"/> improves: set them before, read them after.</summary>
    public LaneBuffer Centres => _point;

    /// <summary>The radius of each lane's ball in the maximum norm of x and L.</summary>
    public Vector512<double> Radius { get; private set; }

    /// <summary>Within this distance of the centre there is no second solution.</summary>
    public Vector512<double> UniquenessRadius { get; private set; }

    /// <summary>K u of the remarks.</summary>
    /// <param name="degree">p.</param>
    /// <param name="spinCount">N.</param>
    public static double RoundingFactor(int degree, int spinCount) =>
        4 * UnitRoundoff * (spinCount + (degree < 2 ? 1 : SymmetricForm.EntryCount(degree - 2, spinCount)) + (4 * degree) + 8);

    /// <summary>Improves and tests the points of <see cref="Centres"/>.</summary>
    /// <param name="certificates">Eight entries; overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Certify(Span<ClassCertificate> certificates)
    {
        if (_lines)
            Turn();
        SetPatch();
        for (var i = 0; i < Polishings; i++)
            Polish();
        MakeReal();
        Polish();
        var proved = Test();
        var residues = Residues();
        var first = Compare(0, out var firstRadius);
        var second = Compare(2, out var secondRadius);
        var (real, nonReal) = Realness();
        for (var lane = 0; lane < LaneComplex.Lanes; lane++)
        {
            var status = proved[lane] == 0 ? ClassStatus.Unproved : real[lane] != 0 ? ClassStatus.Real : nonReal[lane] != 0 ? ClassStatus.NonReal : ClassStatus.RealnessOpen;
            certificates[lane] = new ClassCertificate(status, first[lane], firstRadius[lane], second[lane], secondRadius[lane], residues[lane]);
        }
    }

    // Turns the common phase so that x.x is positive: then Re x and Im x are orthogonal and |Re x|^2 is at least a half. Where x.x is all but zero
    // they are orthogonal and of one length already.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Turn()
    {
        var point = _point.Span;
        LaneComplex square = default;
        var norm = Vector512<double>.Zero;
        for (var i = 0; i < _spinCount; i++)
        {
            square = LaneComplex.MultiplyAdd(point[i], point[i], square);
            norm += point[i].SquaredModulus;
        }

        // The root of x.x over its modulus, by half-angle formulas; x.x has the modulus m.
        var m = Vector512.Sqrt(square.SquaredModulus);
        var half = Vector512.Create(0.5);
        var large = Vector512.Sqrt(half * (Vector512<double>.One + (Vector512.Abs(square.Re) / m)));
        var small = Vector512.Abs(square.Im) / m / (large + large);
        var positive = Vector512.GreaterThanOrEqual(square.Re, Vector512<double>.Zero);
        var sign = square.Im.AsUInt64() & Vector512.Create(1UL << 63);
        var cosine = Vector512.ConditionalSelect(positive, large, small);
        var sine = (Vector512.ConditionalSelect(positive, small, large).AsUInt64() | sign).AsDouble();
        var turns = Vector512.GreaterThan(m, Vector512.Create(1e-12) * norm);
        var turn = LaneComplex.Select(turns, new LaneComplex(cosine, -sine), new LaneComplex(Vector512<double>.One, Vector512<double>.Zero));
        for (var i = 0; i < _spinCount; i++)
            point[i] *= turn;
        for (var j = 0; j < _degree - 2; j++)
            point[_spinCount] *= turn;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SetPatch()
    {
        var point = _point.Span;
        var patch = _patch.Span;
        var length = Vector512<double>.Zero;
        for (var i = 0; i < _spinCount; i++)
            length = Vector512.FusedMultiplyAdd(point[i].Re, point[i].Re, length);
        var inverse = Vector512<double>.One / length;
        for (var i = 0; i < _spinCount; i++)
            patch[i] = new LaneComplex(point[i].Re * inverse, Vector512<double>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Polish()
    {
        Linearise();
        var point = _point.Span;
        var column = _column.Span;
        Residual(column);
        _jacobian.Span.CopyTo(_factorisation.Matrix);
        _factorisation.Factorise();
        for (var i = 0; i < _order; i++)
            column[i] = -column[i];
        _factorisation.Solve(column);
        for (var i = 0; i < _order; i++)
            point[i] += column[i];
    }

    // What is real up to a little is taken as real exactly; the test decides whether a solution is there.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MakeReal()
    {
        var point = _point.Span;
        var largest = Vector512<double>.Zero;
        var all = Vector512<double>.Zero;
        for (var i = 0; i < _order; i++)
        {
            largest = Vector512.Max(largest, Vector512.Abs(point[i].Im));
            all = Vector512.Max(all, Vector512.Abs(point[i].Re));
        }

        var real = Vector512.LessThan(largest, Vector512.Create(NearlyReal) * all);
        for (var i = 0; i < _order; i++)
            point[i] = new LaneComplex(point[i].Re, Vector512.ConditionalSelect(real, Vector512<double>.Zero, point[i].Im));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Linearise()
    {
        var n = _spinCount;
        var point = _point.Span;
        var hessian = _hessian.Span;
        var jacobian = _jacobian.Span;
        var patch = _patch.Span;
        _polynomial.Evaluate(point[..n], _gradient.Span, hessian);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
                jacobian[(i * _order) + j] = jacobian[(j * _order) + i] = hessian[(i * (i + 1) / 2) + j];
            jacobian[(i * _order) + i] = hessian[(i * (i + 1) / 2) + i] - point[n];
            jacobian[(i * _order) + n] = -point[i];
            jacobian[(n * _order) + i] = _lines ? patch[i] : point[i];
        }

        jacobian[(n * _order) + n] = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Residual(Span<LaneComplex> residual)
    {
        var n = _spinCount;
        var point = _point.Span;
        var gradient = _gradient.Span;
        var patch = _patch.Span;
        var scale = new LaneComplex(Vector512.Create(-1.0), Vector512<double>.Zero);
        for (var i = 0; i < n; i++)
        {
            residual[i] = LaneComplex.NegatedMultiplyAdd(point[n], point[i], gradient[i]);
            scale = LaneComplex.MultiplyAdd(point[i], _lines ? patch[i] : point[i], scale);
        }

        residual[n] = _lines ? scale : scale * Vector512.Create(0.5);
    }

    // One where the centre is real and so its solution; one where a coordinate of the solution, or L, cannot be real.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (Vector512<double> Real, Vector512<double> NonReal) Realness()
    {
        var point = _point.Span;
        var largest = Vector512<double>.Zero;
        for (var i = 0; i < _order; i++)
            largest = Vector512.Max(largest, Vector512.Abs(point[i].Im));
        return (
            Vector512.ConditionalSelect(Vector512.Equals(largest, Vector512<double>.Zero), Vector512<double>.One, Vector512<double>.Zero),
            Vector512.ConditionalSelect(Vector512.GreaterThan(largest, Radius), Vector512<double>.One, Vector512<double>.Zero));
    }

    // a.x / b.x for lines, a.x for points: the value and how far that of the solution can be from it; infinitely far where b.x may be zero.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private LaneComplex Compare(int direction, out Vector512<double> radius)
    {
        var point = _point.Span;
        LaneComplex numerator = default, denominator = default;
        double above = 0, below = 0;
        var size = Vector512<double>.Zero;
        for (var i = 0; i < _spinCount; i++)
        {
            var (a, b) = (_directions[direction][i], _directions[direction + 1][i]);
            numerator = LaneComplex.MultiplyAdd(point[i], Vector512.Create(a), numerator);
            denominator = LaneComplex.MultiplyAdd(point[i], Vector512.Create(b), denominator);
            (above, below) = (above + Math.Abs(a), below + Math.Abs(b));
            size = Vector512.Max(size, OneNorm(point[i]));
        }

        var rounding = Vector512.Create(_rounding);
        var reach = Vector512.Create(Widening) * Vector512.FusedMultiplyAdd(rounding, size, Radius);
        if (!_lines)
        {
            radius = Vector512.Create(above) * reach;
            return numerator;
        }

        var modulus = Vector512.Sqrt(denominator.SquaredModulus);
        var value = numerator * LaneComplex.Reciprocal(denominator);
        var left = modulus - (Vector512.Create(below) * reach);
        var slope = Vector512.FusedMultiplyAdd(Vector512.Create(below), OneNorm(value), Vector512.Create(above));
        var safe = Vector512.GreaterThan(left, Vector512.Create(0.5) * modulus);
        var wide = Vector512.Create(Widening) * Vector512.FusedMultiplyAdd(rounding, OneNorm(value), slope * reach / left);
        radius = Vector512.ConditionalSelect(safe, wide, Vector512.Create(double.PositiveInfinity));
        return LaneComplex.Select(safe, value, default);
    }

    // (-1)^N L^(N-1) / det F' for pure f: that is (p-2) / det(I - f''/L) because f'' x = (p-1) L x; 1 / det F' for mixtures.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private LaneComplex Residues()
    {
        var residue = LaneComplex.Reciprocal(_factorisation.Determinant);
        if (!_lines)
            return residue;
        var multiplier = _point.Span[_spinCount];
        for (var i = 0; i < _spinCount - 1; i++)
            residue *= multiplier;
        return _spinCount % 2 == 0 ? residue : -residue;
    }
}
