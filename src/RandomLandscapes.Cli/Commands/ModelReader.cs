using System.CommandLine;
using System.Globalization;

namespace RandomLandscapes.Cli.Commands;

/// <summary>Reads the options of one question and keeps those it read as the answer's parameters.</summary>
internal sealed class ModelReader
{
    private readonly ParseResult _result;
    private readonly IReadOnlyDictionary<string, Option<string?>> _options;

    public ModelReader(ParseResult result, IReadOnlyDictionary<string, Option<string?>> options)
    {
        _result = result;
        _options = options;
    }

    /// <summary>What was read, named as the options without dashes.</summary>
    public Dictionary<string, object> Parameters { get; } = new(StringComparer.Ordinal);

    public bool Has(string name) => _result.GetValue(_options[name]) is not null;

    /// <summary>Refuses options that were given but mean nothing to the chosen model.</summary>
    /// <param name="choice">The option and value that decide, for the message.</param>
    /// <param name="allowed">Options that belong to it.</param>
    public void Only(string choice, params string[] allowed)
    {
        foreach (var (name, option) in _options)
        {
            if (!allowed.Contains(name, StringComparer.Ordinal) && _result.GetValue(option) is { } given)
                throw new UsageException($"{name}: value '{given}' does not belong to {choice}.");
        }
    }

    /// <summary>One of several words.</summary>
    public string Choice(string name, params string[] allowed)
    {
        var value = Options.Choice(_result, _options[name], allowed) ?? throw Missing(name, string.Join(" | ", allowed));
        return Keep(name, value);
    }

    /// <summary>One of several words, or null.</summary>
    public string? OptionalChoice(string name, params string[] allowed) => Options.Choice(_result, _options[name], allowed);

    public int Integer(string name, int minimum, int maximum) => Keep(name, (int)Options.RequiredInteger(_result, _options[name], minimum, maximum));

    public int? OptionalInteger(string name, int minimum, int maximum) =>
        Options.Integer(_result, _options[name], minimum, maximum) is { } value ? Keep(name, (int)value) : null;

    /// <summary>An integer that steers the computation and is no parameter of the answer.</summary>
    public long? Setting(string name, long minimum, long maximum) => Options.Integer(_result, _options[name], minimum, maximum);

    public ulong Seed(string name) => Options.Seed(_result, _options[name]);

    /// <summary>A finite number.</summary>
    public double Number(string name, string allowed, Func<double, bool> accept) =>
        OptionalNumber(name, allowed, accept) ?? throw Missing(name, allowed);

    /// <summary>A finite number, or null when the option was not given.</summary>
    public double? OptionalNumber(string name, string allowed, Func<double, bool> accept) =>
        _result.GetValue(_options[name]) is { } text ? Keep(name, Parse(name, text, allowed, accept)) : null;

    /// <summary>Text as it was given.</summary>
    public string Text(string name, string allowed) => Keep(name, _result.GetValue(_options[name]) ?? throw Missing(name, allowed));

    public string? OptionalText(string name) => _result.GetValue(_options[name]) is { } text ? Keep(name, text) : null;

    public static double Parse(string name, string text, string allowed, Func<double, bool> accept) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && accept(value)
            ? value : throw Options.NotAllowed(name, text, allowed);

    public static UsageException Missing(string name, string allowed) => new($"{name} is missing; expected {allowed}.");

    private T Keep<T>(string name, T value)
        where T : notnull
    {
        Parameters[name.TrimStart('-')] = value;
        return value;
    }
}
