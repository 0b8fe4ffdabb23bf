using System.Globalization;

namespace RandomLandscapes.Simulation.Networks.Data;

/// <summary>Rows of numbers with a class name each: CSV without a header, the name in the last column.</summary>
public sealed class LabelledTable
{
    private const long LargestFile = 256 << 20;

    private readonly double[] _values;
    private readonly int[] _labels;

    private LabelledTable(double[] values, int[] labels, IReadOnlyList<string> classes) => (_values, _labels, Classes) = (values, labels, classes);

    /// <summary>The names of the classes, in the order of their first rows; a label is a place in it.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The number of rows.</summary>
    public int Count => _labels.Length;

    /// <summary>The number of numbers of each row.</summary>
    public int Columns => _values.Length / Count;

    /// <summary>Reads a file; blank lines at its end are left out.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The content is wrong; one line says where, what it is and what is allowed.</exception>
    public static LabelledTable Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            throw new FileNotFoundException($"Table not found: {path}.", path);
        if (new FileInfo(path).Length > LargestFile)
            throw new InvalidDataException($"{path}: expected a file of at most {LargestFile} bytes, was {new FileInfo(path).Length}.");
        var lines = File.ReadAllLines(path);
        var count = Array.FindLastIndex(lines, l => !string.IsNullOrWhiteSpace(l)) + 1;
        if (count == 0)
            throw new InvalidDataException($"{path}: the file is empty, expected rows of numbers and a class name.");
        var columns = lines[0].Split(',').Length - 1;
        if (columns < 1)
            throw new InvalidDataException($"{path}, row 1: expected numbers and a class name, separated by commas, was \"{lines[0]}\".");
        var (values, labels, classes) = (new double[count * columns], new int[count], new List<string>());
        for (var row = 0; row < count; row++)
        {
            var fields = lines[row].Split(',');
            if (fields.Length != columns + 1)
                throw new InvalidDataException($"{path}, row {row + 1}: expected {columns + 1} fields as in the first row, was {fields.Length}.");
            for (var column = 0; column < columns; column++)
            {
                if (!double.TryParse(fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out values[(row * columns) + column]) || !double.IsFinite(values[(row * columns) + column]))
                    throw new InvalidDataException($"{path}, row {row + 1}, column {column + 1}: expected a finite number, was \"{fields[column]}\".");
            }

            var name = fields[columns].Trim();
            if (name.Length == 0)
                throw new InvalidDataException($"{path}, row {row + 1}, column {columns + 1}: expected a class name, was nothing.");
            labels[row] = classes.IndexOf(name);
            if (labels[row] < 0)
            {
                labels[row] = classes.Count;
                classes.Add(name);
            }
        }

        return new LabelledTable(values, labels, classes);
    }

    /// <summary>The rows as samples: every column shifted and scaled to mean 0 and variance 1 (a constant column to 0), labels as targets.</summary>
    public NetworkSamples Standardised()
    {
        var scaled = new double[_values.Length];
        for (var column = 0; column < Columns; column++)
        {
            var values = Enumerable.Range(0, Count).Select(row => _values[(row * Columns) + column]).ToArray();
            var mean = values.Average();
            var deviation = Math.Sqrt(values.Average(x => (x - mean) * (x - mean)));
            for (var row = 0; row < Count; row++)
                scaled[(row * Columns) + column] = deviation > 0 ? (values[row] - mean) / deviation : 0;
        }

        return new NetworkSamples(Count, scaled, Array.ConvertAll(_labels, l => (double)l));
    }
}
