using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>Follows paths of a homotopy from t = 0 to 1, eight in lockstep: a lane that arrives begins with the next path.</summary>
/// <remarks>
/// <para>
/// Predictor: the polynomial of degree five with value and first two derivatives at the last two points; the Taylor polynomial of degree two on the first step. Corrector: a Newton
/// step, which has to be short, and a second one with the same factors, which has to be much shorter; else the step is halved.
/// </para>
/// <para>A path depends on nothing but its own start. Memory does not depend on the number of paths. Cost of a step: two factorisations, four evaluations.</para>
/// </remarks>
internal sealed class PathTracker
{
    private const double FirstStep = 0.02;
    private const double SmallestStep = 1e-9;
    private const double Contraction = 0.05;
    private const double SquaredPrecision = 1e-24;
    private const double LargestSquaredLength = 4;
    private const int MostSteps = 5_000;

    private readonly HomotopySystem _system;
    private readonly StartSystem _start;
    private readonly bool _lines;
    private readonly int _length;
    private readonly LaneBuffer _point;
    private readonly LaneBuffer _first;
    private readonly LaneBuffer _second;
    private readonly LaneBuffer _lastPoint;
    private readonly LaneBuffer _lastFirst;
    private readonly LaneBuffer _lastSecond;
    private readonly LaneBuffer _trial;
    private readonly LaneBuffer _step;
    private readonly Complex[] _one;
    private readonly long[] _paths = new long[LaneComplex.Lanes];
    private readonly int[] _steps = new int[LaneComplex.Lanes];
    private readonly double[] _times = new double[LaneComplex.Lanes];
    private readonly double[] _stepSizes = new double[LaneComplex.Lanes];
    private readonly double[] _lastSteps = new double[LaneComplex.Lanes];

    /// <summary>Prepares the buffers of one thread.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="start">The start system.</param>
    /// <param name="lines">Whether solutions are counted up to scale.</param>
    public PathTracker(HomotopySystem system, StartSystem start, bool lines)
    {
        (_system, _start, _lines) = (system, start, lines);
        _length = system.SpinCount + 1;
        _point = new LaneBuffer(_length);
        _first = new LaneBuffer(_length);
        _second = new LaneBuffer(_length);
        _lastPoint = new LaneBuffer(_length);
        _lastFirst = new LaneBuffer(_length);
        _lastSecond = new LaneBuffer(_length);
        _trial = new LaneBuffer(_length);
        _step = new LaneBuffer(_length);
        _one = new Complex[_length];
    }

    /// <summary>How many steps have been tried, over all paths.</summary>
    public long StepsTried { get; private set; }

    /// <summary>Follows some paths.</summary>
    /// <param name="paths">Their numbers.</param>
    /// <param name="tolerance">The longest first Newton step, relative to x.</param>
    /// <param name="visit">Called once for each, in the order of arrival.</param>
    public void Track(ReadOnlySpan<long> paths, double tolerance, PathVisitor visit)
    {
        var (next, active) = (0, 0);
        for (var lane = 0; lane < LaneComplex.Lanes; lane++)
        {
            // Idle lanes follow a path too, which does no harm, and are never looked at.
            Load(lane, paths[Math.Min(next, paths.Length - 1)], idle: next >= paths.Length);
            active += next < paths.Length ? 1 : 0;
            next++;
        }

        while (active > 0)
        {
            Advance(tolerance);
            for (var lane = 0; lane < LaneComplex.Lanes; lane++)
            {
                if (_paths[lane] < 0)
                    continue;
                StepsTried++;
                var lost = _stepSizes[lane] < SmallestStep || ++_steps[lane] > MostSteps;
                if (_times[lane] < 1 && !lost)
                    continue;
                visit(_paths[lane], _times[lane] < 1 ? [] : Point(lane));
                if (next < paths.Length)
                {
                    Load(lane, paths[next++], idle: false);
                }
                else
                {
                    _paths[lane] = -1;
                    active--;
                }
            }
        }
    }

