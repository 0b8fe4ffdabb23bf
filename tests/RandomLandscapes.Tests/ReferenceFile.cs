using System.Runtime.CompilerServices;

namespace RandomLandscapes.Tests;

/// <summary>Finds the files of ReferenceData beside the test sources.</summary>
public static class ReferenceFile
{
    /// <summary>Reads the rows of a CSV file without comments and header.</summary>
    public static IEnumerable<string[]> Rows(string name, bool hasHeader = true) =>
        File.ReadLines(PathOf(name)).Where(l => l.Length > 0 && l[0] != '#').Skip(hasHeader ? 1 : 0).Select(l => l.Split(','));

    /// <summary>The root of the checkout.</summary>
    public static string RepositoryRoot { get; } = Path.GetFullPath(Path.Combine(SourceFolder(), "..", ".."));

    private static string PathOf(string name) => Path.Combine(SourceFolder(), "ReferenceData", name);

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
