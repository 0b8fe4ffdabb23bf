using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>exp(-r^2 / (2 l^2)); spectral law: independent normal components of variance l^-2. kappa = 1.</summary>
public sealed class SquaredExponentialCovariance : RadialCovariance
{
    /// <summary>Takes the length scale.</summary>
    /// <param name="length">l, positive.</param>
    public SquaredExponentialCovariance(double length = 1)
        : base(length, "squared-exponential")
    {
    }

    /// <inheritdoc/>
    public override void Evaluate(double squaredDistance, Span<double> derivatives)
    {
        var factor = -0.5 / (Length * Length);
        derivatives[0] = Math.Exp(factor * squaredDistance);
        for (var m = 1; m < derivatives.Length; m++)
            derivatives[m] = factor * derivatives[m - 1];
    }

    /// <inheritdoc/>
    public override void DrawWave(RandomStream stream, Span<double> wave)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.FillNormal(wave);
        Scale(wave, 1 / Length);
    }
}
