using System.Globalization;

namespace RandomLandscapes.Cli;

/// <summary>Reads the parameters of a network: CSV with a header, the column theta of it.</summary>
internal static class ParameterFile
{
    /// <summary>Reads the file.</summary>
    /// <param name="option">The option that named it.</param>
    /// <param name="path">The file.</param>
    /// <param name="count">The parameters of the network.</param>
    /// <exception cref="UsageException">The file cannot be used.</exception>
    public static double[] Read(string option, string path, int count)
    {
        try
        {
            var lines = File.ReadLines(path).GetEnumerator();
            using var _ = lines;
            var header = lines.MoveNext() ? lines.Current.Split(',', StringSplitOptions.TrimEntries) : [];
            var column = Array.IndexOf(header, "theta");
            if (column < 0)
                throw new FormatException("its first line names no column theta");
            if (Array.LastIndexOf(header, "theta") != column)
                throw new FormatException("its first line names more than one column theta");
            var line = 1;
            var theta = new List<double>(count);
            while (lines.MoveNext())
            {
                line++;
                if (string.IsNullOrWhiteSpace(lines.Current))
                    continue;
                var fields = lines.Current.Split(',');
                if (fields.Length != header.Length)
                    throw new FormatException($"line {line} has {fields.Length} fields, the first line {header.Length}");
                if (!double.TryParse(fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                    throw new FormatException($"line {line}: '{fields[column]}' is no finite number");
                theta.Add(value);
            }

            return theta.Count == count ? [.. theta] : throw new FormatException($"it has {theta.Count}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new UsageException($"{option}: file '{path}' cannot be used: {e.Message.TrimEnd('.')}; expected a column theta of {count} parameters.");
        }
    }
}
