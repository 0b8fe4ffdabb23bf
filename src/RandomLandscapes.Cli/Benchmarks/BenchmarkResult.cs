using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>One measurement: medians over the repetitions, per item.</summary>
internal sealed record BenchmarkResult
{
    public required string Work { get; init; }

    /// <summary>Median CPU seconds of the whole process per item.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>Median wall seconds per item; where each of t threads has its own items, those of all of them count.</summary>
    public required double WallSeconds { get; init; }

    public required double SmallestWallSeconds { get; init; }

    /// <summary>Repetitions.</summary>
    public required int Runs { get; init; }

    /// <summary>Calls of the batch per repetition and thread.</summary>
    public required long Inner { get; init; }

    /// <summary>Items per call.</summary>
    public required int Items { get; init; }

    public required int Threads { get; init; }

    /// <summary>Floating-point operations of one item; null where their rate is left out.</summary>
    public double? FlopsPerItem { get; init; }

    /// <summary>The line that the peer scripts print too, so that both can be paired.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("peer", "RandomLandscapes");
            json.WriteString("work", Work);
            json.WriteNumber("cpu_s", CpuSeconds);
            json.WriteNumber("wall_s", WallSeconds);
            json.WriteNumber("wall_min", SmallestWallSeconds);
            json.WriteNumber("runs", Runs);
            json.WriteNumber("inner", Inner);
            json.WriteNumber("items", Items);
            json.WriteNumber("threads", Threads);
            if (FlopsPerItem is { } flops)
                json.WriteNumber("gflops", 1e-9 * flops / CpuSeconds);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    public string ToLine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Work}: {Readable(CpuSeconds)} CPU, {Readable(WallSeconds)} wall per item (median of {Runs} runs of {Inner} x {Items} items, {Threads} {(Threads == 1 ? "thread" : "threads")})");

    private static string Readable(double seconds) => seconds switch
    {
        < 1e-6 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e9:G4} ns"),
        < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:G4} us"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:G4} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:G4} s"),
    };
}
