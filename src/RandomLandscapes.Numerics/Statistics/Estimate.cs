namespace RandomLandscapes.Numerics.Statistics;

/// <summary>An estimate with its standard error.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom of the standard error.</param>
public readonly record struct Estimate(double Value, double StandardError, int DegreesOfFreedom)
{
    /// <summary>The mean of independent samples, with the standard error of their plain spread.</summary>
    /// <param name="sum">The sum of the samples.</param>
    /// <param name="squares">The sum of their squares.</param>
    /// <param name="samples">How many there are; one sample has one degree of freedom here, and no error.</param>
    public static Estimate OfMean(double sum, double squares, long samples)
    {
        var mean = sum / samples;
        var freedom = Math.Max(1, samples - 1);
        var variance = Math.Max(0, (squares / samples) - (mean * mean));
        return new Estimate(mean, Math.Sqrt(variance / freedom), (int)Math.Min(int.MaxValue, freedom));
    }
}