    private void Load(int lane, long path, bool idle)
    {
        _start.Begin(path, _one);
        for (var i = 0; i < _length; i++)
        {
            _point.Set(i, lane, _one[i]);
            // Points begin at length one, so a point is its own chart.
            if (i < _length - 1)
                _system.Chart.Set(i, lane, _one[i]);
        }

        _paths[lane] = idle ? -1 : path;
        (_steps[lane], _times[lane], _stepSizes[lane], _lastSteps[lane]) = (0, 0, FirstStep, 0);
    }

    private ReadOnlySpan<Complex> Point(int lane)
    {
        var point = _point.Span;
        for (var i = 0; i < _length; i++)
            _one[i] = point[i][lane];
        return _one;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Advance(double tolerance)
    {
        var t = Vector512.Create<double>(_times);
        var left = Vector512<double>.One - t;
        var h = Vector512.Min(Vector512.Create<double>(_stepSizes), left);
        var arrives = Vector512.GreaterThanOrEqual(h, left);
        var end = Vector512.ConditionalSelect(arrives, Vector512<double>.One, t + h);
        _system.Derivatives(_point.Span, t, _first.Span, _second.Span);
        Predict(h);

        var trial = _trial.Span;
        var step = _step.Span;
        var first = _system.Newton(trial, end, step);
        var second = _system.Chord(trial, end, step);
        var length = SquaredLength(trial);
        var limit = Vector512.Create(tolerance * tolerance) * length;
        // Comparisons with not-a-number fail, so a lane that overflows is refused.
        var accepted = Vector512.LessThanOrEqual(first, limit)
            & Vector512.LessThanOrEqual(second, Vector512.Max(Vector512.Create(Contraction * Contraction) * first, Vector512.Create(SquaredPrecision) * length));

        // The error is of sixth order in the step and first is its square; the sixteenth root leaves a quarter of an error in the logarithm of the step.
        var ratio = Vector512.Sqrt(Vector512.Sqrt(Vector512.Sqrt(Vector512.Sqrt(limit / first))));
        var growth = Vector512.Min(Vector512.Create(2.0), Vector512.Max(Vector512.Create(0.5), Vector512.Create(0.9) * ratio));
        var halved = Vector512.Create(0.5);
        var factor = Vector512.ConditionalSelect(accepted, Vector512.ConditionalSelect(Vector512.Equals(growth, growth), growth, halved), halved);
        (h * factor).CopyTo(_stepSizes);
        Vector512.ConditionalSelect(accepted, end, t).CopyTo(_times);
        Vector512.ConditionalSelect(accepted, h, Vector512.Create<double>(_lastSteps)).CopyTo(_lastSteps);
        Accept(accepted);
        if (_lines)
            Follow(accepted & Vector512.GreaterThan(length, Vector512.Create(LargestSquaredLength)));
    }

    // P(s) = z + z' s + z'' s^2 / 2 + u^3 (A + u (B + u C)), u = s / H, with value and derivatives of the last point at s = -H:
    // D = value there less that of the first three terms, E and G the same of H times the first and H^2 times the second derivative:
    // A = -10 D - 4 E - G / 2, B = -15 D - 7 E - G, C = -6 D - 3 E - G / 2.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Predict(Vector512<double> h)
    {
        var point = _point.Span;
        var first = _first.Span;
        var second = _second.Span;
        var lastPoint = _lastPoint.Span;
        var lastFirst = _lastFirst.Span;
        var lastSecond = _lastSecond.Span;
        var trial = _trial.Span;
        var last = Vector512.Create<double>(_lastSteps);
        var hasLast = Vector512.GreaterThan(last, Vector512<double>.Zero);
        // Without a last point u is zero and so is all that comes from it, whatever the buffers hold.
        var u = Vector512.ConditionalSelect(hasLast, h / last, Vector512<double>.Zero);
        var cube = u * u * u;
        var half = Vector512.Create(0.5);
        var halfSquare = half * h * h;
        var halfLastSquare = half * last * last;
        for (var i = 0; i < _length; i++)
        {
            var taylor = LaneComplex.MultiplyAdd(second[i], halfSquare, LaneComplex.MultiplyAdd(first[i], h, point[i]));
            var value = lastPoint[i] - LaneComplex.MultiplyAdd(second[i], halfLastSquare, LaneComplex.MultiplyAdd(first[i], -last, point[i]));
            var slope = (lastFirst[i] - LaneComplex.MultiplyAdd(second[i], -last, first[i])) * last;
            var bend = (lastSecond[i] - second[i]) * (last * last);
            var a = LaneComplex.MultiplyAdd(bend, -half, LaneComplex.MultiplyAdd(slope, Vector512.Create(-4.0), value * Vector512.Create(-10.0)));
            var b = LaneComplex.MultiplyAdd(slope, Vector512.Create(-7.0), LaneComplex.MultiplyAdd(value, Vector512.Create(-15.0), -bend));
            var c = LaneComplex.MultiplyAdd(bend, -half, LaneComplex.MultiplyAdd(slope, Vector512.Create(-3.0), value * Vector512.Create(-6.0)));
            var correction = LaneComplex.MultiplyAdd(LaneComplex.MultiplyAdd(c, u, b), u, a) * cube;
            trial[i] = LaneComplex.Select(hasLast, taylor + correction, taylor);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Accept(Vector512<double> accepted)
    {
        Replace(_lastPoint.Span, _point.Span, accepted);
        Replace(_lastFirst.Span, _first.Span, accepted);
        Replace(_lastSecond.Span, _second.Span, accepted);
        Replace(_point.Span, _trial.Span, accepted);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Replace(Span<LaneComplex> destination, ReadOnlySpan<LaneComplex> source, Vector512<double> mask)
    {
        for (var i = 0; i < destination.Length; i++)
            destination[i] = LaneComplex.Select(mask, source[i], destination[i]);
    }

    // Takes the point, at length one, as the chart of lanes that have gone far in theirs: all that is remembered is divided by s = c*.x, which for L means s^(p-2).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Follow(Vector512<double> far)
    {
        if (far.AsUInt64() == Vector512<ulong>.Zero)
            return;
        var point = _point.Span;
        var lastPoint = _lastPoint.Span;
        var lastFirst = _lastFirst.Span;
        var lastSecond = _lastSecond.Span;
        var chart = _system.Chart.Span;
        var n = _length - 1;
        var inverse = Vector512<double>.One / Vector512.Sqrt(SquaredLength(point));
        LaneComplex s = default, s1 = default, s2 = default;
        for (var i = 0; i < n; i++)
        {
            var unit = point[i] * inverse;
            chart[i] = LaneComplex.Select(far, unit, chart[i]);
            s = LaneComplex.MultiplyAdd(unit.Conjugate, lastPoint[i], s);
            s1 = LaneComplex.MultiplyAdd(unit.Conjugate, lastFirst[i], s1);
            s2 = LaneComplex.MultiplyAdd(unit.Conjugate, lastSecond[i], s2);
        }

        // r = 1/s, r' = -s' r^2, r'' = (2 s'^2 r - s'') r^2.
        var r = LaneComplex.Reciprocal(s);
        var square = r * r;
        var r1 = -(s1 * square);
        var r2 = (((s1 * s1) * r * Vector512.Create(2.0)) - s2) * square;
        for (var i = 0; i <= n; i++)
        {
            for (var times = i < n ? 1 : _start.Degree - 2; times > 0; times--)
            {
                point[i] = LaneComplex.Select(far, point[i] * inverse, point[i]);
                var (z, z1, z2) = (lastPoint[i], lastFirst[i], lastSecond[i]);
                lastPoint[i] = LaneComplex.Select(far, z * r, z);
                lastFirst[i] = LaneComplex.Select(far, LaneComplex.MultiplyAdd(z, r1, z1 * r), z1);
                var mixed = z1 * r1;
                lastSecond[i] = LaneComplex.Select(far, LaneComplex.MultiplyAdd(z, r2, LaneComplex.MultiplyAdd(z2, r, mixed + mixed)), z2);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector512<double> SquaredLength(ReadOnlySpan<LaneComplex> z)
    {
        var sum = Vector512<double>.Zero;
        for (var i = 0; i < _length - 1; i++)
            sum += z[i].SquaredModulus;
        return sum;
    }
}
