using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>The distance from Gaussianity of fields of M random Fourier features: what the law of all draws has, exactly, and what one draw has, measured.</summary>
/// <remarks>
/// <para>A linear functional of the field is, given the wave vectors, N(0, v_M) with v_M = (1/M) sum_m w(k_m), w = k_1^2 for a first derivative, k_1^4 and k_1^2 k_2^2 for second ones, 2 - 2 cos k.h for an
/// increment. Its fourth moment over all draws is 3 E v_M^2, hence the excess kurtosis 3 Var w / (M (E w)^2); its variance is exact. For the value w = 1: no excess.</para>
/// <para>With E k_1^8 = 1680 rho''''(0), E k_1^4 k_2^4 = 144 rho''''(0), E k_1^4 = 12 rho''(0), E k_1^2 k_2^2 = 4 rho''(0) and kappa = -rho'(0)/sqrt(rho''(0)) the formulas below follow. They hold for one
/// direction at one point; the mixture is over one random covariance for all points, so it does not average out over the points of one field.</para>
/// <para>Cauchy covariances have spectral moments of all orders, Matern ones only below 2 nu: their second derivatives have a finite excess for nu beyond 4 only, infinity before.</para>
/// </remarks>
public sealed class FourierFeatureGaussianity
{
    private readonly RadialCovariance _covariance;
    private readonly int _dimension;
    private readonly int _features;

    /// <summary>Takes covariance and sizes.</summary>
    /// <param name="covariance">rho.</param>
    /// <param name="dimension">n, positive; rho is a covariance there.</param>
    /// <param name="features">M, positive.</param>
    public FourierFeatureGaussianity(RadialCovariance covariance, int dimension, int features)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        covariance.CheckDimension(dimension);
        (_covariance, _dimension, _features) = (covariance, dimension, features);
    }

    /// <summary>The excess kurtosis of f_i, (3/M) (3/kappa^2 - 1); 6/M for the squared exponential.</summary>
    public double GradientExcessKurtosis => 3 * ((3 / (_covariance.Kappa * _covariance.Kappa)) - 1) / _features;

    /// <summary>The excess kurtosis of f_ii, (3/M) (35 rho''''(0) / (3 rho''(0)^2) - 1); 32/M for the squared exponential; infinite without eighth moments.</summary>
    public double SecondDerivativeExcessKurtosis
    {
        get
        {
            var fourth = _covariance.SpectralMoment(2);
            return 3 * ((_covariance.SpectralMoment(4) / (fourth * fourth)) - 1) / _features;
        }
    }

    /// <summary>The excess kurtosis of f_ij, i and j different, (3/M) (9 rho''''(0) / rho''(0)^2 - 1); 24/M for the squared exponential; infinite without eighth moments.</summary>
    public double MixedDerivativeExcessKurtosis
    {
        get
        {
            var fourth = _covariance.SpectralMoment(2);
            return 3 * ((27.0 / 35 * _covariance.SpectralMoment(4) / (fourth * fourth)) - 1) / _features;
        }
    }

    /// <summary>The root mean square over draws of <see cref="SpectralDeviation.SecondFrobenius"/>, sqrt(n ((n + 2)/kappa^2 - 1) / M).</summary>
    public double ExpectedSecondFrobenius => Math.Sqrt(Math.Max(0, _dimension * (((_dimension + 2) / (_covariance.Kappa * _covariance.Kappa)) - 1) / _features));

    /// <summary>Computes the excess kurtosis of an increment f(x) - f(y), (3/M) ((1 + rho(4s))/2 - rho(s)^2) / (1 - rho(s))^2 with s = |x - y|^2.</summary>
    /// <param name="squaredDistance">s, positive; relative accuracy falls as 1e-16/(1 - rho)^2.</param>
    public double IncrementExcessKurtosis(double squaredDistance)
    {
        if (!(squaredDistance > 0) || double.IsInfinity(squaredDistance))
            throw new ArgumentOutOfRangeException(nameof(squaredDistance), squaredDistance, $"Expected a finite positive number, was {squaredDistance:R}.");
        Span<double> near = stackalloc double[1], far = stackalloc double[1];
        _covariance.Evaluate(squaredDistance, near);
        _covariance.Evaluate(4 * squaredDistance, far);
        return 3 * ((0.5 * (1 + far[0])) - (near[0] * near[0])) / ((1 - near[0]) * (1 - near[0])) / _features;
    }

    /// <summary>Measures the wave vectors of one field.</summary>
    /// <param name="field">A field of this covariance, dimension and number of features; that its wave vectors come from this covariance is not checked.</param>
    /// <exception cref="ArgumentException">Dimension or number of features differ.</exception>
    public SpectralDeviation Measure(FourierFeatureField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.Dimension != _dimension || field.FeatureCount != _features)
            throw new ArgumentException($"Expected {_features} features in dimension {_dimension}, was {field.FeatureCount} in {field.Dimension}.", nameof(field));
        var n = _dimension;
        var (second, fourth, pairs) = (new double[n * n], new double[n * n], new double[n * n]);
        var wave = new double[n];
        for (var m = 0; m < _features; m++)
        {
            field.CopyWave(m, wave);
            var square = VectorOperations.Dot(wave, wave);
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    var product = wave[i] * wave[j];
                    second[(i * n) + j] += product;
                    fourth[(i * n) + j] += square * product;
                    pairs[(i * n) + j] += product * product;
                }
            }
        }

        var line = _covariance.SpectralMoment(2) / 3; // E k_1^2 k_2^2
        var largest = 0.0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                largest = Math.Max(largest, Math.Abs((pairs[(i * n) + j] / _features / (line * (i == j ? 3 : 1))) - 1));
        }

        Complete(second, _covariance.SpectralMoment(1));
        Complete(fourth, line * (n + 2));
        return new SpectralDeviation(SpectralNorm(second), VectorOperations.Norm(second), SpectralNorm(fourth), largest);
    }

    // The mean over the features, relative to its expectation, minus the unit matrix; the upper triangle mirrored.
    private void Complete(double[] matrix, double expected)
    {
        var n = _dimension;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                matrix[(j * n) + i] = matrix[(i * n) + j] = (matrix[(i * n) + j] / _features / expected) - (i == j ? 1 : 0);
        }
    }

    private double SpectralNorm(double[] matrix)
    {
        var eigenvalues = new double[_dimension];
        new SymmetricEigenvalues(_dimension).Compute(matrix, eigenvalues);
        return Math.Max(Math.Abs(eigenvalues[0]), Math.Abs(eigenvalues[^1]));
    }
}
