using System.Runtime.Intrinsics;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Simulation.CriticalPoints.Fields;

/// <summary>Tests eight cubes at once for zeros of the gradient of mu |x|^2 / 2 + sum_m A_m cos k_m.x + B_m sin k_m.x; owns the workspace, one per thread.</summary>
/// <remarks>
/// <para>
/// With g, H at the centre c, half the side h, Y about H^-1 and S_i = sum_m |C_m| |k_mi| (sum_j |k_mj|)^2, C_m the modulus of a mode's coefficients, every zero c + u in the cube has
/// |g_i| at most h sum_j |H_ij| + S_i h^2 / 2, and |(Y g)_i| at most h (1 + r_i) + sum_l |Y_il| S_l h^2 / 2, r = row sums of |I - Y H|: a cube that violates one of these is empty. Where
/// |(Y g)_i| + r_i w + sum_l |Y_il| S_l w^2 is below w for every i, w = 1.25 h, Krawczyk's operator maps the widened cube into itself: it holds one zero.
/// </para>
/// <para>
/// Coordinates. Centres t are in units of U, x = U t. Waves of integers with U = 2 pi and dyadic t have exact phases k.t, in turns. Otherwise U = 1 and phases k.t / (2 pi) are rounded: with q_m = sum_i |k_mi| T_i,
/// T a bound of |t|, by at most (1 + d/2) q_m ulp in radians, which is added to the error of sine and cosine.
/// </para>
/// <para>
/// Rounding: e_i = sum_m eps_m |C_m| |k_mi| bounds that of g, the same with |k_mi k_mj| that of H, eps_m = (M + 12) 2^-52, more than the error of sine and cosine and of M sums, plus the error of the phase; the
/// confinement adds (M + 16) 2^-52 mu U T_i. It is added where it is on the wrong side, as is that of Y H.
/// </para>
/// <para>Source: Neumaier, Interval Methods for Systems of Equations, 1990, section 5.1 (Krawczyk); the exclusion is his section 5.6 with Taylor's remainder.</para>
/// </remarks>
internal sealed class WaveBoxes
{
    /// <summary>The widened cube over the cube.</summary>
    public const double Widening = 1.25;

    /// <summary>Boxes tested together.</summary>
    public const int Lanes = 8;

    /// <summary>The largest dimension.</summary>
    public const int LargestDimension = 4;

    private const double Ulp = 2.220446049250313e-16;
    private const double Outward = 1 + 1e-9;
    private const double Floor = 1e-290;

    private readonly int _d;
    private readonly int _modes;
    private readonly double[] _waves;
    private readonly double[] _turns;
    private readonly double[] _cosines;
    private readonly double[] _sines;
    private readonly double[] _thirds;
    private readonly double[] _gradientErrors;
    private readonly double[] _hessianErrors;
    private readonly Vector512<double>[] _gradient;
    private readonly Vector512<double>[] _hessian;
    private readonly Vector512<double>[] _work;
    private readonly Vector512<double>[] _inverse;
    private readonly Vector512<double>[] _newton;
    private double _confinement;
    private double _pull;

    public WaveBoxes(int dimension, int modes)
    {
        (_d, _modes) = (dimension, modes);
        (_waves, _turns) = (new double[modes * dimension], new double[modes * dimension]);
        (_cosines, _sines) = (new double[modes], new double[modes]);
        (_thirds, _gradientErrors) = (new double[dimension], new double[dimension]);
        _hessianErrors = new double[dimension * dimension];
        (_gradient, _newton) = (new Vector512<double>[dimension], new Vector512<double>[dimension]);
        (_hessian, _work, _inverse) = (new Vector512<double>[dimension * dimension], new Vector512<double>[dimension * dimension], new Vector512<double>[dimension * dimension]);
    }

    /// <summary>S_i: bounds sum_jk |f_ijk| everywhere.</summary>
    public ReadOnlySpan<double> Thirds => _thirds;

    /// <summary>Bounds the error of the gradient's components at the centres.</summary>
    public ReadOnlySpan<double> GradientErrors => _gradientErrors;

