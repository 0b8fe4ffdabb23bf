using System.Globalization;
using System.Text;

namespace RandomLandscapes.Runs.Store;

/// <summary>Writes and reads summary.csv.</summary>
public static class SummaryTable
{
    /// <summary>The header line.</summary>
    public const string Header = "ensemble,dimension,quantity,argument,kind,value,low,high,log_value,samples,effective_samples,source";

    /// <summary>Renders rows as CSV (RFC 4180), round-trip digits, empty where there is no value.</summary>
    /// <param name="rows">The rows.</param>
    public static string Write(IEnumerable<SummaryRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder(Header).Append('\n');
        foreach (var r in rows)
        {
            text.AppendJoin(',', Quote(r.Ensemble), Text(r.Dimension), Quote(r.Quantity), Quote(r.Argument), KindText(r.Kind), Text(r.Value),
                Text(r.Low), Text(r.High), Text(r.LogValue), Text(r.Samples), Text(r.EffectiveSamples), Quote(r.Source)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="csv">The content of the file.</param>
    /// <exception cref="InvalidDataException">The header or a row is not a summary's.</exception>
    public static IReadOnlyList<SummaryRow> Read(string csv)
    {
        ArgumentNullException.ThrowIfNull(csv);
        var records = Records(csv);
        if (records.Count == 0 || !string.Equals(string.Join(',', records[0]), Header, StringComparison.Ordinal))
            throw new InvalidDataException($"summary.csv does not begin with '{Header}'.");
        var rows = new List<SummaryRow>();
        for (var i = 1; i < records.Count; i++)
        {
            var f = records[i];
            if (f.Count != 12)
                throw new InvalidDataException($"summary.csv row {i} has {f.Count} fields; 12 are needed.");
            try
            {
                rows.Add(new SummaryRow(
                    f[0], int.Parse(f[1], CultureInfo.InvariantCulture), f[2], f[3], ParseKind(f[4]), Number(f[5]), Number(f[6]),
                    Number(f[7]), Number(f[8]), long.Parse(f[9], CultureInfo.InvariantCulture), Number(f[10]), f[11]));
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                throw new InvalidDataException($"summary.csv row {i}: {e.Message}", e);
            }
        }

        return rows;
    }

    /// <summary>The word for a kind in files: exact, asymptotic, monte-carlo, enumeration, measured.</summary>
    /// <param name="kind">The kind.</param>
    public static string KindText(SummaryKind kind) => kind switch
    {
        SummaryKind.Exact => "exact",
        SummaryKind.Asymptotic => "asymptotic",
        SummaryKind.MonteCarlo => "monte-carlo",
        SummaryKind.Enumeration => "enumeration",
        _ => "measured",
    };

    private static SummaryKind ParseKind(string text) => text switch
    {
        "exact" => SummaryKind.Exact,
        "asymptotic" => SummaryKind.Asymptotic,
        "monte-carlo" => SummaryKind.MonteCarlo,
        "enumeration" => SummaryKind.Enumeration,
        "measured" => SummaryKind.Measured,
        _ => throw new FormatException($"unknown kind '{text}'."),
    };

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Text(double? x) => x?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Text(long x) => x.ToString(CultureInfo.InvariantCulture);

    private static double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);

    // A quoted field may hold commas, doubled quotes and ends of line.
    private static List<List<string>> Records(string csv)
    {
        var records = new List<List<string>>();
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < csv.Length; i++)
        {
            var c = csv[i];
            if (quoted && c == '"' && i + 1 < csv.Length && csv[i + 1] == '"')
                field.Append(csv[++i]);
            else if (c == '"')
                quoted = !quoted;
            else if (quoted)
                field.Append(c);
            else if (c == ',')
                EndField();
            else if (c == '\n')
                EndRecord();
            else if (c != '\r')
                field.Append(c);
        }

        if (quoted)
            throw new InvalidDataException("summary.csv ends inside a quoted field.");
        EndRecord();
        return records;

        void EndField()
        {
            fields.Add(field.ToString());
            field.Clear();
        }

        void EndRecord()
        {
            if (fields.Count == 0 && field.Length == 0)
                return;
            EndField();
            records.Add(fields);
            fields = [];
        }
    }
}
