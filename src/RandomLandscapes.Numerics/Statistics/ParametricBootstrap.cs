namespace RandomLandscapes.Numerics.Statistics;

/// <summary>The parametric bootstrap of a goodness-of-fit test.</summary>
/// <remarks>
/// p = (1 + #{distance of a draw >= observed}) / (1 + B), B draws from the fitted model, each refitted: never below 1 / (1 + B). Where the law of the
/// distance does not depend on the parameters, P(p &lt;= k / (1 + B)) = k / (1 + B) exactly; elsewhere up to the error of the fitted parameters.
/// Source: Davison and Hinkley, Bootstrap Methods and their Application (1997), section 4.2.
/// </remarks>
public static class ParametricBootstrap
{
    /// <summary>The p-value of an observed distance.</summary>
    /// <param name="observed">The distance of the data from the model fitted to them; not NaN.</param>
    /// <param name="samples">B, at least 1.</param>
    /// <param name="threads">Worker threads; the result does not depend on them.</param>
    /// <param name="createSampler">Makes a worker's sampler: the refitted distance of draw b, a pure function of b.</param>
    public static double PValue(double observed, int samples, int threads, Func<Func<ulong, double>> createSampler)
    {
        ArgumentNullException.ThrowIfNull(createSampler);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (double.IsNaN(observed))
            throw new ArgumentOutOfRangeException(nameof(observed), observed, "Expected a number.");
        var count = 0;
        Parallel.For(
            0,
            samples,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => (Sampler: createSampler(), Count: 0),
            (b, _, local) => (local.Sampler, local.Count + (local.Sampler((ulong)b) < observed ? 0 : 1)),
            local => Interlocked.Add(ref count, local.Count));
        return (1.0 + count) / (1.0 + samples);
    }
}
