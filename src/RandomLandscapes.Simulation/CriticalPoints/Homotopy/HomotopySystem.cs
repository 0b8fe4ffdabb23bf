using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>The equations f_t' = L x with f_t = (1 - t) sum d_i x_i^p + t f for eight paths, each with its own t, and their linearisation.</summary>
/// <remarks>
/// <para>Unknowns: x and the multiplier L, N + 1 in all. The last equation fixes the scale of x: c*.x = 1 for a pure f, whose solutions are lines, with a vector c of each
/// lane's own (<see cref="Chart"/>); x.x = 1 for mixtures.</para>
/// <para>L is bounded by the norm of f_t where x has length one, and no solution is at infinity there: the paths of pure Hamiltonians stay in a bounded region when the chart
/// follows them.</para>
/// </remarks>
internal sealed class HomotopySystem
{
    private readonly LanePolynomial _target;
    private readonly StartSystem _start;
    private readonly int _degree;
    private readonly bool _lines;
    private readonly LaneBuffer _gradient;
    private readonly LaneBuffer _hessian;
    private readonly LaneBuffer _startGradient;
    private readonly LaneBuffer _startHessian;
    private readonly LaneFactorisation _factorisation;
    private readonly LaneBuffer _curvature;
    private readonly LaneBuffer _moved;

    /// <summary>Prepares the buffers of one thread.</summary>
    /// <param name="target">The polynomial f, in the units of the start system.</param>
    /// <param name="start">The start system, which may be drawn anew between paths.</param>
    /// <param name="lines">Whether solutions are counted up to scale.</param>
    public HomotopySystem(LanePolynomial target, StartSystem start, bool lines)
    {
        _target = target;
        _degree = start.Degree;
        _lines = lines;
        _start = start;
        SpinCount = start.SpinCount;
        _gradient = new LaneBuffer(SpinCount);
        _hessian = new LaneBuffer(target.Pairs);
        _startGradient = new LaneBuffer(SpinCount);
        _startHessian = new LaneBuffer(SpinCount);
        _factorisation = new LaneFactorisation(SpinCount + 1);
        Chart = new LaneBuffer(SpinCount);
        _curvature = new LaneBuffer(SpinCount);
        _moved = new LaneBuffer(SpinCount);
    }

    /// <summary>The number of variables N.</summary>
    public int SpinCount { get; }

    /// <summary>The vector c of each lane's chart c*.x = 1, for lines.</summary>
    public LaneBuffer Chart { get; }

    /// <summary>Computes the first two derivatives of the path with respect to t.</summary>
    /// <remarks>
    /// F' z' = -F_t and F' z'' = -(F''[z', z'] + 2 F_t'[z']), with one factorisation. The second derivative of f' along x' is twice f' at x' where f is
    /// cubic, the second difference with step one where no degree passes three, and else one with a small step, right to about 1e-6.
    /// </remarks>
    /// <param name="z">x and L.</param>
    /// <param name="t">Of each lane.</param>
    /// <param name="first">N + 1 entries; overwritten.</param>
    /// <param name="second">N + 1 entries; overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Derivatives(ReadOnlySpan<LaneComplex> z, Vector512<double> t, Span<LaneComplex> first, Span<LaneComplex> second)
    {
        var n = SpinCount;
        Linearise(z, t);
        var gradient = _gradient.Span;
        var startGradient = _startGradient.Span;
        for (var i = 0; i < n; i++)
            first[i] = startGradient[i] - gradient[i];
        first[n] = default;
        _factorisation.Solve(first);

        // (f'' - D'') x' before they are overwritten.
        var hessian = _hessian.Span;
        var startHessian = _startHessian.Span;
        for (var i = 0; i < n; i++)
        {
            LaneComplex sum = default;
            for (var j = 0; j < n; j++)
                sum = LaneComplex.MultiplyAdd(hessian[i >= j ? (i * (i + 1) / 2) + j : (j * (j + 1) / 2) + i], first[j], sum);
            second[i] = sum - (startHessian[i] * first[i]);
        }

        var curvature = _curvature.Span;
        FillCurvature(z, first, curvature);
        var two = Vector512.Create(2.0);
        var rest = Vector512<double>.One - t;
        LaneComplex square = default;
        for (var i = 0; i < n; i++)
        {
            var start = StartCurvature(z, i) * (first[i] * first[i]);
            var bent = LaneComplex.MultiplyAdd(start, rest, curvature[i] * t);
            second[i] = (((first[n] * first[i]) - second[i]) * two) - bent;
            square = LaneComplex.MultiplyAdd(first[i], first[i], square);
        }

        second[n] = _lines ? default : -square;
        _factorisation.Solve(second);
    }

    /// <summary>Makes one Newton step.</summary>
    /// <param name="z">x and L; improved.</param>
    /// <param name="t">Of each lane.</param>
    /// <param name="step">N + 1 entries; overwritten by the step.</param>
    /// <returns>The squared length of the step in x.</returns>
    public Vector512<double> Newton(Span<LaneComplex> z, Vector512<double> t, Span<LaneComplex> step)
    {
        Linearise(z, t);
        return Step(z, t, step);
    }

