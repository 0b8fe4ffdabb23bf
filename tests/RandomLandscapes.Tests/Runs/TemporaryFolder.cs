namespace RandomLandscapes.Tests.Runs;

/// <summary>A folder that is gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("landscapes-test-").FullName;

    public string this[string name] => Path.Combine(FullPath, name);

    /// <summary>Every file below a folder with its bytes, to see that nothing was written or lost.</summary>
    public static SortedDictionary<string, string> Snapshot(string folder)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
            files[Path.GetRelativePath(folder, entry)] = File.Exists(entry) ? Convert.ToBase64String(File.ReadAllBytes(entry)) : "folder";
        return files;
    }

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
