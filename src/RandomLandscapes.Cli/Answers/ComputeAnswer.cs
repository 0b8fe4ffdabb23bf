using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RandomLandscapes.Cli.Answers;

/// <summary>The answer to one <c>compute</c> question: a number, an array, or an object of those, as JSON or as a table.</summary>
internal sealed record ComputeAnswer
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required string Quantity { get; init; }

    public required IReadOnlyDictionary<string, object> Parameters { get; init; }

    /// <summary>One of the contract's words.</summary>
    public required string Method { get; init; }

    public required JsonNode Value { get; init; }

    /// <summary>Natural logarithms in the shape of <see cref="Value"/>, for values that can leave the range of a double.</summary>
    public JsonNode? LogValue { get; init; }

    public required string Source { get; init; }

    /// <summary>In the shape of <see cref="Value"/>.</summary>
    public JsonNode? StandardError { get; init; }

    /// <summary>[low, high] in place of each number of <see cref="Value"/>.</summary>
    public JsonNode? Interval { get; init; }

    /// <summary>(sum w)^2 / sum w^2 of weighted samples, in the shape of <see cref="Value"/>.</summary>
    public JsonNode? EffectiveSamples { get; init; }

    /// <summary>Standard error of <see cref="LogValue"/>, where the value itself may underflow.</summary>
    public double? LogStandardError { get; init; }

    /// <summary>The interval of <see cref="LogValue"/>.</summary>
    public (double Low, double High)? LogInterval { get; init; }

    public long Samples { get; init; }

    public ulong Seed { get; init; }

    /// <summary>A number; null where it is not finite, because JSON knows no infinity.</summary>
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    public static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(Number)]);

    /// <summary>{total, byIndex[]}.</summary>
    public static JsonObject Counts(double total, IEnumerable<double> byIndex) => new() { ["total"] = Number(total), ["byIndex"] = Numbers(byIndex) };

    public string ToJson()
    {
        var json = new JsonObject { ["quantity"] = Quantity, ["parameters"] = JsonSerializer.SerializeToNode(Parameters), ["method"] = Method, ["value"] = Value.DeepClone() };
        if (LogValue is not null)
            json["logValue"] = LogValue.DeepClone();
        if (Interval is not null)
        {
            json["standardError"] = StandardError?.DeepClone();
            json["interval"] = Interval.DeepClone();
            if (LogStandardError is { } logError && LogInterval is { } ends)
            {
                json["logStandardError"] = logError;
                json["logInterval"] = new JsonArray(ends.Low, ends.High);
            }

            if (EffectiveSamples is not null)
                json["effectiveSamples"] = EffectiveSamples.DeepClone();
            json["samples"] = Samples;
            json["seed"] = Seed;
        }

        json["source"] = Source;
        return json.ToJsonString(Plain);
    }

    public string ToTable()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Quantity} ({string.Join(", ", Parameters.Select(p => $"{p.Key} {p.Value}"))}), {Method}\n");
        if (Value is JsonObject fields)
        {
            foreach (var (name, node) in fields.Where(f => f.Value is not JsonArray))
                text.Append(CultureInfo.InvariantCulture, $"{name,12}  {Text(node)}{Beside(name)}\n");
            var columns = fields.Where(f => f.Value is JsonArray).ToList();
            if (columns.Count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{"k",5}{string.Concat(columns.Select(c => $"  {c.Key,22}"))}\n");
                for (var k = 0; k < columns.Max(c => c.Value!.AsArray().Count); k++)
                    text.Append(CultureInfo.InvariantCulture, $"{k,5}{string.Concat(columns.Select(c => $"  {Text(c.Value![k]),22}"))}\n");
            }
        }
        else if (Value is JsonArray array)
        {
            for (var k = 0; k < array.Count; k++)
                text.Append(CultureInfo.InvariantCulture, $"{k,5}  {Text(array[k]),22}\n");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"{Text(Value)}{(LogValue is JsonValue log ? $"  (ln {Text(log)})" : "")}\n");
            if (LogInterval is { } logs)
                text.Append(CultureInfo.InvariantCulture, $"ln P: 95 % interval [{logs.Low:F4}, {logs.High:F4}], standard error {LogStandardError:F4}\n");
            else if (Interval is JsonArray { Count: 2 } ends)
                text.Append(CultureInfo.InvariantCulture, $"95 % interval [{Text(ends[0])}, {Text(ends[1])}], standard error {Text(StandardError)}\n");
        }

        if (Interval is not null)
            text.Append(CultureInfo.InvariantCulture, $"samples {Samples}, seed {Seed}\n");
        return text.Append(CultureInfo.InvariantCulture, $"source: {Source}").ToString();

        string Beside(string name) => LogValue is JsonObject logs && logs[name] is JsonValue log ? $"  (ln {Text(log)})" : "";
    }

    private static string Text(JsonNode? node) => node is null ? "-" : node.GetValueKind() == JsonValueKind.Number
        ? double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture).ToString("G15", CultureInfo.InvariantCulture) : node.ToString();
}
