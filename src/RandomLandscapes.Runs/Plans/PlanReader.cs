using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RandomLandscapes.Runs.Plans;

/// <summary>Reads plans from YAML and command-line overrides and checks them whole.</summary>
public static class PlanReader
{
    private const int DeepestNesting = 100;

    /// <summary>Reads the defaults, lays a plan file and then overrides over them, and checks the result.</summary>
    /// <param name="experimentKeys">The experiment's own keys, beside <see cref="Plan.CommonKeys"/>.</param>
    /// <param name="defaultYaml">The experiment's plan.yaml, which must name every key.</param>
    /// <param name="fileYaml">A plan file, or null.</param>
    /// <param name="overrides">Pairs of key and value text; a list is written [1, 2] or 1,2.</param>
    /// <exception cref="PlanException">Something is unknown, missing, of the wrong type or out of bounds.</exception>
    public static Plan Read(
        IReadOnlyList<PlanKey> experimentKeys,
        string defaultYaml,
        string? fileYaml = null,
        IEnumerable<KeyValuePair<string, string>>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(experimentKeys);
        var problems = new List<string>();
        var raw = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Flatten(defaultYaml, raw, problems);
        var expected = raw.GetValueOrDefault("experiment");
        if (fileYaml is not null)
            Flatten(fileYaml, raw, problems);
        foreach (var (key, value) in overrides ?? [])
            raw[key] = value;
        if (!string.Equals(expected, raw.GetValueOrDefault("experiment"), StringComparison.Ordinal))
            problems.Add($"plan key 'experiment': value '{raw.GetValueOrDefault("experiment")}' is not allowed; expected '{expected}'.");

        var keys = Plan.CommonKeys.Concat(experimentKeys).ToDictionary(k => k.Name, StringComparer.Ordinal);
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in raw)
        {
            if (!keys.TryGetValue(name, out var key))
                problems.Add($"plan key '{name}' (value '{text}') is unknown; known keys: {string.Join(", ", keys.Keys.Order(StringComparer.Ordinal))}.");
            else if (Canonical(key, text) is { } canonical)
                values[name] = canonical;
            else
                problems.Add($"plan key '{name}': value '{text}' is not allowed; expected {key.Allowed}.");
        }

        problems.AddRange(keys.Keys.Where(k => !raw.ContainsKey(k)).Select(k => $"plan key '{k}' is missing; expected {keys[k].Allowed}."));
        return problems.Count == 0 ? new Plan(values, [.. keys.Values.Where(k => k.Kind == PlanKeyKind.IntegerList).Select(k => k.Name)]) : throw new PlanException(problems);
    }

    private static void Flatten(string yaml, SortedDictionary<string, string> target, List<string> problems)
    {
        var stream = new YamlStream();
        try
        {
            if (IsTooDeep(yaml))
            {
                problems.Add($"plan is nested deeper than {DeepestNesting} levels.");
                return;
            }

            stream.Load(new StringReader(yaml));
        }
        catch (YamlException e)
        {
            problems.Add($"plan is not YAML: line {e.Start.Line}, column {e.Start.Column}: {FirstLine(e.Message)}");
            return;
        }

        if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
        {
            problems.Add("plan is not a mapping of keys to values.");
            return;
        }

        foreach (var (keyNode, valueNode) in root.Children)
        {
            var key = keyNode.ToString();
            var isCells = string.Equals(key, "cells", StringComparison.Ordinal);
            if (isCells && valueNode is YamlScalarNode { Value: null or "" })
                continue;
            if (isCells && valueNode is YamlMappingNode cells)
            {
                foreach (var (name, list) in cells.Children)
                    target[$"cells.{name}"] = Scalar(list);
            }
            else
            {
                target[key] = Scalar(valueNode);
            }
        }
    }

    // Nodes are loaded by recursion, so depth has to be looked at before; the parser itself does not recurse.
    private static bool IsTooDeep(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > DeepestNesting)
                return true;
        }

        return false;
    }

    private static string Scalar(YamlNode node) => node switch
    {
        YamlScalarNode scalar => scalar.Value ?? "",
        // One level is all that a plan needs; an alias inside its own list would have no end.
        YamlSequenceNode list when list.Children.All(child => child is YamlScalarNode) => $"[{string.Join(", ", list.Children.Select(Scalar))}]",
        YamlSequenceNode => "{a nested list}",
        _ => "{a mapping}",
    };

    private static string? Canonical(PlanKey key, string text)
    {
        text = text.Trim();
        switch (key.Kind)
        {
            case PlanKeyKind.Text:
                return text.Length > 0 && !text.Any(char.IsControl) && !text.StartsWith('{') ? text : null;
            case PlanKeyKind.Seed:
                return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
                    ? seed.ToString(CultureInfo.InvariantCulture) : null;
            case PlanKeyKind.Real:
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
                    && real >= key.Minimum && real <= key.Maximum
                    ? real.ToString("R", CultureInfo.InvariantCulture) : null;
            case PlanKeyKind.Integer:
                return Integer(key, text)?.ToString(CultureInfo.InvariantCulture);
            default:
                if (text.StartsWith('[') && text.EndsWith(']'))
                    text = text[1..^1];
                if (text.Trim().Length == 0)
                    return "";
                var numbers = text.Split(',').Select(part => Integer(key, part.Trim())).ToList();
                return numbers.Contains(null) || numbers.Distinct().Count() != numbers.Count
                    ? null : string.Join(',', numbers);
        }
    }

    private static int? Integer(PlanKey key, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= key.Minimum && number <= key.Maximum ? number : null;

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
