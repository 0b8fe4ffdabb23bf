using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>A function on the unit sphere at one point: value, Riemannian gradient and Hessian.</summary>
/// <remarks>
/// With f', f'' of the polynomial and m = x.f': grad = f' - m x, Hess = P (f'' - m I) P, P = I - x x^T. The Hessian is kept with an extra
/// eigenvalue in the direction x, twice its own Frobenius norm and |grad|, which is above all others: the N - 1 lowest ones of the N x N matrix are those of the tangent space.
/// </remarks>
internal sealed class TangentSpace
{
    private readonly HamiltonianEvaluator _evaluator;
    private readonly double[] _position;
    private readonly double[] _gradient;
    private readonly double[] _second;
    private readonly double[] _product;
    private double _radial;

    public TangentSpace(HamiltonianEvaluator evaluator)
    {
        var n = evaluator.SpinCount;
        _evaluator = evaluator;
        (_position, _gradient, _product) = (new double[n], new double[n], new double[n]);
        (_second, Hessian) = (new double[n * n], new double[n * n]);
    }

    /// <summary>f(x).</summary>
    public double Value { get; private set; }

    /// <summary>The point x.</summary>
    public ReadOnlySpan<double> Position => _position;

    /// <summary>The Riemannian gradient.</summary>
    public ReadOnlySpan<double> Gradient => _gradient;

    /// <summary>The length of the gradient.</summary>
    public double GradientNorm { get; private set; }

    /// <summary>The matrix that <see cref="FormHessian"/> made, row-major N x N.</summary>
    public double[] Hessian { get; }

    /// <summary>Moves to a point and evaluates the function there.</summary>
    /// <returns>Whether everything is finite.</returns>
    public bool MoveTo(ReadOnlySpan<double> x)
    {
        x.CopyTo(_position);
        var norm = VectorOperations.Norm(_position);
        foreach (ref var c in _position.AsSpan())
            c /= norm;
        Value = _evaluator.Evaluate(_position, _gradient, _second);
        _radial = VectorOperations.Dot(_position, _gradient);
        VectorOperations.AddScaled(-_radial, _position, _gradient);
        // A second time, for what rounding left.
        VectorOperations.AddScaled(-VectorOperations.Dot(_position, _gradient), _position, _gradient);
        GradientNorm = VectorOperations.Norm(_gradient);
        return double.IsFinite(Value) && double.IsFinite(GradientNorm);
    }

    /// <summary>u.Hess u for a tangent unit vector u.</summary>
    public double Curvature(ReadOnlySpan<double> direction)
    {
        var n = _position.Length;
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            sum = Math.FusedMultiplyAdd(direction[i], VectorOperations.Dot(_second.AsSpan(i * n, n), direction), sum);
        return sum - _radial;
    }

    /// <summary>Makes <see cref="Hessian"/>.</summary>
    public void FormHessian()
    {
        var n = _position.Length;
        for (var i = 0; i < n; i++)
            _product[i] = VectorOperations.Dot(_second.AsSpan(i * n, n), _position);
        var radial = VectorOperations.Dot(_product, _position);
        var squares = 0.0;
        for (var i = 0; i < n; i++)
        {
            var row = Hessian.AsSpan(i * n, n);
            _second.AsSpan(i * n, n).CopyTo(row);
            row[i] -= _radial;
            VectorOperations.AddScaled(-_position[i], _product, row);
            VectorOperations.AddScaled(((radial + _radial) * _position[i]) - _product[i], _position, row);
            squares += VectorOperations.Dot(row, row);
        }

        var top = (2 * Math.Sqrt(squares)) + GradientNorm;
        for (var i = 0; i < n; i++)
            VectorOperations.AddScaled(top * _position[i], _position, Hessian.AsSpan(i * n, n));
    }
}
