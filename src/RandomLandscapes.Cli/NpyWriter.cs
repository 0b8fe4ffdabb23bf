using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace RandomLandscapes.Cli;

/// <summary>Writes matrices of doubles as .npy files, version 1.0.</summary>
internal static class NpyWriter
{
    private const int Alignment = 64;
    private const int Preamble = 10;

    /// <summary>Writes a matrix.</summary>
    /// <param name="option">The option that named the file, for messages.</param>
    /// <param name="path">The file; overwritten.</param>
    /// <param name="shape">Rows and columns as numpy shall see them.</param>
    /// <param name="columnsFirst">Whether <paramref name="lines"/> are the columns (Fortran order), not the rows.</param>
    /// <param name="lines">The numbers, line after line.</param>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static void Write(string option, string path, (int Rows, int Columns) shape, bool columnsFirst, IEnumerable<ReadOnlyMemory<double>> lines)
    {
        try
        {
            using var file = File.Create(path);
            var header = string.Create(
                CultureInfo.InvariantCulture, $"{{'descr': '<f8', 'fortran_order': {(columnsFirst ? "True" : "False")}, 'shape': ({shape.Rows}, {shape.Columns}), }}");
            header = header.PadRight(((Preamble + header.Length + Alignment) / Alignment * Alignment) - Preamble - 1) + "\n";
            file.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header)]);
            var buffer = new byte[sizeof(double) * (columnsFirst ? shape.Rows : shape.Columns)];
            foreach (var line in lines)
            {
                var numbers = line.Span;
                for (var j = 0; j < numbers.Length; j++)
                    BinaryPrimitives.WriteDoubleLittleEndian(buffer.AsSpan(sizeof(double) * j), numbers[j]);
                file.Write(buffer);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option}: file '{path}' cannot be written: {e.Message}");
        }
    }
}
