using System.Numerics;

namespace RandomLandscapes.Simulation.CriticalPoints;

/// <summary>Follows one path of <see cref="EigenpairSystem"/> from t = 0 to t = 1 on the unit sphere of C^(N+1).</summary>
/// <remarks>
/// Fourth-order Runge-Kutta predictor, Newton corrector with the extra row z^H dz = 0, z = (x, l). A step is taken when the first
/// correction is below 1e-4 and the second below a twentieth of it; the next length is 0.85 (tolerance / error)^(1/5) of the last.
/// </remarks>
internal sealed class EigenpairTracker
{
    private const double CorrectionLimit = 1e-4;
    private const double Contraction = 0.05;
    private const double SmallestStep = 1e-9;
    private const int StepLimit = 4000;

    private readonly int _order;
    private readonly EigenpairSystem _system;
    private readonly Complex[] _matrix;
    private readonly Complex[] _step;
    private readonly Complex[] _stage;
    private readonly Complex[] _sum;
    private readonly Complex[] _trial;

    public EigenpairTracker(EigenpairSystem system, int spinCount)
    {
        _system = system;
        _order = spinCount + 1;
        _matrix = new Complex[_order * _order];
        _step = new Complex[_order];
        _stage = new Complex[_order];
        _sum = new Complex[_order];
        _trial = new Complex[_order];
    }

    /// <summary>Tracks to t = 1 and polishes there.</summary>
    /// <param name="tensor">The symmetric tensor.</param>
    /// <param name="point">z = (x, l) at t = 0, length 1; on return the end point, length 1.</param>
    /// <returns>False when the path was lost.</returns>
    public bool Track(ReadOnlySpan<double> tensor, Span<Complex> point)
    {
        double t = 0, length = 0.05;
        for (var count = 0; t < 1; count++)
        {
            if (count == StepLimit)
                return false;
            length = Math.Min(length, 1 - t);
            var next = t + length >= 1 - 1e-13 ? 1.0 : t + length;
            if (Predict(tensor, point, t, next - t) && Correct(tensor, next, out var error))
            {
                _trial.CopyTo(point);
                t = next;
                length *= Math.Clamp(0.85 * Math.Pow(CorrectionLimit / Math.Max(error, 1e-12), 0.2), 0.5, 3);
            }
            else
            {
                length *= 0.5;
                if (!(length > SmallestStep))
                    return false;
            }
        }

        return Polish(tensor, point);
    }

    private bool Predict(ReadOnlySpan<double> tensor, ReadOnlySpan<Complex> point, double t, double length)
    {
        point.CopyTo(_stage);
        if (!Tangent(tensor, _stage, t))
            return false;
        Advance(point, 0.5 * length, length / 6, first: true);
        if (!Tangent(tensor, _stage, t + (0.5 * length)))
            return false;
        Advance(point, 0.5 * length, length / 3, first: false);
        if (!Tangent(tensor, _stage, t + (0.5 * length)))
            return false;
        Advance(point, length, length / 3, first: false);
        if (!Tangent(tensor, _stage, t + length))
            return false;
        for (var i = 0; i < _order; i++)
            _trial[i] = point[i] + _sum[i] + (length / 6 * _step[i]);
        return Normalise(_trial);
    }

    private void Advance(ReadOnlySpan<Complex> point, double reach, double weight, bool first)
    {
        for (var i = 0; i < _order; i++)
        {
            _stage[i] = point[i] + (reach * _step[i]);
            _sum[i] = (first ? Complex.Zero : _sum[i]) + (weight * _step[i]);
        }
    }

    private bool Correct(ReadOnlySpan<double> tensor, double t, out double error)
    {
        error = double.NaN;
        if (!Newton(tensor, _trial, t))
            return false;
        var first = Length(_step);
        error = first;
        if (!(first < CorrectionLimit))
            return false;
        if (!Newton(tensor, _trial, t))
            return false;
        var second = Length(_step);
        return second <= Math.Max(Contraction * first, 1e-13) && Normalise(_trial);
    }

    private bool Polish(ReadOnlySpan<double> tensor, Span<Complex> point)
    {
        point.CopyTo(_trial);
        for (var i = 0; i < 6; i++)
        {
            if (!Newton(tensor, _trial, 1) || !Normalise(_trial))
                return false;
            if (Length(_step) < 1e-14)
                break;
        }

        _trial.CopyTo(point);
        return Length(_step) < 1e-12;
    }

    private bool Tangent(ReadOnlySpan<double> tensor, ReadOnlySpan<Complex> z, double t)
    {
        Assemble(tensor, z, t);
        for (var i = 0; i < _order - 1; i++)
            _step[i] = -_system.TimeDerivative[i];
        _step[_order - 1] = Complex.Zero;
        return ComplexLinearSolver.Solve(_matrix, _step, _order, out _);
    }

    private bool Newton(ReadOnlySpan<double> tensor, Span<Complex> z, double t)
    {
        Assemble(tensor, z, t);
        for (var i = 0; i < _order - 1; i++)
            _step[i] = -_system.Residual[i];
        _step[_order - 1] = Complex.Zero;
        if (!ComplexLinearSolver.Solve(_matrix, _step, _order, out _))
            return false;
        for (var i = 0; i < _order; i++)
            z[i] += _step[i];
        return true;
    }

    private void Assemble(ReadOnlySpan<double> tensor, ReadOnlySpan<Complex> z, double t)
    {
        var n = _order - 1;
        _system.Evaluate(tensor, z[..n], z[n], t);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                _matrix[(i * _order) + j] = _system.Jacobian[(i * n) + j];
            _matrix[(i * _order) + n] = -z[i];
        }

        for (var j = 0; j < _order; j++)
            _matrix[(n * _order) + j] = Complex.Conjugate(z[j]);
    }

    private static bool Normalise(Span<Complex> z)
    {
        var length = Length(z);
        if (!(length > 0) || double.IsInfinity(length))
            return false;
        for (var i = 0; i < z.Length; i++)
            z[i] /= length;
        return true;
    }

    private static double Length(ReadOnlySpan<Complex> z)
    {
        var sum = 0.0;
        foreach (var entry in z)
            sum += (entry.Real * entry.Real) + (entry.Imaginary * entry.Imaginary);
        return Math.Sqrt(sum);
    }
}
