namespace RandomLandscapes.Runs.Store;

/// <summary>The content of run.json: what was run, by which code, where, when, and how it ended.</summary>
public sealed record RunRecord
{
    /// <summary>The experiment's name.</summary>
    public required string Experiment { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>The first 8 hex digits of the plan's hash.</summary>
    public required string PlanHash { get; init; }

    /// <summary>The checked plan, key by key.</summary>
    public required IReadOnlyDictionary<string, string> Plan { get; init; }

    /// <summary>The root seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The program's version with its commit.</summary>
    public required string CodeVersion { get; init; }

    /// <summary>True when the program was built from a tree with uncommitted changes, or the tree was not known.</summary>
    public required bool Dirty { get; init; }

    /// <summary>Processor, cores, operating system, runtime, vector width.</summary>
    public required IReadOnlyDictionary<string, string> Machine { get; init; }

    /// <summary>The packages that the program was built with.</summary>
    public required IReadOnlyDictionary<string, string> Packages { get; init; }

    /// <summary>running, interrupted or finished.</summary>
    public required string Status { get; init; }

    /// <summary>When the run was first started (UTC).</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When this record was last written (UTC).</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Seconds of wall-clock time over all sessions of this run.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>Worker threads of the last session.</summary>
    public required int Threads { get; init; }

    /// <summary>Shard number and number of shards of the last session; a folder may take several shards one after the other.</summary>
    public required string Shard { get; init; }

    /// <summary>Samples by cell: planned and finished.</summary>
    public IReadOnlyDictionary<string, string> Outcome { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The answer in a sentence, once there is one.</summary>
    public string Answer { get; init; } = "";
}
