using System.CommandLine;
using RandomLandscapes.Runs.Scheduling;
using RandomLandscapes.Runs.Store;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes merge DIR... --out DIR</c>: adds the shards of one plan into one run.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var folders = new Argument<string[]>("folders") { Arity = ArgumentArity.OneOrMore, Description = "The shards' folders." };
        var output = Options.Text("--out", "the merged run's folder; new or empty");
        var command = new Command("merge", "Add the shards of one plan into one run.") { folders, output };
        command.SetAction(result =>
        {
            var destination = new RunFolder(Options.Path(result, output) ?? throw new UsageException("--out is missing; expected a new or empty folder."));
            List<RunFolder> parts = [];
            foreach (var path in result.GetValue(folders)!)
            {
                var part = new RunFolder(path);
                if (!File.Exists(part.RecordPath) || !File.Exists(part.JournalPath))
                    throw Options.NotAllowed("folders", path, "a folder that holds a run (run.json, chunks.jsonl)");
                parts.Add(part);
            }

            try
            {
                var experiment = ListCommand.Find(parts[0].ReadRecord().Experiment);
                var answer = ShardMerger.Merge(experiment, parts, destination);
                RunPages.Write(experiment, destination);
                Console.WriteLine(AnswerTable.Render(answer));
                return ExitCodes.Done;
            }
            catch (RunFolderException e)
            {
                throw new UsageException($"merge: {e.Message}");
            }
        });
        return command;
    }
}
