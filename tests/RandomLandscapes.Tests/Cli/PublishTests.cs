using System.Diagnostics;
using RandomLandscapes.Tests.Experiments;
using RandomLandscapes.Tests.Runs;

namespace RandomLandscapes.Tests.Cli;

[Collection(CliCollection.Name)]
public sealed class PublishTests : IDisposable
{
    private readonly TemporaryFolder _root = new();
    private readonly string _tree;

    public PublishTests()
    {
        _tree = Directory.CreateDirectory(_root["tree"]).FullName;
        Git("init", "-q");
        Invocation.Succeed(["run", "saddles-dominate", .. SmallPlan.Options(SmallPlan.NoNetworks), "--out", _root["run"]]);
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_run_of_uncommitted_code_is_refused()
    {
        SetDirty(true);
        Refused($"folder: value '{_root["run"]}' is not allowed; expected a run whose every part was made by committed code; run.json is marked dirty.");
        Assert.False(Directory.Exists(Path.Combine(_tree, "results")));
    }

    [Fact]
    public void A_tree_with_changes_or_no_tree_is_refused()
    {
        SetDirty(false);
        File.WriteAllText(Path.Combine(_tree, "changed"), "");
        Refused("publish: the tree has uncommitted changes (?? changed, ...); commit or remove them first.");
        Directory.Delete(Path.Combine(_tree, ".git"), recursive: true);
        Refused("publish: the current folder is not inside a git checkout; run it from the checkout's root.");
    }

    [Fact]
    public void A_clean_run_is_published_and_published_again()
    {
        SetDirty(false);
        for (var round = 0; round < 2; round++)
        {
            var target = Path.Combine(_root.FullPath, "answer");
            var result = ChildProcess.Run(_tree, "publish", _root["run"], "--to", target);
            Assert.Equal((0, target + "\n", ""), (result.ExitCode, result.Output, result.Error));
            Assert.Equal(["README.md", "figures", "summary.csv", "verdicts.json"], Directory.EnumerateFileSystemEntries(target).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal), StringComparer.Ordinal);
            Assert.Equal(TemporaryFolder.Snapshot(_root["run/figures"]), TemporaryFolder.Snapshot(Path.Combine(target, "figures")));
            Assert.Equal(File.ReadAllText(_root["run/summary.csv"]), File.ReadAllText(Path.Combine(target, "summary.csv")));
            var readme = File.ReadAllText(Path.Combine(target, "README.md"));
            Assert.Contains("run saddles-dominate --set cells.coin-flip=1,2,3,30 --set ", readme, StringComparison.Ordinal);
            Assert.Contains("| coin-flips-goe |", readme, StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(target, "figures", "stale.svg"), "");
        }
    }

    [Fact]
    public void Nothing_is_lost_when_publishing_is_refused()
    {
        SetDirty(false);
        var paper = Directory.CreateDirectory(_root["paper/figures"]).Parent!.FullName;
        File.WriteAllText(Path.Combine(paper, "figures", "mine.svg"), "mine");
        Refused($"--to: value '{paper}' is not allowed; expected a new folder or one published before (README.md, summary.csv, verdicts.json, figures/), not a run's own.", "--to", paper);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(paper, "figures", "mine.svg")));

        var answer = _root["answer"];
        Assert.Equal(0, ChildProcess.Run(_tree, "publish", _root["run"], "--to", answer).ExitCode);
        // A run's own folder holds the originals, and a README that is no published one is not ours.
        Refused($"--to: value '{_root["run"]}' is not allowed; expected a new folder or one published before (README.md, summary.csv, verdicts.json, figures/), not a run's own.", "--to", _root["run"]);
        var precious = Directory.CreateDirectory(_root["precious"]).FullName;
        File.WriteAllText(Path.Combine(precious, "README.md"), "precious");
        Refused($"--to: value '{precious}' is not allowed; expected a new folder or one published before (README.md, summary.csv, verdicts.json, figures/), not a run's own.", "--to", precious);
        Assert.Equal("precious", File.ReadAllText(Path.Combine(precious, "README.md")));
        var before = TemporaryFolder.Snapshot(answer);
        Directory.Delete(_root["run/figures"], recursive: true);
        Refused($"folder: value '{_root["run"]}' is not allowed; expected a run with its figures; landscapes report draws them again.", "--to", answer);
        Assert.Equal(before, TemporaryFolder.Snapshot(answer));
    }

    private void Refused(string message, params string[] more) =>
        Assert.Equal(new Invocation(2, "", $"landscapes: {message}\n"), ChildProcess.Run(_tree, ["publish", _root["run"], .. more]));

    private void SetDirty(bool dirty)
    {
        var text = File.ReadAllText(_root["run/run.json"]);
        File.WriteAllText(_root["run/run.json"], text
            .Replace("\"dirty\": true", "\"dirty\": X", StringComparison.Ordinal).Replace("\"dirty\": false", "\"dirty\": X", StringComparison.Ordinal)
            .Replace("\"dirty\": X", dirty ? "\"dirty\": true" : "\"dirty\": false", StringComparison.Ordinal));
    }

    private void Git(params string[] args)
    {
        using var git = Process.Start(new ProcessStartInfo("git", args) { WorkingDirectory = _tree })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
