namespace RandomLandscapes.Theory.SpectralLaws;

/// <summary>Wigner's semicircle of centre zero and radius one.</summary>
/// <remarks>Density 2 sqrt(1 - z^2) / pi; GOE(n) divided by sqrt(2 n) tends to it. Source: Wigner 1955.</remarks>
public sealed class SemicircleLaw : SpectralLaw
{
    /// <inheritdoc/>
    public override IReadOnlyList<SpectralBand> Bands { get; } = [new SpectralBand(-1, 1, 1)];

    /// <inheritdoc/>
    protected override (double Density, double Above) Inside(double z) =>
        (SpectralDensities.Semicircle(z, 0.25), SpectralDensities.SemicircleDistribution(-z));
}
