namespace RandomLandscapes.Theory.Multiprecision;

/// <summary>The index law of GOE(n) by Pfaffians in 640-bit arithmetic: the second exact route up to n = 100, sharing nothing with the pivot chain.</summary>
/// <remarks>
/// <para>
/// sum_k P(index = k) z^k = Pf A(z) / Pf A(1), A_ij(z) = int int sgn(y - x) phi_i(x) phi_j(y) w(x) w(y), w = z on the negative and 1 on the positive half line,
/// phi_i the Hermite functions; odd n have a further row int phi_i w. On a circle |z| = r the coefficients r^k P(k) near their maximum come out of a discrete
/// Fourier transform with nearly all of the arithmetic's digits; radii are chosen one after the other so that the maximum moves down from n/2 to 0.
/// </para>
/// <para>
/// Error: the forms lose about 1.15 digits per dimension of the 192 that the arithmetic has (with 115 digits n = 77 still agrees with the chain in twelve digits and
/// n = 100 in none), and entries down to 1e-30 of the maximum are read off; so every logarithm is right to the last bits of a double.
/// </para>
/// <para>Source: de Bruijn 1955; Mehta, Random Matrices, chapter 7. Cost: n^3/12 complex multiplications for each of 25 points on each of a few circles; 0.1 s at n = 20, about 100 s at n = 100.</para>
/// </remarks>
public static class MultiprecisionPfaffian
{
    /// <summary>The largest dimension.</summary>
    public const int MaxDimension = 100;

    private const int CirclePoints = 48;
    private const double LogRelativeFloor = -70; // entries down to 1e-30 of the largest coefficient are read off

    /// <summary>ln P(index = k), k = 0..n.</summary>
    /// <param name="dimension">n, 1 to <see cref="MaxDimension"/>.</param>
    public static double[] GoeLogProbabilities(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, MaxDimension);
        var forms = new HalfLineForms(dimension);
        var result = new double[dimension + 1];
        Array.Fill(result, double.NaN);
        var normalisation = forms.Evaluate(new BigComplex(BigReal.One, BigReal.Zero)).Real;
        var log2Radius = 0;
        var maximum = dimension / 2;
        while (true)
        {
            ReadOff(forms, normalisation, log2Radius, maximum, result);
            maximum = Array.FindIndex(result, x => !double.IsNaN(x));
            if (maximum == 0)
                break;
            // The lowest known pair gives the ratio of neighbours; the next circle has its maximum there.
            log2Radius = (int)Math.Round((result[maximum] - result[maximum + 1]) / Math.Log(2));
        }

        return result;
    }

    private static void ReadOff(HalfLineForms forms, BigReal normalisation, int log2Radius, int maximum, double[] result)
    {
        var n = result.Length - 1;
        const int points = CirclePoints;
        var radius = BigReal.PowerOfTwo(log2Radius);
        var step = 2 * BigReal.Pi() / points;
        var roots = new (BigReal Cos, BigReal Sin)[points];
        for (var m = 0; m < points; m++)
            roots[m] = BigReal.CosSin(m * step);
        var values = new BigComplex[(points / 2) + 1];
        Parallel.For(0, values.Length, m => values[m] = forms.Evaluate(new BigComplex(radius * roots[m].Cos, radius * roots[m].Sin)));
        var coefficients = new BigReal[n + 1];
        for (var k = 0; k <= n; k++)
        {
            var sum = BigReal.Zero;
            for (var m = 0; m <= points / 2; m++)
            {
                // Conjugate points give conjugate values.
                var (cos, sin) = roots[(int)((long)m * k % points)];
                var real = (values[m].Real * cos) + (values[m].Imaginary * sin);
                sum += m == 0 || 2 * m == points ? real : 2 * real;
            }

            coefficients[k] = sum / (points * normalisation);
        }

        var logs = Array.ConvertAll(coefficients, c => c.Sign > 0 ? c.LogAbs() : double.NegativeInfinity);
        // The transform repeats with the period of the circle; half a period around the maximum nothing is another one's alias.
        var low = Math.Max(0, maximum - (points / 2) + 1);
        var high = Math.Min(n, maximum + (points / 2) - 1);
        var top = Enumerable.Range(low, high - low + 1).Max(k => logs[k]);
        for (var k = low; k <= high; k++)
        {
            if (double.IsNaN(result[k]) && logs[k] > top + LogRelativeFloor)
                result[k] = result[n - k] = logs[k] - (k * log2Radius * Math.Log(2));
        }
    }
}