    /// <summary>Bounds the error of H_ij at the centres; row-major.</summary>
    public ReadOnlySpan<double> HessianErrors => _hessianErrors;

    /// <summary>The centres over which <see cref="Test"/> goes, t: entry i is coordinate i of the eight cubes.</summary>
    public Vector512<double>[] Centres { get; } = new Vector512<double>[LargestDimension];

    /// <summary>(Y g) of the last test: the zero of a unique lane is near the centre minus this, in x.</summary>
    public ReadOnlySpan<Vector512<double>> Newton => _newton;

    /// <summary>The gradient's component i at the centres of the last test.</summary>
    public Vector512<double> GradientOf(int i) => _gradient[i];

    /// <summary>H_ij at the centres of the last test.</summary>
    public Vector512<double> HessianOf(int i, int j) => _hessian[(i * _d) + j];

    /// <summary>The power of two that the field was multiplied by: bounds and derivatives are those of the product.</summary>
    public double Scale { get; private set; } = 1;

    /// <summary>U, the length of a unit of the centres.</summary>
    public double Unit { get; private set; }

    /// <summary>Takes a field with integer wave vectors; centres are in turns, dyadic, and at most <paramref name="reach"/>.</summary>
    /// <param name="field">Of the shape.</param>
    /// <param name="confinement">mu, zero on the torus.</param>
    /// <param name="reach">T of every coordinate.</param>
    public void Load(TrigonometricField field, double confinement = 0, double reach = 1)
    {
        for (var i = 0; i < _waves.Length; i++)
            _waves[i] = _turns[i] = field.Waves[i];
        Unit = 2 * Math.PI;
        Load(field.Cosines, field.Sines, confinement, reach, phasesAreExact: true);
    }

    /// <summary>Takes a field with any wave vectors; centres are in x, at most <paramref name="reach"/>.</summary>
    /// <param name="field">Of the shape.</param>
    /// <param name="reach">T of every coordinate.</param>
    public void Load(WaveSum field, double reach)
    {
        for (var i = 0; i < _waves.Length; i++)
            (_waves[i], _turns[i]) = (field.Waves[i], field.Waves[i] / (2 * Math.PI));
        Unit = 1;
        Load(field.Cosines, field.Sines, 0, reach, phasesAreExact: false);
    }

    /// <summary>Tests the cubes about <see cref="Centres"/>.</summary>
    /// <param name="halfSides">h of each lane, in radians, rounded up.</param>
    /// <param name="withNewton">Whether <see cref="Newton"/> is wanted though all cubes should be empty.</param>
    public BoxVerdict Test(Vector512<double> halfSides, bool withNewton = false)
    {
        Evaluate();
        var empty = Vector512<double>.Zero;
        var half = Vector512.Create(0.5) * halfSides;
        for (var i = 0; i < _d; i++)
        {
            var reach = Vector512.FusedMultiplyAdd(half, Vector512.Create(_thirds[i]), Vector512.Create(RowError(i)));
            for (var j = 0; j < _d; j++)
                reach += Vector512.Abs(_hessian[(i * _d) + j]);
            reach = Vector512.FusedMultiplyAdd(reach * Vector512.Create(Outward), halfSides, Vector512.Create(_gradientErrors[i]));
            empty |= Vector512.GreaterThan(Vector512.Abs(_gradient[i]), reach);
        }

        var done = Mask(empty);
        if (!withNewton && done == (1 << Lanes) - 1)
            return new BoxVerdict(done, 0);
        Invert();
        return Precondition(halfSides, empty);
    }

