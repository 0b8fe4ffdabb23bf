using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Runs.Store;

namespace RandomLandscapes.Runs.Scheduling;

/// <summary>One session of a run: claims the folder, resumes the journal, computes what is missing, concludes.</summary>
public sealed class RunSession
{
    private const int SilentConclusionMilliseconds = 2000;

    private readonly IExperiment _experiment;
    private readonly IPreparedExperiment _prepared;
    private readonly Plan _plan;
    private readonly int _shard;
    private readonly int _shardCount;

    /// <summary>Seconds that the conclusion may take.</summary>
    public double ConclusionSeconds { get; }

    /// <summary>Prepares a session; nothing is written.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="plan">Its checked plan.</param>
    /// <param name="folder">Gives the run's folder for its id.</param>
    /// <param name="shard">0 to <paramref name="shardCount"/> - 1.</param>
    /// <param name="shardCount">The number of shards.</param>
    /// <exception cref="InvalidDataException">A data file is unreadable or wrong.</exception>
    public RunSession(IExperiment experiment, Plan plan, Func<string, RunFolder> folder, int shard = 0, int shardCount = 1)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(folder);
        _experiment = experiment;
        _plan = plan;
        _shard = shard;
        _shardCount = shardCount;
        _prepared = experiment.Prepare(plan);
        Layout = new ChunkLayout(_prepared.Cells);
        ConclusionSeconds = _prepared.ConclusionSeconds;
        Id = Identify(plan, _prepared.Cells);
        Folder = folder(Id);
    }

    /// <summary>The first 8 hex digits of the hash of plan, seed and cells; a cell's name holds the fingerprint of its data.</summary>
    public string Id { get; }

    /// <summary>The folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>The chunks of the whole plan.</summary>
    public ChunkLayout Layout { get; }

    /// <summary>The chunks of this shard, in the order to start them.</summary>
    public IReadOnlyList<Chunk> Schedule => Layout.Schedule(_shard, _shardCount);

    /// <summary>Runs to the end, or until interrupted; the journal keeps every finished chunk.</summary>
    /// <param name="threads">Worker threads, at least 1.</param>
    /// <param name="progress">Told after each chunk.</param>
    /// <param name="notice">Told one line about a resume or a repaired journal.</param>
    /// <param name="cancellation">Interrupts between chunks, and the conclusion at any time; what that had computed is dropped, the journal is whole.</param>
    /// <returns>The answer, or null when other shards are still missing.</returns>
    /// <exception cref="OperationCanceledException">Interrupted; run.json says so.</exception>
    /// <exception cref="RunFolderException">The folder belongs to something else, cannot be written, or another process runs in it.</exception>
    /// <exception cref="InvalidDataException">The folder's run.json cannot be read.</exception>
    public RunAnswer? Execute(int threads, Action<RunProgress>? progress, Action<string>? notice, CancellationToken cancellation)
    {
        Folder.Claim(Id);
        var earlier = File.Exists(Folder.RecordPath) ? Folder.ReadRecord() : null;
        using var journal = Journal.Open(Folder.JournalPath, Layout, out var finished, out var cut);
        if (cut > 0)
            notice?.Invoke($"journal: {cut} damaged bytes at its end were cut; what they held is computed again.");
        if (finished.Count > 0)
            notice?.Invoke($"resuming: {finished.Count} of {Layout.Chunks.Count} chunks are in the journal.");
        var started = earlier?.Started ?? DateTimeOffset.UtcNow;
        var clock = Stopwatch.StartNew();
        Folder.WriteRecord(Record("running", ""));
        RunAnswer answer;
        try
        {
            new ChunkExecutor(_experiment.Name, _plan.Seed, _prepared, Layout)
                .Run(Schedule, journal, finished, threads, progress, cancellation);
            if (finished.Count < Layout.Chunks.Count)
            {
                Folder.WriteRecord(Record("shard finished", ""));
                return null;
            }

            answer = Conclude(finished, notice, cancellation);
        }
        catch (OperationCanceledException)
        {
            Folder.WriteRecord(Record("interrupted", ""));
            throw;
        }

        RunFolder.WriteAtomically(Folder.SummaryPath, SummaryTable.Write(answer.Rows));
        Folder.WriteVerdicts(answer.Verdicts);
        Folder.WriteRecord(Record("finished", answer.Sentence));
        return answer;

        RunRecord Record(string status, string sentence) => new()
        {
            Experiment = _experiment.Name,
            Question = _experiment.Question,
            PlanHash = Id,
            Plan = _plan.Values,
            Seed = _plan.Seed,
            CodeVersion = Versions(earlier?.CodeVersion),
            // Chunks of a dirty build stay in the journal, so the mark stays too.
            Dirty = Provenance.Dirty || (earlier?.Dirty ?? false),
            Machine = Provenance.Machine(),
            Packages = Provenance.Packages(),
            Status = status,
            Started = started,
            Updated = DateTimeOffset.UtcNow,
            WallSeconds = Math.Round((earlier?.WallSeconds ?? 0) + clock.Elapsed.TotalSeconds, 3),
            Threads = threads,
            Shard = string.Create(CultureInfo.InvariantCulture, $"{_shard} of {_shardCount}"),
            Outcome = Outcome(finished),
            Answer = sentence,
        };
    }

    /// <summary>Concludes from the journal as it stands, without computing anything new.</summary>
    /// <param name="finished">Every chunk of the plan.</param>
    /// <exception cref="InvalidOperationException">Chunks are missing.</exception>
    public RunAnswer Conclude(IReadOnlyDictionary<int, Tally> finished)
    {
        ArgumentNullException.ThrowIfNull(finished);
        var missing = Layout.Chunks.Count(c => !finished.ContainsKey(c.Number));
        if (missing > 0)
            throw new InvalidOperationException($"{missing} of {Layout.Chunks.Count} chunks are missing from the journal.");
        var byCell = Layout.Chunks.ToLookup(c => c.CellIndex, c => finished[c.Number]);
        return _prepared.Conclude([.. Layout.Cells.Select((cell, i) => new CellTally(cell, [.. byCell[i]]))]);
    }

    // Exact laws can take longer than the samples and know no interrupts: they run aside, and are left to themselves when the wait is broken off.
    // On a thread of their own like the chunks: in the pool a moment's work waits for seconds where others have taken its threads.
    private RunAnswer Conclude(Dictionary<int, Tally> finished, Action<string>? notice, CancellationToken cancellation)
    {
        var conclusion = Task.Factory.StartNew(() => Conclude(finished), CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
        if (Task.WaitAny([conclusion], SilentConclusionMilliseconds, cancellation) < 0)
            notice?.Invoke("all chunks are done; computing exact laws and verdicts.");
        return conclusion.WaitAsync(cancellation).GetAwaiter().GetResult();
    }

    // Chunks keep what an earlier version computed, so its name stays too.
    private static string Versions(string? earlier) =>
        earlier is null || earlier.Contains(Provenance.CodeVersion, StringComparison.Ordinal)
            ? earlier ?? Provenance.CodeVersion : $"{earlier}, then {Provenance.CodeVersion}";

    private static string Identify(Plan plan, IReadOnlyList<Cell> cells)
    {
        var text = plan.CanonicalText + string.Concat(cells.Select(c => string.Create(
            CultureInfo.InvariantCulture, $"{c.Name}|{c.Samples}|{c.SamplesPerChunk}|{c.CountLength}|{c.SumLength}\n")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
    }

    private SortedDictionary<string, string> Outcome(Dictionary<int, Tally> finished)
    {
        var outcome = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var done = Layout.Chunks.Where(c => finished.ContainsKey(c.Number)).ToLookup(c => c.CellIndex, c => (long)c.Samples);
        for (var i = 0; i < Layout.Cells.Count; i++)
            outcome[Layout.Cells[i].Name] = string.Create(CultureInfo.InvariantCulture, $"{done[i].Sum()} of {Layout.Cells[i].Samples} samples");
        return outcome;
    }
}
