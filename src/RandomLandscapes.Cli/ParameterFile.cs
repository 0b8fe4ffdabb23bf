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
            var column = lines.MoveNext() ? Array.FindIndex(lines.Current.Split(','), c => string.Equals(c.Trim(), "theta", StringComparison.Ordinal)) : -1;
            if (column < 0)
                throw new FormatException("its first line names no column theta");
            var theta = new List<double>(count);
            while (lines.MoveNext())
            {
                if (string.IsNullOrWhiteSpace(lines.Current))
                    continue;
                var fields = lines.Current.Split(',');
                if (column >= fields.Length || !double.TryParse(fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                    throw new FormatException($"row {theta.Count + 1} has no finite number theta");
                theta.Add(value);
            }

            return theta.Count == count ? [.. theta] : throw new FormatException($"it has {theta.Count} rows");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new UsageException($"{option}: file '{path}' cannot be used: {e.Message.TrimEnd('.')}; expected a column theta of {count} parameters.");
        }
    }
}