    private void Load(ReadOnlySpan<double> cosines, ReadOnlySpan<double> sines, double confinement, double reach, bool phasesAreExact)
    {
        // Zeros do not depend on the scale: by a power of two the largest coefficient comes near one, so that nothing overflows and what underflows is below Floor.
        var largest = confinement;
        for (var m = 0; m < _modes; m++)
            largest = Math.Max(largest, Math.Max(Math.Abs(cosines[m]), Math.Abs(sines[m])));
        var exponent = largest > 0 ? -Math.ILogB(largest) : 0;
        for (var m = 0; m < _modes; m++)
            (_cosines[m], _sines[m]) = (Math.ScaleB(cosines[m], exponent), Math.ScaleB(sines[m], exponent));
        Scale = Math.ScaleB(1, exponent);
        confinement = Math.ScaleB(confinement, exponent);
        (_confinement, _pull) = (confinement, confinement * Unit);
        var rounding = (_modes + 16) * Ulp * confinement * Outward;
        Array.Fill(_gradientErrors, (rounding * Unit * reach * Outward) + Floor);
        Array.Clear(_thirds);
        Array.Fill(_hessianErrors, Floor);
        for (var i = 0; i < _d; i++)
            _hessianErrors[(i * _d) + i] += rounding;
        for (var m = 0; m < _modes; m++)
        {
            var modulus = (double.Hypot(_cosines[m], _sines[m]) * Outward) + Floor;
            var length = 0.0;
            for (var i = 0; i < _d; i++)
                length += Math.Abs(_waves[(m * _d) + i]);
            var eps = (_modes + 12 + (phasesAreExact ? 0 : (1 + (0.5 * _d)) * length * reach * Outward)) * Ulp;
            for (var i = 0; i < _d; i++)
            {
                var k = Math.Abs(_waves[(m * _d) + i]);
                _thirds[i] += modulus * k * length * length * Outward;
                _gradientErrors[i] += eps * modulus * k * Outward;
                for (var j = 0; j < _d; j++)
                    _hessianErrors[(i * _d) + j] += eps * modulus * k * Math.Abs(_waves[(m * _d) + j]) * Outward;
            }
        }
    }

    private BoxVerdict Precondition(Vector512<double> halfSides, Vector512<double> empty)
    {
        var wide = Vector512.Create(Widening) * halfSides;
        var unique = ~empty;
        var outward = Vector512.Create(Outward);
        for (var i = 0; i < _d; i++)
        {
            // In the units of the result: y = (Y g)_i, its error, r_i, and sum |Y_il| S_l.
            Vector512<double> y = default, error = default, defect = default, curvature = default;
            for (var l = 0; l < _d; l++)
            {
                var entry = _inverse[(i * _d) + l];
                var size = Vector512.Abs(entry);
                y = Vector512.FusedMultiplyAdd(entry, _gradient[l], y);
                // Rounding of the products is below d ulp of their moduli.
                error = Vector512.FusedMultiplyAdd(size, Vector512.FusedMultiplyAdd(Vector512.Create(_d * Ulp), Vector512.Abs(_gradient[l]), Vector512.Create(_gradientErrors[l])), error);
                curvature = Vector512.FusedMultiplyAdd(size, Vector512.Create(_thirds[l]), curvature);
            }

            for (var j = 0; j < _d; j++)
            {
                Vector512<double> product = i == j ? Vector512<double>.One : Vector512<double>.Zero, rounding = default;
                for (var l = 0; l < _d; l++)
                {
                    var entry = _inverse[(i * _d) + l];
                    var h = _hessian[(l * _d) + j];
                    product = Vector512.FusedMultiplyAdd(-entry, h, product);
                    rounding = Vector512.FusedMultiplyAdd(Vector512.Abs(entry), Vector512.FusedMultiplyAdd(Vector512.Create((_d + 1) * Ulp), Vector512.Abs(h), Vector512.Create(_hessianErrors[(l * _d) + j])), rounding);
                }

                defect += Vector512.Abs(product) + rounding + Vector512.Create(_d * Ulp);
            }

            _newton[i] = y;
            var size2 = Vector512.Abs(y);
            var far = Vector512.FusedMultiplyAdd((Vector512<double>.One + defect + (curvature * halfSides * Vector512.Create(0.5))) * outward, halfSides, error * outward);
            empty |= Vector512.GreaterThan(size2, far);
            var image = (size2 + error + (wide * (defect + (curvature * wide)))) * outward;
            unique &= Vector512.LessThan(image, wide);
        }

        return new BoxVerdict(Mask(empty), Mask(unique & ~empty));
    }

