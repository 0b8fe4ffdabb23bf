using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Store;

namespace RandomLandscapes.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private const string Plan = "0123abcd";

    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_new_folder_is_made_with_its_parents_and_left_empty()
    {
        var folder = new RunFolder(_root["a/b/c"]);
        folder.Claim(Plan);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.FullPath));
        folder.Claim(Plan);
    }

    [Fact]
    public void The_same_plan_may_come_back_and_another_may_not()
    {
        var folder = new RunFolder(_root["run"]);
        folder.Claim(Plan);
        folder.WriteRecord(Record(Plan));
        File.WriteAllText(folder.SummaryPath, "kept");
        var before = TemporaryFolder.Snapshot(_root.FullPath);
        folder.Claim(Plan);
        var e = Assert.Throws<RunFolderException>(() => folder.Claim("ffffffff"));
        Assert.Equal($"output folder '{folder.FullPath}' holds the run of another plan (0123abcd); this plan is ffffffff. Choose another --out.", e.Message);
        Assert.Equal(before, TemporaryFolder.Snapshot(_root.FullPath));
    }

    [Fact]
    public void A_folder_of_other_files_is_refused()
    {
        var folder = new RunFolder(_root["foreign"]);
        Directory.CreateDirectory(folder.FullPath);
        foreach (var name in new[] { "notes.txt", "chunks.jsonl", "summary.csv" })
        {
            File.WriteAllText(Path.Combine(folder.FullPath, name), "mine");
            Assert.Contains("holds files but no run.json", Assert.Throws<RunFolderException>(() => folder.Claim(Plan)).Message, StringComparison.Ordinal);
            Assert.Equal("mine", File.ReadAllText(Path.Combine(folder.FullPath, name)));
            File.Delete(Path.Combine(folder.FullPath, name));
        }

        Directory.CreateDirectory(Path.Combine(folder.FullPath, "inner"));
        Assert.Throws<RunFolderException>(() => folder.Claim(Plan));
    }

    [Theory] // what is left when a run is killed in its first moments must not lock it out of its own folder
    [InlineData(".probe-123")]
    [InlineData("chunks.jsonl")]
    [InlineData("run.json.123.tmp")]
    public void Leftovers_of_a_run_killed_at_its_start_do_no_harm(string name)
    {
        var folder = new RunFolder(_root["killed"]);
        Directory.CreateDirectory(folder.FullPath);
        File.WriteAllText(Path.Combine(folder.FullPath, name), "");
        folder.Claim(Plan);
    }

    [Fact]
    public void A_file_and_a_place_below_a_file_are_refused()
    {
        File.WriteAllText(_root["file"], "content");
        Assert.Contains("is a file", Assert.Throws<RunFolderException>(() => new RunFolder(_root["file"]).Claim(Plan)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be made or written", Assert.Throws<RunFolderException>(() => new RunFolder(_root["file/run"]).Claim(Plan)).Message, StringComparison.Ordinal);
        Assert.Equal("content", File.ReadAllText(_root["file"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"planHash\": \"0123abcd\"}")]
    public void A_record_that_is_none_is_refused_and_kept(string content)
    {
        var folder = new RunFolder(_root["garbage"]);
        Directory.CreateDirectory(folder.FullPath);
        File.WriteAllText(folder.RecordPath, content);
        Assert.Contains(folder.RecordPath, Assert.Throws<InvalidDataException>(() => folder.Claim(Plan)).Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(folder.RecordPath));
    }

    [Fact]
    public void Record_and_verdicts_come_back()
    {
        var folder = new RunFolder(_root["run"]);
        folder.Claim(Plan);
        folder.WriteRecord(Record(Plan));
        var record = folder.ReadRecord();
        Assert.Equal((Plan, ulong.MaxValue, true, "a < \"b\""), (record.PlanHash, record.Seed, record.Dirty, record.Answer));
        Verdict[] verdicts =
        [
            new("a", "b", "c", double.NaN, "d", null, double.PositiveInfinity, 3, Conclusion.NotShown, "e"),
            new("a", "b", "c", 0.1, "d", 1e-300, -0.0, 3, Conclusion.Refuted, "e"),
        ];
        folder.WriteVerdicts(verdicts);
        Assert.Equal(verdicts, folder.ReadVerdicts());
        Assert.Equal(["run.json", "verdicts.json"], Directory.EnumerateFiles(folder.FullPath).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static RunRecord Record(string hash) => new()
    {
        Experiment = "fake",
        Question = "q",
        PlanHash = hash,
        Plan = new Dictionary<string, string>(StringComparer.Ordinal) { ["seed"] = "1" },
        Seed = ulong.MaxValue,
        CodeVersion = "0",
        Dirty = true,
        Machine = new Dictionary<string, string>(StringComparer.Ordinal),
        Packages = new Dictionary<string, string>(StringComparer.Ordinal),
        Status = "running",
        Started = DateTimeOffset.UnixEpoch,
        Updated = DateTimeOffset.UnixEpoch,
        WallSeconds = 1.5,
        Threads = 1,
        Shard = "0 of 1",
        Answer = "a < \"b\"",
    };
}
