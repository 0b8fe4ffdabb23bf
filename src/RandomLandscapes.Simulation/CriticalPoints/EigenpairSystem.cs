using System.Numerics;

namespace RandomLandscapes.Simulation.CriticalPoints;

/// <summary>The homotopy F(x, l; t) = (t T + (1 - t) D) x^2 - l x between a diagonal tensor and a given one, with its derivatives.</summary>
/// <remarks>
/// At t = 1 its solutions are the eigenpairs T x^2 = l x, at t = 0 they are x_i in {0, l / d_i}. A generic diagonal tensor has the
/// full number 2^N - 1 of complex eigenpair classes (Cartwright and Sturmfels 2013), so no path is wasted.
/// </remarks>
internal sealed class EigenpairSystem
{
    private readonly int _order;
    private readonly Complex[] _contraction;

    public EigenpairSystem(int order)
    {
        _order = order;
        _contraction = new Complex[order * order];
        Start = new Complex[order];
        Residual = new Complex[order];
        Jacobian = new Complex[order * order];
        TimeDerivative = new Complex[order];
    }

    /// <summary>The diagonal d of the start tensor.</summary>
    public Complex[] Start { get; }

    /// <summary>F at the last evaluation.</summary>
    public Complex[] Residual { get; }

    /// <summary>dF/dx at the last evaluation, row-major; dF/dl is -x.</summary>
    public Complex[] Jacobian { get; }

    /// <summary>dF/dt at the last evaluation.</summary>
    public Complex[] TimeDerivative { get; }

    public void Evaluate(ReadOnlySpan<double> tensor, ReadOnlySpan<Complex> x, Complex eigenvalue, double t)
    {
        var n = _order;
        for (var row = 0; row < n * n; row++)
        {
            double re = 0, im = 0;
            for (var k = 0; k < n; k++)
            {
                var entry = tensor[(row * n) + k];
                re = Math.FusedMultiplyAdd(entry, x[k].Real, re);
                im = Math.FusedMultiplyAdd(entry, x[k].Imaginary, im);
            }

            _contraction[row] = new Complex(re, im);
        }

        for (var i = 0; i < n; i++)
        {
            var square = Complex.Zero;
            for (var j = 0; j < n; j++)
            {
                var entry = _contraction[(i * n) + j];
                square += entry * x[j];
                Jacobian[(i * n) + j] = 2 * t * entry;
            }

            var diagonal = Start[i] * x[i];
            var diagonalSquare = diagonal * x[i];
            Jacobian[(i * n) + i] += (2 * (1 - t) * diagonal) - eigenvalue;
            TimeDerivative[i] = square - diagonalSquare;
            Residual[i] = (t * square) + ((1 - t) * diagonalSquare) - (eigenvalue * x[i]);
        }
    }
}
