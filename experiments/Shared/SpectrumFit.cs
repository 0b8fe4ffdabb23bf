using RandomLandscapes.Theory.SpectralLaws;

namespace RandomLandscapes.Experiments.Shared;

/// <summary>One model fitted to a spectrum.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Fit">Parameters and distance, or why there are none.</param>
/// <param name="PValue">Of the bootstrap test; null without a fit.</param>
/// <param name="Samples">The draws behind it.</param>
public sealed record SpectrumFit(string Model, SpectralFit Fit, double? PValue, int Samples);
