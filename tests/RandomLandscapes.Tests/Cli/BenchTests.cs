using System.Diagnostics;
using System.Text.Json;
using RandomLandscapes.Cli.Benchmarks;

namespace RandomLandscapes.Tests.Cli;

[Collection(CliCollection.Name)]
public sealed class BenchTests
{
    [Theory]
    [InlineData("work: value 'foo' is not allowed; expected ", "foo")]
    [InlineData("N: value '0' is not allowed; expected an integer from 1 to 1000000.", "goe-index", "0")]
    [InlineData("N: value '-1' is not allowed; expected an integer from 1 to 1000000.", "goe-index", "-1")]
    [InlineData("N: value 'ten' is not allowed; expected an integer from 1 to 1000000.", "goe-index", "ten")]
    [InlineData("N is missing; expected an integer from 1 to 1000000 for goe-index.", "goe-index")]
    [InlineData("N: value '5' is not allowed; expected none, because normals has no size.", "normals", "5")]
    [InlineData("M: value '5' is not allowed; expected none, because goe-index has only one size.", "goe-index", "10", "5")]
    [InlineData("n is missing; expected an integer from 1 to 1000 for field.", "field")]
    [InlineData("n: value '0' is not allowed; expected an integer from 1 to 1000.", "field", "0", "5")]
    [InlineData("M is missing; expected an integer from 1 to 100000 for field.", "field", "10")]
    [InlineData("M: value 'x' is not allowed; expected an integer from 1 to 100000.", "field", "10", "x")]
    [InlineData("d: value '5' is not allowed; expected an integer from 1 to 4.", "torus-census", "5")]
    [InlineData("--runs: value '4' is not allowed; expected an integer from 5 to 1000.", "normals", "--runs", "4")]
    [InlineData("--threads: value '0' is not allowed; expected an integer from 1 to 1024.", "normals", "--threads", "0")]
    public void An_impossible_request_is_one_line(string message, params string[] args)
    {
        var result = Invocation.Run(["bench", .. args]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"landscapes: {message}", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_work_the_works_are_listed()
    {
        var result = Invocation.Succeed("bench");
        Assert.All(BenchmarkWorks.All, w => Assert.Contains($"  {w.Name} ", result.Output, StringComparison.Ordinal));
        Assert.Equal(BenchmarkWorks.All.Count, BenchmarkWorks.All.Select(w => w.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact] // every work runs, at its smallest size and on two threads, and says what the peer scripts say
    public void Every_work_measures_something()
    {
        // One item of slq takes half a minute; a smaller network is the same code.
        foreach (var work in BenchmarkWorks.All.Where(w => w is not IParallelBenchmarkWork).Append(new SpectralDensityWork(8, 6, 4)))
        {
            var result = BenchmarkClock.Measure(work, [.. work.Sizes.Select(s => s.Minimum)], threads: 2, runs: 5, seconds: 0.002, warmUpSeconds: 0.002);
            var line = JsonDocument.Parse(result.ToJson()).RootElement;
            string[] fields = ["peer", "work", "cpu_s", "wall_s", "wall_min", "runs", "inner", "items", "threads"];
            Assert.Equal(
                result.FlopsPerItem is null ? fields : [.. fields, "gflops"], line.EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
            Assert.True(line.GetProperty("cpu_s").GetDouble() > 0 && line.GetProperty("wall_s").GetDouble() > 0, work.Name);
            Assert.Equal((5, 2), (line.GetProperty("runs").GetInt32(), line.GetProperty("threads").GetInt32()));
            Assert.StartsWith($"{result.Work}: ", result.ToLine(), StringComparison.Ordinal);
        }
    }

    [Fact] // two routes: the fine clock lies between two readings of the runtime's own, which ticks in 10 ms
    public void The_clock_is_the_processor_time_of_the_process()
    {
        for (var repetition = 0; repetition < 5; repetition++)
        {
            var before = Runtime();
            var fine = ProcessClock.Seconds();
            Assert.InRange(fine, before - 0.02, Runtime() + 0.02);
            Thread.SpinWait(1_000_000);
        }

        static double Runtime()
        {
            using var process = Process.GetCurrentProcess();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }
}
