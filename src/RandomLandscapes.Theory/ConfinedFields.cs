using MathNet.Numerics;

namespace RandomLandscapes.Theory;

/// <summary>Stationary points of H(x) = mu |x|^2 / 2 + V(x) on R^n, V an isotropic Gaussian field with E V V' = n f(r^2 / 2n).</summary>
/// <remarks>
/// <para>
/// With m = mu / mu_c, mu_c = sqrt(f''(0)): E N_k = E[|det(I + sqrt(2/n) M / m)|; index k], M ~ GOI(1/2), which is
/// m^-n (2/n)^(n/2) sqrt(2/pi) Gamma((n+1)/2) int exp(-(s + m sqrt(n/2))^2 + s^2/2) p_(k+1)(s) ds over GOE(n+1). The covariance enters through m alone.
/// </para>
/// <para>Source: Fyodorov 2004; Fyodorov and Williams 2007; Fyodorov and Nadal 2012 (the transition at m = 1).</para>
/// </remarks>
public sealed class ConfinedFields
{
    private readonly int _dimension;
    private readonly GoeLevelTable _table;

    /// <summary>Prepares the laws of one dimension; several m share the work.</summary>
    /// <param name="dimension">n, 1 to <see cref="IsotropicFields.MaxDimension"/>.</param>
    public ConfinedFields(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, IsotropicFields.MaxDimension);
        _dimension = dimension;
        _table = GoeLevelTable.OfEigenvalues(dimension + 1);
    }

    /// <summary>E N_k, k = 0..n.</summary>
    /// <param name="confinement">m = mu / mu_c, positive.</param>
    public MeanCounts MeanCountsAt(double confinement)
    {
        ThrowIfNotPositive(confinement);
        var centre = confinement * Math.Sqrt(0.5 * _dimension);
        var logFactor = LogEigenvalueFactor(_dimension, confinement);
        // -(s + c)^2 + s^2/2 with its maximum -2 (c + s/2)... taken as it stands: logarithms have room for it.
        return MeanCounts.FromLogs(_table.LogIntegrals(s => (-(s + centre) * (s + centre)) + (0.5 * s * s)).Select(x => x + logFactor));
    }

    /// <summary>ln of the factor of E[|det(M + s I)|; index k], M ~ GOE(n) and s normal with the mean m sqrt(n/2) and the variance 1/2: m^-n (2/n)^(n/2).</summary>
    /// <param name="dimension">n, at least 1.</param>
    /// <param name="confinement">m, positive.</param>
    public static double LogDeterminantFactor(int dimension, double confinement)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ThrowIfNotPositive(confinement);
        return (-dimension * Math.Log(confinement)) + (0.5 * dimension * Math.Log(2.0 / dimension));
    }

    /// <summary>ln of the factor of E exp(-(l_k + m sqrt(2n))^2 / 2) over the ordered eigenvalues of GOE(n+1), k = 0..n.</summary>
    /// <param name="dimension">n, at least 1.</param>
    /// <param name="confinement">m, positive.</param>
    public static double LogWindowFactor(int dimension, double confinement) =>
        LogEigenvalueFactor(dimension, confinement) + (0.5 * dimension * confinement * confinement);

    /// <summary>Large n: the mean number of all stationary points, 4 sqrt(n (1 - m^2) / pi) exp(n S) for m &lt; 1 and one for m &gt; 1.</summary>
    /// <remarks>At m = 1: (2 sqrt 2 / pi) Gamma(3/4) n^(1/4) + 0.53, the constant fitted to exact values. S is <see cref="TotalRate"/>.</remarks>
    /// <param name="dimension">n, at least 1.</param>
    /// <param name="confinement">m, positive.</param>
    public static double AsymptoticTotal(int dimension, double confinement)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ThrowIfNotPositive(confinement);
        if (confinement > 1)
            return 1;
        return confinement == 1
            ? (2 * Math.Sqrt(2) / Math.PI * SpecialFunctions.Gamma(0.75) * Math.Pow(dimension, 0.25)) + 0.53
            : 4 * Math.Sqrt(dimension * (1 - (confinement * confinement)) / Math.PI) * Math.Exp(dimension * TotalRate(confinement));
    }

    /// <summary>lim (1/n) ln of the mean number of stationary points: (m^2 - 1)/2 - ln m for m &lt; 1, else zero; about (1-m)^2 near one.</summary>
    /// <param name="confinement">m, positive.</param>
    public static double TotalRate(double confinement)
    {
        ThrowIfNotPositive(confinement);
        return confinement < 1 ? (((confinement * confinement) - 1) / 2) - Math.Log(confinement) : 0;
    }

    /// <summary>lim (1/n) ln of the mean number of minima: -ln m - m^2/2 + 2m - 3/2 for m &lt; 1, else zero; about (1-m)^3/3 near one.</summary>
    /// <param name="confinement">m, positive.</param>
    public static double MinimaRate(double confinement)
    {
        ThrowIfNotPositive(confinement);
        return confinement < 1 ? -Math.Log(confinement) - (confinement * confinement / 2) + (2 * confinement) - 1.5 : 0;
    }

    // Of int exp(-(s + c)^2 + s^2/2) p_(k+1)(s) ds, c = m sqrt(n/2), whose exponent is c^2 - (s + 2c)^2 / 2.
    private static double LogEigenvalueFactor(int dimension, double confinement) =>
        LogDeterminantFactor(dimension, confinement) + (0.5 * Math.Log(2 / Math.PI)) + SpecialFunctions.GammaLn(0.5 * (dimension + 1));

    private static void ThrowIfNotPositive(double confinement)
    {
        if (!(confinement > 0) || double.IsInfinity(confinement))
            throw new ArgumentOutOfRangeException(nameof(confinement), confinement, $"Expected a finite positive mu/mu_c, was {confinement:R}.");
    }
}
