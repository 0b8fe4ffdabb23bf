using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Runs.Scheduling;
using RandomLandscapes.Runs.Store;

namespace RandomLandscapes.Tests.Runs;

public sealed class RunSessionTests : IDisposable
{
    private const int ChunkCount = 28; // ceil(10/3) + ceil(20/3) + ceil(50/3)

    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Thread_counts_change_neither_journal_nor_summary()
    {
        var one = Run("one", 1);
        Assert.Equal(ChunkCount, one.Journal.Count);
        Assert.Equal(one, Run("two", 2), Outcome.Comparer);
        Assert.Equal(one, Run("three", 3), Outcome.Comparer);
        Assert.NotEqual(one, Run("seed", 1, ("seed", "8")), Outcome.Comparer); // the comparison can fail
    }

    [Fact] // exact laws can take minutes and know no interrupts: the wait for them is broken off, the journal is whole
    public void An_interrupt_ends_the_conclusion_at_once()
    {
        using var cancellation = new CancellationTokenSource();
        using var never = new ManualResetEventSlim();
        var stuck = new FakeExperiment
        {
            BeforeConclusion = _ =>
            {
                cancellation.Cancel();
                never.Wait(CancellationToken.None);
            },
        };
        Assert.ThrowsAny<OperationCanceledException>(() => Session(stuck, "stuck").Execute(1, null, null, cancellation.Token));
        Assert.Equal("interrupted", new RunFolder(_root["stuck"]).ReadRecord().Status);
        Assert.Equal(ChunkCount, File.ReadAllLines(_root["stuck/chunks.jsonl"]).Length);
        never.Set();
        Assert.NotNull(Session(new FakeExperiment(), "stuck").Execute(1, null, null, CancellationToken.None));
    }

