using System.Globalization;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Runs.Store;

namespace RandomLandscapes.Runs.Scheduling;

/// <summary>Adds the shards of one plan into one run, in chunk order: the same journal and summary as an undivided run.</summary>
public static class ShardMerger
{
    private const int NamedAtMost = 8;

    /// <summary>Checks the shards whole, then writes the merged run.</summary>
    /// <param name="experiment">The experiment of the shards.</param>
    /// <param name="parts">The shards' folders, in any order.</param>
    /// <param name="destination">A new or empty folder.</param>
    /// <exception cref="RunFolderException">A shard is of another plan, chunks overlap or are missing, or the destination cannot be used.</exception>
    /// <exception cref="InvalidDataException">A record or a data file cannot be read.</exception>
    public static RunAnswer Merge(IExperiment experiment, IReadOnlyList<RunFolder> parts, RunFolder destination)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentOutOfRangeException.ThrowIfZero(parts.Count);
        var records = parts.Select(p => p.ReadRecord()).ToList();
        for (var i = 1; i < parts.Count; i++)
        {
            if (!string.Equals(records[i].PlanHash, records[0].PlanHash, StringComparison.Ordinal))
                throw new RunFolderException($"'{parts[i].FullPath}' holds plan {records[i].PlanHash}, '{parts[0].FullPath}' plan {records[0].PlanHash}; shards of one plan are needed.");
        }

        var plan = PlanReader.Read(experiment.Keys, experiment.DefaultPlan, overrides: records[0].Plan);
        var session = new RunSession(experiment, plan, _ => destination);
        if (!string.Equals(session.Id, records[0].PlanHash, StringComparison.Ordinal))
            throw new RunFolderException($"'{parts[0].FullPath}' holds plan {records[0].PlanHash}, but plan and data now give {session.Id}; the data have changed.");
        var chunks = Collect(parts, session.Layout);
        if (File.Exists(destination.RecordPath))
            throw new RunFolderException($"output folder '{destination.FullPath}' holds a run; choose an empty or new folder.");
        destination.Claim(session.Id);
        using (var journal = Journal.Open(destination.JournalPath, session.Layout, out _, out _))
        {
            foreach (var chunk in session.Layout.Chunks)
                journal.Append(chunk, session.Layout.Cells[chunk.CellIndex].Name, chunks[chunk.Number]);
        }

        // The session finds everything done and concludes; this record hands it the shards' provenance.
        destination.WriteRecord(records[0] with
        {
            Shard = "0 of 1",
            Status = "merging",
            CodeVersion = string.Join(", then ", records.Select(r => r.CodeVersion).Distinct(StringComparer.Ordinal)),
            Dirty = records.Any(r => r.Dirty),
            Started = records.Min(r => r.Started),
            WallSeconds = records.Sum(r => r.WallSeconds),
        });
        return session.Execute(1, null, null, CancellationToken.None)
            ?? throw new InvalidOperationException("The merged run is not complete.");
    }

    private static Dictionary<int, Tally> Collect(IReadOnlyList<RunFolder> parts, ChunkLayout layout)
    {
        var all = new Dictionary<int, Tally>();
        var owner = new Dictionary<int, string>();
        var damaged = new List<string>();
        foreach (var part in parts)
        {
            var read = Journal.Read(part.JournalPath, layout, out var damagedBytes);
            if (damagedBytes > 0)
                damaged.Add(string.Create(CultureInfo.InvariantCulture, $"'{part.JournalPath}' is damaged after {read.Count} chunks; run that shard again"));
            foreach (var (number, tally) in read)
            {
                if (!all.TryAdd(number, tally))
                    throw new RunFolderException($"chunk {number} stands both in '{owner[number]}' and in '{part.FullPath}'; every chunk may stand in one shard only.");
                owner[number] = part.FullPath;
            }
        }

        var missing = layout.Chunks.Where(c => !all.ContainsKey(c.Number)).Select(c => c.Number).ToList();
        if (missing.Count > 0)
        {
            var named = string.Join(", ", missing.Take(NamedAtMost).Select(n => n.ToString(CultureInfo.InvariantCulture)));
            throw new RunFolderException($"{missing.Count} of {layout.Chunks.Count} chunks are missing: {named}{(missing.Count > NamedAtMost ? ", ..." : "")}; finish or add their shards.{string.Concat(damaged.Select(d => $" {d}."))}");
        }

        return all;
    }
}
