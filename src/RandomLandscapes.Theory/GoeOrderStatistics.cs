using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Theory;

/// <summary>Exact laws of the ordered eigenvalues of GOE(N), density proportional to exp(-tr M^2 / 2).</summary>
/// <remarks>
/// <para>
/// E xi^#(l &lt; u) = Pf A(xi, u) / Pf A(1), A_ij = int int sgn(y - x) phi_i(x) phi_j(y) w(x) w(y) dx dy with w = xi below u and 1
/// above, phi_i the Hermite functions; odd N have a further row int phi_i w. The coefficients of xi^j come from the (N+1)-th
/// roots of unity. Source: de Bruijn, J. Indian Math. Soc. 19 (1955) 133; Mehta, Random Matrices, chapter 7.
/// </para>
/// <para>
/// Arithmetic is double-double, so a probability p carries an error of about N 1e-30 absolute: relative 1e-10 down to 1e-19.
/// </para>
/// <para>Cost: N^3/3 complex multiplications for each of N/2 + 1 roots, about 1 ms per u at N = 13, 20 ms at N = 31.</para>
/// </remarks>
public sealed class GoeOrderStatistics
{
    private readonly int _order;
    private readonly int _padded;
    private readonly HalfLineHermiteIntegrals _above;
    private readonly HalfLineHermiteIntegrals _below;
    private readonly ComplexDoubleDouble[] _matrix;
    private readonly ComplexDoubleDouble[] _roots;
    private readonly ComplexDoubleDouble[] _values;

    /// <summary>Prepares the buffers for one order; the instance serves one thread.</summary>
    /// <param name="order">N, at least 1.</param>
    public GoeOrderStatistics(int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        _order = order;
        _padded = order + (order & 1);
        _above = new HalfLineHermiteIntegrals(order);
        _below = new HalfLineHermiteIntegrals(order);
        _matrix = new ComplexDoubleDouble[_padded * _padded];
        _roots = new ComplexDoubleDouble[order + 1];
        _values = new ComplexDoubleDouble[order + 1];
        for (var m = 0; m <= order; m++)
        {
            var (cos, sin) = DoubleDouble.RootOfUnity(m, order + 1);
            _roots[m] = new ComplexDoubleDouble(cos, sin);
        }
    }

    /// <summary>Computes P(exactly j eigenvalues lie below u), j = 0..N.</summary>
    /// <param name="u">The level; for the index law zero.</param>
    /// <param name="destination">At least N + 1 entries.</param>
    public void CountBelow(DoubleDouble u, Span<DoubleDouble> destination)
    {
        if (destination.Length <= _order)
            throw new ArgumentException($"Expected {_order + 1} entries, was {destination.Length}.", nameof(destination));
        _above.MoveTo(u);
        _below.MoveTo(-u);
        var normalisation = Evaluate(ComplexDoubleDouble.One);
        var half = (_order + 1) / 2;
        for (var m = 0; m <= half; m++)
            _values[m] = m == 0 ? ComplexDoubleDouble.One : Evaluate(_roots[m]) / normalisation;
        for (var j = 0; j <= _order; j++)
        {
            // The value at the conjugate root is the conjugate: only the real part of half of the sum is needed.
            var sum = _values[0].Real;
            for (var m = 1; m <= half; m++)
            {
                var back = _roots[(int)((long)m * j % (_order + 1))];
                var real = (_values[m].Real * back.Real) + (_values[m].Imaginary * back.Imaginary);
                sum += 2 * m == _order + 1 ? real : real * 2;
            }

            destination[j] = sum / (_order + 1.0);
        }
    }

