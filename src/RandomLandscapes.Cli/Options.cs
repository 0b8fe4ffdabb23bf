using System.CommandLine;
using System.Globalization;

namespace RandomLandscapes.Cli;

/// <summary>Declares options as text and reads them with messages that name option, value and what is allowed.</summary>
internal static class Options
{
    public static Option<string?> Text(string name, string description) => new(name) { Description = description };

    /// <summary>Reads a path; null when it was not given.</summary>
    public static string? Path(ParseResult result, Option<string?> option) =>
        result.GetValue(option) is not { } path ? null : path.Length > 0 ? path : throw NotAllowed(option.Name, path, "a path");

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    /// <summary>Reads an integer option; null when it was not given.</summary>
    public static long? Integer(ParseResult result, Option<string?> option, long minimum, long maximum)
    {
        if (result.GetValue(option) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum
            ? value
            : throw NotAllowed(option.Name, text, string.Create(CultureInfo.InvariantCulture, $"an integer from {minimum} to {maximum}"));
    }

    public static long RequiredInteger(ParseResult result, Option<string?> option, long minimum, long maximum) =>
        Integer(result, option, minimum, maximum)
        ?? throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option.Name} is missing; expected an integer from {minimum} to {maximum}."));

    /// <summary>Reads an unsigned seed; zero when it was not given.</summary>
    public static ulong Seed(ParseResult result, Option<string?> option)
    {
        if (result.GetValue(option) is not { } text)
            return 0;
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed : throw NotAllowed(option.Name, text, "an integer from 0 to 18446744073709551615");
    }

    /// <summary>Reads one of several words; the first is the default unless none is given.</summary>
    public static string? Choice(ParseResult result, Option<string?> option, params string[] allowed)
    {
        if (result.GetValue(option) is not { } text)
            return null;
        return allowed.Contains(text, StringComparer.Ordinal) ? text : throw NotAllowed(option.Name, text, string.Join(" | ", allowed));
    }

    public static UsageException NotAllowed(string name, string value, string allowed) =>
        new($"{name}: value '{value}' is not allowed; expected {allowed}.");
}
