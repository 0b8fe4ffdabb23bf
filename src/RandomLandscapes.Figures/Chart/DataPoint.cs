namespace RandomLandscapes.Figures;

/// <summary>One measured value with its interval; there is no constructor without one.</summary>
/// <param name="X">Abscissa.</param>
/// <param name="Value">The estimate; zero (or minus infinity as a natural logarithm) on a logarithmic axis is drawn as an upper limit.</param>
/// <param name="Low">Lower end of the interval, at most <paramref name="Value"/>.</param>
/// <param name="High">Upper end of the interval, at least <paramref name="Value"/>.</param>
/// <param name="Samples">Number of samples behind the value, at least 1.</param>
public readonly record struct DataPoint(double X, double Value, double Low, double High, long Samples);
