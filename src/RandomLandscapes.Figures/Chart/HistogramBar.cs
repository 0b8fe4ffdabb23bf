namespace RandomLandscapes.Figures;

/// <summary>One bar of a histogram, with the interval of its height.</summary>
/// <param name="Left">Left edge.</param>
/// <param name="Right">Right edge, beyond <paramref name="Left"/>.</param>
/// <param name="Value">The height.</param>
/// <param name="Low">Lower end of the interval of the height.</param>
/// <param name="High">Upper end of the interval of the height.</param>
/// <param name="Samples">Number of samples behind the whole histogram, at least 1.</param>
public readonly record struct HistogramBar(double Left, double Right, double Value, double Low, double High, long Samples);
