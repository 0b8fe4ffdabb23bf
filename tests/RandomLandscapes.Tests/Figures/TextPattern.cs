using System.Text.RegularExpressions;

namespace RandomLandscapes.Tests.Figures;

/// <summary>Finds patterns in written files; a pattern that takes a second fails the test.</summary>
internal static class TextPattern
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Lists the captured groups of each match, the whole match at position zero.</summary>
    public static IReadOnlyList<string[]> All(string text, string pattern) =>
        [.. Regex.Matches(text, pattern, RegexOptions.None, Limit).Select(m => m.Groups.Cast<Group>().Select(g => g.Value).ToArray())];

    public static string Remove(string text, string pattern) => Regex.Replace(text, pattern, string.Empty, RegexOptions.None, Limit);
}
