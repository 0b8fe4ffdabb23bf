using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Theory;

/// <summary>Integrals of Hermite functions over a half line, all by recurrences with no quadrature.</summary>
/// <remarks>
/// <para>phi_i(x) = H_i(x) e^(-x^2/2) / sqrt(sqrt(pi) 2^i i!), orthonormal on the line; T_i(x) = int_x^inf phi_i.</para>
/// <para>
/// From phi_i' = sqrt(i/2) phi_(i-1) - sqrt((i+1)/2) phi_(i+1) and phi_i'' = (x^2 - 2i - 1) phi_i:
/// T_(i+1) = sqrt(i/(i+1)) T_(i-1) + sqrt(2/(i+1)) phi_i; G_ij = int_u^inf phi_i phi_j = (phi_i' phi_j - phi_i phi_j')(u) / (2(i-j));
/// B_ij = int_u^inf T_i phi_j obeys B_(i+1,j) = sqrt(i/(i+1)) B_(i-1,j) + sqrt(2/(i+1)) G_ij, started by B_ij + B_ji = T_i(u) T_j(u).
/// </para>
/// <para>Derived here from the two textbook identities of Hermite functions.</para>
/// </remarks>
internal sealed class HalfLineHermiteIntegrals
{
    private readonly int _count;
    private readonly DoubleDouble[] _phi;
    private readonly DoubleDouble[] _gram;
    private readonly DoubleDouble[] _mixed;
    private readonly DoubleDouble[] _sqrt;

    public HalfLineHermiteIntegrals(int count)
    {
        _count = count;
        _phi = new DoubleDouble[count + 3];
        _gram = new DoubleDouble[(count + 2) * (count + 2)];
        _mixed = new DoubleDouble[(count + 2) * (count + 2)];
        Tails = new DoubleDouble[count + 2];
        _sqrt = new DoubleDouble[count + 5];
        for (var i = 0; i < _sqrt.Length; i++)
            _sqrt[i] = DoubleDouble.Sqrt(i);
    }

    /// <summary>T_i(u) for i below the count.</summary>
    public DoubleDouble[] Tails { get; }

    /// <summary>The antisymmetric form over (u, inf)^2: int int sgn(y - x) phi_i(x) phi_j(y) = B_ji - B_ij.</summary>
    public DoubleDouble Antisymmetric(int i, int j) => _mixed[(j * Stride) + i] - _mixed[(i * Stride) + j];

    private int Stride => _count + 2;

    /// <summary>Computes everything for one lower limit.</summary>
    public void MoveTo(DoubleDouble u)
    {
        HermiteFunctions(u);
        var sqrt2 = _sqrt[2];
        Tails[0] = DoubleDouble.Sqrt(DoubleDouble.Pi * 0.5) / FourthRootOfPi * DoubleDouble.Erfc(u / sqrt2);
        Tails[1] = sqrt2 * _phi[0];
        for (var i = 1; i + 1 < Tails.Length; i++)
            Tails[i + 1] = ((_sqrt[i] * Tails[i - 1]) + (sqrt2 * _phi[i])) / _sqrt[i + 1];
        Gram(u);
        Mixed();
    }

    private static DoubleDouble FourthRootOfPi { get; } = DoubleDouble.Sqrt(DoubleDouble.Sqrt(DoubleDouble.Pi));

    private void HermiteFunctions(DoubleDouble u)
    {
        var sqrt2 = _sqrt[2];
        _phi[0] = DoubleDouble.Exp(-(u * u) * 0.5) / FourthRootOfPi;
        _phi[1] = sqrt2 * u * _phi[0];
        for (var i = 1; i + 1 < _phi.Length; i++)
            _phi[i + 1] = ((sqrt2 * u * _phi[i]) - (_sqrt[i] * _phi[i - 1])) / _sqrt[i + 1];
    }

    private DoubleDouble Derivative(int i)
    {
        var rising = _sqrt[i + 1] * _phi[i + 1];
        return ((i == 0 ? -rising : (_sqrt[i] * _phi[i - 1]) - rising)) / _sqrt[2];
    }

    private void Gram(DoubleDouble u)
    {
        for (var i = 0; i < Stride; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var value = ((Derivative(i) * _phi[j]) - (_phi[i] * Derivative(j))) / (2.0 * (i - j));
                _gram[(i * Stride) + j] = value;
                _gram[(j * Stride) + i] = value;
            }
        }

        _gram[0] = DoubleDouble.Erfc(u) * 0.5;
        for (var i = 0; i + 2 < Stride; i++)
        {
            // d(phi_i phi_(i+1))/dx integrated over (u, inf).
            var sum = (_sqrt[2] * _phi[i] * _phi[i + 1]) - (_sqrt[i + 2] * _gram[(i * Stride) + i + 2]);
            if (i > 0)
                sum += _sqrt[i] * _gram[((i - 1) * Stride) + i + 1];
            _gram[((i + 1) * Stride) + i + 1] = _gram[(i * Stride) + i] + (sum / _sqrt[i + 1]);
        }
    }

    private void Mixed()
    {
        // Column 0 first: B_00 = T_0^2 / 2, the rest by the recurrence; row 0 from the symmetric sum; then all rows.
        _mixed[0] = Tails[0] * Tails[0] * 0.5;
        for (var i = 0; i + 1 < _count; i++)
            _mixed[(i + 1) * Stride] = Step(i, 0);
        for (var j = 1; j < _count; j++)
        {
            _mixed[j] = (Tails[0] * Tails[j]) - _mixed[j * Stride];
            for (var i = 0; i + 1 < _count; i++)
                _mixed[((i + 1) * Stride) + j] = Step(i, j);
        }
    }

    private DoubleDouble Step(int i, int j)
    {
        var sum = _sqrt[2] * _gram[(i * Stride) + j];
        if (i > 0)
            sum += _sqrt[i] * _mixed[((i - 1) * Stride) + j];
        return sum / _sqrt[i + 1];
    }
}
