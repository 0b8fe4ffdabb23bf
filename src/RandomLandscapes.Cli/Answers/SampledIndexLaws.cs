using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Cli.Answers;

/// <summary>Monte Carlo index laws beyond the exact range: integer tallies, so neither threads nor order matter.</summary>
internal static class SampledIndexLaws
{
    private const uint ShiftPurpose = 1;
    private const int DefaultSamples = 100_000;
    private const int SmallestNormalCount = 20;
    private const double Normal95 = 1.959963984540054;

    /// <summary>The index of GOE(n), or of GOE(n) plus the common shift of variance 1/2 of a field's Hessian at a fixed point.</summary>
    public static IndexLawAnswer Goe(IReadOnlyDictionary<string, object> parameters, int dimension, bool shifted, long? wanted, ulong seed, int threads)
    {
        var samples = wanted ?? DefaultSamples;
        var name = shifted ? "random-point" : "goe";
        var sampler = new LockstepGoe(dimension);
        var counts = SampleBlocks.Tally($"{name} n={dimension}", samples, seed, threads, dimension + 2, key =>
        {
            var (index, logs, shifts) = (new int[SampleBlocks.Length], new double[SampleBlocks.Length], new double[SampleBlocks.Length]);
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
        var windows = WindowCounts.Draw(order, rate, 0, wanted, seed, threads);
        return Ratios(parameters, windows.Hits, windows.HitWidths, windows.SquaredWidths, windows.Samples, seed);
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
}
