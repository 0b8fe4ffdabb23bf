namespace RandomLandscapes.Theory.SpectralLaws;

/// <summary>A spectral law fitted to eigenvalues, or the reason why it cannot be.</summary>
/// <param name="Parameters">Names and values; empty where there is no fit.</param>
/// <param name="Distance">The root mean square distance of the ordered eigenvalues from the law's classical locations, in standard deviations of the spectrum; NaN where there is no fit.</param>
/// <param name="Reason">Null where there is a fit.</param>
public sealed record SpectralFit(IReadOnlyList<KeyValuePair<string, double>> Parameters, double Distance, string? Reason = null)
{
    /// <summary>The value of a parameter.</summary>
    /// <param name="name">Its name.</param>
    public double this[string name] => Parameters.First(p => string.Equals(p.Key, name, StringComparison.Ordinal)).Value;

    internal static SpectralFit None(string reason) => new([], double.NaN, reason);
}
