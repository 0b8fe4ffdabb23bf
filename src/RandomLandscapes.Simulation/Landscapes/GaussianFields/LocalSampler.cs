using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>Draws value, gradient and Hessian of an isotropic field at one point from their exact joint law.</summary>
/// <remarks>
/// The gradient is independent of the rest, with components of variance -2 rho'. The Hessian is T/n I + sqrt(8 rho'') S with S the traceless part of a GOE matrix (variance 1 on the diagonal, 1/2 off it), independent of
/// its trace T, and (f, T) is normal with Var T = 4 rho'' n (n + 2), E f T = 2 rho' n: so f given T has variance 1 - kappa^2 n/(n + 2).
/// The random wave has f = -T / const exactly, and the last variance is zero up to rounding; it is cut at zero. Cost: n(n+1)/2 + n + 2 deviates.
/// </remarks>
public sealed class LocalSampler
{
    private readonly double _gradientDeviation;
    private readonly double _entryDeviation;
    private readonly double _traceDeviation;
    private readonly double _slope;
    private readonly double _restDeviation;

    /// <summary>Takes covariance and dimension.</summary>
    /// <param name="covariance">rho.</param>
    /// <param name="dimension">n, at least 1 and at most the covariance's largest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is not one of the covariance's.</exception>
    public LocalSampler(RadialCovariance covariance, int dimension)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        if (dimension < 1 || dimension > covariance.LargestDimension)
            throw new ArgumentOutOfRangeException(nameof(dimension), dimension, $"Expected a dimension from 1 to {covariance.LargestDimension}, was {dimension}.");
        Dimension = dimension;
        Span<double> rho = stackalloc double[3];
        covariance.Evaluate(0, rho);
        _gradientDeviation = Math.Sqrt(-2 * rho[1]);
        _entryDeviation = Math.Sqrt(4 * rho[2]);
        _traceDeviation = Math.Sqrt(4 * rho[2] * dimension * (dimension + 2.0));
        _slope = 2 * rho[1] * dimension / _traceDeviation;
        _restDeviation = Math.Sqrt(Math.Max(0, 1 - (_slope * _slope)));
    }

    /// <summary>n.</summary>
    public int Dimension { get; }

    /// <summary>Draws one point.</summary>
    /// <param name="stream">The stream; advanced.</param>
    public FieldObservation Draw(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var n = Dimension;
        var common = stream.NextNormal();
        var value = (_slope * common) + (_restDeviation * stream.NextNormal());
        var gradient = new double[n];
        stream.FillNormal(gradient);
        foreach (ref var g in gradient.AsSpan())
            g *= _gradientDeviation;
        var hessian = new double[n * n];
        var trace = 0.0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
                hessian[(i * n) + j] = hessian[(j * n) + i] = _entryDeviation * stream.NextNormal();
            hessian[(i * n) + i] = Math.Sqrt(2) * _entryDeviation * stream.NextNormal();
            trace += hessian[(i * n) + i];
        }

        var shift = ((_traceDeviation * common) - trace) / n;
        for (var i = 0; i < n; i++)
            hessian[(i * n) + i] += shift;
        return new FieldObservation(value, gradient, hessian, 0);
    }
}
