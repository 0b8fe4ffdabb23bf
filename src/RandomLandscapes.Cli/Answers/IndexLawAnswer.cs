using System.Globalization;
using System.Text;
using System.Text.Json;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Cli.Answers;

/// <summary>The answer to <c>compute index-law</c>, as JSON or as a table.</summary>
internal sealed record IndexLawAnswer
{
    public required IReadOnlyDictionary<string, object> Parameters { get; init; }

    public required string Method { get; init; }

    public required IReadOnlyList<double> Value { get; init; }

    /// <summary>Natural logarithms; null for a zero count.</summary>
    public required IReadOnlyList<double?> LogValue { get; init; }

    public required string Source { get; init; }

    public IReadOnlyList<double>? StandardError { get; init; }

    public IReadOnlyList<Interval>? Interval { get; init; }

    /// <summary>Where weights were sampled: the effective sample size of each entry.</summary>
    public IReadOnlyList<long>? EffectiveSamples { get; init; }

    /// <summary>The share of the law in entries with at least 400 effective samples; the others rest on their exact binomial intervals alone.</summary>
    public double ResolvedMass { get; init; }

    public long Samples { get; init; }

    public ulong Seed { get; init; }

    public static IndexLawAnswer Exact(IReadOnlyDictionary<string, object> parameters, IndexLaw law) => new()
    {
        Parameters = parameters,
        Method = "exact",
        Value = law.Probabilities.ToArray(),
        LogValue = [.. law.LogProbabilities.ToArray().Select(x => (double?)x)],
        Source = law.Source,
    };

    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("quantity", "index-law");
            json.WritePropertyName("parameters");
            JsonSerializer.Serialize(json, Parameters);
            json.WriteString("method", Method);
            Numbers("value", Value.Select(x => (double?)x));
            Numbers("logValue", LogValue);
            if (StandardError is not null && Interval is not null)
            {
                Numbers("standardError", StandardError.Select(x => (double?)x));
                json.WriteStartArray("interval");
                foreach (var interval in Interval)
                {
                    json.WriteStartArray();
                    json.WriteNumberValue(interval.Low);
                    json.WriteNumberValue(interval.High);
                    json.WriteEndArray();
                }

                json.WriteEndArray();
                if (EffectiveSamples is not null)
                {
                    Numbers("effectiveSamples", EffectiveSamples.Select(x => (double?)x));
                    json.WriteNumber("resolvedMass", ResolvedMass);
                }

                json.WriteNumber("samples", Samples);
                json.WriteNumber("seed", Seed);
            }

            json.WriteString("source", Source);
            json.WriteEndObject();

            void Numbers(string name, IEnumerable<double?> values)
            {
                json.WriteStartArray(name);
                foreach (var value in values)
                {
                    if (value is { } number && double.IsFinite(number))
                        json.WriteNumberValue(number);
                    else
                        json.WriteNullValue();
                }

                json.WriteEndArray();
            }
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    public string ToTable(string argument)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"index-law ({string.Join(", ", Parameters.Select(p => $"{p.Key} {p.Value}"))}), {Method}\n");
        text.Append(CultureInfo.InvariantCulture, $"{argument,5}  {"P(index = k)",22}  {"ln P",14}");
        text.Append(Interval is null ? "\n" : EffectiveSamples is null ? "  95 % interval\n" : "  effective samples  95 % interval\n");
        for (var k = 0; k < Value.Count; k++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{k,5}  {Value[k],22:G15}  {(LogValue[k] is { } log ? log.ToString("F6", CultureInfo.InvariantCulture) : "-"),14}");
            if (EffectiveSamples is not null)
                text.Append(CultureInfo.InvariantCulture, $"  {EffectiveSamples[k],17}");
            if (Interval is not null)
                text.Append(CultureInfo.InvariantCulture, $"  [{Interval[k].Low:G6}, {Interval[k].High:G6}]");
            text.Append('\n');
        }

        if (EffectiveSamples is not null)
            text.Append(CultureInfo.InvariantCulture, $"entries with 400 effective samples and more carry {ResolvedMass:P3} of the law\n");
        if (Interval is not null)
            text.Append(CultureInfo.InvariantCulture, $"samples {Samples}, seed {Seed}\n");
        return text.Append(CultureInfo.InvariantCulture, $"source: {Source}").ToString();
    }
}
