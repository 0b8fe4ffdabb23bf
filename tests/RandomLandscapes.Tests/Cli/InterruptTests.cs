using RandomLandscapes.Tests.Experiments;
using RandomLandscapes.Tests.Runs;

namespace RandomLandscapes.Tests.Cli;

[Collection(CliCollection.Name)]
public sealed class InterruptTests : IDisposable
{
    // Some seconds of sampling on two threads: long enough to be met in the middle.
    private static readonly string[] Plan = SmallPlan.Options(SmallPlan.NoNetworks, ("samples", "20000"), ("threads", "2"));

    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public void A_signal_closes_the_journal_and_prints_the_resume_command(string signal, int exitCode)
    {
        using var child = ChildProcess.Start(_root.FullPath, ["run", "saddles-dominate", .. Plan, "--out", "a run"]);
        Assert.True(child.WaitForBytes(_root["a run/chunks.jsonl"], 3000), "The run ended before the signal could be sent.");
        child.Send(signal);
        var result = child.Finish();
        Assert.Equal((exitCode, ""), (result.ExitCode, result.Output));
        var resume = result.ErrorLines[^1];
        Assert.StartsWith("landscapes: interrupted; finished chunks are kept. Resume with: landscapes run saddles-dominate --set samples=600 ", resume, StringComparison.Ordinal);
        Assert.EndsWith(" --out 'a run'", resume, StringComparison.Ordinal);
        Assert.Contains("\"status\": \"interrupted\"", File.ReadAllText(_root["a run/run.json"]), StringComparison.Ordinal);
        Assert.Equal('\n', File.ReadAllText(_root["a run/chunks.jsonl"])[^1]);
        Assert.False(File.Exists(_root["a run/summary.csv"]));
    }

    [Fact]
    public void A_killed_run_resumes_to_the_bytes_of_an_undisturbed_one()
    {
        Invocation.Succeed(["run", "saddles-dominate", .. Plan, "--out", _root["undisturbed"]]);
        foreach (var bytes in new[] { 1, 20_000, 60_000 })
        {
            using var child = ChildProcess.Start(_root.FullPath, ["run", "saddles-dominate", .. Plan, "--out", _root["killed"]]);
            Assert.True(child.WaitForBytes(_root["killed/chunks.jsonl"], bytes), "The run ended before it could be killed.");
            child.Send("KILL");
            Assert.Equal(137, child.Finish().ExitCode);
        }

        var resumed = ChildProcess.Run(_root.FullPath, ["run", "saddles-dominate", .. Plan, "--out", _root["killed"]]);
        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains("resuming: ", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(_root["undisturbed/summary.csv"]), File.ReadAllText(_root["killed/summary.csv"]));
        Assert.Equal(Sorted("undisturbed"), Sorted("killed"), StringComparer.Ordinal);
    }

    [Fact] // killed twice, interrupted once; then the journal's tail is torn
    public void A_killed_enumeration_goes_on_from_its_journal()
    {
        string[] census = ["enumerate", "p-spin", "--p", "3", "--spins", "14", "--seed", "3", "--points", "--json"];
        string[] kept = [.. census, "--journal", _root["paths"]];
        foreach (var (bytes, signal, code) in new[] { (1000, "KILL", 137), (100_000, "KILL", 137), (200_000, "INT", 130) })
        {
            using var child = ChildProcess.Start(_root.FullPath, kept);
            Assert.True(child.WaitForBytes(_root["paths"], bytes), "The enumeration ended before it could be stopped.");
            child.Send(signal);
            var stopped = child.Finish();
            Assert.Equal((code, ""), (stopped.ExitCode, stopped.Output));
            if (code == 130)
                Assert.Equal($"landscapes: interrupted; finished paths are kept in {_root["paths"]}, and the same command goes on from there.", stopped.ErrorLines[^1]);
        }

        using (var file = File.OpenWrite(_root["paths"]))
            file.SetLength(file.Length - 5);
        var resumed = ChildProcess.Run(_root.FullPath, kept);
        Assert.Equal(0, resumed.ExitCode);
        Assert.StartsWith("going on from ", resumed.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal(Invocation.Succeed(census).Output, resumed.Output);
        Assert.Equal(resumed.Output, ChildProcess.Run(_root.FullPath, kept).Output);
        Invocation.Refused(
            $"--journal: file '{_root["paths"]}' is not a journal of this enumeration by this version; expected one of the same couplings and seed, or a new file.",
            "enumerate", "p-spin", "--p", "3", "--spins", "14", "--seed", "4", "--journal", _root["paths"]);
    }

    [Fact]
    public void Exit_codes_reach_the_shell()
    {
        Assert.Equal(0, ChildProcess.Run(_root.FullPath, "list").ExitCode);
        Assert.Equal(2, ChildProcess.Run(_root.FullPath, "run", "nothing").ExitCode);
        Assert.Equal(
            new Invocation(2, "", "landscapes: --plan: value '' is not allowed; expected a path.\n"), ChildProcess.Run(_root.FullPath, "run", "saddles-dominate", "--plan", ""));
    }

    [Fact]
    public void A_second_process_is_refused_while_the_first_runs()
    {
        string[] run = ["run", "saddles-dominate", .. Plan, "--out", _root["run"]];
        using var child = ChildProcess.Start(_root.FullPath, run);
        Assert.True(child.WaitForBytes(_root["run/chunks.jsonl"], 1000), "The run ended too early.");
        var second = Invocation.Run(run);
        Assert.Equal((2, ""), (second.ExitCode, second.Output));
        Assert.StartsWith("landscapes: --out: the journal cannot be opened: ", second.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Equal(0, child.Finish().ExitCode);
    }

    private List<string> Sorted(string run) => [.. File.ReadAllLines(_root[$"{run}/chunks.jsonl"]).Order(StringComparer.Ordinal)];
}
