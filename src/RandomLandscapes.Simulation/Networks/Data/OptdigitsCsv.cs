using System.Collections.Frozen;
using System.Globalization;

namespace RandomLandscapes.Simulation.Networks.Data;

/// <summary>Reads the "Optical Recognition of Handwritten Digits" files: one image per line, 64 pixels 0..16, then the label 0..9.</summary>
/// <remarks>
/// Format: integers separated by commas, no header. Every line of the file is checked, also those beyond the rows asked for,
/// and the two published files must have their
/// published numbers of rows, so a damaged or cut one is not taken for a whole one. A file of another name may be a part. Source: E. Alpaydin, C. Kaynak, UCI Machine Learning Repository, 1998,
/// doi 10.24432/C50P49.
/// </remarks>
public static class OptdigitsCsv
{
    /// <summary>The file that is read when a folder is given.</summary>
    public const string TrainingFile = "optdigits.tra";

    private const long LargestFile = 64 << 20;

    private static readonly FrozenDictionary<string, int> PublishedRows =
        new Dictionary<string, int>(StringComparer.Ordinal) { [TrainingFile] = 3823, ["optdigits.tes"] = 1797 }.ToFrozenDictionary(StringComparer.Ordinal);

    private const int Pixels = 64;
    private const int LargestPixel = 16;

    /// <summary>Reads the first rows.</summary>
    /// <param name="path">A file, or a folder that holds <see cref="TrainingFile"/>.</param>
    /// <param name="rows">Rows wanted, at least 1.</param>
    /// <returns>Inputs pixel / 16, exact in binary.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The content is wrong; one line says where, what it is and what is allowed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LabelledImages Read(string path, int rows)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        var file = Directory.Exists(path) ? Path.Combine(path, TrainingFile) : path;
        if (!File.Exists(file))
            throw new FileNotFoundException($"Digits file not found: {file} (expected a file, or a folder with {TrainingFile} in it).", file);
        string[] lines;
        try
        {
            // A device has length 0 and no end; a text of digits of the largest size would hold 300,000 images.
            var length = new FileInfo(file).Length;
            if (length == 0)
                throw new InvalidDataException($"{file}: the file is empty, expected {rows} rows of 65 numbers.");
            if (length > LargestFile)
                throw new InvalidDataException($"{file}: expected a file of at most {LargestFile} bytes, was {length}.");
            lines = File.ReadAllLines(file);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{file}: cannot be read: {e.Message}", e);
        }

        var count = lines.Length;
        while (count > 0 && string.IsNullOrWhiteSpace(lines[count - 1]))
            count--;
        if (count == 0)
            throw new InvalidDataException($"{file}: the file is empty, expected {rows} rows of 65 numbers.");
        var inputs = new double[count * Pixels];
        var labels = new int[count];
        for (var row = 0; row < count; row++)
            labels[row] = ParseRow(file, row, row == count - 1, lines[row], inputs.AsSpan(row * Pixels, Pixels));
        if (count < rows)
            throw new InvalidDataException($"{file}: expected at least {rows} rows, was {count}.");
        if (PublishedRows.TryGetValue(Path.GetFileName(file), out var published) && count != published)
            throw new InvalidDataException($"{file}: expected the {published} rows of the published file, was {count}.");
        return new LabelledImages(inputs.AsSpan(0, rows * Pixels), labels.AsSpan(0, rows));
    }

    private static int ParseRow(string file, int row, bool isLast, string line, Span<double> pixels)
    {
        var fields = line.Split(',');
        if (fields.Length != Pixels + 1)
        {
            var hint = isLast && fields.Length <= Pixels ? " in the last row: the file seems to be cut off" : string.Empty;
            throw new InvalidDataException(
                $"{file}, row {row + 1}: expected {Pixels + 1} comma-separated numbers (64 pixels and a label), was {fields.Length}{hint}.");
        }

        for (var i = 0; i < Pixels; i++)
            pixels[i] = Parse(file, row, i, fields[i], "pixel", LargestPixel) / (double)LargestPixel;
        return Parse(file, row, Pixels, fields[Pixels], "label", LabelledImages.ClassCount - 1);
    }

    private static int Parse(string file, int row, int column, string field, string what, int largest)
    {
        if (int.TryParse(field, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= 0 && value <= largest)
        {
            return value;
        }

        throw new InvalidDataException(
            $"{file}, row {row + 1}, column {column + 1}: expected a {what} as a whole number from 0 to {largest}, was \"{field}\".");
    }
}