    /// <summary>Makes one more step with the factors of the last one.</summary>
    /// <param name="z">x and L; improved.</param>
    /// <param name="t">Of each lane.</param>
    /// <param name="step">N + 1 entries; overwritten by the step.</param>
    /// <returns>The squared length of the step in x.</returns>
    public Vector512<double> Chord(Span<LaneComplex> z, Vector512<double> t, Span<LaneComplex> step)
    {
        _target.Evaluate(z[..SpinCount], _gradient.Span, _hessian.Span);
        FillStart(z, _startGradient.Span, _startHessian.Span);
        return Step(z, t, step);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector512<double> Step(Span<LaneComplex> z, Vector512<double> t, Span<LaneComplex> step)
    {
        var gradient = _gradient.Span;
        var startGradient = _startGradient.Span;
        var chart = Chart.Span;
        var rest = Vector512<double>.One - t;
        LaneComplex scale = default;
        for (var i = 0; i < SpinCount; i++)
        {
            var derivative = LaneComplex.MultiplyAdd(startGradient[i], rest, gradient[i] * t);
            step[i] = (z[SpinCount] * z[i]) - derivative;
            scale = LaneComplex.MultiplyAdd(_lines ? chart[i].Conjugate : z[i], z[i], scale);
        }

        step[SpinCount] = (Unit - scale) * Vector512.Create(_lines ? 1 : 0.5);
        _factorisation.Solve(step);
        var length = Vector512<double>.Zero;
        for (var i = 0; i <= SpinCount; i++)
        {
            z[i] += step[i];
            if (i < SpinCount)
                length += step[i].SquaredModulus;
        }

        return length;
    }

    private static LaneComplex Unit => new(Vector512<double>.One, Vector512<double>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Linearise(ReadOnlySpan<LaneComplex> z, Vector512<double> t)
    {
        var n = SpinCount;
        var hessian = _hessian.Span;
        var startHessian = _startHessian.Span;
        var chart = Chart.Span;
        _target.Evaluate(z[..n], _gradient.Span, hessian);
        FillStart(z, _startGradient.Span, startHessian);
        var matrix = _factorisation.Matrix;
        var multiplier = z[n];
        var rest = Vector512<double>.One - t;
        for (var i = 0; i < n; i++)
        {
            var row = matrix[(i * (n + 1))..];
            for (var j = 0; j < i; j++)
            {
                var entry = hessian[(i * (i + 1) / 2) + j] * t;
                row[j] = entry;
                matrix[(j * (n + 1)) + i] = entry;
            }

            row[i] = LaneComplex.MultiplyAdd(startHessian[i], rest, hessian[(i * (i + 1) / 2) + i] * t) - multiplier;
            row[n] = -z[i];
            matrix[(n * (n + 1)) + i] = _lines ? chart[i].Conjugate : z[i];
        }

        matrix[(n * (n + 1)) + n] = default;
        _factorisation.Factorise();
    }

    // The third derivative of f along a direction, twice; overwrites gradient and Hessian.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillCurvature(ReadOnlySpan<LaneComplex> z, ReadOnlySpan<LaneComplex> direction, Span<LaneComplex> curvature)
    {
        var n = SpinCount;
        if (_target.IsCubic)
        {
            _target.Evaluate(direction[..n], curvature, _hessian.Span);
            for (var i = 0; i < n; i++)
                curvature[i] += curvature[i];
            return;
        }

        var moved = _moved.Span;
        var gradient = _gradient.Span;
        var h = Vector512<double>.One;
        if (_degree > 3)
        {
            var length = Vector512.Create(1e-60);
            for (var i = 0; i < n; i++)
                length += direction[i].SquaredModulus;
            h = Vector512.Create(1e-4) / Vector512.Sqrt(length);
        }

        for (var i = 0; i < n; i++)
            curvature[i] = -(gradient[i] + gradient[i]);
        for (var sign = -1; sign <= 1; sign += 2)
        {
            for (var i = 0; i < n; i++)
                moved[i] = LaneComplex.MultiplyAdd(direction[i], Vector512.Create((double)sign) * h, z[i]);
            _target.Evaluate(moved, gradient, _hessian.Span);
            for (var i = 0; i < n; i++)
                curvature[i] += gradient[i];
        }

        var inverse = Vector512<double>.One / (h * h);
        for (var i = 0; i < n; i++)
            curvature[i] *= inverse;
    }

    // p (p-1) (p-2) d x^(p-3); zero for p = 2.
    private LaneComplex StartCurvature(ReadOnlySpan<LaneComplex> z, int i)
    {
        if (_degree < 3)
            return default;
        var power = LaneComplex.Broadcast(_start.Diagonal[i]) * Vector512.Create((double)_degree * (_degree - 1) * (_degree - 2));
        for (var j = 0; j < _degree - 3; j++)
            power *= z[i];
        return power;
    }

    // p d x^(p-1) and p (p-1) d x^(p-2).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillStart(ReadOnlySpan<LaneComplex> z, Span<LaneComplex> gradient, Span<LaneComplex> hessian)
    {
        for (var i = 0; i < SpinCount; i++)
        {
            var power = LaneComplex.Broadcast(_start.Diagonal[i]) * Vector512.Create((double)_degree);
            for (var j = 0; j < _degree - 2; j++)
                power *= z[i];
            hessian[i] = power * Vector512.Create((double)(_degree - 1));
            gradient[i] = power * z[i];
        }
    }
}