    /// <summary>Computes E exp(-c l_k^2) for every ordered eigenvalue l_0 &lt;= ... &lt;= l_(N-1), relative error below 1e-12.</summary>
    /// <remarks>
    /// <para>E g(l_k) = int_0^inf -g'(u) P(|l_k| &lt; u) du with g = exp(-c u^2). Both factors are odd entire functions of u, so the
    /// trapezoidal rule on [0, reach] converges geometrically once the integrand has died out at the end; the step is halved until two
    /// sums agree. u and -u share one evaluation, because l_k and -l_(N-1-k) have the same law.</para>
    /// <para>Where g decays more slowly than the spectrum ends (small c), erf(u / s) with s = reach / 9 is taken off P and its
    /// integral (1 + c s^2)^(-1/2) put back: the difference dies out at the edge whatever c is.</para>
    /// </remarks>
    /// <param name="c">The rate, positive; 1/2 for isotropic fields, (p-2)/(2p) for the spherical p-spin in this normalisation.</param>
    /// <returns>N values, symmetric under k to N-1-k.</returns>
    /// <exception cref="ArithmeticException">1024 steps did not suffice.</exception>
    public double[] GaussianExpectations(double c)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(c);
        var edge = Math.Sqrt(2 * _order) + 12; // beyond it P(|l_k| > u) < e^-100 for every k
        var decay = Math.Sqrt(75 / c); // e^-75 is below the rounding of double-double sums
        var subtract = decay > edge;
        var reach = Math.Min(decay, edge);
        var scale = (DoubleDouble)reach / 9; // 1 - erf 9 is 4e-37
        var putBack = subtract ? DoubleDouble.One / DoubleDouble.Sqrt(DoubleDouble.One + (scale * scale * c)) : DoubleDouble.Zero;
        var counts = new DoubleDouble[_order + 1];
        var sums = new DoubleDouble[_order];
        var steps = 16;
        Accumulate(stride: 1);
        var previous = Scaled();
        while (steps < 1024)
        {
            // The finer grid's new points are the odd multiples of the new step.
            steps *= 2;
            Accumulate(stride: 2);
            var current = Scaled();
            var change = 0.0;
            for (var k = 0; k < _order; k++)
                change = Math.Max(change, Math.Abs((double)(current[k] - previous[k]) / current[k].High));
            // Halving the step about squares the error, so what is returned is far closer than this.
            if (change < 1e-12)
                return Array.ConvertAll(current, x => (double)x);
            previous = current;
        }

        throw new ArithmeticException($"E exp(-c l^2) did not converge at order {_order}, c = {c:R}.");

        void Accumulate(int stride)
        {
            for (var i = 1; i <= steps; i += stride)
            {
                var u = (DoubleDouble)(reach * i / steps);
                CountBelow(u, counts);
                var slope = u * (2 * c) * DoubleDouble.Exp(-(u * u * c));
                var taken = subtract ? DoubleDouble.One - DoubleDouble.Erfc(u / scale) : DoubleDouble.Zero;
                // P(-u < l_k <= u) = P(more than k below u) - P(more than k below -u), and the count at -u is N minus the count at u.
                DoubleDouble moreBelow = 1, moreBelowMirror = 1;
                for (var k = 0; k < _order; k++)
                {
                    moreBelow -= counts[k];
                    moreBelowMirror -= counts[_order - k];
                    sums[k] += slope * (moreBelow - moreBelowMirror - taken);
                }
            }
        }

        DoubleDouble[] Scaled() => Array.ConvertAll(sums, s => (s * (reach / steps)) + putBack);
    }

    private ComplexDoubleDouble Evaluate(ComplexDoubleDouble xi)
    {
        var square = xi * xi;
        for (var i = 0; i < _order; i++)
        {
            for (var j = i + 1; j < _order; j++)
            {
                // Below u: phi_i(-x) = (-1)^i phi_i(x) and the sign of y - x turns, hence the sign (-1)^(i+j+1).
                var below = _below.Antisymmetric(i, j);
                if (((i + j) & 1) == 0)
                    below = -below;
                var across = (Below(i) * _above.Tails[j]) - (_above.Tails[i] * Below(j));
                _matrix[(i * _padded) + j] = (ComplexDoubleDouble)_above.Antisymmetric(i, j) + (xi * across) + (square * below);
            }

            if (_padded > _order)
                _matrix[(i * _padded) + _order] = (ComplexDoubleDouble)_above.Tails[i] + (xi * Below(i));
        }

        return Pfaffian.Destructive(_matrix, _padded);
    }

    // int_(-inf)^u phi_i
    private DoubleDouble Below(int i) => (i & 1) == 0 ? _below.Tails[i] : -_below.Tails[i];
}
