namespace RandomLandscapes.Numerics.Statistics;

/// <summary>The logarithm of a binomial proportion with its standard error.</summary>
/// <remarks>
/// ln(h/N) with the standard error sqrt((1 - q) / (q N)) at q = (h + 1/2) / (N + 1), the posterior mean under Jeffreys' prior: h = N has an error too, about
/// 0.7/N, where the plug-in formula would claim none. For h = 0 the logarithm is minus infinity. Source: Brown, Cai, DasGupta, Statistical Science 16 (2001) 101.
/// </remarks>
public static class LogProportion
{
    /// <summary>Estimates ln p from hits among trials.</summary>
    /// <param name="hits">h, 0 to N.</param>
    /// <param name="trials">N, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Counts that cannot be.</exception>
    public static Estimate Compute(long hits, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, trials);
        var share = (hits + 0.5) / (trials + 1.0);
        return new Estimate(Math.Log((double)hits / trials), Math.Sqrt((1 - share) / (share * trials)), (int)Math.Min(int.MaxValue, Math.Max(1, trials - 1)));
    }
}