    [Fact]
    public void A_run_interrupted_after_any_chunk_resumes_to_the_same_bytes()
    {
        var undisturbed = Run("undisturbed", 1);
        for (var k = 1; k < ChunkCount; k++)
        {
            var folder = $"interrupted-{k}";
            using var cancellation = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => Session(new FakeExperiment(), folder).Execute(1, Cancel, null, cancellation.Token));
            Assert.Equal(k, File.ReadAllLines(_root[$"{folder}/chunks.jsonl"]).Length);
            Assert.Equal("interrupted", new RunFolder(_root[folder]).ReadRecord().Status);
            Assert.False(File.Exists(_root[$"{folder}/summary.csv"]));
            var notices = new List<string>();
            Assert.NotNull(Session(new FakeExperiment(), folder).Execute(2, null, notices.Add, CancellationToken.None));
            Assert.Equal([$"resuming: {k} of {ChunkCount} chunks are in the journal."], notices, StringComparer.Ordinal);
            Assert.Equal(undisturbed, Read(folder), Outcome.Comparer);

            void Cancel(RunProgress progress)
            {
                if (progress.DoneChunks == k)
                    cancellation.Cancel();
            }
        }
    }

    [Fact]
    public void A_resumed_run_computes_only_what_is_missing()
    {
        Run("run", 2);
        var sampled = 0;
        var again = new FakeExperiment { AfterSample = (_, _) => Interlocked.Increment(ref sampled) };
        Session(again, "run").Execute(2, null, null, CancellationToken.None);
        Assert.Equal(0, sampled);
        var lines = File.ReadAllLines(_root["run/chunks.jsonl"]);
        File.WriteAllText(_root["run/chunks.jsonl"], string.Concat(lines[..^1].Select(l => l + "\n")) + lines[^1][..^1]);
        var notices = new List<string>();
        Session(again, "run").Execute(2, null, notices.Add, CancellationToken.None);
        Assert.InRange(sampled, 1, 3);
        Assert.StartsWith($"journal: {lines[^1].Length - 1} damaged bytes at its end were cut", notices[0], StringComparison.Ordinal);
        Assert.Equal(Run("fresh", 1), Read("run"), Outcome.Comparer);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(40)]
    public void Shards_are_disjoint_and_complete(int shards)
    {
        var whole = Run("whole", 1);
        var journal = new List<string>();
        for (var shard = 0; shard < shards; shard++)
        {
            Assert.Null(Session(new FakeExperiment(), $"shard-{shard}", shard: shard, shards: shards).Execute(2, null, null, CancellationToken.None));
            journal.AddRange(File.ReadAllLines(_root[$"shard-{shard}/chunks.jsonl"]));
        }

        Assert.Equal(ChunkCount, journal.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(whole.Journal, journal.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        // All shards in one folder conclude when the last one is there.
        for (var shard = 0; shard < shards; shard++)
        {
            var last = shard == shards - 1;
            var answer = Session(new FakeExperiment(), "together", shard: shard, shards: shards).Execute(1, null, null, CancellationToken.None);
            Assert.True(last || shard >= ChunkCount - 1 ? answer is not null : answer is null);
        }

        Assert.Equal(whole, Read("together"), Outcome.Comparer);
    }

    [Fact]
    public void The_folder_of_another_plan_is_refused_and_untouched()
    {
        Run("run", 1);
        var before = TemporaryFolder.Snapshot(_root.FullPath);
        foreach (var change in new[] { ("seed", "8"), ("samples", "11"), ("data", "other"), ("cells.size", "1,2") })
        {
            Assert.Throws<RunFolderException>(() => Session(new FakeExperiment(), "run", change).Execute(1, null, null, CancellationToken.None));
            Assert.Equal(before, TemporaryFolder.Snapshot(_root.FullPath));
        }

        Assert.NotNull(Session(new FakeExperiment(), "run", ("threads", "2")).Execute(1, null, null, CancellationToken.None));
    }

    [Fact]
    public void A_run_is_refused_while_another_holds_the_folder()
    {
        using var inside = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var slow = new FakeExperiment
        {
            AfterSample = (_, _) =>
            {
                inside.Set();
                leave.Wait();
            },
        };
        var first = new Thread(() => Session(slow, "run").Execute(1, null, null, CancellationToken.None));
        first.Start();
        inside.Wait();
        try
        {
            Assert.Throws<RunFolderException>(() => Session(new FakeExperiment(), "run").Execute(1, null, null, CancellationToken.None));
        }
        finally
        {
            leave.Set();
            first.Join();
        }

        Assert.Equal(Run("alone", 1), Read("run"), Outcome.Comparer);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_sampler_that_throws_leaves_the_finished_chunks_and_the_run_resumes(int threads)
    {
        var broken = new FakeExperiment { AfterSample = (cell, sample) => _ = cell.Contains('2', StringComparison.Ordinal) && sample == 10 ? throw new InvalidOperationException("broken sampler") : 0 };
        var e = Assert.Throws<AggregateException>(() => Session(broken, "run").Execute(threads, null, null, CancellationToken.None));
        Assert.Equal("broken sampler", e.InnerException!.Message);
        Assert.False(File.Exists(_root["run/summary.csv"]));
        var kept = File.ReadAllLines(_root["run/chunks.jsonl"]).Length;
        Assert.InRange(kept, 1, ChunkCount - 1);
        Assert.NotNull(Session(new FakeExperiment(), "run").Execute(threads, null, null, CancellationToken.None));
        Assert.Equal(Run("undisturbed", 1), Read("run"), Outcome.Comparer);
    }

    [Fact]
    public void A_sample_is_the_same_bits_alone_and_no_two_samples_are_alike()
    {
        var experiment = new FakeExperiment();
        var prepared = experiment.Prepare(experiment.Plan());
        var layout = new ChunkLayout(prepared.Cells);
        var executor = new ChunkExecutor("fake", 7, prepared, layout);
        var seen = new HashSet<double>();
        foreach (var chunk in layout.Chunks.Reverse())
        {
            // One used sampler for the whole chunk, a fresh one for each sample alone, last sample first.
            var used = prepared.CreateSampler(layout.Cells[chunk.CellIndex]);
            executor.Compute(layout.Chunks.Last(c => c.CellIndex == chunk.CellIndex), used);
            var whole = executor.Compute(chunk, used);
            var alone = Enumerable.Range(0, chunk.Samples).Reverse().Select(i => executor.Compute(
                chunk with { FirstSample = chunk.FirstSample + i, Samples = 1 }, prepared.CreateSampler(layout.Cells[chunk.CellIndex]))).Reverse().ToList();
            var merged = new CellTally(layout.Cells[chunk.CellIndex], alone).Total;
            Assert.Equal(merged.Counts, whole.Counts);
            Assert.Equal(merged.Sums, whole.Sums);
            Assert.All(alone, tally => Assert.True(seen.Add(tally.Sums[1]), $"Two samples share their bits: {chunk}."));
        }
    }

    [Fact]
    public void Chunks_are_merged_in_their_order()
    {
        IReadOnlyList<CellTally> merged = [];
        var experiment = new FakeExperiment { BeforeConclusion = tallies => merged = tallies };
        var session = Session(experiment, "unused");
        // Sums that round differently in every other order.
        var finished = session.Layout.Chunks.Reverse().ToDictionary(c => c.Number, c => new Tally(
            new long[session.Layout.Cells[c.CellIndex].CountLength], [c.Number, Math.Pow(-3, c.Number)]));
        session.Conclude(finished);
        for (var i = 0; i < merged.Count; i++)
        {
            var chunks = session.Layout.Chunks.Where(c => c.CellIndex == i).ToList();
            Assert.Equal(chunks.Select(c => (double)c.Number), merged[i].Chunks.Select(t => t.Sums[0]));
            Assert.Equal(chunks.Aggregate(0.0, (sum, c) => sum + Math.Pow(-3, c.Number)), merged[i].Total.Sums[1]);
        }
    }

    [Fact]
    public void A_journal_that_lacks_chunks_gives_no_answer()
    {
        var session = Session(new FakeExperiment(), "unused");
        Assert.Contains("28 of 28 chunks are missing", Assert.Throws<InvalidOperationException>(() => session.Conclude(new Dictionary<int, Tally>())).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_root["unused"]));
    }

    private RunSession Session(FakeExperiment experiment, string folder, (string Key, string Value)? change = null, int shard = 0, int shards = 1)
    {
        Plan plan = change is { } c ? experiment.Plan(c) : experiment.Plan();
        return new RunSession(experiment, plan, _ => new RunFolder(_root[folder]), shard, shards);
    }

    private Outcome Run(string folder, int threads, (string Key, string Value)? change = null)
    {
        var answer = Session(new FakeExperiment(), folder, change).Execute(threads, null, null, CancellationToken.None);
        Assert.NotNull(answer);
        Assert.Equal("finished", new RunFolder(_root[folder]).ReadRecord().Status);
        return Read(folder);
    }

    private Outcome Read(string folder) => new(
        [.. File.ReadAllLines(_root[$"{folder}/chunks.jsonl"]).Order(StringComparer.Ordinal)], File.ReadAllText(_root[$"{folder}/summary.csv"]));

    private sealed record Outcome(IReadOnlyList<string> Journal, string Summary)
    {
        public static IEqualityComparer<Outcome> Comparer { get; } = EqualityComparer<Outcome>.Create(
            (a, b) => a is not null && b is not null && a.Journal.SequenceEqual(b.Journal, StringComparer.Ordinal) && string.Equals(a.Summary, b.Summary, StringComparison.Ordinal),
            o => o.Summary.GetHashCode(StringComparison.Ordinal));
    }
}
