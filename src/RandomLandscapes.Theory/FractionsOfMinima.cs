namespace RandomLandscapes.Theory;

/// <summary>ln of the fraction of minima among critical points, without the rest of the index law: seconds in dimension 100.</summary>
/// <remarks>
/// ln E w(l_0) - ln sum_j E w(l_j) over ordered eigenvalues of GOE(n + 1), w the weight of the model (Fyodorov 2004; Auffinger, Ben Arous, Cerny 2013, Lemma 3.3 and
/// Theorem 2.1). Numerator: density of the smallest eigenvalue by the pivot chain with positive pivots only. Denominator: the one-point density (Mehta, Random
/// Matrices, section 7.2). Absolute error below 1e-9.
/// </remarks>
public static class FractionsOfMinima
{
    /// <summary>The source of the fractions of isotropic fields.</summary>
    public const string FieldSource = "Fyodorov 2004; Auffinger, Ben Arous, Cerny 2013: smallest eigenvalue of GOE(n+1), pivot chain";

    /// <summary>Isotropic fields on R^n.</summary>
    /// <param name="dimension">n, 1 to <see cref="IsotropicFields.MaxDimension"/>.</param>
    public static double LogOfIsotropicField(int dimension)
    {
        ThrowIfOutside(dimension, 1, IsotropicFields.MaxDimension);
        return Log(dimension + 1, u => -0.5 * u * u);
    }

    /// <summary>Isotropic fields confined by mu |x|^2 / 2: mean number of minima over mean number of stationary points.</summary>
    /// <param name="dimension">n, 1 to <see cref="IsotropicFields.MaxDimension"/>.</param>
    /// <param name="confinement">m = mu/mu_c, positive, at most 1.5: beyond, the weight leaves the range of the one-point density in doubles.</param>
    public static double LogOfConfinedField(int dimension, double confinement)
    {
        ThrowIfOutside(dimension, 1, IsotropicFields.MaxDimension);
        if (!(confinement is > 0 and <= 1.5))
            throw new ArgumentOutOfRangeException(nameof(confinement), confinement, $"Expected mu/mu_c in (0, 1.5], was {confinement:R}.");
        var centre = confinement * Math.Sqrt(0.5 * dimension);
        return Log(dimension + 1, s => (-(s + centre) * (s + centre)) + (0.5 * s * s));
    }

    /// <summary>Spherical mixtures with xi'' >= xi'; a pure p-spin has xi' = p, xi'' = p (p - 1).</summary>
    /// <param name="firstDerivative">xi'(1), positive.</param>
    /// <param name="secondDerivative">xi''(1), at least xi'(1).</param>
    /// <param name="spinCount">N, 2 to <see cref="SphericalMeanCounts.MaxSpinCount"/>; one more is allowed, so that the dimension may be 100.</param>
    public static double LogOfSphericalMixture(double firstDerivative, double secondDerivative, int spinCount)
    {
        ThrowIfOutside(spinCount, 2, SphericalMeanCounts.MaxSpinCount + 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(firstDerivative);
        ArgumentOutOfRangeException.ThrowIfLessThan(secondDerivative, firstDerivative);
        var rate = (secondDerivative - firstDerivative) / (2 * (secondDerivative + firstDerivative));
        return Log(spinCount, u => -rate * u * u);
    }

    /// <summary>P(positive definite) of the Hessian of an isotropic field at a fixed point.</summary>
    /// <param name="dimension">n, 1 to <see cref="ExactIndexLaws.MaxGoeDimension"/>.</param>
    public static double LogAtRandomPoint(int dimension)
    {
        ThrowIfOutside(dimension, 1, ExactIndexLaws.MaxGoeDimension);
        return GoeLevelTable.OfLowest(dimension, densities: false).LogIntegrals(x => (-x * x) - (0.5 * Math.Log(Math.PI)))[0];
    }

    private static double Log(int order, Func<double, double> logWeight) =>
        GoeLevelTable.OfLowest(order, densities: true).LogIntegrals(logWeight)[0] - GoeOnePointDensity.LogIntegral(order, logWeight);

    private static void ThrowIfOutside(int size, int smallest, int largest)
    {
        if (size < smallest || size > largest)
            throw new ArgumentOutOfRangeException(nameof(size), size, $"Expected {smallest} to {largest}, was {size}.");
    }
}
