namespace RandomLandscapes.Theory.Multiprecision;

/// <summary>The Pfaffian's matrix A(z) = J + z C + z^2 J' from integrals of Hermite functions over the positive half line.</summary>
internal sealed class HalfLineForms
{
    private readonly int _order;
    private readonly BigReal[] _tails;
    private readonly BigReal[,] _antisymmetric;

    public HalfLineForms(int order)
    {
        _order = order;
        var sqrt = new BigReal[order + 4];
        for (var i = 0; i < sqrt.Length; i++)
            sqrt[i] = BigReal.Sqrt(i);
        var phi = HermiteFunctionsAtZero(order + 3, sqrt);
        var size = order + 1;

        // T_i = int_0^inf phi_i, by int phi_(i+1) = sqrt(i/(i+1)) int phi_(i-1) + sqrt(2/(i+1)) phi_i(0).
        _tails = new BigReal[size];
        _tails[0] = BigReal.Sqrt(BigReal.Pi() / 2) / BigReal.Sqrt(BigReal.Sqrt(BigReal.Pi()));
        for (var i = 0; i + 1 < size; i++)
            _tails[i + 1] = ((i > 0 ? sqrt[i] * _tails[i - 1] : BigReal.Zero) + (sqrt[2] * phi[i])) / sqrt[i + 1];

        // B_ij = int_0^inf T_i(x) phi_j(x) dx; on the half line phi_i^2 has integral 1/2, mixed products the Wronskian at zero.
        var mixed = new BigReal[size, size];
        mixed[0, 0] = _tails[0] * _tails[0] / 2;
        for (var j = 0; j < size; j++)
        {
            if (j > 0)
                mixed[0, j] = (_tails[0] * _tails[j]) - mixed[j, 0];
            for (var i = 0; i + 1 < size; i++)
                mixed[i + 1, j] = ((i > 0 ? sqrt[i] * mixed[i - 1, j] : BigReal.Zero) + (sqrt[2] * Gram(i, j))) / sqrt[i + 1];
        }

        _antisymmetric = new BigReal[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
                _antisymmetric[i, j] = mixed[j, i] - mixed[i, j];
        }

        BigReal Gram(int i, int j) => i == j
            ? BigReal.One / 2
            : ((Derivative(i) * phi[j]) - (phi[i] * Derivative(j))) / (2 * (i - j));

        BigReal Derivative(int i) => ((i > 0 ? sqrt[i] * phi[i - 1] : BigReal.Zero) - (sqrt[i + 1] * phi[i + 1])) / sqrt[2];
    }

    /// <summary>Pf A(z).</summary>
    public BigComplex Evaluate(BigComplex z)
    {
        var padded = _order + (_order & 1);
        var matrix = new BigComplex[padded, padded];
        var square = z * z;
        for (var i = 0; i < _order; i++)
        {
            for (var j = i + 1; j < _order; j++)
            {
                // Reflection: phi_i(-x) = (-1)^i phi_i(x), and the sign of y - x turns.
                var reflected = ((i + j) & 1) == 0 ? -_antisymmetric[i, j] : _antisymmetric[i, j];
                var across = (Below(i) * _tails[j]) - (_tails[i] * Below(j));
                matrix[i, j] = new BigComplex(_antisymmetric[i, j], BigReal.Zero) + (across * z) + (reflected * square);
            }

            if (padded > _order)
                matrix[i, _order] = new BigComplex(_tails[i], BigReal.Zero) + (Below(i) * z);
        }

        return Pfaffian(matrix, padded);
    }

    private static BigReal[] HermiteFunctionsAtZero(int count, BigReal[] sqrt)
    {
        var phi = new BigReal[count];
        phi[0] = BigReal.One / BigReal.Sqrt(BigReal.Sqrt(BigReal.Pi()));
        for (var i = 2; i < count; i += 2)
            phi[i] = -(sqrt[i - 1] * phi[i - 2] / sqrt[i]);
        return phi;
    }

    private static BigComplex Pfaffian(BigComplex[,] a, int order)
    {
        var result = new BigComplex(BigReal.One, BigReal.Zero);
        for (var k = 0; k < order; k += 2)
        {
            var pivot = k + 1;
            for (var j = k + 2; j < order; j++)
            {
                if (a[k, j].Magnitude > a[k, pivot].Magnitude)
                    pivot = j;
            }

            if (pivot != k + 1)
            {
                Swap(a, order, k, pivot);
                result = -result;
            }

            var p = a[k, k + 1];
            result *= p;
            for (var i = k + 2; i < order; i++)
                a[k, i] /= p;
            for (var i = k + 2; i < order; i++)
            {
                for (var j = i + 1; j < order; j++)
                    a[i, j] += (a[k + 1, i] * a[k, j]) - (a[k, i] * a[k + 1, j]);
            }
        }

        return result;
    }

    // Exchanges rows and columns k + 1 and j; only the part above the diagonal is stored.
    private static void Swap(BigComplex[,] a, int order, int k, int j)
    {
        var i = k + 1;
        (a[k, i], a[k, j]) = (a[k, j], a[k, i]);
        for (var m = i + 1; m < j; m++)
            (a[i, m], a[m, j]) = (-a[m, j], -a[i, m]);
        for (var m = j + 1; m < order; m++)
            (a[i, m], a[j, m]) = (a[j, m], a[i, m]);
        a[i, j] = -a[i, j];
    }

    // int_(-inf)^0 phi_i
    private BigReal Below(int i) => (i & 1) == 0 ? _tails[i] : -_tails[i];
}
