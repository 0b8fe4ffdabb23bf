using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RandomLandscapes.Runs.Scheduling;

namespace RandomLandscapes.Runs.Store;

/// <summary>The append-only record of finished chunks, one checked line each; survives being killed at any moment.</summary>
/// <remarks>
/// A line is the chunk's number, cell and samples, its exact integer counts and its sums in round-trip digits, closed by a
/// CRC-32C of what stands before it. It holds no times, so equal plans leave equal lines. Reading stops at the first line that is
/// torn or damaged and cuts the file there. Lines are handed to the system at once and forced to the disk at most once a second.
/// </remarks>
public sealed class Journal : IDisposable
{
    private readonly FileStream _file;
    private readonly Lock _gate = new();
    private long _lastFlush;

    private Journal(FileStream file) => _file = file;

    /// <summary>Opens or creates a journal for appending, after reading what it holds and cutting a damaged tail.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">The chunks that may stand in it.</param>
    /// <param name="finished">The finished chunks found, by number.</param>
    /// <param name="cutBytes">How many damaged bytes were cut off; zero for a sound file.</param>
    /// <exception cref="RunFolderException">The file cannot be opened, for example because another run holds it.</exception>
    public static Journal Open(string path, ChunkLayout layout, out Dictionary<int, Tally> finished, out long cutBytes)
    {
        var file = OpenAlone(path);
        try
        {
            finished = Read(file, layout, out var sound);
            cutBytes = file.Length - sound;
            file.SetLength(sound);
            file.Seek(0, SeekOrigin.End);
            return new Journal(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads a journal that no run holds, without changing it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">The chunks that may stand in it.</param>
    /// <param name="damagedBytes">How many bytes follow the last good line; zero for a sound file.</param>
    public static Dictionary<int, Tally> Read(string path, ChunkLayout layout, out long damagedBytes)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var finished = Read(file, layout, out var sound);
        damagedBytes = file.Length - sound;
        return finished;
    }

    /// <summary>Appends one finished chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="cellName">Its cell's name.</param>
    /// <param name="tally">Its tally.</param>
    public void Append(Chunk chunk, string cellName, Tally tally)
    {
        var line = Encoding.UTF8.GetBytes(Line(chunk, cellName, tally));
        lock (_gate)
        {
            _file.Write(line);
            var now = Stopwatch.GetTimestamp();
            var overdue = Stopwatch.GetElapsedTime(_lastFlush, now) >= TimeSpan.FromSeconds(1);
            _file.Flush(flushToDisk: overdue);
            if (overdue)
                _lastFlush = now;
        }
    }

    /// <summary>Forces everything to the disk and closes the file.</summary>
    public void Dispose()
    {
        _file.Flush(flushToDisk: true);
        _file.Dispose();
    }

    internal static string Line(Chunk chunk, string cellName, Tally tally)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{\"chunk\":{chunk.Number},\"cell\":{JsonSerializer.Serialize(cellName)},\"first\":{chunk.FirstSample},\"samples\":{chunk.Samples},\"counts\":[");
        text.AppendJoin(',', tally.Counts);
        text.Append("],\"sums\":[");
        text.AppendJoin(',', tally.Sums.Select(s => Quoted(s)));
        text.Append(']');
        return text.Append(Closing(Encoding.UTF8.GetBytes(text.ToString()))).Append('\n').ToString();
    }

    private static string Closing(ReadOnlySpan<byte> line) => string.Create(CultureInfo.InvariantCulture, $",\"crc\":\"{Crc32C.Compute(line):x8}\"}}");

    // JSON has no NaN or infinity; a sampler that produces one must not make the journal unreadable.
    private static string Quoted(double x) =>
        double.IsFinite(x) ? x.ToString("R", CultureInfo.InvariantCulture) : $"\"{x.ToString("R", CultureInfo.InvariantCulture)}\"";

    // On Unix only FileShare.None takes an exclusive lock; every other mode lets a second writer in.
    private static FileStream OpenAlone(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"the journal cannot be opened: {e.Message}", e);
        }
    }

    private static Dictionary<int, Tally> Read(FileStream file, ChunkLayout layout, out long soundLength)
    {
        var finished = new Dictionary<int, Tally>();
        var bytes = new byte[file.Length];
        file.Seek(0, SeekOrigin.Begin);
        file.ReadExactly(bytes);
        soundLength = 0;
        while (soundLength < bytes.Length)
        {
            var rest = bytes.AsSpan((int)soundLength);
            var end = rest.IndexOf((byte)'\n');
            if (end < 0 || !TryParse(rest[..end], layout, out var number, out var tally))
                break;
            finished.TryAdd(number, tally);
            soundLength += end + 1;
        }

        return finished;
    }

    private static bool TryParse(ReadOnlySpan<byte> line, ChunkLayout layout, out int number, out Tally tally)
    {
        number = -1;
        tally = new Tally(0, 0);
        const int closing = 18; // ,"crc":"xxxxxxxx"}
        // The closing is compared byte by byte: upper-case digits would be the same number, but not the same journal.
        if (line.Length <= closing || !line[^closing..].SequenceEqual(Encoding.UTF8.GetBytes(Closing(line[..^closing]))))
            return false;
        // The checksum holds, so the line is as it was written; its chunk may still be another plan's.
        using var document = JsonDocument.Parse(Encoding.UTF8.GetString(line));
        var root = document.RootElement;
        number = root.GetProperty("chunk").GetInt32();
        if (number < 0 || number >= layout.Chunks.Count)
            return false;
        var chunk = layout.Chunks[number];
        var cell = layout.Cells[chunk.CellIndex];
        tally = new Tally(
            [.. root.GetProperty("counts").EnumerateArray().Select(e => e.GetInt64())],
            [.. root.GetProperty("sums").EnumerateArray().Select(e =>
                e.ValueKind == JsonValueKind.String ? double.Parse(e.GetString()!, CultureInfo.InvariantCulture) : e.GetDouble())]);
        return root.GetProperty("first").GetInt64() == chunk.FirstSample
            && root.GetProperty("samples").GetInt32() == chunk.Samples
            && string.Equals(root.GetProperty("cell").GetString(), cell.Name, StringComparison.Ordinal)
            && tally.Counts.Length == cell.CountLength && tally.Sums.Length == cell.SumLength;
    }
}
