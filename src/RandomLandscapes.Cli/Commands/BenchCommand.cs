using System.CommandLine;
using System.Globalization;
using System.Runtime.Intrinsics;
using RandomLandscapes.Cli.Benchmarks;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes bench [work] [N] [M]</c>: CPU seconds per item of one kernel, on one line; without a work the list of works.</summary>
internal static class BenchCommand
{
    private const int FewestRuns = 5;
    private const int MostRuns = 1000;
    private const int MostThreads = 1024;

    private static int VectorBits =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    public static Command Create()
    {
        var name = new Argument<string?>("work") { Arity = ArgumentArity.ZeroOrOne, Description = "The work; without it all works are listed." };
        var first = new Argument<string?>("N") { Arity = ArgumentArity.ZeroOrOne, Description = "The size, for works that have one." };
        var second = new Argument<string?>("M") { Arity = ArgumentArity.ZeroOrOne, Description = "The second size, for works that have two." };
        var threads = Options.Text("--threads", $"threads, each with its own items (1); of slq one item occupies them all ({IParallelBenchmarkWork.DefaultThreads})");
        var runs = Options.Text("--runs", "repetitions of which the median is given (5)");
        var json = Options.Flag("--json", "print one JSON object, as the peer scripts do");
        var command = new Command("bench", "Time one kernel: CPU seconds per item.") { name, first, second, threads, runs, json };
        command.SetAction(result =>
        {
            var workers = (int?)Options.Integer(result, threads, 1, MostThreads);
            var repetitions = (int)(Options.Integer(result, runs, FewestRuns, MostRuns) ?? FewestRuns);
            if (result.GetValue(name) is not { } wanted)
            {
                foreach (var work in BenchmarkWorks.All)
                    Console.WriteLine($"  {string.Join(' ', work.Sizes.Select(s => s.Name).Prepend(work.Name)),-20} {work.Description}{string.Concat(work.Sizes.Select(Range))}");
                Console.WriteLine($"vectors of this processor: {VectorBits} bits");
                return ExitCodes.Done;
            }

            var chosen = BenchmarkWorks.All.FirstOrDefault(w => string.Equals(w.Name, wanted, StringComparison.Ordinal))
                ?? throw Options.NotAllowed("work", wanted, string.Join(" | ", BenchmarkWorks.All.Select(w => w.Name)));
            var sizes = Sizes(chosen, result.GetValue(first), result.GetValue(second));
            var measured = BenchmarkClock.Measure(chosen, sizes, workers ?? (chosen is IParallelBenchmarkWork ? IParallelBenchmarkWork.DefaultThreads : 1), repetitions);
            Console.WriteLine(result.GetValue(json) ? measured.ToJson() : measured.ToLine());
            return ExitCodes.Done;
        });
        return command;
    }

    private static List<int> Sizes(IBenchmarkWork work, params string?[] texts)
    {
        var sizes = new List<int>();
        for (var i = 0; i < texts.Length; i++)
        {
            if (i < work.Sizes.Count)
                sizes.Add(Size(work, work.Sizes[i], texts[i]));
            else if (texts[i] is { } text)
                throw Options.NotAllowed(i == 0 ? "N" : "M", text, $"none, because {work.Name} has {(i == 0 ? "no" : "only one")} size");
        }

        return sizes;
    }

    private static int Size(IBenchmarkWork work, SizeRange range, string? text)
    {
        var allowed = string.Create(CultureInfo.InvariantCulture, $"an integer from {range.Minimum} to {range.Maximum}");
        if (text is null)
            throw new UsageException($"{range.Name} is missing; expected {allowed} for {work.Name}.");
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= range.Minimum && value <= range.Maximum
            ? value
            : throw Options.NotAllowed(range.Name, text, allowed);
    }

    private static string Range(SizeRange range) => string.Create(CultureInfo.InvariantCulture, $"; {range.Name} from {range.Minimum} to {range.Maximum}");
}