    private double RowError(int i)
    {
        var sum = 0.0;
        for (var j = 0; j < _d; j++)
            sum += _hessianErrors[(i * _d) + j];
        return sum;
    }

    private void Evaluate()
    {
        Array.Clear(_gradient);
        Array.Clear(_hessian);
        for (var i = 0; i < _d && _confinement != 0; i++)
        {
            _gradient[i] = Centres[i] * Vector512.Create(_pull);
            _hessian[(i * _d) + i] = Vector512.Create(_confinement);
        }

        for (var m = 0; m < _modes; m++)
        {
            var wave = _waves.AsSpan(m * _d, _d);
            var turnsOf = _turns.AsSpan(m * _d, _d);
            var turns = Centres[0] * Vector512.Create(turnsOf[0]);
            for (var i = 1; i < _d; i++)
                turns = Vector512.FusedMultiplyAdd(Centres[i], Vector512.Create(turnsOf[i]), turns);
            var (sin, cos) = TurnFunctions.SinCos(turns);
            var (a, b) = (Vector512.Create(_cosines[m]), Vector512.Create(_sines[m]));
            var even = Vector512.FusedMultiplyAdd(a, cos, b * sin);
            var odd = Vector512.FusedMultiplyAdd(b, cos, -(a * sin));
            for (var i = 0; i < _d; i++)
            {
                if (wave[i] == 0)
                    continue;
                _gradient[i] = Vector512.FusedMultiplyAdd(Vector512.Create(wave[i]), odd, _gradient[i]);
                for (var j = 0; j <= i; j++)
                    _hessian[(i * _d) + j] = Vector512.FusedMultiplyAdd(Vector512.Create(-wave[i] * wave[j]), even, _hessian[(i * _d) + j]);
            }
        }

        for (var i = 0; i < _d; i++)
        {
            for (var j = 0; j < i; j++)
                _hessian[(j * _d) + i] = _hessian[(i * _d) + j];
        }
    }

    // Gauss and Jordan with row pivots by lane; what becomes of singular lanes is not a number or large, and proves nothing.
    private void Invert()
    {
        Array.Copy(_hessian, _work, _d * _d);
        for (var i = 0; i < _d * _d; i++)
            _inverse[i] = i % (_d + 1) == 0 ? Vector512<double>.One : Vector512<double>.Zero;
        for (var column = 0; column < _d; column++)
        {
            for (var row = column + 1; row < _d; row++)
                SwapWhereLarger(column, row);
            var reciprocal = Vector512<double>.One / _work[(column * _d) + column];
            for (var j = 0; j < _d; j++)
            {
                _work[(column * _d) + j] *= reciprocal;
                _inverse[(column * _d) + j] *= reciprocal;
            }

            for (var row = 0; row < _d; row++)
            {
                if (row == column)
                    continue;
                var factor = -_work[(row * _d) + column];
                for (var j = 0; j < _d; j++)
                {
                    _work[(row * _d) + j] = Vector512.FusedMultiplyAdd(factor, _work[(column * _d) + j], _work[(row * _d) + j]);
                    _inverse[(row * _d) + j] = Vector512.FusedMultiplyAdd(factor, _inverse[(column * _d) + j], _inverse[(row * _d) + j]);
                }
            }
        }
    }

    private void SwapWhereLarger(int column, int row)
    {
        var larger = Vector512.GreaterThan(Vector512.Abs(_work[(row * _d) + column]), Vector512.Abs(_work[(column * _d) + column]));
        if (Mask(larger) == 0)
            return;
        for (var j = 0; j < _d; j++)
        {
            Swap(ref _work[(column * _d) + j], ref _work[(row * _d) + j], larger);
            Swap(ref _inverse[(column * _d) + j], ref _inverse[(row * _d) + j], larger);
        }
    }

    private static void Swap(ref Vector512<double> a, ref Vector512<double> b, Vector512<double> where) =>
        (a, b) = (Vector512.ConditionalSelect(where, b, a), Vector512.ConditionalSelect(where, a, b));

    private static int Mask(Vector512<double> lanes) => (int)Vector512.ExtractMostSignificantBits(lanes.AsUInt64());
}
