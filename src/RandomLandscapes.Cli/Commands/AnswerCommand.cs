using System.CommandLine;
using RandomLandscapes.Runs.Store;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes answer DIR</c>: prints the one-page answer from a run, or a published result, of coin-flips.</summary>
internal static class AnswerCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "A run or published result of coin-flips, for example results/coin-flips." };
        var command = new Command("answer", "Print the one-page answer from the table of coin-flips.") { folder };
        command.SetAction(result =>
        {
            var path = result.GetValue(folder)!;
            var summary = Path.Combine(path, "summary.csv");
            if (!File.Exists(summary))
                throw Options.NotAllowed("folder", path, "a run or published result of coin-flips, with its summary.csv");
            var rows = SummaryTable.Read(File.ReadAllText(summary));
            if (!rows.Any(r => r.Quantity is "witness-z"))
                throw Options.NotAllowed("folder", path, $"a run or published result of {AnswerPage.Experiment}");
            Console.Write(AnswerPage.Render(rows));
            return ExitCodes.Done;
        });
        return command;
    }
}
