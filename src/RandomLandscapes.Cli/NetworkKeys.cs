using System.Text.Json;

namespace RandomLandscapes.Cli;

/// <summary>The keys that a description of a network may hold, and what becomes of others.</summary>
/// <remarks>
/// A key that looks like a misspelling of one that is absent is refused: its number would be lost without a word. Other keys that mean nothing
/// to the type, such as an author or a date, are read over with a note, so files may carry more than the network.
/// </remarks>
internal static class NetworkKeys
{
    private static readonly string[] Layer = ["units", "pieces"];

    /// <summary>Checks the keys of a file, and of the layers that are objects.</summary>
    /// <param name="root">The file, an object.</param>
    /// <param name="type">One of the types of networks.</param>
    /// <returns>A sentence about keys that mean nothing; null when there are none.</returns>
    /// <exception cref="FormatException">A key is a misspelt one.</exception>
    public static string? Check(JsonElement root, string type)
    {
        var foreign = Foreign(root, OfType(type), "").ToList();
        if (root.TryGetProperty("layers", out var layers) && layers.ValueKind == JsonValueKind.Array)
            foreign.AddRange(layers.EnumerateArray().SelectMany((layer, i) => layer.ValueKind == JsonValueKind.Object ? Foreign(layer, Layer, $"layers[{i}].") : []));
        return foreign.Count == 0 ? null : $"{(foreign.Count == 1 ? "the key" : "the keys")} {string.Join(", ", foreign.Select(k => $"'{k}'"))} {(foreign.Count == 1 ? "means" : "mean")} nothing to a network of type {type}";
    }

    private static string[] OfType(string type) => type switch
    {
        "mlp" => [.. OfImages, "sizes", "activation", "output"],
        "maxout_mlp" => [.. OfImages, "inputs", "layers", "outputs"],
        "conv" or "conv_maxout" => [.. OfImages, "layers"],
        "rnn_tanh_classifier" => [.. OfImages, "steps", "inputs", "hidden", "outputs"],
        "lstm_classifier" => [.. OfImages, "steps", "inputs", "hidden", "outputs", "gates"],
        "mp_dbm" => [.. OfImages, "visible", "hidden1", "hidden2", "sweeps", "mask"],
        _ => [.. OfAll, "vocabulary", "embed", "hidden", "steps", "sequences", "gates"],
    };

    private static string[] OfAll => ["name", "parameters", "type", "loss", "l2", "points", "paths"];

    private static string[] OfImages => [.. OfAll, "N"];

    private static IEnumerable<string> Foreign(JsonElement element, string[] known, string prefix)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (known.Contains(property.Name, StringComparer.Ordinal))
                continue;
            // Points and paths hold answers, not the network: nothing is lost with them.
            var meant = known.FirstOrDefault(k => k is not ("points" or "paths") && !element.TryGetProperty(k, out _) && IsNear(property.Name, k));
            var key = prefix + property.Name.ReplaceLineEndings(" ");
            if (meant is not null)
                throw new FormatException($"the key '{key}' is not known; '{prefix}{meant}' is");
            yield return key;
        }
    }

    private static bool IsNear(string key, string known)
    {
        string[] plain = [Plain(key), Plain(known)];
        var allowed = known.Length switch { <= 2 => 0, <= 5 => 1, _ => 2 };
        return Math.Abs(plain[0].Length - plain[1].Length) <= allowed && Distance(plain[0], plain[1]) <= allowed;

        static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
    }

    /// <summary>The fewest letters to put in, leave out, replace or swap with their neighbour (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                var replaced = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replaced, 1 + Math.Min(cost[i - 1, j], cost[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], 1 + cost[i - 2, j - 2]);
            }
        }

        return cost[a.Length, b.Length];
    }
}
