using System.Text.Json.Nodes;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Cli.Answers;

/// <summary>Monte Carlo index laws beyond the exact range: integer tallies, so neither threads nor order matter.</summary>
internal static class SampledIndexLaws
{
    private const int Block = 512;
    private const uint ShiftPurpose = 1;
    private const int DefaultSamples = 100_000;

    // At any n and any rate of interest the positions that carry 99.99 % of the mass are then hit 400 times and more.
    private const int DefaultWindows = 1_000_000;
    private const int SmallestWindowSample = 100;
    private const int SmallestNormalCount = 20;
    private const int SmallestInformativeCount = 100;
    private const double Normal95 = 1.959963984540054;

    /// <summary>The index of GOE(n), or of GOE(n) plus the common shift of variance 1/2 of a field's Hessian at a fixed point.</summary>
    public static IndexLawAnswer Goe(IReadOnlyDictionary<string, object> parameters, int dimension, bool shifted, long? wanted, ulong seed, int threads)
    {
        var samples = wanted ?? DefaultSamples;
        var name = shifted ? "random-point" : "goe";
        var sampler = new LockstepGoe(dimension);
        var counts = Tally($"{name} n={dimension}", samples, seed, threads, dimension + 2, key =>
        {
            var (index, logs, shifts) = (new int[Block], new double[Block], new double[Block]);
            return (first, count, tally) =>
            {
                if (shifted)
                    FillShifts(key, first, shifts.AsSpan(0, count));
                sampler.Draw(key, first, shifts.AsSpan(0, count), index.AsSpan(0, count), logs.AsSpan(0, count));
                foreach (var k in index.AsSpan(0, count))
                    tally[k == LockstepGoe.Undecided ? dimension + 1 : k]++;
            };
        });
        return Proportions(parameters, counts.AsSpan(0, dimension + 1), samples, seed,
            $"tridiagonal model of GOE(n) (Dumitriu and Edelman 2002), Sturm inertia; {counts[^1]} undecided samples");
    }

    // Each sample's shift is its first deviate for another purpose than that of the matrix.
    private static void FillShifts(StreamKey key, ulong firstSample, Span<double> shifts)
    {
        Span<double> eight = stackalloc double[NormalGammaRows.Lanes];
        for (var i = 0; i < shifts.Length; i++)
        {
            if (i % eight.Length == 0)
                NormalDeviates.FillLanes(key, firstSample + (ulong)i, ShiftPurpose, eight);
            shifts[i] = Math.Sqrt(0.5) * eight[i % eight.Length];
        }
    }

    /// <summary>Fractions of critical points by counting the order statistics of GOE(N) inside a random window.</summary>
    public static IndexLawAnswer CriticalPoints(IReadOnlyDictionary<string, object> parameters, int order, double rate, long? wanted, ulong seed, int threads)
    {
        var windows = Windows(order, rate, wanted, seed, threads);
        return Ratios(parameters, windows.Hits, windows.HitWidths, windows.SquaredWidths, windows.Samples, seed);
    }

    /// <summary>Mean counts: a known factor times E exp(-c l_k^2), the latter by counting the same windows.</summary>
    public static ComputeAnswer MeanCounts(
        IReadOnlyDictionary<string, object> parameters, int order, double rate, double logFactor, string model, long? wanted, ulong seed, int threads)
    {
        var windows = Windows(order, rate, wanted, seed, threads);
        double samples = windows.Samples, widths = windows.Hits.Sum();
        var totalError = Math.Sqrt(Math.Max(0, windows.SquaredWidths - (widths * widths / samples)) / (samples - 1) / samples);
        var shares = Array.ConvertAll(windows.Hits, h => h / samples);
        var intervals = Array.ConvertAll(windows.Hits, h => ClopperPearson.Compute(h, windows.Samples));
        var total = widths / samples;
        return new ComputeAnswer
        {
            Quantity = "mean-count",
            Parameters = parameters,
            Method = "monte-carlo",
            Value = ComputeAnswer.Counts(Scaled(total), shares.Select(Scaled)),
            LogValue = ComputeAnswer.Counts(logFactor + Math.Log(total), shares.Select(x => logFactor + Math.Log(x))),
            StandardError = ComputeAnswer.Counts(Scaled(totalError), shares.Select(x => Scaled(Math.Sqrt(x * (1 - x) / samples)))),
            Interval = new JsonObject
            {
                ["total"] = Ends(total - (Normal95 * totalError), total + (Normal95 * totalError)),
                ["byIndex"] = new JsonArray([.. intervals.Select(i => Ends(i.Low, i.High))]),
            },
            Samples = windows.Samples,
            Seed = seed,
            Source = $"{model}; E exp(-c l_k^2) over ordered eigenvalues of GOE(N), counted in random windows",
        };

        double Scaled(double x) => x == 0 ? 0 : Math.Exp(logFactor + Math.Log(x));

        JsonArray Ends(double low, double high) => [ComputeAnswer.Number(Scaled(Math.Max(0, low))), ComputeAnswer.Number(Scaled(high))];
    }

