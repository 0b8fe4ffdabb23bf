using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>Follows paths of a homotopy from t = 0 to 1, eight in lockstep: a lane that arrives begins with the next path.</summary>
/// <remarks>
/// Predictor: Runge and Kutta's method of fourth order. Corrector: two Newton steps, of which the first has to be short and the second much shorter; else the step is
/// halved. A path depends on nothing but its own start. Memory does not depend on the number of paths.
/// </remarks>
internal sealed class PathTracker
{
    private const double FirstStep = 0.02;
    private const double SmallestStep = 1e-9;
    private const double Contraction = 0.05;
    private const double SquaredPrecision = 1e-24;
    private const int MostSteps = 5_000;

    private readonly HomotopySystem _system;
    private readonly StartSystem _start;
    private readonly bool _lines;
    private readonly int _length;
    private readonly LaneBuffer _point;
    private readonly LaneBuffer _trial;
    private readonly LaneBuffer _sum;
    private readonly LaneBuffer _slope;
    private readonly LaneBuffer _step;
    private readonly Complex[] _one;
    private readonly long[] _paths = new long[LaneComplex.Lanes];
    private readonly int[] _steps = new int[LaneComplex.Lanes];
    private readonly double[] _times = new double[LaneComplex.Lanes];
    private readonly double[] _stepSizes = new double[LaneComplex.Lanes];

    /// <summary>Prepares the buffers of one thread.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="start">The start system.</param>
    /// <param name="lines">Whether solutions are counted up to scale.</param>
    public PathTracker(HomotopySystem system, StartSystem start, bool lines)
    {
        (_system, _start, _lines) = (system, start, lines);
        _length = system.SpinCount + 1;
        _point = new LaneBuffer(_length);
        _trial = new LaneBuffer(_length);
        _sum = new LaneBuffer(_length);
        _slope = new LaneBuffer(_length);
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
            // Idle lanes follow the first path, which does no harm, and are never looked at.
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
            _point.Set(i, lane, _one[i]);
        _paths[lane] = idle ? -1 : path;
        (_steps[lane], _times[lane], _stepSizes[lane]) = (0, 0, FirstStep);
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
        Predict(t, h, end);

        var trial = _trial.Span;
        var step = _step.Span;
        var first = _system.Newton(trial, end, step);
        var second = _system.Newton(trial, end, step);
        var length = SquaredLength(trial);
        var limit = Vector512.Create(tolerance * tolerance) * length;
        // Comparisons with not-a-number fail, so a lane that overflows is refused.
        var accepted = Vector512.LessThanOrEqual(first, limit)
            & Vector512.LessThanOrEqual(second, Vector512.Max(Vector512.Create(Contraction * Contraction) * first, Vector512.Create(SquaredPrecision) * length));

        // The error of the predictor is of fifth order in h and first is its square: (limit / first)^(1/8) is the fourth root of the errors' ratio.
        var ratio = Vector512.Sqrt(Vector512.Sqrt(Vector512.Sqrt(limit / first)));
        var growth = Vector512.Min(Vector512.Create(2.0), Vector512.Max(Vector512.Create(0.5), Vector512.Create(0.85) * ratio));
        var halved = Vector512.Create(0.5);
        var factor = Vector512.ConditionalSelect(accepted, Vector512.ConditionalSelect(Vector512.Equals(growth, growth), growth, halved), halved);
        (h * factor).CopyTo(_stepSizes);
        Vector512.ConditionalSelect(accepted, end, t).CopyTo(_times);
        Accept(accepted, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Predict(Vector512<double> t, Vector512<double> h, Vector512<double> end)
    {
        var point = _point.Span;
        var trial = _trial.Span;
        var sum = _sum.Span;
        var slope = _slope.Span;
        var half = Vector512.Create(0.5) * h;
        var middle = t + half;
        _system.Tangent(point, t, slope);
        slope.CopyTo(sum);
        Move(point, slope, half, trial);
        _system.Tangent(trial, middle, slope);
        AddTwice(slope, sum);
        Move(point, slope, half, trial);
        _system.Tangent(trial, middle, slope);
        AddTwice(slope, sum);
        Move(point, slope, h, trial);
        _system.Tangent(trial, end, slope);
        var sixth = Vector512.Create(1.0 / 6) * h;
        for (var i = 0; i < _length; i++)
            trial[i] = LaneComplex.MultiplyAdd(sum[i] + slope[i], sixth, point[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Move(ReadOnlySpan<LaneComplex> point, ReadOnlySpan<LaneComplex> slope, Vector512<double> h, Span<LaneComplex> destination)
    {
        for (var i = 0; i < point.Length; i++)
            destination[i] = LaneComplex.MultiplyAdd(slope[i], h, point[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTwice(ReadOnlySpan<LaneComplex> slope, Span<LaneComplex> sum)
    {
        for (var i = 0; i < sum.Length; i++)
            sum[i] = LaneComplex.MultiplyAdd(slope[i], Vector512.Create(2.0), sum[i]);
    }

    // Pure Hamiltonians: back to length one; f' = L x is homogeneous of degree p - 1 in x, so L shrinks by the power p - 2.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Accept(Vector512<double> accepted, Vector512<double> squaredLength)
    {
        var point = _point.Span;
        var trial = _trial.Span;
        var n = _length - 1;
        if (_lines)
        {
            var inverse = Vector512<double>.One / Vector512.Sqrt(squaredLength);
            for (var i = 0; i < n; i++)
                trial[i] *= inverse;
            for (var j = 0; j < _start.Degree - 2; j++)
                trial[n] *= inverse;
        }

        for (var i = 0; i < _length; i++)
            point[i] = LaneComplex.Select(accepted, trial[i], point[i]);
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
