namespace RandomLandscapes.Theory.SpectralLaws;

/// <summary>One interval of the support of a spectral law.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Mass">Its part of the law, positive.</param>
public readonly record struct SpectralBand(double Low, double High, double Mass);