    private static WindowCounts Windows(int order, double rate, long? wanted, ulong seed, int threads)
    {
        var samples = wanted ?? DefaultWindows;
        if (rate == 0)
            throw new UsageException($"--method: value 'monte-carlo' is not allowed at p = 2, where every index has the fraction 1/{order} exactly; expected exact.");
        if (rate < LockstepWindows.SmallestRate)
            throw new UsageException("--method: value 'monte-carlo' is not allowed so near p = 2, where hardly any window tells the indices apart; expected exact.");
        if (samples < SmallestWindowSample)
            throw Options.NotAllowed("--samples", $"{samples}", $"at least {SmallestWindowSample}, because fractions of critical points are ratios of two sampled means");

        // Entry First gains one and entry End loses one: running sums turn the differences into the windows that hold position k.
        // The same with the windows' widths w gives sum h_k w, and the last entries sum w^2: all that the error of a ratio needs.
        var widths = order + 1;
        var sampler = new LockstepWindows(order, rate);
        var tally = Tally($"window N={order} c={rate:R}", samples, seed, threads, (2 * widths) + 3, key =>
        {
            var (firsts, ends) = (new int[Block], new int[Block]);
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
        {
            throw Options.NotAllowed(
                "--samples", $"{samples}", $"more samples: the most frequent index has {hits.Max()} effective samples, {OrderStatisticWeights.SmallestEffectiveSampleSize} are needed");
        }

        return new WindowCounts(hits, RunningSums(tally.AsSpan(widths, order)), tally[2 * widths], samples - tally[^1]);
    }

    private static long[] RunningSums(ReadOnlySpan<long> differences)
    {
        var sums = new long[differences.Length];
        long running = 0;
        for (var k = 0; k < sums.Length; k++)
            sums[k] = running += differences[k];
        return sums;
    }

    // f_k = sum h_k / sum w with w the number of positions in a window and h_k = 1 where it holds k. One window holds many k, so
    // numerator and denominator vary together: Var f_k = mean (h_k - f_k w)^2 / (S mean(w)^2), the delta method.
    private static IndexLawAnswer Ratios(
        IReadOnlyDictionary<string, object> parameters, long[] hits, long[] hitWidths, long squaredWidths, long samples, ulong seed)
    {
        var perWindow = (double)hits.Sum() / samples;
        if (perWindow == 0)
            throw Options.NotAllowed("--samples", $"{samples}", "more samples: no window held an eigenvalue");
        var value = new double[hits.Length];
        var error = new double[hits.Length];
        var interval = new Interval[hits.Length];
        for (var k = 0; k < hits.Length; k++)
        {
            var f = value[k] = hits[k] / perWindow / samples;
            var squares = hits[k] - (2 * f * hitWidths[k]) + (f * f * squaredWidths);
            error[k] = Math.Sqrt(Math.Max(0, squares) / (samples - 1.0) / samples) / perWindow;
            if (hits[k] < SmallestNormalCount)
            {
                // Few hits are Poisson and the denominator hardly matters; the exact binomial bounds hold down to zero.
                var bounds = ClopperPearson.Compute(hits[k], samples);
                interval[k] = new Interval(bounds.Low / perWindow, bounds.High / perWindow);
            }
            else
            {
                interval[k] = new Interval(Math.Max(0, f - (Normal95 * error[k])), f + (Normal95 * error[k]));
            }
        }

        // The weights are zero or one, so (sum h)^2 / sum h^2 is the number of hits.
        return Answer(parameters, value, error, interval, samples, seed,
            "Kac-Rice by GOE order statistics (Auffinger, Ben Arous, Cerny 2013; Fyodorov 2004), counted in random windows") with
        {
            EffectiveSamples = hits,
            ResolvedMass = value.Where((_, k) => hits[k] >= OrderStatisticWeights.SmallestEffectiveSampleSize).Sum(),
        };
    }

    private static IndexLawAnswer Proportions(IReadOnlyDictionary<string, object> parameters, ReadOnlySpan<long> counts, long samples, ulong seed, string source)
    {
        long trials = 0;
        foreach (var count in counts)
            trials += count;
        var value = new double[counts.Length];
        var error = new double[counts.Length];
        var interval = new Interval[counts.Length];
        for (var k = 0; k < counts.Length; k++)
        {
            value[k] = (double)counts[k] / trials;
            error[k] = Math.Sqrt(value[k] * (1 - value[k]) / trials);
            interval[k] = ClopperPearson.Compute(counts[k], trials);
        }

        return Answer(parameters, value, error, interval, samples, seed, source);
    }

    private static IndexLawAnswer Answer(
        IReadOnlyDictionary<string, object> parameters, double[] value, double[] error, Interval[] interval, long samples, ulong seed, string source) => new()
        {
            Parameters = parameters,
            Method = "monte-carlo",
            Value = value,
            LogValue = [.. value.Select(x => x > 0 ? Math.Log(x) : (double?)null)],
            StandardError = error,
            Interval = interval,
            Samples = samples,
            Seed = seed,
            Source = source,
        };

    private static long[] Tally(
        string cell, long samples, ulong seed, int threads, int length, Func<StreamKey, Action<ulong, int, long[]>> createSampler)
    {
        var key = StreamKey.Derive(seed, "compute index-law", cell);
        var total = new long[length];
        var gate = new Lock();
        var blocks = (samples + Block - 1) / Block;
        Parallel.For(
            0L,
            blocks,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => (Sampler: createSampler(key), Tally: new long[length]),
            (block, _, local) =>
            {
                var first = block * Block;
                local.Sampler((ulong)first, (int)Math.Min(Block, samples - first), local.Tally);
                return local;
            },
            local =>
            {
                lock (gate)
                {
                    for (var i = 0; i < length; i++)
                        total[i] += local.Tally[i];
                }
            });
        return total;
    }

    /// <summary>For each position k the windows that hold it and the sum of their widths; the sum of squared widths; the samples that were decided.</summary>
    private sealed record WindowCounts(long[] Hits, long[] HitWidths, long SquaredWidths, long Samples);
}
