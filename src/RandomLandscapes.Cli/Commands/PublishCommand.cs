using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Store;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes publish DIR</c>: copies a run's summary, verdicts and figures to results/EXPERIMENT/ with a README.</summary>
internal static class PublishCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "A finished run's folder." };
        var target = Options.Text("--to", "the folder to publish in; default results/<experiment>");
        var command = new Command("publish", "Publish a run made by committed code from a clean tree.") { folder, target };
        command.SetAction(result =>
        {
            var path = result.GetValue(folder)!;
            var run = ReportCommand.Open(path);
            var record = run.ReadRecord();
            if (record.Dirty)
                throw Options.NotAllowed("folder", path, "a run whose every part was made by committed code; run.json is marked dirty");
            RefuseDirtyTree();
            var destination = Path.GetFullPath(Options.Path(result, target) ?? Path.Combine("results", record.Experiment));
            if (!Directory.Exists(run.FiguresPath) || !Directory.EnumerateFiles(run.FiguresPath, "*.svg").Any())
                throw Options.NotAllowed("folder", path, "a run with its figures; landscapes report draws them again");
            RefuseForeignFolder(destination);
            try
            {
                Publish(run, record, destination);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"--to: '{destination}' cannot be written: {e.Message}");
            }

            Console.WriteLine(destination);
            return ExitCodes.Done;
        });
        return command;
    }

    // Publishing replaces four things, so either none of them may be there or all of them from an earlier publishing; and a run's own
    // folder holds the originals. Run folders beside them do not matter.
    private static void RefuseForeignFolder(string destination)
    {
        var here = new RunFolder(destination);
        bool[] files = [File.Exists(Path.Combine(destination, "README.md")), File.Exists(here.SummaryPath), File.Exists(here.VerdictsPath)];
        var isNew = !files.Contains(true) && !Directory.Exists(here.FiguresPath);
        if (File.Exists(here.RecordPath) || File.Exists(here.JournalPath) || File.Exists(destination) || (!isNew && files.Contains(false)))
            throw Options.NotAllowed("--to", destination, "a new folder or one published before (README.md, summary.csv, verdicts.json, figures/), not a run's own");
    }

    private static void RefuseDirtyTree()
    {
        using var git = StartGit();
        var changes = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0)
            throw new UsageException("publish: the current folder is not inside a git checkout; run it from the checkout's root.");
        if (changes.Length > 0)
            throw new UsageException($"publish: the tree has uncommitted changes ({changes.Split('\n')[0].Trim()}, ...); commit or remove them first.");
    }

    private static Process StartGit()
    {
        try
        {
            return Process.Start(new ProcessStartInfo("git", ["status", "--porcelain"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new UsageException($"publish needs git to see that the tree is clean: {e.Message}");
        }
    }

    private static void Publish(RunFolder run, RunRecord record, string destination)
    {
        var figures = Path.Combine(destination, "figures");
        if (Directory.Exists(figures))
            Directory.Delete(figures, recursive: true);
        Directory.CreateDirectory(figures);
        File.Copy(run.SummaryPath, Path.Combine(destination, "summary.csv"), overwrite: true);
        File.Copy(run.VerdictsPath, Path.Combine(destination, "verdicts.json"), overwrite: true);
        foreach (var file in Directory.EnumerateFiles(run.FiguresPath))
            File.Copy(file, Path.Combine(figures, Path.GetFileName(file)), overwrite: true);
        RunFolder.WriteAtomically(Path.Combine(destination, "README.md"), Readme(record, run));
    }

    private static string Readme(RunRecord record, RunFolder run)
    {
        var verdicts = run.ReadVerdicts();
        var figures = ListCommand.Find(record.Experiment).Draw(SummaryTable.Read(File.ReadAllText(run.SummaryPath)));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {record.Experiment}\n\n{record.Question}\n\n**Answer.** {record.Answer}\n\n");
        text.Append("This page and the files beside it were written by `landscapes publish` from one run:\n\n```\n");
        text.Append(CultureInfo.InvariantCulture, $"dotnet run --project src/RandomLandscapes.Cli -c Release -- run {record.Experiment}{CommandOptions(record)}\n```\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Run {record.PlanHash}, code {record.CodeVersion}, seed {record.Seed}, {record.WallSeconds:F0} s on {record.Threads} threads ({record.Machine["processor"]}, {record.Machine["runtime"]}).\n\n");
        text.Append("| verdict | claim | statistic | value | p | threshold | samples | conclusion |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var v in verdicts)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {v.Id} | {Cell(v.Claim)} | {Cell(v.Statistic)} | {v.Value:G6} | {AnswerTable.PValue(v)} | {Cell(v.Threshold)} | {v.SampleSize} | **{Words(v.Conclusion)}** |\n");
        }

        text.Append('\n');
        foreach (var v in verdicts)
            text.Append(CultureInfo.InvariantCulture, $"- **{v.Id}**: {v.Explanation}\n");
        text.Append("\nFiles: `summary.csv` (every number with interval, samples and source), `verdicts.json`, and for each figure the SVG, the PGFPlots source with its data, and the CSV it was drawn from.\n\n");
        foreach (var figure in figures)
        {
            var sources = figure.Panels.SelectMany(p => p.Series).Select(s => s.Source).Distinct(StringComparer.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"![{figure.Name}](figures/{figure.Name}.svg)\n\n**{figure.Name}.** {figure.Caption} Sources: {string.Join("; ", sources)}.\n\n");
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static string CommandOptions(RunRecord record)
    {
        var experiment = ListCommand.Find(record.Experiment);
        var defaults = Runs.Plans.PlanReader.Read(experiment.Keys, experiment.DefaultPlan).Values;
        return string.Concat(record.Plan
            .Where(p => p.Key is not "threads" && !string.Equals(defaults[p.Key], p.Value, StringComparison.Ordinal))
            .Select(p => $" --set {RunCommand.ForShell($"{p.Key}={p.Value}")}"));
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Words(Conclusion conclusion) => conclusion switch
    {
        Conclusion.Supported => "supported",
        Conclusion.Refuted => "refuted",
        _ => "not shown",
    };
}
