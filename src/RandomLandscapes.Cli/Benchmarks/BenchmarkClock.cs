using System.Diagnostics;

namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>Times a work: warm-up, calibration on CPU time, then the median over repetitions.</summary>
/// <remarks>
/// Each thread has its own batch and its own memory, and makes the same number of calls, unless one item occupies all threads. The warm-up is long because the runtime
/// replaces its first, unoptimised code of a method only after 30 calls and a pause of 0.1 s in which no other method was compiled;
/// calls made before that would be measured several times too slow.
/// </remarks>
internal static class BenchmarkClock
{
    private const int WarmUpCalls = 60;
    private const double WarmUpWallSeconds = 0.7;

    /// <summary>Measures a work.</summary>
    /// <param name="work">The work.</param>
    /// <param name="sizes">Its sizes, checked by the caller.</param>
    /// <param name="threads">Threads, at least 1.</param>
    /// <param name="runs">Repetitions, at least 1.</param>
    /// <param name="seconds">CPU seconds that a repetition takes at least, on each thread.</param>
    /// <param name="warmUpSeconds">Wall seconds of warm-up.</param>
    public static BenchmarkResult Measure(
        IBenchmarkWork work, IReadOnlyList<int> sizes, int threads, int runs, double? seconds = null, double warmUpSeconds = WarmUpWallSeconds)
    {
        var batches = work is IParallelBenchmarkWork parallel
            ? [parallel.PrepareParallel(sizes, threads)]
            : Enumerable.Range(0, threads).Select(worker => work.Prepare(sizes, worker)).ToArray();
        var inner = Calibrate(batches[0].Run, seconds ?? ProcessClock.ShortestMeasurement, warmUpSeconds);
        RunAll(batches, 1);
        var cpu = new double[runs];
        var wall = new double[runs];
        var items = (double)inner * batches[0].Items * batches.Length;
        for (var r = 0; r < runs; r++)
        {
            var (startCpu, start) = (ProcessClock.Seconds(), Stopwatch.GetTimestamp());
            RunAll(batches, inner);
            wall[r] = Stopwatch.GetElapsedTime(start).TotalSeconds / items;
            cpu[r] = (ProcessClock.Seconds() - startCpu) / items;
        }

        return new BenchmarkResult
        {
            Work = batches[0].Work,
            CpuSeconds = Median(cpu),
            WallSeconds = Median(wall),
            SmallestWallSeconds = wall.Min(),
            Runs = runs,
            Inner = inner,
            Items = batches[0].Items,
            Threads = threads,
            FlopsPerItem = batches[0].FlopsPerItem,
        };
    }

    private static long Calibrate(Action run, double seconds, double warmUpSeconds)
    {
        var start = Stopwatch.GetTimestamp();
        for (long calls = 0; calls < WarmUpCalls || Stopwatch.GetElapsedTime(start).TotalSeconds < warmUpSeconds; calls++)
        {
            run();
            // A call of seconds spends its time in loops, which the runtime replaces while they run: two are enough.
            if (calls > 0 && Stopwatch.GetElapsedTime(start).TotalSeconds > 4 * warmUpSeconds)
                break;
        }

        for (long inner = 1; ;)
        {
            var before = ProcessClock.Seconds();
            for (long i = 0; i < inner; i++)
                run();
            var used = ProcessClock.Seconds() - before;
            if (used >= seconds)
                return inner;
            inner = Math.Max(inner + 1, (long)(inner * Math.Min(10, 1.2 * seconds / Math.Max(used, 1e-9))));
        }
    }

    private static void RunAll(BenchmarkBatch[] batches, long inner)
    {
        // The first batch runs here, so that one thread costs no thread.
        var others = batches.Skip(1).Select(b => new Thread(() => Repeat(b.Run, inner))).ToList();
        others.ForEach(t => t.Start());
        Repeat(batches[0].Run, inner);
        others.ForEach(t => t.Join());
    }

    private static void Repeat(Action run, long times)
    {
        for (long i = 0; i < times; i++)
            run();
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
    }
}
