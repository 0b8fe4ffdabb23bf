using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>Proves the Morse index of a real solution, from its ball.</summary>
/// <remarks>
/// <para>
/// The bordered matrix B = [f''(x) - L I, x; x^T, 0] has one negative and one positive eigenvalue more than the Riemannian Hessian at x (a positive multiple of which it
/// holds on the tangent space), for any length of x. With V the computed eigenvectors, V^T B V has the inertia of B whenever V is regular (Sylvester), and is nearly
/// diagonal: where each diagonal entry exceeds, in modulus, the sum of its row's others and the error of B, the signs are proved (Gershgorin, Weyl).
/// </para>
/// <para>
/// Error of B: the ball's radius times the third derivatives, and rounding, both by the row sums of moduli that <see cref="PolynomialTables.AbsoluteSums"/> gives.
/// Rounding of V^T B V, in its row sums: below 4 (n + 2) u sqrt(n) |V|_F^2 |B|_F, |V|_F^2 being n.
/// </para>
/// </remarks>
internal sealed class IndexCertifier
{
    private const double UnitRoundoff = 1.1102230246251565e-16;
    private const double Widening = 1 + 1e-9;

    private readonly LanePolynomial _polynomial;
    private readonly PolynomialTables _tables;
    private readonly int _order;
    private readonly double _rounding;
    private readonly LaneBuffer _x;
    private readonly LaneBuffer _gradient;
    private readonly LaneBuffer _hessian;
    private readonly SymmetricEigenvectors _solver;
    private readonly double[] _bordered;
    private readonly double[] _eigenvalues;
    private readonly double[] _vectors;
    private readonly double[] _product;
    private readonly Vector512<double>[] _first;
    private readonly Vector512<double>[] _second;

    /// <summary>Prepares the buffers of one thread.</summary>
    /// <param name="polynomial">f in the homotopy's units.</param>
    /// <param name="tables">Its coefficients.</param>
    /// <param name="degree">The highest degree p.</param>
    public IndexCertifier(LanePolynomial polynomial, PolynomialTables tables, int degree)
    {
        (_polynomial, _tables) = (polynomial, tables);
        var n = tables.SpinCount;
        _order = n + 1;
        _rounding = ClassCertifier.RoundingFactor(degree, n);
        _x = new LaneBuffer(n);
        _gradient = new LaneBuffer(n);
        _hessian = new LaneBuffer(polynomial.Pairs);
        _solver = new SymmetricEigenvectors(_order);
        _bordered = new double[_order * _order];
        _eigenvalues = new double[_order];
        _vectors = new double[_order * _order];
        _product = new double[_order * _order];
        _first = new Vector512<double>[n];
        _second = new Vector512<double>[n];
    }

    /// <summary>The index of the Riemannian Hessian, or -1 where an eigenvalue may be zero.</summary>
    /// <param name="point">The solution.</param>
    public int Index(RealSolution point)
    {
        var error = Fill(point);
        if (_solver.Compute(_bordered, _eigenvalues, _vectors) != EigenvalueOutcome.Converged)
            return -1;
        error += 4 * (_order + 2) * UnitRoundoff * _order * Math.Sqrt(_order) * FrobeniusNorm(_bordered);
        if (!VectorsAreRegular())
            return -1;
        Multiply(_vectors, _bordered, _product, transposed: false);
        var negative = 0;
        for (var i = 0; i < _order; i++)
        {
            // Row i of V B V^T: rows of V are the vectors.
            double diagonal = 0, others = 0;
            for (var j = 0; j < _order; j++)
            {
                var entry = 0.0;
                for (var k = 0; k < _order; k++)
                    entry += _product[(i * _order) + k] * _vectors[(j * _order) + k];
                if (i == j)
                    diagonal = entry;
                else
                    others += Math.Abs(entry);
            }

            if (!(Math.Abs(diagonal) > Widening * (others + error)))
                return -1;
            negative += diagonal < 0 ? 1 : 0;
        }

        return negative - 1;
    }

    // Returns a bound of the spectral norm of what B may be off by, times 1.1, the square of the norm of V and more.
    private double Fill(RealSolution point)
    {
        var n = _order - 1;
        var largest = 0.0;
        for (var i = 0; i < n; i++)
        {
            _x.Set(i, 0, point.Position[i]);
            largest = Math.Max(largest, Math.Abs(point.Position[i]));
        }

        _polynomial.Evaluate(_x.Span, _gradient.Span, _hessian.Span);
        var hessian = _hessian.Span;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                _bordered[(i * _order) + j] = _bordered[(j * _order) + i] = hessian[(i * (i + 1) / 2) + j][0].Real;
            _bordered[(i * _order) + i] -= point.Multiplier;
            _bordered[(i * _order) + n] = _bordered[(n * _order) + i] = point.Position[i];
        }

        _bordered[(n * _order) + n] = 0;
        var bound = Widening * (largest + point.Radius);
        _tables.AbsoluteSums(Vector512.Create(bound), _first, _second);
        var error = n * point.Radius; // the last row
        for (var i = 0; i < n; i++)
            error = Math.Max(error, (point.Radius * (_second[i][0] + 2)) + (_rounding * (_first[i][0] + Math.Abs(point.Multiplier))));
        return 1.1 * Widening * error;
    }

    // |V V^T - I| below one half: V is regular and its norm squared below 1.5; below 0.05, as it always is, 1.1 covers it.
    private bool VectorsAreRegular()
    {
        Multiply(_vectors, _vectors, _product, transposed: true);
        var sum = 0.0;
        for (var i = 0; i < _order; i++)
        {
            for (var j = 0; j < _order; j++)
            {
                var off = _product[(i * _order) + j] - (i == j ? 1 : 0);
                sum += off * off;
            }
        }

        return sum < 0.0025;
    }

    private void Multiply(double[] left, double[] right, double[] result, bool transposed)
    {
        for (var i = 0; i < _order; i++)
        {
            for (var j = 0; j < _order; j++)
            {
                var sum = 0.0;
                for (var k = 0; k < _order; k++)
                    sum += left[(i * _order) + k] * (transposed ? right[(j * _order) + k] : right[(k * _order) + j]);
                result[(i * _order) + j] = sum;
            }
        }
    }

    private static double FrobeniusNorm(double[] matrix)
    {
        var sum = 0.0;
        foreach (var entry in matrix)
            sum += entry * entry;
        return Widening * Math.Sqrt(sum);
    }
}
