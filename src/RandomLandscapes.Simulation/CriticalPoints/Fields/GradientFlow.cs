using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Simulation.CriticalPoints.Fields;

/// <summary>Follows the gradient of a field on the two-dimensional torus from its saddles: dx/dt = -grad f down to minima, +grad f up to maxima.</summary>
/// <remarks>
/// <para>Dormand-Prince 5(4) with step control, local error 1e-10 in x; a line starts 1e-5 from the saddle along the eigenvector of its Hessian, which is off its curve by about 1e-10.</para>
/// <para>
/// A line has ended when it is in a disc about an extremum in which the Hessian is definite: of radius 0.9 lambda / L, lambda its smallest eigenvalue there in modulus, and L = sum |k|^3 sqrt(A_k^2 + B_k^2), which
/// bounds the change of the Hessian per length. In such a disc the distance to the extremum falls along the flow, so the line never leaves it again. The integration itself is not enclosed: it is a computation, no proof.
/// </para>
/// <para>Source: J. R. Dormand and P. J. Prince, A family of embedded Runge-Kutta formulae, J. Comp. Appl. Math. 6 (1980) 19, table 2.</para>
/// </remarks>
public sealed class GradientFlow
{
    private const double TwoPi = 2 * Math.PI;
    private const double Offset = 1e-5;
    private const double Tolerance = 1e-10;
    private const double LongestStep = 0.03;
    private const double DrawnDistance = 0.04;
    private const double Close = 1e-3;
    private const int MostSteps = 100_000;

    private readonly TrigonometricField _field;
    private readonly IReadOnlyList<FieldPoint> _points;
    private readonly double[] _radii;
    private readonly double[] _gradient = new double[2];
    private readonly double[] _hessian = new double[4];

