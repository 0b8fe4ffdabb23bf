using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs.Store;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Cli;

/// <summary>The finished blocks of one census in an append-only file that survives being killed at any moment.</summary>
/// <remarks>
/// A line that names the census (a hash of its couplings and of the key of its starts), then records: start, round, block and length as four 32-bit numbers, the content, and the CRC-32C of all that.
/// Damaged records are left out; where their length is damaged too, or the tail is torn, the file is cut there. Records are handed to the system at once and forced to the disk at most once a second.
/// </remarks>
internal sealed class CensusJournalFile : ICensusJournal, IDisposable
{
    private const string Kind = "landscapes census journal 1 ";
    private const int HeadLength = 16;
    private const int LargestRecord = 1 << 26;

    private readonly FileStream _file;
    private readonly Dictionary<(int Start, int Round, int Block), (long Offset, int Length)> _kept = [];
    private readonly Lock _gate = new();
    private long _lastFlush;

    private CensusJournalFile(FileStream file) => _file = file;

    /// <summary>The number of blocks in the file.</summary>
    public int Count => _kept.Count;

    /// <summary>Damaged bytes that were left out or cut off.</summary>
    public long DroppedBytes { get; private set; }

    /// <summary>Opens or creates a journal of one census.</summary>
    /// <param name="option">The option that named the file.</param>
    /// <param name="path">The file.</param>
    /// <param name="hamiltonian">The Hamiltonian of the census.</param>
    /// <param name="asMixture">Whether its solutions are counted on x.x = 1.</param>
    /// <param name="key">The key of its starts.</param>
    /// <exception cref="UsageException">The file cannot be opened, or is something else.</exception>
    public static CensusJournalFile Open(string option, string path, SphericalHamiltonian hamiltonian, bool asMixture, StreamKey key)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // A program of another version may have certified otherwise.
            var title = Encoding.ASCII.GetBytes($"{Kind}{Name(hamiltonian, asMixture, key)} {Provenance.CodeVersion}\n");
            var found = new byte[Math.Min(file.Length, title.Length)];
            file.ReadExactly(found);
            // A file torn inside its title is as good as new, but the beginning of any other file is not.
            if (!title.AsSpan().StartsWith(found) || (found.Length > 0 && found.Length < Kind.Length))
                throw new UsageException($"{option}: file '{path}' is not a journal of this enumeration by this version; expected one of the same couplings and seed, or a new file.");
            var journal = new CensusJournalFile(file);
            if (found.Length < title.Length)
            {
                file.SetLength(0);
                file.Write(title);
            }

            var sound = journal.Read(title.Length);
            journal.DroppedBytes += Math.Max(0, file.Length - sound);
            file.SetLength(sound);
            return journal;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            file?.Dispose();
            throw new UsageException($"{option}: file '{path}' cannot be used: {e.Message.Split('\n')[0].TrimEnd('.')}; expected a file of its own that can be written.");
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public byte[]? Find(int start, int round, int block)
    {
        lock (_gate)
        {
            if (!_kept.TryGetValue((start, round, block), out var place))
                return null;
            var content = new byte[place.Length];
            _file.Seek(place.Offset, SeekOrigin.Begin);
            _file.ReadExactly(content);
            return content;
        }
    }

    /// <inheritdoc/>
    public void Keep(int start, int round, int block, byte[] content)
    {
        var record = new byte[HeadLength + content.Length + sizeof(uint)];
        int[] head = [start, round, block, content.Length];
        MemoryMarshal.AsBytes<int>(head).CopyTo(record);
        content.CopyTo(record, HeadLength);
        BitConverter.TryWriteBytes(record.AsSpan(HeadLength + content.Length), Crc32C.Compute(record.AsSpan(0, HeadLength + content.Length)));
        lock (_gate)
        {
            var end = _file.Seek(0, SeekOrigin.End);
            _file.Write(record);
            var now = Stopwatch.GetTimestamp();
            var overdue = Stopwatch.GetElapsedTime(_lastFlush, now) >= TimeSpan.FromSeconds(1);
            _file.Flush(flushToDisk: overdue);
            if (overdue)
                _lastFlush = now;
            _kept[(start, round, block)] = (end + HeadLength, content.Length);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Flush(flushToDisk: true);
        _file.Dispose();
    }

    private static string Name(SphericalHamiltonian hamiltonian, bool asMixture, StreamKey key)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long[] shape = [hamiltonian.SpinCount, asMixture ? 1 : 0, (long)key.Value, .. hamiltonian.Terms.Select(t => (long)t.Degree)];
        hash.AppendData(MemoryMarshal.AsBytes<long>(shape));
        foreach (var term in hamiltonian.Terms)
            hash.AppendData(MemoryMarshal.AsBytes(term.Entries));
        return Convert.ToHexString(hash.GetHashAndReset())[..32];
    }

    private long Read(long position)
    {
        var head = new byte[HeadLength];
        while (_file.Length - position >= HeadLength + sizeof(uint))
        {
            _file.Seek(position, SeekOrigin.Begin);
            _file.ReadExactly(head);
            var length = BitConverter.ToInt32(head, 12);
            if (length is < 0 or > LargestRecord || _file.Length - position - HeadLength - sizeof(uint) < length)
                break;
            var record = new byte[HeadLength + length];
            head.CopyTo(record, 0);
            _file.ReadExactly(record.AsSpan(HeadLength));
            var sum = new byte[sizeof(uint)];
            _file.ReadExactly(sum);
            // Its length may be sound where its content is not: what follows is then still there.
            if (BitConverter.ToUInt32(sum) != Crc32C.Compute(record))
            {
                var next = position + HeadLength + length + sizeof(uint);
                if (!IsSound(next))
                    break;
                DroppedBytes += next - position;
                position = next;
                continue;
            }

            _kept[(BitConverter.ToInt32(head, 0), BitConverter.ToInt32(head, 4), BitConverter.ToInt32(head, 8))] = (position + HeadLength, length);
            position += HeadLength + length + sizeof(uint);
        }

        return position;
    }

    private bool IsSound(long position)
    {
        if (_file.Length - position < HeadLength + sizeof(uint))
            return false;
        var head = new byte[HeadLength];
        _file.Seek(position, SeekOrigin.Begin);
        _file.ReadExactly(head);
        var length = BitConverter.ToInt32(head, 12);
        if (length is < 0 or > LargestRecord || _file.Length - position - HeadLength - sizeof(uint) < length)
            return false;
        var rest = new byte[length + sizeof(uint)];
        _file.ReadExactly(rest);
        return BitConverter.ToUInt32(rest, length) == Crc32C.Compute([.. head, .. rest.AsSpan(0, length)]);
    }
}
