using System.Globalization;
using System.Text;

namespace RandomLandscapes.Figures;

/// <summary>Writes the numbers that a figure was drawn from, exactly as they came: one CSV file in long format.</summary>
/// <remarks>
/// <para>Columns: panel, series, kind, x, x_low, x_high (edges of bars and steps), y, low, high, samples, y_is, source.</para>
/// <para><c>y_is</c> is <c>value</c>, or <c>ln</c> where y, low and high are natural logarithms. Numbers are the shortest
/// that read back as the same double. A figure with grids or tracks has two columns more: part, the number of the track
/// that a point belongs to, and z, the value at a node of a grid. Fields follow RFC 4180, lines end in a line feed.</para>
/// </remarks>
public sealed class CsvDataWriter : IFigureWriter
{
    /// <inheritdoc/>
    public string Format => "csv";

    /// <inheritdoc/>
    public IReadOnlyList<FigureFile> Write(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var isWide = figure.Panels.SelectMany(StyleSheet.AllSeries).Any(s => s is ContourSeries or TrackSeries);
        var csv = new StringBuilder("panel,series,kind,x,x_low,x_high,y,low,high,samples,y_is,source");
        csv.Append(isWide ? ",part,z\n" : "\n");
        for (var i = 0; i < figure.Panels.Count; i++)
        {
            var name = (i + 1).ToString(CultureInfo.InvariantCulture);
            AppendPanel(csv, name, figure.Panels[i], isWide);
            if (figure.Panels[i].Inset is { } inset)
                AppendPanel(csv, name + " inset", inset.Panel, isWide);
        }

        return [new FigureFile(figure.Name + ".csv", csv.ToString())];
    }

    private static void AppendPanel(StringBuilder csv, string name, Panel panel, bool isWide)
    {
        foreach (var series in panel.Series)
        {
            foreach (var row in series.Rows)
            {
                csv.AppendJoin(
                    ',',
                    name,
                    Field(series.Label.ToString()),
                    series.Kind,
                    Number(row.X),
                    Number(row.XLow),
                    Number(row.XHigh),
                    Number(row.Y),
                    Number(row.Low),
                    Number(row.High),
                    row.Samples?.ToString(CultureInfo.InvariantCulture),
                    series.YIsNaturalLog ? "ln" : "value",
                    Field(series.Source));
                if (isWide)
                    csv.Append(CultureInfo.InvariantCulture, $",{row.Part},{Number(row.Z)}");
                csv.Append('\n');
            }
        }
    }

    private static string Number(double? value) => value switch
    {
        null => string.Empty,
        double.NegativeInfinity => "-inf",
        { } number => number.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Field(string text) => text.AsSpan().ContainsAny(",\"\n\r")
        ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
        : text;
}
