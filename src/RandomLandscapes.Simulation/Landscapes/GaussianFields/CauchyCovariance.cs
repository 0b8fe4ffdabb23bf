using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>(1 + r^2 / l^2)^-beta, the rational quadratic; a mixture of squared exponentials: given g from the gamma law of shape beta, wave vectors are normal with variance 2 g / l^2.</summary>
/// <remarks>kappa^2 = beta/(beta + 1). Source: Gneiting and Schlather 2004.</remarks>
public sealed class CauchyCovariance : RadialCovariance
{
    /// <summary>The largest beta.</summary>
    public const double LargestExponent = 1e6;

    /// <summary>Takes exponent and length scale.</summary>
    /// <param name="exponent">beta, positive and at most <see cref="LargestExponent"/>.</param>
    /// <param name="length">l, positive.</param>
    public CauchyCovariance(double exponent, double length = 1)
        : base(length, FormattableString.Invariant($"cauchy:{exponent:R}"))
    {
        if (!(exponent > 0 && exponent <= LargestExponent))
            throw new ArgumentOutOfRangeException(nameof(exponent), exponent, $"Expected a positive beta of at most {LargestExponent:R}, was {exponent:R}.");
        Exponent = exponent;
    }

    /// <summary>beta.</summary>
    public double Exponent { get; }

    /// <inheritdoc/>
    public override void Evaluate(double squaredDistance, Span<double> derivatives)
    {
        var inverse = 1 / (Length * Length);
        var below = 1 + (squaredDistance * inverse);
        derivatives[0] = Math.Pow(below, -Exponent);
        for (var m = 1; m < derivatives.Length; m++)
            derivatives[m] = -(Exponent + m - 1) * inverse / below * derivatives[m - 1];
    }

    /// <inheritdoc/>
    public override void DrawWave(RandomStream stream, Span<double> wave)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var variance = 2 * stream.NextGamma(Exponent) / (Length * Length);
        stream.FillNormal(wave);
        Scale(wave, Math.Sqrt(variance));
    }
}
