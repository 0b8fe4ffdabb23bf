using System.Globalization;
using System.Text;

namespace RandomLandscapes.Runs.Plans;

/// <summary>The checked list of work of one run: every key has its type and lies within its bounds.</summary>
public sealed class Plan
{
    /// <summary>The keys that every experiment has.</summary>
    public static readonly IReadOnlyList<PlanKey> CommonKeys =
    [
        new("experiment", PlanKeyKind.Text, 0, 0, "the experiment's name"),
        new("seed", PlanKeyKind.Seed, 0, 0, "root seed of all randomness"),
        new("samples", PlanKeyKind.Integer, 1, 1e9, "samples per cell"),
        new("threads", PlanKeyKind.Integer, 0, 1024, "worker threads; 0 takes every processor"),
        new("data", PlanKeyKind.Text, 0, 0, "a data file or folder, or the name of an embedded set"),
    ];

    private const string CellsPrefix = "cells.";

    private readonly SortedDictionary<string, string> _values;
    private readonly HashSet<string> _lists;

    internal Plan(SortedDictionary<string, string> values, HashSet<string> lists)
    {
        _values = values;
        _lists = lists;
    }

    /// <summary>The experiment's name.</summary>
    public string Experiment => Text("experiment");

    /// <summary>The root seed.</summary>
    public ulong Seed => ulong.Parse(_values["seed"], CultureInfo.InvariantCulture);

    /// <summary>Samples per cell.</summary>
    public int Samples => Integer("samples");

    /// <summary>The plan as sorted key and value texts, threads included.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>What decides the results, as text: every key but <c>threads</c>, one line each, sorted.</summary>
    public string CanonicalText => string.Concat(
        _values.Where(pair => !string.Equals(pair.Key, "threads", StringComparison.Ordinal)).Select(pair => $"{pair.Key}={pair.Value}\n"));

    /// <summary>Reads a text.</summary>
    /// <param name="key">A key of the schema.</param>
    public string Text(string key) => _values[key];

    /// <summary>Reads an integer.</summary>
    /// <param name="key">A key of the schema.</param>
    public int Integer(string key) => int.Parse(_values[key], CultureInfo.InvariantCulture);

    /// <summary>Reads a real number.</summary>
    /// <param name="key">A key of the schema.</param>
    public double Real(string key) => double.Parse(_values[key], CultureInfo.InvariantCulture);

    /// <summary>Reads a list of integers.</summary>
    /// <param name="key">A key of the schema.</param>
    public IReadOnlyList<int> Integers(string key) =>
        _values[key].Length == 0 ? [] : [.. _values[key].Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture))];

    /// <summary>The plan as YAML, as <see cref="PlanReader"/> reads it.</summary>
    public string ToYaml()
    {
        var text = new StringBuilder();
        foreach (var key in _values.Keys.Where(k => !k.StartsWith(CellsPrefix, StringComparison.Ordinal)))
            text.Append(CultureInfo.InvariantCulture, $"{key}: {Yaml(key)}\n");
        text.Append("cells:\n");
        foreach (var key in _values.Keys.Where(k => k.StartsWith(CellsPrefix, StringComparison.Ordinal)))
            text.Append(CultureInfo.InvariantCulture, $"  {key[CellsPrefix.Length..]}: {Yaml(key)}\n");
        return text.ToString();
    }

    private string Yaml(string key)
    {
        var value = _values[key];
        if (_lists.Contains(key))
            return $"[{value.Replace(",", ", ", StringComparison.Ordinal)}]";
        // Whatever YAML could read as something else than this text is quoted.
        return value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '_' or '-') && !value.StartsWith('-')
            ? value : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
    }
}