    /// <summary>Prepares the discs of the extrema.</summary>
    /// <param name="field">The field, d = 2.</param>
    /// <param name="points">All its critical points, of decided index.</param>
    /// <exception cref="ArgumentException">The field is not two-dimensional, or the index of a point is not decided.</exception>
    public GradientFlow(TrigonometricField field, IReadOnlyList<FieldPoint> points)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(points);
        if (field.Dimension != 2)
            throw new ArgumentException($"Expected a field in 2 dimensions, was {field.Dimension}.", nameof(field));
        if (points.Any(p => p.MorseIndex < 0))
            throw new ArgumentException("Expected points of decided index.", nameof(points));
        (_field, _points) = (field, points);
        var bound = 0.0;
        for (var m = 0; m < field.ModeCount; m++)
            bound += Math.Pow(double.Hypot(field.Waves[2 * m], field.Waves[(2 * m) + 1]), 3) * double.Hypot(field.Cosines[m], field.Sines[m]);
        _radii = [.. points.Select(p => p.MorseIndex == 1 ? 0 : 0.9 * SmallestModulus(p) / bound)];
    }

    /// <summary>Follows the four lines of every saddle: for each saddle in turn two down, then two up.</summary>
    public IReadOnlyList<FlowLine> FromSaddles()
    {
        var lines = new List<FlowLine>();
        for (var i = 0; i < _points.Count; i++)
        {
            if (_points[i].MorseIndex != 1)
                continue;
            foreach (var isUphill in new[] { false, true })
            {
                var (x, y) = Direction(_points[i], isUphill);
                lines.Add(Follow(i, isUphill, x, y));
                lines.Add(Follow(i, isUphill, -x, -y));
            }
        }

        return lines;
    }

    private FlowLine Follow(int saddle, bool isUphill, double directionX, double directionY)
    {
        var start = (X: _points[saddle].Position[0], Y: _points[saddle].Position[1]);
        var path = new List<(double X, double Y)> { start };
        var sign = isUphill ? 1.0 : -1.0;
        var at = (X: start.X + (Offset * directionX), Y: start.Y + (Offset * directionY));
        var step = 1e-3 / double.Hypot(Slope(at, sign).X, Slope(at, sign).Y);
        var end = -1;
        for (var steps = 0; steps < MostSteps; steps++)
        {
            var slope = Slope(at, sign);
            step = Math.Min(step, LongestStep / double.Hypot(slope.X, slope.Y));
            var (next, error) = Step(at, sign, step);
            if (!double.IsFinite(error))
                break;
            if (error > Tolerance)
            {
                step *= Math.Max(0.2, 0.9 * Math.Pow(Tolerance / error, 0.2));
                continue;
            }

            at = next;
            if (end < 0)
                end = Disc(at, isUphill ? 2 : 0);
            step *= error == 0 ? 5 : Math.Min(5, 0.9 * Math.Pow(Tolerance / error, 0.2));
            if (end >= 0 && Distance(at, end) < Math.Min(Close, _radii[end]))
            {
                var image = Image(at, end);
                path.Add(image);
                var turns = ((int)Math.Round((image.X - _points[end].Position[0]) / TwoPi), (int)Math.Round((image.Y - _points[end].Position[1]) / TwoPi));
                return new FlowLine(saddle, isUphill, end, turns, path);
            }

            if (double.Hypot(at.X - path[^1].X, at.Y - path[^1].Y) >= DrawnDistance)
                path.Add(at);
        }

        return new FlowLine(saddle, isUphill, -1, (0, 0), path);
    }

    private ((double X, double Y) Next, double Error) Step((double X, double Y) at, double sign, double h)
    {
        var a = Slope(at, sign);
        var b = Slope((at.X + (h * a.X / 5), at.Y + (h * a.Y / 5)), sign);
        var c = Slope(Combine(at, h, (3.0 / 40, a), (9.0 / 40, b)), sign);
        var d = Slope(Combine(at, h, (44.0 / 45, a), (-56.0 / 15, b), (32.0 / 9, c)), sign);
        var e = Slope(Combine(at, h, (19372.0 / 6561, a), (-25360.0 / 2187, b), (64448.0 / 6561, c), (-212.0 / 729, d)), sign);
        var f = Slope(Combine(at, h, (9017.0 / 3168, a), (-355.0 / 33, b), (46732.0 / 5247, c), (49.0 / 176, d), (-5103.0 / 18656, e)), sign);
        var next = Combine(at, h, (35.0 / 384, a), (500.0 / 1113, c), (125.0 / 192, d), (-2187.0 / 6784, e), (11.0 / 84, f));
        var g = Slope(next, sign);
        var error = Combine((0, 0), h, (71.0 / 57600, a), (-71.0 / 16695, c), (71.0 / 1920, d), (-17253.0 / 339200, e), (22.0 / 525, f), (-1.0 / 40, g));
        return (next, double.Hypot(error.X, error.Y));
    }

    private static (double X, double Y) Combine((double X, double Y) at, double h, params ReadOnlySpan<(double Weight, (double X, double Y) Slope)> parts)
    {
        foreach (var (weight, slope) in parts)
            at = (at.X + (h * weight * slope.X), at.Y + (h * weight * slope.Y));
        return at;
    }

    private (double X, double Y) Slope((double X, double Y) at, double sign)
    {
        _field.Evaluate([at.X, at.Y], _gradient, _hessian);
        return (sign * _gradient[0], sign * _gradient[1]);
    }

    private int Disc((double X, double Y) at, int morseIndex)
    {
        for (var i = 0; i < _points.Count; i++)
        {
            if (_points[i].MorseIndex == morseIndex && Distance(at, i) < _radii[i])
                return i;
        }

        return -1;
    }

    private double Distance((double X, double Y) at, int point)
    {
        var image = Image(at, point);
        return double.Hypot(at.X - image.X, at.Y - image.Y);
    }

    /// <summary>The periodic image of a critical point that is nearest to a place.</summary>
    private (double X, double Y) Image((double X, double Y) at, int point)
    {
        var (x, y) = (_points[point].Position[0], _points[point].Position[1]);
        return (x + (TwoPi * Math.Round((at.X - x) / TwoPi)), y + (TwoPi * Math.Round((at.Y - y) / TwoPi)));
    }

    private double SmallestModulus(FieldPoint point)
    {
        var (mean, half, _, _) = Eigen(point);
        return Math.Min(Math.Abs(mean - half), Math.Abs(mean + half));
    }

    /// <summary>The eigenvector of the positive (uphill) or negative eigenvalue.</summary>
    private (double X, double Y) Direction(FieldPoint saddle, bool isUphill)
    {
        var (_, _, difference, off) = Eigen(saddle);
        var turn = 0.5 * Math.Atan2(off, difference);
        var (sin, cos) = Math.SinCos(turn);
        return isUphill ? (cos, sin) : (-sin, cos);
    }

    /// <summary>The Hessian's eigenvalues are mean +- half; half times the cosine and sine of twice the angle of the upper one are the other two numbers.</summary>
    private (double Mean, double Half, double Difference, double Off) Eigen(FieldPoint point)
    {
        _field.Evaluate([point.Position[0], point.Position[1]], _gradient, _hessian);
        var (difference, off) = (0.5 * (_hessian[0] - _hessian[3]), _hessian[1]);
        return (0.5 * (_hessian[0] + _hessian[3]), double.Hypot(difference, off), difference, off);
    }
}
