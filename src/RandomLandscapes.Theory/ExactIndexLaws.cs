using System.Numerics;
using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Theory;

/// <summary>Exact index laws at finite dimension, one method for each notion of "random function".</summary>
public static class ExactIndexLaws
{
    /// <summary>The largest GOE dimension at which every entry still has relative error below 1e-10.</summary>
    /// <remarks>P(all positive) is 5.9e-20 at n = 12 and 4e-23 at n = 13, against an absolute error near 1e-30.</remarks>
    public const int MaxGoeDimension = 12;

    /// <summary>The largest dimension of the field laws; the smallest fraction there is 8.4e-19.</summary>
    public const int MaxFieldDimension = 50;

    /// <summary>The largest number of spins of the spherical laws.</summary>
    public const int MaxSpinCount = 30;

    private const double StatedError = 1e-10;

    /// <summary>Independent fair signs: P(index = k) = C(n, k) 2^-n.</summary>
    /// <param name="dimension">n, at least 1.</param>
    public static IndexLaw CoinFlip(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        var probabilities = new double[dimension + 1];
        var logs = new double[dimension + 1];
        var coefficient = BigInteger.One;
        for (var k = 0; k <= dimension; k++)
        {
            // Exact integers; beyond the range of a double only the logarithm is left, and the value underflows with it.
            logs[k] = BigInteger.Log(coefficient) - (dimension * Math.Log(2));
            var value = (double)coefficient;
            probabilities[k] = double.IsInfinity(value) ? Math.Exp(logs[k]) : Math.ScaleB(value, -dimension);
            coefficient = coefficient * (dimension - k) / (k + 1);
        }

        return new IndexLaw(probabilities, logs, StatedError, "binomial(n, 1/2); independent signs, the folk argument");
    }

    /// <summary>The bare GOE(n): P(exactly k negative eigenvalues).</summary>
    /// <param name="dimension">n, 1 to <see cref="MaxGoeDimension"/>.</param>
    public static IndexLaw Goe(int dimension)
    {
        ThrowIfOutside(dimension, MaxGoeDimension);
        var law = new DoubleDouble[dimension + 1];
        new GoeOrderStatistics(dimension).CountBelow(DoubleDouble.Zero, law);
        return new IndexLaw(law.Select(p => p.High), StatedError, "de Bruijn 1955 Pfaffian of GOE(n), generating function of the index");
    }

    /// <summary>The Hessian of an isotropic Gaussian field at a fixed point: GOE(n) plus a common shift of variance 1/2.</summary>
    /// <remarks>P(index = k) = int P(k eigenvalues of GOE(n) below x) exp(-x^2) dx / sqrt(pi), by the trapezoidal rule (entire integrand).</remarks>
    /// <param name="dimension">n, 1 to <see cref="MaxGoeDimension"/>.</param>
    public static IndexLaw RandomPoint(int dimension)
    {
        ThrowIfOutside(dimension, MaxGoeDimension);
        const double step = 1.0 / 16;
        var goe = new GoeOrderStatistics(dimension);
        var counts = new DoubleDouble[dimension + 1];
        var sums = new DoubleDouble[dimension + 1];
        for (var i = -140; i <= 140; i++)
        {
            var x = (DoubleDouble)(step * i);
            goe.CountBelow(x, counts);
            var weight = DoubleDouble.Exp(-(x * x)) * step / DoubleDouble.Sqrt(DoubleDouble.Pi);
            for (var k = 0; k <= dimension; k++)
                sums[k] += weight * counts[k];
        }

        return new IndexLaw(sums.Select(p => p.High), StatedError, "GOI(1/2) of Cheng and Schwartzman 2018, Pfaffian averaged over the shift");
    }

    /// <summary>Critical points of an isotropic Gaussian field on R^n: the fraction of index k among all critical points.</summary>
    /// <remarks>f_k = E exp(-l_k^2 / 2) / sum_j E exp(-l_j^2 / 2) over GOE(n + 1); it depends on n alone, not on the covariance.</remarks>
    /// <param name="dimension">n, 1 to <see cref="MaxFieldDimension"/>.</param>
    public static IndexLaw IsotropicField(int dimension)
    {
        ThrowIfOutside(dimension, MaxFieldDimension);
        return Fractions(
            new GoeOrderStatistics(dimension + 1).GaussianExpectations(0.5),
            "Fyodorov 2004; Auffinger, Ben Arous, Cerny 2013; Cheng and Schwartzman 2018: GOE(n+1) order statistics");
    }

    /// <summary>Critical points of the spherical pure p-spin model: fractions of the mean counts by index.</summary>
    /// <param name="p">The order of the interaction, at least 2.</param>
    /// <param name="spinCount">N, 2 to <see cref="MaxSpinCount"/>; the dimension is N - 1.</param>
    public static IndexLaw SphericalPSpin(int p, int spinCount) =>
        OfMeanCounts(SphericalMeanCounts.PurePSpin(p, spinCount), SphericalMeanCounts.PureSource);

    /// <summary>The fractions of mean counts, as a law over the index.</summary>
    /// <param name="counts">Mean counts by index.</param>
    /// <param name="source">Paper and formula.</param>
    public static IndexLaw OfMeanCounts(MeanCounts counts, string source)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return Fractions(counts.ByIndex, source);
    }

    /// <summary>Critical points of a spherical mixture: fractions of the mean counts by index.</summary>
    /// <param name="firstDerivative">xi'(1) of the covariance xi(x.y), positive.</param>
    /// <param name="secondDerivative">xi''(1), positive.</param>
    /// <param name="spinCount">N, 2 to <see cref="MaxSpinCount"/>.</param>
    public static IndexLaw SphericalMixture(double firstDerivative, double secondDerivative, int spinCount) =>
        OfMeanCounts(SphericalMeanCounts.Mixture(firstDerivative, secondDerivative, spinCount), SphericalMeanCounts.MixtureSource);

    private static IndexLaw Fractions(IReadOnlyList<double> counts, string source)
    {
        var total = counts.Sum();
        return new IndexLaw(counts.Select(c => c / total), StatedError, source);
    }

    private static void ThrowIfOutside(int dimension, int largest)
    {
        if (dimension < 1 || dimension > largest)
        {
            throw new ArgumentOutOfRangeException(
                nameof(dimension), dimension, $"Expected a dimension from 1 to {largest}, was {dimension}.");
        }
    }
}
