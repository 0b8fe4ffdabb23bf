using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Cli.Answers;

/// <summary>Windows drawn over the eigenvalues of GOE(N), counted by the positions they hold.</summary>
/// <param name="Hits">For each position the windows that hold it.</param>
/// <param name="HitWidths">The sum of the widths of these, in positions.</param>
/// <param name="SquaredWidths">The sum of all squared widths.</param>
/// <param name="Samples">The samples that were decided.</param>
internal sealed record WindowCounts(long[] Hits, long[] HitWidths, long SquaredWidths, long Samples)
{
    // At any n and any rate of interest the positions that carry 99.99 % of the mass are then hit 400 times and more.
    private const int DefaultSamples = 1_000_000;
    private const int SmallestSample = 100;
    private const int SmallestInformativeCount = 100;

    /// <summary>Draws windows that hold position k with the probability E exp(-c (l_k - a)^2).</summary>
    /// <param name="order">N.</param>
    /// <param name="rate">c.</param>
    /// <param name="centre">a.</param>
    /// <param name="wanted">The number of samples, if it was asked for.</param>
    /// <param name="seed">The root seed.</param>
    /// <param name="threads">Worker threads.</param>
    /// <exception cref="UsageException">The windows tell too little.</exception>
    public static WindowCounts Draw(int order, double rate, double centre, long? wanted, ulong seed, int threads)
    {
        var samples = wanted ?? DefaultSamples;
        if (rate == 0)
            throw new UsageException($"--method: value 'monte-carlo' is not allowed at p = 2, where every index has the fraction 1/{order} exactly; expected exact.");
        if (rate < LockstepWindows.SmallestRate)
            throw new UsageException("--method: value 'monte-carlo' is not allowed so near p = 2, where hardly any window tells the indices apart; expected exact.");
        if (samples < SmallestSample)
            throw Options.NotAllowed("--samples", $"{samples}", $"at least {SmallestSample}, because fractions of critical points are ratios of two sampled means");

        // Entry First gains one and entry End loses one: running sums turn the differences into the windows that hold position k.
        // The same with the windows' widths w gives sum h_k w, and the last entries sum w^2: all that the error of a ratio needs.
        var widths = order + 1;
        var sampler = new LockstepWindows(order, rate, centre);
        var cell = $"window N={order} c={rate:R}{(centre == 0 ? "" : $" a={centre:R}")}";
        var tally = SampleBlocks.Tally(cell, samples, seed, threads, (2 * widths) + 3, key =>
        {
            var (firsts, ends) = (new int[SampleBlocks.Length], new int[SampleBlocks.Length]);
            return (firstSample, count, counts) =>
            {
                sampler.Draw(key, firstSample, firsts.AsSpan(0, count), ends.AsSpan(0, count));
                for (var i = 0; i < count; i++)
                {
                    var (first, end) = (firsts[i], ends[i]);
                    if (first == LockstepGoe.Undecided || end == LockstepGoe.Undecided)
                    {
                        counts[^1]++;
                        continue;
                    }

                    counts[first]++;
                    counts[end]--;
                    counts[widths + first] += end - first;
                    counts[widths + end] -= end - first;
                    counts[2 * widths] += (long)(end - first) * (end - first);
                    counts[(2 * widths) + 1] += end - first < order ? 1 : 0;
                }
            };
        });
        // A window that holds every eigenvalue says nothing about their indices: near p = 2 almost all do.
        if (tally[(2 * widths) + 1] < SmallestInformativeCount)
        {
            throw Options.NotAllowed(
                "--samples", $"{samples}", $"more samples: only {tally[(2 * widths) + 1]} windows tell the indices apart, {SmallestInformativeCount} are needed");
        }

        var hits = RunningSums(tally.AsSpan(0, order));
        if (hits.Max() < OrderStatisticWeights.SmallestEffectiveSampleSize)
            throw TooFew(samples, hits.Max());
        return new WindowCounts(hits, RunningSums(tally.AsSpan(widths, order)), tally[2 * widths], samples - tally[^1]);
    }

    /// <summary>The refusal of a sample that shows not even the most frequent index.</summary>
    /// <param name="samples">How many were drawn.</param>
    /// <param name="effective">The effective sample size of the most frequent index.</param>
    public static UsageException TooFew(long samples, double effective) => Options.NotAllowed(
        "--samples", $"{samples}", $"more samples: the most frequent index has {effective:F0} effective samples, {OrderStatisticWeights.SmallestEffectiveSampleSize} are needed");

    private static long[] RunningSums(ReadOnlySpan<long> differences)
    {
        var sums = new long[differences.Length];
        long running = 0;
        for (var k = 0; k < sums.Length; k++)
            sums[k] = running += differences[k];
        return sums;
    }
}
