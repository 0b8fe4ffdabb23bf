using MathNet.Numerics;

namespace RandomLandscapes.Theory;

/// <summary>Critical points of isotropic Gaussian fields on R^n with covariance rho(|x-y|^2), rho(0) = 1.</summary>
/// <remarks>
/// <para>
/// At a point the Hessian is sqrt(8 rho'') M with M = GOE(n) plus a common shift of variance 1/2; given the height u (in standard deviations)
/// M = GOE(n) - (kappa u / sqrt 2) I plus a shift of variance (1 - kappa^2)/2, kappa = -rho'/sqrt(rho'').
/// The density of points of index k is (-2 rho''/(pi rho'))^(n/2) F_k(n), F_k(n) = sqrt(2/pi) Gamma((n+1)/2) E_GOE(n+1) exp(-l_(k+1)^2 / 2).
/// </para>
/// <para>Source: Fyodorov 2004; Auffinger, Ben Arous, Cerny 2013; Cheng and Schwartzman 2018; Azais and Delmas 2022.</para>
/// </remarks>
public sealed class IsotropicFields
{
    /// <summary>The largest dimension of the exact results.</summary>
    public const int MaxDimension = 100;

    private readonly GoeLevelTable _table;

    /// <summary>Prepares the laws of one dimension; results of several calls share the work.</summary>
    /// <param name="dimension">n, 1 to <see cref="MaxDimension"/>.</param>
    public IsotropicFields(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, MaxDimension);
        Dimension = dimension;
        _table = GoeLevelTable.OfEigenvalues(dimension + 1);
    }

    /// <summary>n.</summary>
    public int Dimension { get; }

    /// <summary>ln F_k(n), k = 0..n: means of |det M| at index k over GOI(1/2).</summary>
    public double[] LogDeterminantMeans()
    {
        var factor = (0.5 * Math.Log(2 / Math.PI)) + SpecialFunctions.GammaLn(0.5 * (Dimension + 1));
        return [.. GaussianExpectations.Logarithms(Dimension + 1, 0.5).Select(x => x + factor)];
    }

    /// <summary>The fractions F_k / F: the law of the index over all critical points, whatever the covariance.</summary>
    public IndexLaw IndexFractions() => IndexLaw.FromLogs(
        GaussianExpectations.Logarithms(Dimension + 1, 0.5), normalise: true, GoeLevelTable.StatedError,
        "Fyodorov 2004; Auffinger, Ben Arous, Cerny 2013; Cheng and Schwartzman 2018: GOE(n+1) order statistics");

    /// <summary>Mean numbers of critical points per unit volume.</summary>
    /// <param name="covariance">The covariance; must exist in this dimension.</param>
    public MeanCounts Density(IsotropicCovariance covariance)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        var logScale = 0.5 * Dimension * Math.Log(-2 * covariance.SecondDerivative / (Math.PI * covariance.FirstDerivative));
        return MeanCounts.FromLogs(LogDeterminantMeans().Select(x => x + logScale));
    }

    /// <summary>Mean and variance of the height of critical points by index, in standard deviations of the field.</summary>
    /// <remarks>
    /// At kappa = 1 the height is sqrt 2 x with x of density proportional to exp(-x^2/2) p_(k+1)(x); for every admissible kappa
    /// mean = kappa m_k and variance = kappa^2 V_k + 1 - kappa^2.
    /// </remarks>
    /// <param name="kappa">0 &lt; kappa &lt;= sqrt((n+2)/n).</param>
    public (double[] Means, double[] Variances) Heights(double kappa = 1)
    {
        ThrowIfInadmissible(kappa);
        var (_, means, variances) = _table.Moments(FieldWeight);
        return ([.. means.Select(x => kappa * Math.Sqrt(2) * x)], [.. variances.Select(v => (kappa * kappa * 2 * v) + 1 - (kappa * kappa))]);
    }

    /// <summary>Mean and variance of the height of minima alone, as in <see cref="Heights"/> but some ten times faster; and their distribution function at some heights for kappa up to 1.</summary>
    /// <param name="dimension">n, 1 to <see cref="MaxDimension"/>.</param>
    /// <param name="kappa">0 &lt; kappa &lt;= 1.</param>
    /// <param name="heights">Where the distribution function is wanted; absolute errors below 1e-6.</param>
    public static (double Mean, double Variance, double[] Distribution) HeightsOfMinima(int dimension, double kappa, IReadOnlyList<double> heights)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, MaxDimension);
        ArgumentNullException.ThrowIfNull(heights);
        if (!(kappa > 0 && kappa <= 1))
            throw new ArgumentOutOfRangeException(nameof(kappa), kappa, $"Expected kappa in (0, 1], was {kappa:R}.");
        var table = GoeLevelTable.OfLowest(dimension + 1, densities: true);
        var (_, means, variances) = table.Moments(FieldWeight);
        var distributions = table.Distributions(FieldWeight, [.. heights.Select(u => u / (Math.Sqrt(2) * kappa))], Math.Sqrt((1 - (kappa * kappa)) / 2) / kappa);
        return (kappa * Math.Sqrt(2) * means[0], (kappa * kappa * 2 * variances[0]) + 1 - (kappa * kappa), [.. distributions.Select(d => d[0])]);
    }

    /// <summary>The law of the height of critical points of each index, in standard deviations of the field, as probabilities of bins.</summary>
    /// <remarks>
    /// At kappa = 1 the density of the height v is exp(-v^2/4) p_(k+1)(v/sqrt 2) over its integral; for kappa below 1 the height is kappa v plus an independent normal deviate of variance 1 - kappa^2, since f given the
    /// Hessian is normal about a multiple of its trace. Beyond 1 there is no such representation.
    /// </remarks>
    /// <param name="kappa">0 &lt; kappa &lt;= 1.</param>
    /// <param name="edges">Ascending.</param>
    /// <returns>For each k = 0..n the probabilities below the first edge, between edges, and beyond the last; absolute errors below 1e-6.</returns>
    public double[][] HeightProbabilities(double kappa, IReadOnlyList<double> edges)
    {
        ArgumentNullException.ThrowIfNull(edges);
        if (!(kappa > 0 && kappa <= 1))
            throw new ArgumentOutOfRangeException(nameof(kappa), kappa, $"Expected kappa in (0, 1], was {kappa:R}.");
        var distributions = _table.Distributions(FieldWeight, [.. edges.Select(e => e / (Math.Sqrt(2) * kappa))], Math.Sqrt((1 - (kappa * kappa)) / 2) / kappa);
        return [.. Enumerable.Range(0, Dimension + 1).Select(k => Enumerable.Range(0, edges.Count + 1)
            .Select(e => (e == edges.Count ? 1 : distributions[e][k]) - (e == 0 ? 0 : distributions[e - 1][k])).ToArray())];
    }

    /// <summary>The mean index over n of critical points at height u = energy sqrt(n) standard deviations.</summary>
    /// <param name="energy">e.</param>
    /// <param name="kappa">0 &lt; kappa &lt;= 1: beyond one the shift has negative variance and no such representation.</param>
    public double IndexFractionAtEnergy(double energy, double kappa = 1)
    {
        if (!(kappa > 0 && kappa <= 1))
            throw new ArgumentOutOfRangeException(nameof(kappa), kappa, $"Expected kappa in (0, 1], was {kappa:R}.");
        var level = kappa * energy * Math.Sqrt(0.5 * Dimension);
        var logs = _table.LogNormalAverages(level, Math.Sqrt((1 - (kappa * kappa)) / 2), x => 0.5 * x * x);
        return IndexLaw.FromLogs(logs, normalise: true, GoeLevelTable.StatedError, string.Empty).Mean / Dimension;
    }

    /// <summary>The limit of <see cref="IndexFractionAtEnergy"/>: a shifted semicircle law.</summary>
    /// <remarks>1/2 + (t sqrt(1 - t^2) + asin t) / pi with t = kappa e / (1 + kappa^2) clipped to [-1, 1]. Source: Bray and Dean 2007.</remarks>
    /// <param name="energy">e.</param>
    /// <param name="kappa">Positive.</param>
    public static double LimitingIndexFraction(double energy, double kappa = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(kappa);
        return SpectralDensities.SemicircleDistribution(kappa * energy / (1 + (kappa * kappa)));
    }

    private static double FieldWeight(double u) => -0.5 * u * u;

    private void ThrowIfInadmissible(double kappa)
    {
        var bound = Math.Sqrt((Dimension + 2.0) / Dimension);
        if (!(kappa > 0 && kappa <= bound * (1 + 1e-12)))
            throw new ArgumentOutOfRangeException(nameof(kappa), kappa, $"Expected kappa in (0, sqrt((n+2)/n)] = (0, {bound:R}], was {kappa:R}.");
    }
}
