using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.CriticalPoints.Searches;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>Linear regression with Gaussian noise and a Gaussian prior of known precisions: what is usually minimised (likelihood, posterior, evidence bound), each with its exact answer; immutable.</summary>
/// <remarks>
/// <para>
/// Law: y = X w + e with n independent normal errors of variance 1 / beta, and d independent normal weights of mean 0 and variance 1 / alpha. With A = alpha I + beta X^T X and b = beta X^T y the posterior of w is normal with mean
/// m = A^-1 b and covariance A^-1, and the logarithm of the evidence p(y) is
/// (d/2) ln alpha + (n/2) ln beta - beta |y - X m|^2 / 2 - alpha |m|^2 / 2 - (ln det A) / 2 - (n/2) ln(2 pi).
/// </para>
/// <para>Objectives are negative logarithms with all their constants, so the least value of the bound is minus the log evidence, exactly. X^T X is formed: figures lost are those of its condition number.</para>
/// <para>Source: C. M. Bishop, Pattern Recognition and Machine Learning, 2006: 3.10 (likelihood), 3.50, 3.51 and 3.53, 3.54 (posterior), 3.86 (evidence), 10.2 and 10.3 (bound).</para>
/// </remarks>
public sealed class BayesianLinearModel
{
    private readonly double[] _precision; // A, row-major
    private readonly double[] _gram; // beta X^T X
    private readonly double[] _linear; // b
    private readonly double[] _mean;
    private readonly double[] _root; // L, lower triangular, L L^T = A^-1
    private readonly double _likelihoodConstant; // the objective at w = 0
    private readonly double _priorConstant;

    /// <summary>Sums the data up, and solves for the posterior.</summary>
    /// <param name="inputs">X, n x d, row-major, finite; any rank.</param>
    /// <param name="targets">y, n numbers, at least one, finite.</param>
    /// <param name="noisePrecision">beta, positive.</param>
    /// <param name="priorPrecision">alpha, positive.</param>
    /// <exception cref="ArgumentException">A length does not fit, a number is not finite, or a precision is not positive.</exception>
    public BayesianLinearModel(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, double noisePrecision, double priorPrecision)
    {
        if (targets.IsEmpty || inputs.IsEmpty || inputs.Length % targets.Length != 0)
            throw new ArgumentException($"Expected at least one target and a positive multiple of {targets.Length} inputs, was {inputs.Length}.", nameof(inputs));
        if (!(noisePrecision > 0) || double.IsInfinity(noisePrecision))
            throw new ArgumentOutOfRangeException(nameof(noisePrecision), noisePrecision, "Expected a finite positive precision.");
        if (!(priorPrecision > 0) || double.IsInfinity(priorPrecision))
            throw new ArgumentOutOfRangeException(nameof(priorPrecision), priorPrecision, "Expected a finite positive precision.");
        if (!double.IsFinite(VectorOperations.Norm(inputs)) || !double.IsFinite(VectorOperations.Norm(targets)))
            throw new ArgumentException("Expected finite inputs and targets.", nameof(inputs));
        var (n, d) = (targets.Length, inputs.Length / targets.Length);
        Dimension = d;
        (_gram, _linear, _mean, _root) = (new double[d * d], new double[d], new double[d], new double[d * d]);
        for (var sample = 0; sample < n; sample++)
        {
            var x = inputs.Slice(sample * d, d);
            VectorOperations.AddScaled(noisePrecision * targets[sample], x, _linear);
            for (var i = 0; i < d; i++)
                VectorOperations.AddScaled(noisePrecision * x[i], x, _gram.AsSpan(i * d, d));
        }

        UpperTriangle.Mirror(_gram, d);
        _precision = [.. _gram];
        for (var i = 0; i < d; i++)
            _precision[(i * d) + i] += priorPrecision;
        var logDeterminant = SolveRoot();
        for (var i = 0; i < d; i++)
        {
            // L^T b, and from it L L^T b.
            var sum = 0.0;
            for (var k = i; k < d; k++)
                sum += _root[(k * d) + i] * _linear[k];
            for (var k = i; k < d; k++)
                _mean[k] += _root[(k * d) + i] * sum;
        }

        var (error, square) = (0.0, VectorOperations.Dot(_mean, _mean));
        for (var sample = 0; sample < n; sample++)
        {
            var difference = targets[sample] - VectorOperations.Dot(_mean, inputs.Slice(sample * d, d));
            error += difference * difference;
        }

        _likelihoodConstant = 0.5 * ((noisePrecision * VectorOperations.Dot(targets, targets)) + (n * Math.Log(2 * Math.PI / noisePrecision)));
        _priorConstant = 0.5 * d * Math.Log(2 * Math.PI / priorPrecision);
        LogEvidence = (0.5 * ((d * Math.Log(priorPrecision)) + (n * Math.Log(noisePrecision / (2 * Math.PI))) - logDeterminant))
            - (0.5 * ((noisePrecision * error) + (priorPrecision * square)));
    }

