namespace RandomLandscapes.Theory;

/// <summary>Mean numbers of critical points, by Morse index.</summary>
/// <param name="ByIndex">E N_k, k = 0..dimension.</param>
public sealed record MeanCounts(IReadOnlyList<double> ByIndex)
{
    /// <summary>The mean number of all critical points.</summary>
    public double Total => ByIndex.Sum();
}
