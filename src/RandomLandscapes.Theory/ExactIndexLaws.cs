using System.Numerics;
using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Theory.Multiprecision;
using RandomLandscapes.Theory.PivotChains;

namespace RandomLandscapes.Theory;

/// <summary>Exact index laws at finite dimension, one method for each notion of "random function".</summary>
public static class ExactIndexLaws
{
    /// <summary>The largest dimension of the laws of bare GOE and at a random point.</summary>
    public const int MaxGoeDimension = 100;

    /// <summary>The largest dimension at which the lower end of the GOE law alone is offered.</summary>
    public const int MaxPositivityDimension = 300;

    /// <summary>The largest dimension of the field laws.</summary>
    public const int MaxFieldDimension = IsotropicFields.MaxDimension;

    /// <summary>The largest number of spins of the spherical laws.</summary>
    public const int MaxSpinCount = SphericalMeanCounts.MaxSpinCount;

    /// <summary>The largest dimension of the Pfaffian route in double-double arithmetic that keeps relative error 1e-10 in every entry.</summary>
    /// <remarks>P(all positive) is 5.9e-20 at n = 12 and 4e-23 at n = 13, against an absolute error near 1e-30.</remarks>
    public const int MaxPfaffianDimension = 12;

    private const double StatedError = GoeLevelTable.StatedError;

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

    /// <summary>The bare GOE(n): P(exactly k negative eigenvalues), every entry with relative error below 1e-10 however small.</summary>
    /// <remarks>One pass of the pivot chain at level zero: 0.2 s at n = 20, 1.5 s at n = 100. Checked by <see cref="GoeByPfaffian"/> and <see cref="MultiprecisionPfaffian"/>.</remarks>
    /// <param name="dimension">n, 1 to <see cref="MaxGoeDimension"/>.</param>
    public static IndexLaw Goe(int dimension)
    {
        ThrowIfOutside(dimension, MaxGoeDimension);
        var logs = new PivotChain(dimension).Run(0, dimension + 1, weighted: false);
        return IndexLaw.FromLogs(logs, normalise: false, StatedError, "pivot chain of the tridiagonal model of GOE(n) (Dumitriu and Edelman 2002)");
    }

    /// <summary>ln P(at most k eigenvalues of GOE(n) are negative).</summary>
    /// <param name="dimension">n, 1 to <see cref="MaxPositivityDimension"/>.</param>
    /// <param name="indexAtMost">k, 0 to n; zero is the probability that all eigenvalues are positive.</param>
    /// <returns>The logarithm, absolute error below 1e-10.</returns>
    public static double GoeLogProbabilityAtMost(int dimension, int indexAtMost)
    {
        ThrowIfOutside(dimension, MaxPositivityDimension);
        ArgumentOutOfRangeException.ThrowIfNegative(indexAtMost);
        if (indexAtMost >= dimension)
            return 0;
        // Beyond the middle the rest is the smaller number, and by symmetry that of at most n - k - 1.
        if (2 * indexAtMost >= dimension)
            return IndexLaw.LogComplement(GoeLogProbabilityAtMost(dimension, dimension - indexAtMost - 1));
        var logs = new PivotChain(dimension).Run(0, indexAtMost + 1, weighted: false);
        return logs.Aggregate(double.NegativeInfinity, GoeLevelTable.AddExponentials);
    }

    /// <summary>The second route to <see cref="Goe"/> at every dimension: Pfaffians in 640-bit arithmetic.</summary>
    /// <remarks>0.1 s at n = 20, 10 s at n = 60, about 100 s at n = 100 on two cores.</remarks>
    /// <param name="dimension">n, 1 to <see cref="MultiprecisionPfaffian.MaxDimension"/>.</param>
    public static IndexLaw GoeByMultiprecisionPfaffian(int dimension) => IndexLaw.FromLogs(
        MultiprecisionPfaffian.GoeLogProbabilities(dimension), normalise: false, StatedError, "de Bruijn 1955 Pfaffian of GOE(n) in 640-bit arithmetic, Mehta chapter 7");

    /// <summary>The second route to <see cref="Goe"/> to n = 12: Pfaffians in double-double arithmetic, sharing nothing with the chain.</summary>
    /// <param name="dimension">n, 1 to <see cref="MaxPfaffianDimension"/>.</param>
    public static IndexLaw GoeByPfaffian(int dimension)
    {
        ThrowIfOutside(dimension, MaxPfaffianDimension);
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
        var logs = GoeLevelTable.OfCounts(dimension).LogIntegrals(x => (-x * x) - (0.5 * Math.Log(Math.PI)));
        return IndexLaw.FromLogs(logs, normalise: false, StatedError, "GOI(1/2) of Cheng and Schwartzman 2018, pivot chain averaged over the shift");
    }

    /// <summary>Critical points of an isotropic Gaussian field on R^n: the fraction of index k among all critical points.</summary>
    /// <remarks>f_k = E exp(-l_k^2 / 2) / sum_j E exp(-l_j^2 / 2) over GOE(n + 1); it depends on n alone, not on the covariance.</remarks>
    /// <param name="dimension">n, 1 to <see cref="MaxFieldDimension"/>.</param>
    public static IndexLaw IsotropicField(int dimension)
    {
        ThrowIfOutside(dimension, MaxFieldDimension);
        return new IsotropicFields(dimension).IndexFractions();
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
        return IndexLaw.FromLogs(counts.LogByIndex, normalise: true, StatedError, source);
    }

    /// <summary>Critical points of a spherical mixture: fractions of the mean counts by index.</summary>
    /// <param name="firstDerivative">xi'(1) of the covariance xi(x.y), positive.</param>
    /// <param name="secondDerivative">xi''(1), not negative.</param>
    /// <param name="spinCount">N, 2 to <see cref="MaxSpinCount"/>.</param>
    public static IndexLaw SphericalMixture(double firstDerivative, double secondDerivative, int spinCount) =>
        OfMeanCounts(SphericalMeanCounts.Mixture(firstDerivative, secondDerivative, spinCount), SphericalMeanCounts.MixtureSource);

    private static void ThrowIfOutside(int dimension, int largest)
    {
        if (dimension < 1 || dimension > largest)
        {
            throw new ArgumentOutOfRangeException(
                nameof(dimension), dimension, $"Expected a dimension from 1 to {largest}, was {dimension}.");
        }
    }
}
