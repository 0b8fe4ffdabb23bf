using System.Text.Json.Nodes;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Cli.Answers;

/// <summary>Monte Carlo mean counts beyond the exact range; neither threads nor order matter.</summary>
internal static class SampledMeanCounts
{
    private const int DefaultDeterminants = 200_000;
    private const int Parts = 64;
    private const double Normal95 = 1.959963984540054;

    /// <summary>A known factor times E exp(-c (l_k - a)^2) over the ordered eigenvalues of GOE(N), counted in random windows.</summary>
    public static ComputeAnswer ByWindows(
        IReadOnlyDictionary<string, object> parameters, int order, double rate, double centre, double logFactor, string model, long? wanted, ulong seed, int threads)
    {
        var windows = WindowCounts.Draw(order, rate, centre, wanted, seed, threads);
        double samples = windows.Samples, widths = windows.Hits.Sum();
        var totalError = Math.Sqrt(Math.Max(0, windows.SquaredWidths - (widths * widths / samples)) / (samples - 1) / samples);
        var shares = Array.ConvertAll(windows.Hits, h => h / samples);
        var intervals = Array.ConvertAll(windows.Hits, h => ClopperPearson.Compute(h, windows.Samples));
        return Answer(
            parameters, logFactor, (widths / samples, totalError), [.. shares.Select(x => (x, Math.Sqrt(x * (1 - x) / samples)))], [.. intervals], windows.Samples, seed,
            $"{model}; E exp(-c (l_k - a)^2) over ordered eigenvalues of GOE(N), counted in random windows");
    }

    /// <summary>A known factor times E[|det(M + s I)|; index k] over GOE(n) and normal shifts, drawn where the expectation comes from.</summary>
    public static ComputeAnswer ByDeterminants(
        IReadOnlyDictionary<string, object> parameters, int order, double mean, double variance, double logFactor, string model, long? wanted, ulong seed, int threads)
    {
        var samples = wanted ?? DefaultDeterminants;
        var sums = Draw(order, mean, variance, samples, seed, threads);
        var decided = sums.Hits.Sum();
        if (mean == 0)
            sums.Symmetrise();
        var effective = sums.First.Zip(sums.Second, (first, second) => second > 0 ? first * first / second : 0).ToArray();
        if (effective.Max() < OrderStatisticWeights.SmallestEffectiveSampleSize)
            throw WindowCounts.TooFew(samples, effective.Max());
        var (all, squares) = (sums.First.Sum(), mean == 0 ? SymmetricSquares(sums.Second) : sums.Second.Sum());
        var total = Mean(all, squares, decided);
        var byIndex = sums.First.Zip(sums.Second, (first, second) => Mean(first, second, decided)).ToArray();
        var ofAll = Math.Floor(all * all / squares);
        if (ofAll < OrderStatisticWeights.SmallestEffectiveSampleSize)
            throw WindowCounts.TooFew(samples, ofAll);
        return Answer(
            parameters, logFactor + sums.LogScale, total, byIndex, [.. byIndex.Select((share, k) => Ends(share, effective[k]))], decided, seed,
            $"{model}; E[|det(M + s I)|; index k] over GOE(n), the normal shift s drawn near the maximum; no interval below {OrderStatisticWeights.SmallestEffectiveSampleSize} effective samples") with
        {
            EffectiveSamples = ComputeAnswer.Counts(ofAll, effective.Select(Math.Floor)),
        };

        // Weights of very different size: where few of them decide, their spread says little. An index that never occurs has the exact bounds of a fraction of all.
        Interval? Ends((double Value, double Error) share, double number) =>
            number == 0 ? new Interval(0, total.Value * ClopperPearson.Compute(0, (long)ofAll).High)
            : number < OrderStatisticWeights.SmallestEffectiveSampleSize ? null
            : new Interval(Math.Max(0, share.Value - (Normal95 * share.Error)), share.Value + (Normal95 * share.Error));
    }

    // The sum over both halves of every sample: a middle index has both, the others a quarter of the square each.
    private static double SymmetricSquares(double[] second) =>
        Enumerable.Range(0, second.Length).Sum(k => k == second.Length - 1 - k ? second[k] : 2 * second[k]);

    private static (double Value, double Error) Mean(double sum, double squares, long samples) =>
        (sum / samples, Math.Sqrt(Math.Max(0, squares - (sum * sum / samples)) / (samples - 1.0) / samples));

    // A fixed number of parts, each added up in order by one thread and then all in order: the same bits on any number of threads.
    private static WeightSums Draw(int order, double mean, double variance, long samples, ulong seed, int threads)
    {
        var sampler = new TiltedDeterminants(order, mean, variance);
        var key = StreamKey.Derive(seed, "compute mean-count", $"determinant n={order} c={mean:R} v={variance:R}");
        var parts = new WeightSums[Parts];
        Parallel.For(0, Parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
        {
            var sums = parts[part] = new WeightSums(order + 1);
            var (index, logs) = (new int[SampleBlocks.Length], new double[SampleBlocks.Length]);
            var (first, end) = (samples * part / Parts, samples * (part + 1) / Parts);
            for (var done = first; done < end; done += SampleBlocks.Length)
            {
                var count = (int)Math.Min(SampleBlocks.Length, end - done);
                sampler.Draw(key, (ulong)done, index.AsSpan(0, count), logs.AsSpan(0, count));
                for (var i = 0; i < count; i++)
                {
                    if (index[i] != LockstepGoe.Undecided && double.IsFinite(logs[i]))
                        sums.Add(index[i], logs[i]);
                }
            }
        });
        var total = new WeightSums(order + 1);
        foreach (var part in parts)
            total.Add(part);
        return total;
    }

    private static ComputeAnswer Answer(
        IReadOnlyDictionary<string, object> parameters, double logFactor, (double Value, double Error) total, (double Value, double Error)[] byIndex,
        Interval?[] intervals, long samples, ulong seed, string source)
    {
        return new ComputeAnswer
        {
            Quantity = "mean-count",
            Parameters = parameters,
            Method = "monte-carlo",
            Value = ComputeAnswer.Counts(Scaled(total.Value), byIndex.Select(x => Scaled(x.Value))),
            LogValue = ComputeAnswer.Counts(logFactor + Math.Log(total.Value), byIndex.Select(x => logFactor + Math.Log(x.Value))),
            StandardError = ComputeAnswer.Counts(Scaled(total.Error), byIndex.Select((x, k) => intervals[k] is null ? double.NaN : Scaled(x.Error))),
            Interval = new JsonObject
            {
                ["total"] = Ends(total.Value - (Normal95 * total.Error), total.Value + (Normal95 * total.Error)),
                ["byIndex"] = new JsonArray([.. intervals.Select(i => i is { } both ? Ends(both.Low, both.High) : null)]),
            },
            Samples = samples,
            Seed = seed,
            Source = source,
        };

        double Scaled(double x) => x == 0 ? 0 : Math.Exp(logFactor + Math.Log(x));

        JsonArray Ends(double low, double high) => [ComputeAnswer.Number(Scaled(Math.Max(0, low))), ComputeAnswer.Number(Scaled(high))];
    }
}
