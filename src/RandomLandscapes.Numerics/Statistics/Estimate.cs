namespace RandomLandscapes.Numerics.Statistics;

/// <summary>An estimate with its standard error.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom of the standard error.</param>
public readonly record struct Estimate(double Value, double StandardError, int DegreesOfFreedom);
