using System.Numerics;

namespace RandomLandscapes.Theory.SpectralLaws;

/// <summary>The law of Marchenko and Pastur: eigenvalues of J J^T / m, J n x m with unit variances, phi = n / m.</summary>
/// <remarks>
/// <para>Density <see cref="SpectralDensities.MarchenkoPastur"/>; for phi &gt; 1 an atom of weight 1 - 1/phi at zero. Mean 1, variance phi, third central moment phi^2.</para>
/// <para>
/// The mass above z is Im(-ln G + (1/v + ln v) / phi) / pi, v = 1 - phi G, with the resolvent G(z + i0): the primitive of
/// <see cref="WishartWigner.IndexFraction"/> at epsilon = 0. Source: Marchenko and Pastur 1967.
/// </para>
/// </remarks>
public sealed class MarchenkoPasturLaw : SpectralLaw
{
    /// <summary>Sets the ratio.</summary>
    /// <param name="ratio">phi, positive, finite.</param>
    public MarchenkoPasturLaw(double ratio)
    {
        if (!(ratio > 0) || double.IsInfinity(ratio))
            throw new ArgumentOutOfRangeException(nameof(ratio), ratio, $"Expected a finite positive phi, was {ratio:R}.");
        Ratio = ratio;
        var root = Math.Sqrt(ratio);
        Bands = [new SpectralBand((1 - root) * (1 - root), (1 + root) * (1 + root), Math.Min(1, 1 / ratio))];
    }

    /// <summary>phi.</summary>
    public double Ratio { get; }

    /// <inheritdoc/>
    public override double AtomAtZero => Math.Max(0, 1 - (1 / Ratio));

    /// <inheritdoc/>
    public override IReadOnlyList<SpectralBand> Bands { get; }

    /// <inheritdoc/>
    protected override (double Density, double Above) Inside(double z)
    {
        // phi z G^2 - (z + phi - 1) G + 1 = 0.
        var density = SpectralDensities.MarchenkoPastur(z, Ratio);
        var g = new Complex((z + Ratio - 1) / (2 * Ratio * z), -Math.PI * density);
        return (density, WishartWignerLaw.PrimitiveOfResolvent(g, Ratio, 0).Imaginary / Math.PI);
    }
}
