using RandomLandscapes.Experiments.LoadedCoin;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Runs.Scheduling;
using RandomLandscapes.Runs.Store;

namespace RandomLandscapes.Tests.Examples;

public sealed class ShardMergerTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("merge");
    private readonly LoadedCoinExperiment _experiment = new();

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Merged_shards_equal_the_undivided_run()
    {
        var whole = Run("whole", 0, 1);
        var merged = new RunFolder(Path.Combine(_root.FullName, "merged"));
        ShardMerger.Merge(_experiment, [Run("b", 1, 3), Run("c", 2, 3), Run("a", 0, 3)], merged);
        Assert.Equal(File.ReadAllBytes(whole.SummaryPath), File.ReadAllBytes(merged.SummaryPath));
        Assert.Equal([.. Sorted(whole)], File.ReadAllLines(merged.JournalPath));
        Assert.Equal("finished", merged.ReadRecord().Status);
    }

    [Fact]
    public void Missing_and_doubled_chunks_are_named_and_nothing_is_written()
    {
        var first = Run("a", 0, 3);
        var second = Run("b", 1, 3);
        var merged = new RunFolder(Path.Combine(_root.FullName, "merged"));
        var missing = Assert.Throws<RunFolderException>(() => ShardMerger.Merge(_experiment, [first, second], merged));
        Assert.Contains("chunks are missing: 2, 5, 8", missing.Message, StringComparison.Ordinal);
        var doubled = Assert.Throws<RunFolderException>(() => ShardMerger.Merge(_experiment, [first, second, first], merged));
        Assert.Contains("stands both in", doubled.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(merged.FullPath));
    }

    [Fact]
    public void A_damaged_shard_is_named()
    {
        var (first, second) = (Run("a", 0, 2), Run("b", 1, 2));
        var lines = File.ReadAllLines(second.JournalPath);
        lines[3] = lines[3].Replace("\"first\":", "\"First\":", StringComparison.Ordinal);
        File.WriteAllText(second.JournalPath, string.Concat(lines.Select(l => l + "\n")));
        var error = Assert.Throws<RunFolderException>(() => ShardMerger.Merge(_experiment, [first, second], new RunFolder(Path.Combine(_root.FullName, "merged"))));
        Assert.Contains($"'{second.JournalPath}' is damaged after 3 chunks; run that shard again.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forecasts_of_shards_add_up()
    {
        var layout = new ChunkLayout([new("a", 10, 3, 1, 0, 2), new("b", 5, 5, 1, 0, 1)]);
        Assert.Equal(25, layout.ForecastSeconds(layout.Chunks), 1e-12);
        Assert.Equal(25, Enumerable.Range(0, 3).Sum(s => layout.ForecastSeconds(layout.Schedule(s, 3))), 1e-12);
    }

    [Fact]
    public void Shards_of_another_plan_are_refused()
    {
        var other = Run("other", 1, 2, seed: "2");
        var error = Assert.Throws<RunFolderException>(
            () => ShardMerger.Merge(_experiment, [Run("a", 0, 2), other], new RunFolder(Path.Combine(_root.FullName, "merged"))));
        Assert.Contains("shards of one plan are needed", error.Message, StringComparison.Ordinal);
    }

    private RunFolder Run(string name, int shard, int count, string seed = "1")
    {
        var plan = PlanReader.Read(_experiment.Keys, _experiment.DefaultPlan, overrides: [new("seed", seed)]);
        var session = new RunSession(_experiment, plan, _ => new RunFolder(Path.Combine(_root.FullName, name)), shard, count);
        session.Execute(2, null, null, CancellationToken.None);
        return session.Folder;
    }

    private static IEnumerable<string> Sorted(RunFolder folder) =>
        File.ReadLines(folder.JournalPath).OrderBy(l => int.Parse(l.AsSpan(9, l.IndexOf(',', StringComparison.Ordinal) - 9)));
}
