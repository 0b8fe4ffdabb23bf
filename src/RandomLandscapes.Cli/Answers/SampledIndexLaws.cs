using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Simulation.RandomMatrices;

namespace RandomLandscapes.Cli.Answers;

/// <summary>Monte Carlo index laws beyond the exact range: integer tallies, so neither threads nor order matter.</summary>
internal static class SampledIndexLaws
{
    private const int Block = 512;

    /// <summary>The index of GOE(n), or of GOE(n) plus the common shift of variance 1/2 of a field's Hessian at a fixed point.</summary>
    public static IndexLawAnswer Goe(IReadOnlyDictionary<string, object> parameters, int dimension, bool shifted, long samples, ulong seed, int threads)
    {
        var name = shifted ? "random-point" : "goe";
        var counts = Tally($"{name} n={dimension}", samples, seed, threads, dimension + 2, () =>
        {
            var sampler = new GoeIndexSampler(dimension);
            return (stream, tally) =>
            {
                var level = shifted ? Math.Sqrt(0.5) * stream.NextNormal() : 0;
                var index = sampler.Next(stream, level);
                tally[index == GoeIndexSampler.Undecided ? dimension + 1 : index]++;
            };
        });
        var decided = samples - counts[^1];
        return Answer(parameters, counts.AsSpan(0, dimension + 1), decided, 1, samples, seed,
            $"tridiagonal model of GOE(n) (Dumitriu and Edelman 2002), Sturm inertia; {counts[^1]} undecided samples");
    }

    /// <summary>Fractions of critical points by counting the order statistics of GOE(N) inside a random window.</summary>
    public static IndexLawAnswer CriticalPoints(IReadOnlyDictionary<string, object> parameters, int order, double rate, long samples, ulong seed, int threads)
    {
        if (rate == 0)
            throw new UsageException($"--method: value 'monte-carlo' is not allowed at p = 2, where every index has the fraction 1/{order} exactly; expected exact.");
        // Entry First gains one and entry End loses one; running sums turn the differences into hits.
        var differences = Tally($"window N={order} c={rate:R}", samples, seed, threads, order + 1, () =>
        {
            var window = new OrderStatisticWindow(order, rate);
            return (stream, tally) =>
            {
                var (first, end) = window.Next(stream);
                tally[first]++;
                tally[end]--;
            };
        });
        var hits = new long[order];
        long running = 0;
        for (var k = 0; k < order; k++)
            hits[k] = running += differences[k];
        var perWindow = (double)hits.Sum() / samples;
        return Answer(parameters, hits, samples, perWindow, samples, seed,
            "Kac-Rice by GOE order statistics (Auffinger, Ben Arous, Cerny 2013; Fyodorov 2004), counted in random windows");
    }

    private static IndexLawAnswer Answer(
        IReadOnlyDictionary<string, object> parameters, ReadOnlySpan<long> hits, long trials, double perTrial, long samples, ulong seed, string source)
    {
        var value = new double[hits.Length];
        var error = new double[hits.Length];
        var interval = new Interval[hits.Length];
        for (var k = 0; k < hits.Length; k++)
        {
            var share = (double)hits[k] / trials;
            var bounds = ClopperPearson.Compute(hits[k], trials);
            value[k] = share / perTrial;
            error[k] = Math.Sqrt(share * (1 - share) / trials) / perTrial;
            interval[k] = new Interval(bounds.Low / perTrial, bounds.High / perTrial);
        }

        return new IndexLawAnswer
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

    private static long[] Tally(
        string cell, long samples, ulong seed, int threads, int length, Func<Action<RandomStream, long[]>> createSampler)
    {
        var key = StreamKey.Derive(seed, "compute index-law", cell);
        var total = new long[length];
        var gate = new Lock();
        var blocks = (samples + Block - 1) / Block;
        Parallel.For(
            0L,
            blocks,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => (Stream: new RandomStream(key), Sampler: createSampler(), Tally: new long[length]),
            (block, _, local) =>
            {
                for (var s = block * Block; s < Math.Min(samples, (block + 1) * Block); s++)
                {
                    local.Stream.MoveTo((ulong)s);
                    local.Sampler(local.Stream, local.Tally);
                }

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
}
