using System.Globalization;

namespace RandomLandscapes.Cli;

/// <summary>Reads square matrices from text: one row a line, numbers separated by commas, semicolons or blanks, no header.</summary>
internal static class CsvReader
{
    private const string Expected = "expected rows of numbers, separated by commas, semicolons or blanks, without a header";

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The message says what is wrong and what is expected.</exception>
    public static MatrixFile Read(string path)
    {
        var numbers = new List<double>();
        int lineNumber = 0, rows = 0, columns = 0;
        foreach (var line in File.ReadLines(path))
        {
            lineNumber++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var before = numbers.Count;
            foreach (var field in Fields(line))
                numbers.Add(Number(field, lineNumber));
            var count = numbers.Count - before;
            if (rows++ == 0)
            {
                columns = MatrixFile.CheckShape(count, count);
                numbers.EnsureCapacity(columns * Math.Min(columns, 1000));
            }
            else if (count != columns)
            {
                throw new InvalidDataException($"line {lineNumber} has {count} numbers, the first row {columns}; expected a square matrix.");
            }
            else if (rows > columns)
            {
                throw new InvalidDataException($"it has more than {columns} rows of {columns} numbers; expected a square matrix.");
            }
        }

        return new MatrixFile(MatrixFile.CheckShape(rows, columns), [.. numbers]);
    }

    private static string[] Fields(string line)
    {
        foreach (var separator in ";,")
        {
            if (line.Contains(separator, StringComparison.Ordinal))
                return line.Split(separator, StringSplitOptions.TrimEntries);
        }

        return line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    private static double Number(string field, int line)
    {
        if (double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        return field.ToUpperInvariant() is "INF" or "+INF" or "-INF" // as NumPy writes it
            ? (field[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity)
            : throw new InvalidDataException($"line {line}: '{Shortened(field)}' is not a number; {Expected}.");
    }

    private static string Shortened(string field) => field.Length <= 20 ? field : field[..20] + "...";
}