    /// <summary>d, the number of weights.</summary>
    public int Dimension { get; }

    /// <summary>The logarithm of the evidence.</summary>
    public double LogEvidence { get; }

    /// <summary>m, which is also the most probable w.</summary>
    public ReadOnlySpan<double> PosteriorMean => _mean;

    /// <summary>A, the inverse of the posterior's covariance, d x d.</summary>
    public ReadOnlySpan<double> PosteriorPrecision => _precision;

    /// <summary>Minus the log likelihood, -ln p(y | w) = beta |y - X w|^2 / 2 + (n/2) ln(2 pi / beta), as a function of w: least squares.</summary>
    public IObjective NegativeLogLikelihood() => new QuadraticObjective(_gram, _linear, _likelihoodConstant);

    /// <summary>Minus the log of the joint density, -ln p(y, w) = -ln p(y | w) + alpha |w|^2 / 2 + (d/2) ln(2 pi / alpha), as a function of w: ridge regression, least at the most probable w.</summary>
    public IObjective NegativeLogPosterior() => new QuadraticObjective(_precision, _linear, _likelihoodConstant + _priorConstant);

    /// <summary>Minus the evidence lower bound of a normal q of mean m and covariance L L^T: f = E_q[-ln p(y, w)] + E_q[ln q(w)].</summary>
    /// <remarks>
    /// <para>
    /// Parameters: m (d numbers), then the rows of the lower triangular L, each ending with the logarithm of its diagonal entry, r_i = ln L_ii: d + d (d + 1) / 2 in all.
    /// f = -ln p(y, m) + tr(L^T A L) / 2 - sum_i r_i - (d/2) (1 + ln(2 pi)).
    /// </para>
    /// <para>f is strictly convex in (m, L), so in these coordinates too it has one critical point, the minimum at <see cref="ExactPosterior"/>, of value minus <see cref="LogEvidence"/>; it is not convex in them.</para>
    /// </remarks>
    public IObjective NegativeEvidenceLowerBound() => new GaussianEvidenceBound(NegativeLogPosterior(), _precision);

    /// <summary>The parameters of <see cref="NegativeEvidenceLowerBound"/> at the exact posterior.</summary>
    public double[] ExactPosterior()
    {
        var d = Dimension;
        var parameters = new double[d + (d * (d + 1) / 2)];
        _mean.CopyTo(parameters, 0);
        var at = d;
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j <= i; j++)
                parameters[at++] = i == j ? Math.Log(_root[(i * d) + i]) : _root[(i * d) + j];
        }

        return parameters;
    }

    /// <summary>L = U^-T with A = U U^T, U upper triangular; returns ln det A.</summary>
    private double SolveRoot()
    {
        var d = Dimension;
        var upper = _precision.ToArray();
        var logDeterminant = 0.0;
        for (var j = d - 1; j >= 0; j--)
        {
            var pivot = Math.Sqrt(upper[(j * d) + j]);
            if (!(pivot > 0))
                throw new ArgumentException("Expected precisions for which A is positive definite in double precision.");
            logDeterminant += 2 * Math.Log(pivot);
            upper[(j * d) + j] = pivot;
            for (var i = 0; i < j; i++)
                upper[(i * d) + j] /= pivot;
            for (var i = 0; i < j; i++)
            {
                for (var k = i; k < j; k++)
                    upper[(i * d) + k] -= upper[(i * d) + j] * upper[(k * d) + j];
            }
        }

        // U^T L = I, column by column of L.
        for (var column = 0; column < d; column++)
        {
            for (var i = column; i < d; i++)
            {
                var sum = i == column ? 1.0 : 0.0;
                for (var k = column; k < i; k++)
                    sum -= upper[(k * d) + i] * _root[(k * d) + column];
                _root[(i * d) + column] = sum / upper[(i * d) + i];
            }
        }

        return logDeterminant;
    }
}
