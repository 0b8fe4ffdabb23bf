using System.CommandLine;
using RandomLandscapes.Runs.Store;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes report DIR</c>: draws figures and report again from the stored results of a run.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "A run's folder." };
        var command = new Command("report", "Draw a run's figures and report again from its stored results.") { folder };
        command.SetAction(result =>
        {
            var run = Open(result.GetValue(folder)!);
            RunPages.Write(ListCommand.Find(run.ReadRecord().Experiment), run);
            Console.WriteLine(run.ReportPath);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Opens the folder of a finished run.</summary>
    public static RunFolder Open(string path)
    {
        if (path.Length == 0)
            throw Options.NotAllowed("folder", path, "a folder that holds a run (run.json)");
        var run = new RunFolder(path);
        if (!File.Exists(run.RecordPath))
            throw Options.NotAllowed("folder", path, "a folder that holds a run (run.json)");
        var record = run.ReadRecord();
        return File.Exists(run.SummaryPath) && File.Exists(run.VerdictsPath)
            ? run
            : throw Options.NotAllowed("folder", path, $"a finished run with summary.csv and verdicts.json; this one is '{record.Status}'");
    }
}
