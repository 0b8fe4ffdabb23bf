using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using RandomLandscapes.Experiments;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Runs.Scheduling;
using RandomLandscapes.Runs.Store;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes run EXPERIMENT</c>: computes what the run's journal lacks, then table, verdicts, figures and report.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("experiment") { Description = "One of landscapes list." };
        var plan = Options.Text("--plan", "a plan file, laid over the experiment's defaults");
        var set = new Option<string[]>("--set") { Description = "key=value, over the plan; may be repeated", AllowMultipleArgumentsPerToken = false };
        var samples = Options.Text("--samples", "samples per cell (plan key samples)");
        var seed = Options.Text("--seed", "root seed (plan key seed)");
        var threads = Options.Text("--threads", "worker threads; 0 takes every processor");
        var output = Options.Text("--out", "the run's folder; default results/<experiment>/<id>");
        var dryRun = Options.Flag("--dry-run", "check the plan and print the forecast only");
        var shard = Options.Text("--shard", "this shard's number, 0 to n - 1; with --of");
        var of = Options.Text("--of", "the number of shards n");
        var command = new Command("run", "Run an experiment, or go on with an interrupted run.") { name, plan, set, samples, seed, threads, output, shard, of, dryRun };
        command.SetAction(result =>
        {
            var experiment = ListCommand.Find(result.GetValue(name)!);
            var overrides = Overrides(result, set, samples, seed, threads);
            var checkedPlan = PlanReader.Read(experiment.Keys, experiment.DefaultPlan, ReadPlanFile(Options.Path(result, plan)), overrides);
            var folder = Options.Path(result, output);
            var (number, shards) = Shard(result, shard, of);
            var session = new RunSession(
                experiment, checkedPlan,
                id => new RunFolder(folder ?? Path.Combine("results", experiment.Name, shards == 1 ? id : $"{id}-shard-{number}-of-{shards}")), number, shards);
            var workers = checkedPlan.Integer("threads") == 0 ? Environment.ProcessorCount : checkedPlan.Integer("threads");
            RefuseWhatCannotFit(session, workers);
            if (!result.GetValue(dryRun))
                Claim(session);
            Forecast(session, workers);
            return result.GetValue(dryRun) ? ExitCodes.Done : Execute(experiment, session, workers, result);
        });
        return command;
    }

    private static int Execute(IIllustratedExperiment experiment, RunSession session, int threads, ParseResult result)
    {
        using var cancellation = new CancellationTokenSource();
        var signal = ExitCodes.Interrupted;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, ExitCodes.Interrupted));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, ExitCodes.Terminated));
        try
        {
            RunAnswer? answer;
            using (var display = ProgressDisplay.Create())
                answer = session.Execute(threads, display.Show, display.Notice, cancellation.Token);
            if (answer is null)
            {
                Console.Error.WriteLine($"shard finished: {session.Folder.FullPath}; add it to the others with: landscapes merge DIR... --out DIR");
                return ExitCodes.Done;
            }

            Console.WriteLine(AnswerTable.Render(answer));
            RunPages.Write(experiment, session.Folder);
            Console.Error.WriteLine($"run folder: {session.Folder.FullPath}");
            return ExitCodes.Done;
        }
        catch (OperationCanceledException)
        {
            var options = result.Tokens.Skip(1).Select(t => ForShell(t.Value));
            Console.Error.WriteLine($"landscapes: interrupted; finished chunks are kept. Resume with: landscapes run {string.Join(' ', options)}");
            return signal;
        }
        catch (RunFolderException e)
        {
            throw new UsageException($"--out: {e.Message}");
        }

        void Stop(PosixSignalContext context, int code)
        {
            context.Cancel = true;
            signal = code;
            cancellation.Cancel();
        }
    }

    private static (int Number, int Count) Shard(ParseResult result, Option<string?> shard, Option<string?> of)
    {
        var count = Options.Integer(result, of, 1, 100_000);
        var number = Options.Integer(result, shard, 0, (count ?? 1) - 1);
        return (number is null) == (count is null)
            ? ((int)(number ?? 0), (int)(count ?? 1))
            : throw new UsageException("--shard and --of belong together; expected both or neither.");
    }

    private static void Claim(RunSession session)
    {
        try
        {
            session.Folder.Claim(session.Id);
        }
        catch (RunFolderException e)
        {
            throw new UsageException($"--out: {e.Message}");
        }
    }

    private static void RefuseWhatCannotFit(RunSession session, int threads)
    {
        var bytes = session.Layout.ForecastBytes(threads);
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > available)
        {
            throw new UsageException(string.Create(
                CultureInfo.InvariantCulture, $"run: the memory forecast of {bytes / 1e9:F1} GB exceeds the {available / 1e9:F1} GB that this program may use; expected fewer threads or smaller cells."));
        }
    }

    private static void Forecast(RunSession session, int threads)
    {
        var bytes = session.Layout.ForecastBytes(threads);
        var chunks = session.Schedule;
        var seconds = session.Layout.ForecastSeconds(chunks) / threads;
        var journal = chunks.Sum(c => 80.0 + (6 * session.Layout.Cells[c.CellIndex].CountLength) + (20 * session.Layout.Cells[c.CellIndex].SumLength)) / 1e6;
        var conclusion = session.ConclusionSeconds < 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {session.ConclusionSeconds:F0} s of exact laws");
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"run {session.Id}: {session.Layout.Cells.Count} cells, {chunks.Count} chunks; forecast about {seconds:F0} s on {threads} threads{conclusion}, journal {journal:F1} MB, memory about {bytes / 1e6:F0} MB"));
    }

    private static List<KeyValuePair<string, string>> Overrides(
        ParseResult result, Option<string[]> set, Option<string?> samples, Option<string?> seed, Option<string?> threads)
    {
        var overrides = new List<KeyValuePair<string, string>>();
        foreach (var pair in result.GetValue(set) ?? [])
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            if (cut < 1)
                throw Options.NotAllowed(set.Name, pair, "key=value");
            overrides.Add(new(pair[..cut], pair[(cut + 1)..]));
        }

        foreach (var (option, key) in new[] { (samples, "samples"), (seed, "seed"), (threads, "threads") })
        {
            if (result.GetValue(option) is { } value)
                overrides.Add(new(key, value));
        }

        return overrides;
    }

    /// <summary>Quotes a word for a POSIX shell where it needs that.</summary>
    public static string ForShell(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '=' or ',' or ':')
            ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string? ReadPlanFile(string? path)
    {
        if (Directory.Exists(path))
            throw new UsageException($"--plan: '{path}' is a folder; expected a file.");
        try
        {
            return path is null ? null : File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--plan: '{path}' cannot be read: {e.Message}");
        }
    }
}
