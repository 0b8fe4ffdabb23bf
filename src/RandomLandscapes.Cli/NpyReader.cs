using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace RandomLandscapes.Cli;

/// <summary>Reads square matrices from NumPy's .npy files, versions 1 to 3.</summary>
/// <remarks>
/// Layout: the bytes 93 "NUMPY", two bytes of version, the length of the header (two bytes in version 1, four later, little endian), the
/// header (a Python dictionary with descr, fortran_order and shape), then the numbers. Source: NumPy Enhancement Proposal 1.
/// </remarks>
internal static partial class NpyReader
{
    private const string Allowed = "expected float32 or float64 (<f4, >f4, <f8, >f8)";

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The message says what is wrong and what is expected.</exception>
    public static MatrixFile Read(string path)
    {
        using var file = File.OpenRead(path);
        var header = ReadHeader(file);
        var type = Match(DescrPattern(), header, "descr");
        if (type.Length != 3 || type[0] is not ('<' or '>' or '=') || type[1] != 'f' || type[2] is not ('4' or '8'))
            throw new InvalidDataException($"its numbers are of type '{type}'; {Allowed}.");
        var columnsFirst = string.Equals(Match(OrderPattern(), header, "fortran_order"), "True", StringComparison.Ordinal);
        var shape = Match(ShapePattern(), header, "shape").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (shape.Length != 2)
            throw new InvalidDataException($"it has {shape.Length} dimensions; expected a square matrix.");
        var sizes = Array.ConvertAll(shape, s => long.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size : throw new InvalidDataException($"its shape is ({string.Join(", ", shape)}); expected two numbers that are not negative."));
        var n = MatrixFile.CheckShape(sizes[0], sizes[1]);

        var size = type[2] - '0';
        var wanted = (long)n * n;
        var available = file.Length - file.Position;
        if (available < wanted * size)
            throw new InvalidDataException($"it ends after {available / size} of {n} x {n} numbers; expected a whole file.");
        if (available > wanted * size)
            throw new InvalidDataException($"{available - (wanted * size)} bytes follow its {n} x {n} numbers; expected one matrix and nothing else.");
        var entries = new double[wanted];
        ReadNumbers(file, entries, size, (type[0] == '>') == BitConverter.IsLittleEndian && type[0] != '=');
        if (columnsFirst)
            Transpose(entries, n);
        return new MatrixFile(n, entries);
    }

    private static string ReadHeader(FileStream file)
    {
        Span<byte> start = stackalloc byte[12];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.Length == 0)
            throw new InvalidDataException("it is empty; expected a .npy file.");
        if (!start.StartsWith(Magic))
            throw new InvalidDataException("it does not begin as a .npy file; expected the format of numpy.save.");
        if (start.Length == 12 && start[6] is not (1 or 2 or 3))
            throw new InvalidDataException($"it is of .npy version {start[6]}; expected version 1, 2 or 3.");
        var lengthSize = start.Length > 6 && start[6] == 1 ? 2 : 4;
        var length = start.Length < 12 ? long.MaxValue
            : lengthSize == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (length > file.Length - 8 - lengthSize)
            throw new InvalidDataException("it ends within its header; expected a whole file.");
        file.Position = 8 + lengthSize;
        var header = new byte[length];
        file.ReadExactly(header);
        return Encoding.UTF8.GetString(header);
    }

    private static string Match(Regex pattern, string header, string key)
    {
        var match = pattern.Match(header);
        if (match.Success)
            return match.Groups["value"].Value;
        throw new InvalidDataException(string.Equals(key, "descr", StringComparison.Ordinal) && header.Contains("'descr'", StringComparison.Ordinal)
            ? $"its numbers are of a compound type; {Allowed}." : $"its header has no '{key}'; expected the format of numpy.save.");
    }

    private static void ReadNumbers(FileStream file, Span<double> entries, int size, bool swap)
    {
        if (size == sizeof(double))
        {
            file.ReadExactly(MemoryMarshal.AsBytes(entries));
            var words = MemoryMarshal.Cast<double, ulong>(entries);
            if (swap)
                BinaryPrimitives.ReverseEndianness(words, words);
            return;
        }

        var singles = new float[Math.Min(entries.Length, 1 << 16)];
        for (var done = 0; done < entries.Length; done += singles.Length)
        {
            var chunk = singles.AsSpan(0, Math.Min(singles.Length, entries.Length - done));
            file.ReadExactly(MemoryMarshal.AsBytes(chunk));
            var words = MemoryMarshal.Cast<float, uint>(chunk);
            if (swap)
                BinaryPrimitives.ReverseEndianness(words, words);
            for (var i = 0; i < chunk.Length; i++)
                entries[done + i] = chunk[i];
        }
    }

    private static void Transpose(Span<double> entries, int n)
    {
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
                (entries[(i * n) + j], entries[(j * n) + i]) = (entries[(j * n) + i], entries[(i * n) + j]);
        }
    }

    [GeneratedRegex("'descr'\\s*:\\s*'(?<value>[^']*)'", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DescrPattern();

    [GeneratedRegex("'fortran_order'\\s*:\\s*(?<value>True|False)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OrderPattern();

    [GeneratedRegex("'shape'\\s*:\\s*\\((?<value>[^)]*)\\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShapePattern();
}
