using System.Xml.Linq;
using RandomLandscapes.Tests.Experiments;
using RandomLandscapes.Tests.Runs;

namespace RandomLandscapes.Tests.Cli;

[Collection(CliCollection.Name)]
public sealed class RunCommandTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void List_names_experiments_and_plan_keys()
    {
        var list = Invocation.Succeed("list");
        Assert.StartsWith("saddles-dominate\n    How does the law", list.Output, StringComparison.Ordinal);
        var keys = Invocation.Succeed("list", "saddles-dominate");
        foreach (var key in new[] { "experiment", "seed", "samples", "threads", "data", "cells.goe", "cells.network", "law-dimension", "moments" })
            Assert.Contains($"\n  {key} ", keys.Output, StringComparison.Ordinal);
        Assert.Contains("an integer from 1 to 1000000000; default 20000", keys.Output, StringComparison.Ordinal);
        Assert.Equal("", list.Error + keys.Error);
    }

    [Fact]
    public void A_dry_run_forecasts_and_writes_nothing()
    {
        var result = Invocation.Succeed(["run", "saddles-dominate", .. SmallPlan.Options(SmallPlan.Networks), "--dry-run", "--out", _root["run"]]);
        Assert.Equal("", result.Output);
        Assert.Matches("^run [0-9a-f]{8}: 15 cells, [0-9]+ chunks; forecast about [0-9]+ s on [0-9]+ threads, ", Assert.Single(result.ErrorLines));
        Assert.Empty(TemporaryFolder.Snapshot(_root.FullPath));
    }

    [Fact]
    public void Threads_do_not_change_the_bytes_and_a_report_draws_the_same_figures_again()
    {
        string[] run = ["run", "saddles-dominate", .. SmallPlan.Options(SmallPlan.Networks)];
        var first = Invocation.Succeed([.. run, "--threads", "1", "--out", _root["one"]]);
        Assert.Contains("verdicts\n  coin-flips-goe ", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(_root.FullPath, first.Output, StringComparison.Ordinal);
        var second = Invocation.Succeed([.. run, "--threads", "2", "--out", _root["two"]]);
        Assert.Equal(first.Output, second.Output);
        Assert.Equal(File.ReadAllText(_root["one/summary.csv"]), File.ReadAllText(_root["two/summary.csv"]));
        Assert.Equal(File.ReadAllText(_root["one/verdicts.json"]), File.ReadAllText(_root["two/verdicts.json"]));
        Assert.Equal(Sorted("one"), Sorted("two"), StringComparer.Ordinal);

        var before = TemporaryFolder.Snapshot(_root["one"]);
        Directory.Delete(_root["one/figures"], recursive: true);
        File.Delete(_root["one/report.html"]);
        Assert.Equal(_root["one/report.html"] + "\n", Invocation.Succeed("report", _root["one"]).Output);
        Assert.Equal(before, TemporaryFolder.Snapshot(_root["one"]));
        foreach (var svg in Directory.EnumerateFiles(_root["one/figures"], "*.svg"))
            Assert.Equal("svg", XDocument.Load(svg).Root!.Name.LocalName);
    }

    [Fact]
    public void A_run_mends_itself_when_files_of_its_folder_are_gone()
    {
        string[] run = ["run", "saddles-dominate", .. SmallPlan.Options(SmallPlan.NoNetworks), "--out", _root["run"]];
        Invocation.Succeed(run);
        var summary = File.ReadAllText(_root["run/summary.csv"]);
        foreach (var name in new[] { "summary.csv", "verdicts.json", "report.html", "chunks.jsonl" })
        {
            File.Delete(_root[$"run/{name}"]);
            Invocation.Succeed(run);
            Assert.Equal(summary, File.ReadAllText(_root["run/summary.csv"]));
            Assert.True(File.Exists(_root[$"run/{name}"]));
        }

        File.Delete(_root["run/run.json"]);
        Invocation.Refused($"--out: output folder '{_root["run"]}' holds files but no run.json; choose an empty or new folder.", run);
        Assert.Equal(summary, File.ReadAllText(_root["run/summary.csv"]));
    }

    [Theory] // a plan too small to show anything still ends well
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("5")]
    public void A_handful_of_samples_refutes_nothing_by_accident(string samples)
    {
        for (var seed = 0; seed < 4; seed++)
        {
            var result = Invocation.Succeed(
                ["run", "saddles-dominate", .. SmallPlan.Options(SmallPlan.NoNetworks, ("samples", samples), ("seed", $"{seed}")), "--out", _root[$"run-{seed}"]]);
            var verdicts = result.Output[result.Output.IndexOf("verdicts\n", StringComparison.Ordinal)..];
            Assert.DoesNotContain(" Refuted ", verdicts, StringComparison.Ordinal);
            Assert.DoesNotContain(" Supported ", verdicts, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Reports_of_what_is_no_finished_run_are_refused()
    {
        Invocation.Refused("folder: value '' is not allowed; expected a folder that holds a run (run.json).", "report", "");
        Invocation.Refused($"folder: value '{_root["none"]}' is not allowed; expected a folder that holds a run (run.json).", "report", _root["none"]);
        Invocation.Succeed(["run", "saddles-dominate", .. SmallPlan.Options(SmallPlan.NoNetworks), "--out", _root["run"]]);
        File.WriteAllText(_root["run/summary.csv"], "garbage");
        var result = Invocation.Run("report", _root["run"]);
        Assert.Equal((2, "", 1), (result.ExitCode, result.Output, result.ErrorLines.Count));
        File.Delete(_root["run/summary.csv"]);
        Invocation.Refused($"folder: value '{_root["run"]}' is not allowed; expected a finished run with summary.csv and verdicts.json; this one is 'finished'.", "report", _root["run"]);
        File.WriteAllText(_root["run/run.json"], "{}");
        result = Invocation.Run("report", _root["run"]);
        Assert.Equal((2, "", 1), (result.ExitCode, result.Output, result.ErrorLines.Count));
    }

    private List<string> Sorted(string run) => [.. File.ReadAllLines(_root[$"{run}/chunks.jsonl"]).Order(StringComparer.Ordinal)];
}
