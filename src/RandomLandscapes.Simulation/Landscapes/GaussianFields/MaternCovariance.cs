using MathNet.Numerics;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>Matern: 2^(1-nu)/Gamma(nu) z^nu K_nu(z), z = sqrt(2 nu) r / l; wave vectors are multivariate Student: normal with variance nu/(g l^2), g from the gamma law of shape nu.</summary>
/// <remarks>
/// Derivatives in s = r^2: d/ds z^nu K_nu = -(nu/l^2) z^(nu-1) K_(nu-1). kappa^2 = (nu - 2)/(nu - 1). The field has second derivatives exactly when nu exceeds 2. Source: Matern 1960; Stein 1999, section 2.7.
/// </remarks>
public sealed class MaternCovariance : RadialCovariance
{
    /// <summary>The largest nu; beyond it K_nu leaves the range of doubles at small distances, and the squared exponential is near.</summary>
    public const double LargestSmoothness = 20;

    private const double SmallestArgument = 1e-12;

    private readonly double _normalisation;

    /// <summary>Takes smoothness and length scale.</summary>
    /// <param name="smoothness">nu, beyond 2 and at most <see cref="LargestSmoothness"/>.</param>
    /// <param name="length">l, positive.</param>
    public MaternCovariance(double smoothness, double length = 1)
        : base(length, FormattableString.Invariant($"matern:{smoothness:R}"))
    {
        if (!(smoothness > 2 && smoothness <= LargestSmoothness))
            throw new ArgumentOutOfRangeException(nameof(smoothness), smoothness, $"Expected a nu beyond 2 (below it the field has no Hessian) and at most {LargestSmoothness:R}, was {smoothness:R}.");
        Smoothness = smoothness;
        _normalisation = Math.Pow(2, 1 - smoothness) / SpecialFunctions.Gamma(smoothness);
    }

    /// <summary>nu.</summary>
    public double Smoothness { get; }

    /// <inheritdoc/>
    private protected override double MomentBound => 2 * Smoothness;

    /// <inheritdoc/>
    public override void Evaluate(double squaredDistance, Span<double> derivatives)
    {
        var factor = -Smoothness / (Length * Length);
        var z = Math.Sqrt(2 * Smoothness * squaredDistance) / Length;
        if (z < SmallestArgument)
        {
            derivatives[0] = 1;
            for (var m = 1; m < derivatives.Length; m++)
                derivatives[m] = Smoothness > m ? derivatives[m - 1] * factor / (2 * (Smoothness - m)) : 0;
            return;
        }

        var scale = _normalisation;
        for (var m = 0; m < derivatives.Length; m++)
        {
            var order = Smoothness - m;
            derivatives[m] = scale * Math.Pow(z, order) * SpecialFunctions.BesselK(Math.Abs(order), z);
            scale *= factor;
        }
    }

    /// <inheritdoc/>
    public override void DrawWave(RandomStream stream, Span<double> wave)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var variance = Smoothness / (stream.NextGamma(Smoothness) * Length * Length);
        stream.FillNormal(wave);
        Scale(wave, Math.Sqrt(variance));
    }
}
