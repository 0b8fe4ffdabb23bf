using System.Globalization;

namespace RandomLandscapes.Simulation.Networks.Data;

/// <summary>Reads labelled images from text: a header "label,p0,p1,...", then one image a line, label first, pixels as whole numbers from 0 on.</summary>
public static class LabelFirstCsv
{
    private const long LargestFile = 256 << 20;

    /// <summary>Reads the first rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Rows wanted, at least 1.</param>
    /// <param name="largestPixel">The pixel value that becomes 1, at least 1: 16 for 8 x 8 digits, 255 for bytes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The content is wrong; one line says where, what it is and what is allowed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LabelledImages Read(string path, int rows, int largestPixel = 16)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(largestPixel, 1);
        if (Directory.Exists(path))
            throw new InvalidDataException($"{path}: expected a file with the first line \"label,p0,p1,...\", was a folder.");
        if (!File.Exists(path))
            throw new FileNotFoundException($"Digits file not found: {path}.", path);
        if (new FileInfo(path).Length > LargestFile)
            throw new InvalidDataException($"{path}: expected a file of at most {LargestFile} bytes, was {new FileInfo(path).Length}.");
        using var lines = File.ReadLines(path).GetEnumerator();
        var header = lines.MoveNext() ? lines.Current.Split(',', StringSplitOptions.TrimEntries) : [];
        if (header is not ["label", _, ..])
            throw new InvalidDataException($"{path}, line 1: expected \"label,p0,p1,...\".");
        for (var i = 1; i < header.Length; i++)
        {
            var expected = string.Create(CultureInfo.InvariantCulture, $"p{i - 1}");
            if (!string.Equals(header[i], expected, StringComparison.Ordinal))
                throw new InvalidDataException($"{path}, line 1, column {i + 1}: expected {expected}, was \"{header[i]}\".");
        }

        var pixels = header.Length - 1;
        var inputs = new List<double>();
        var labels = new List<int>();
        for (var row = 0; row < rows; row++)
        {
            if (!lines.MoveNext() || string.IsNullOrWhiteSpace(lines.Current))
                throw new InvalidDataException($"{path}: expected at least {rows} rows, was {row}.");
            var fields = lines.Current.Split(',');
            if (fields.Length != header.Length)
                throw new InvalidDataException($"{path}, line {row + 2}: expected {header.Length} numbers as in the first line, was {fields.Length}.");
            labels.Add(Parse(path, row, 0, fields[0], LabelledImages.ClassCount - 1, "label"));
            for (var i = 1; i <= pixels; i++)
                inputs.Add(Parse(path, row, i, fields[i], largestPixel, "pixel") / (double)largestPixel);
        }

        return new LabelledImages([.. inputs], [.. labels]);
    }

    private static int Parse(string path, int row, int column, string field, int largest, string what) =>
        int.TryParse(field, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= 0 && value <= largest
            ? value
            : throw new InvalidDataException($"{path}, line {row + 2}, column {column + 1}: expected a {what} as a whole number from 0 to {largest}, was \"{field}\".");
}
