using System.Text.Json;
using System.Text.Json.Serialization;

namespace RandomLandscapes.Runs.Store;

/// <summary>The folder of one run and the files in it.</summary>
public sealed class RunFolder
{
    private const string ProbePrefix = ".probe-";
    private const string TemporarySuffix = ".tmp";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Names a folder; nothing is touched.</summary>
    /// <param name="path">The folder.</param>
    public RunFolder(string path) => FullPath = Path.GetFullPath(path);

    /// <summary>The absolute path.</summary>
    public string FullPath { get; }

    /// <summary>run.json.</summary>
    public string RecordPath => Path.Combine(FullPath, "run.json");

    /// <summary>chunks.jsonl.</summary>
    public string JournalPath => Path.Combine(FullPath, "chunks.jsonl");

    /// <summary>summary.csv.</summary>
    public string SummaryPath => Path.Combine(FullPath, "summary.csv");

    /// <summary>verdicts.json.</summary>
    public string VerdictsPath => Path.Combine(FullPath, "verdicts.json");

    /// <summary>figures/.</summary>
    public string FiguresPath => Path.Combine(FullPath, "figures");

    /// <summary>report.html.</summary>
    public string ReportPath => Path.Combine(FullPath, "report.html");

    /// <summary>Checks that a plan may run here and makes the folder. Nothing in an existing run is changed.</summary>
    /// <param name="planHash">The hash of the plan.</param>
    /// <exception cref="RunFolderException">The folder holds another plan's run or files that are no run, or cannot be made or written.</exception>
    /// <exception cref="InvalidDataException">The folder's run.json cannot be read.</exception>
    public void Claim(string planHash)
    {
        if (File.Exists(FullPath))
            throw new RunFolderException($"output folder '{FullPath}' is a file; a folder is needed.");
        if (File.Exists(RecordPath))
        {
            var held = ReadRecord().PlanHash;
            if (!string.Equals(held, planHash, StringComparison.Ordinal))
            {
                throw new RunFolderException(
                    $"output folder '{FullPath}' holds the run of another plan ({held}); this plan is {planHash}. Choose another --out.");
            }
        }
        else if (Directory.Exists(FullPath) && !new DirectoryInfo(FullPath).EnumerateFileSystemInfos().All(IsLeftover))
        {
            throw new RunFolderException($"output folder '{FullPath}' holds files but no run.json; choose an empty or new folder.");
        }

        try
        {
            Directory.CreateDirectory(FullPath);
            // Only a write tells whether writing works; root ignores permission bits and read-only mounts ignore root.
            var probe = Path.Combine(FullPath, $"{ProbePrefix}{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"output folder '{FullPath}' cannot be made or written: {e.Message}", e);
        }
    }

    /// <summary>Reads run.json.</summary>
    /// <exception cref="InvalidDataException">The file is missing or is no run record.</exception>
    public RunRecord ReadRecord() => Read<RunRecord>(RecordPath);

    /// <summary>Writes run.json by way of a temporary file and a rename.</summary>
    /// <param name="record">The record.</param>
    public void WriteRecord(RunRecord record) => WriteAtomically(RecordPath, JsonSerializer.Serialize(record, Options) + "\n");

    /// <summary>Reads verdicts.json.</summary>
    /// <exception cref="InvalidDataException">The file is missing or holds no verdicts.</exception>
    public IReadOnlyList<Verdict> ReadVerdicts() => Read<List<Verdict>>(VerdictsPath);

    /// <summary>Writes verdicts.json.</summary>
    /// <param name="verdicts">The verdicts.</param>
    public void WriteVerdicts(IReadOnlyList<Verdict> verdicts) => WriteAtomically(VerdictsPath, JsonSerializer.Serialize(verdicts, Options) + "\n");

    /// <summary>Writes a file by way of a temporary one beside it, so that no reader ever sees half of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its content.</param>
    public static void WriteAtomically(string path, string content)
    {
        var temporary = $"{path}.{Environment.ProcessId}{TemporarySuffix}";
        File.WriteAllText(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }

    // What a run leaves that was killed before its first run.json stood.
    private static bool IsLeftover(FileSystemInfo entry) => entry is FileInfo file
        && (file.Name.StartsWith(ProbePrefix, StringComparison.Ordinal)
            || (file.Name.StartsWith("run.json.", StringComparison.Ordinal) && file.Name.EndsWith(TemporarySuffix, StringComparison.Ordinal))
            || (file.Length == 0 && string.Equals(file.Name, "chunks.jsonl", StringComparison.Ordinal)));

    private static T Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Options)
                ?? throw new InvalidDataException($"'{path}' is empty.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"'{path}' cannot be read: {e.Message.Split('\n')[0]}", e);
        }
    }
}
