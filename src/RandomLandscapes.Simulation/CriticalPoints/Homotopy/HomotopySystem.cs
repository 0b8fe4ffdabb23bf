using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>The equations f_t' = L x with f_t = (1 - t) sum d_i x_i^p + t f for eight paths, each with its own t, and their linearisation.</summary>
/// <remarks>
/// <para>Unknowns: x and the multiplier L, N + 1 in all. The last equation fixes the scale of x: of a pure f, whose solutions are lines, Newton steps
/// are orthogonal to x, which is kept at length one; for mixtures it is x.x = 1.</para>
/// <para>L is bounded by the norm of f_t on the unit sphere and f_t' = L x has no solution at infinity there, so the paths of pure Hamiltonians stay in a bounded region.</para>
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
    }

    /// <summary>The number of variables N.</summary>
    public int SpinCount { get; }

    /// <summary>Computes the derivative of the path with respect to t.</summary>
    /// <param name="z">x and L.</param>
    /// <param name="t">Of each lane.</param>
    /// <param name="tangent">N + 1 entries; overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Tangent(ReadOnlySpan<LaneComplex> z, Vector512<double> t, Span<LaneComplex> tangent)
    {
        Linearise(z, t);
        var gradient = _gradient.Span;
        var startGradient = _startGradient.Span;
        for (var i = 0; i < SpinCount; i++)
            tangent[i] = startGradient[i] - gradient[i];
        tangent[SpinCount] = default;
        _factorisation.Solve(tangent);
    }

    /// <summary>Makes one Newton step.</summary>
    /// <param name="z">x and L; improved.</param>
    /// <param name="t">Of each lane.</param>
    /// <param name="step">N + 1 entries; overwritten by the step.</param>
    /// <returns>The squared length of the step in x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Vector512<double> Newton(Span<LaneComplex> z, Vector512<double> t, Span<LaneComplex> step)
    {
        Linearise(z, t);
        var gradient = _gradient.Span;
        var startGradient = _startGradient.Span;
        var rest = Vector512<double>.One - t;
        LaneComplex square = default;
        for (var i = 0; i < SpinCount; i++)
        {
            var derivative = LaneComplex.MultiplyAdd(startGradient[i], rest, gradient[i] * t);
            step[i] = (z[SpinCount] * z[i]) - derivative;
            square = LaneComplex.MultiplyAdd(z[i], z[i], square);
        }

        step[SpinCount] = _lines ? default : (Unit - square) * Vector512.Create(0.5);
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
        var gradient = _gradient.Span;
        var hessian = _hessian.Span;
        var startGradient = _startGradient.Span;
        var startHessian = _startHessian.Span;
        _target.Evaluate(z[..n], gradient, hessian);
        FillStart(z, startGradient, startHessian);
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
            matrix[(n * (n + 1)) + i] = _lines ? z[i].Conjugate : z[i];
        }

        matrix[(n * (n + 1)) + n] = default;
        _factorisation.Factorise();
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
