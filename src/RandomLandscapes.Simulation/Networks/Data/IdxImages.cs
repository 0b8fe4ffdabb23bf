using System.Buffers.Binary;
using System.IO.Compression;

namespace RandomLandscapes.Simulation.Networks.Data;

/// <summary>Reads labelled images from a pair of IDX files, plain or compressed (.gz): big-endian magic 2051, count, rows, columns, then bytes; and magic 2049, count, then labels.</summary>
/// <remarks>Format: Y. LeCun, C. Cortes, C. Burges, the MNIST page. The length must be exactly what the header says. Pixels become byte / 255.</remarks>
public static class IdxImages
{
    private const int ImagesMagic = 2051;
    private const int LabelsMagic = 2049;
    private const int LargestCount = 1_000_000;
    private const int LargestSide = 1024;

    /// <summary>Reads the first images.</summary>
    /// <param name="images">The file of images.</param>
    /// <param name="labels">The file of labels, as many.</param>
    /// <param name="count">Images wanted, at least 1.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The content is wrong; one line says where, what it is and what is allowed.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static LabelledImages Read(string images, string labels, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        using var imageStream = Open(images);
        using var labelStream = Open(labels);
        var total = Header(imageStream, images, ImagesMagic, "images");
        var (rows, columns) = (Integer(imageStream, images, "rows", LargestSide), Integer(imageStream, images, "columns", LargestSide));
        var labelled = Header(labelStream, labels, LabelsMagic, "labels");
        if (labelled != total)
            throw new InvalidDataException($"{labels}: expected the {total} labels of the images, was {labelled}.");
        if (total < count)
            throw new InvalidDataException($"{images}: expected at least {count} images, was {total}.");
        var pixels = Bytes(imageStream, images, (long)total * rows * columns, checked(count * rows * columns));
        var classes = Bytes(labelStream, labels, total, total);
        for (var i = 0; i < total; i++)
        {
            if (classes[i] >= LabelledImages.ClassCount)
                throw new InvalidDataException($"{labels}, label {i + 1}: expected a number from 0 to {LabelledImages.ClassCount - 1}, was {classes[i]}.");
        }

        return new LabelledImages(Array.ConvertAll(pixels, p => p / 255.0), Array.ConvertAll(classes[..count], c => (int)c));
    }

    private static Stream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            throw new FileNotFoundException($"IDX file not found: {path}.", path);
        try
        {
            Stream file = File.OpenRead(path);
            return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private static int Header(Stream stream, string path, int magic, string what)
    {
        var found = Word(stream, path, "magic number");
        return found == magic ? Integer(stream, path, what, LargestCount) : throw new InvalidDataException($"{path}: expected the magic number {magic} of {what}, was {found}.");
    }

    private static int Integer(Stream stream, string path, string what, int largest)
    {
        var value = Word(stream, path, $"number of {what}");
        return value >= 1 && value <= largest ? value : throw new InvalidDataException($"{path}: expected from 1 to {largest} {what}, was {value}.");
    }

    private static int Word(Stream stream, string path, string what)
    {
        Span<byte> bytes = stackalloc byte[4];
        return Fill(stream, path, bytes) == 4 ? BinaryPrimitives.ReadInt32BigEndian(bytes) : throw new InvalidDataException($"{path}: the file ends within its {what}.");
    }

    // Reads all that the header promises, keeps the first part.
    private static byte[] Bytes(Stream stream, string path, long promised, int wanted)
    {
        var kept = new byte[wanted];
        long read = Fill(stream, path, kept);
        var buffer = new byte[1 << 16];
        while (read >= wanted && read <= promised && Fill(stream, path, buffer) is > 0 and var more)
            read += more;
        return read == promised ? kept : throw new InvalidDataException($"{path}: expected {promised} bytes after the header, was {(read > promised ? "more" : read)}.");
    }

    private static int Fill(Stream stream, string path, Span<byte> bytes)
    {
        try
        {
            return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: the compressed data is damaged: {e.Message}", e);
        }
    }
}
