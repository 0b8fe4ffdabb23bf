namespace RandomLandscapes.Theory;

/// <summary>Large-n forms of P(minimum) and of the index variance. Asymptotic: they carry no error bound, only a stated range.</summary>
public static class IndexAsymptotics
{
    private const double EulerGamma = 0.57721566490153286;
    private const double ZetaPrimeAtMinusOne = -0.16542114370045092;

    /// <summary>The source of the GOE form.</summary>
    public const string GoeSource = "Dean and Majumdar 2008 (n^2); Borot, Eynard, Majumdar, Nadal 2011 (form); constants identified from exact n <= 300";

    /// <summary>The source of the field form.</summary>
    public const string FieldSource = "edge eigenvalue against the Tracy-Widom 1 left tail, constant fitted to exact n <= 100";

    /// <summary>The coefficient of n^2 in ln P(all eigenvalues of GOE(n) positive): -(ln 3) / 4.</summary>
    public static double GoeQuadratic => -Math.Log(3) / 4;

    /// <summary>The coefficient of n: -(1/2) ln(1 + 2 / sqrt 3).</summary>
    public static double GoeLinear => -0.5 * Math.Log(1 + (2 / Math.Sqrt(3)));

    /// <summary>The coefficient of ln n: -1/24.</summary>
    public static double GoeLogarithmic => -1.0 / 24;

    /// <summary>ln P(all eigenvalues of GOE(n) positive) through n^-2; error 8e-6 at n = 10, 6e-8 at n = 50.</summary>
    /// <param name="dimension">n, at least 1; meant for n of 5 and more.</param>
    public static double GoeLogProbabilityOfMinimum(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        double n = dimension;
        var root3 = Math.Sqrt(3);
        var constant = (ZetaPrimeAtMinusOne / 2) - (Math.Log(2) / 12) - (3.0 / 16 * Math.Log(3)) + (0.25 * Math.Log(2 + root3));
        return (GoeQuadratic * n * n) + (GoeLinear * n) + (GoeLogarithmic * Math.Log(n)) + constant
            + ((1 - root3) / (48 * n)) + ((23 - (24 * root3)) / (2304 * n * n));
    }

    /// <summary>The variance of the index of GOE(n): (ln n + 1 + gamma + 3 ln 2 - pi^2/8) / pi^2 - 1 / (2 pi^2 n).</summary>
    /// <remarks>Source: Majumdar, Nadal, Scardicchio, Vivo 2009 (leading term); constant recognised from exact n.</remarks>
    /// <param name="dimension">n, at least 1.</param>
    public static double GoeIndexVariance(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        var bracket = Math.Log(dimension) + 1 + EulerGamma + (3 * Math.Log(2)) - (Math.PI * Math.PI / 8);
        return (bracket / (Math.PI * Math.PI)) - (1 / (2 * Math.PI * Math.PI * dimension));
    }

    /// <summary>ln of the fraction of minima among the critical points of an isotropic field:
    /// -n + (4 sqrt 2 / 3) sqrt n - (2^(7/4) / 3) n^(1/4) - (25/96) ln n - 1.334(2).</summary>
    /// <remarks>The next term is O(n^(-1/4)) and not small: the form lies below the exact logarithm by 0.48 at n = 20 and 0.39 at n = 50.</remarks>
    /// <param name="dimension">n, at least 1; meant for n of 20 and more.</param>
    public static double FieldLogFractionOfMinima(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        double n = dimension;
        return -n + (4 * Math.Sqrt(2) / 3 * Math.Sqrt(n)) - (Math.Pow(2, 1.75) / 3 * Math.Pow(n, 0.25)) - (25.0 / 96 * Math.Log(n)) - 1.334;
    }

    /// <summary>The variance of the index over the critical points of an isotropic field: 2n/pi^2 + (ln n)/pi^2 + about 0.06.</summary>
    /// <param name="dimension">n, at least 1.</param>
    public static double FieldIndexVariance(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        return (((2.0 * dimension) + Math.Log(dimension)) / (Math.PI * Math.PI)) + 0.06;
    }
}
