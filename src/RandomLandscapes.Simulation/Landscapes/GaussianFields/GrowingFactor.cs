using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>The Cholesky factor L of a covariance matrix to which variables are appended, in panels of rows that store nothing left of their first column that is not zero.</summary>
internal sealed class GrowingFactor
{
    /// <summary>The most rows of a panel, and the most variables to append at once.</summary>
    public const int PanelRows = 256;

    private const int StepRows = 32;

    private readonly MatrixProduct _product;
    private readonly List<Panel> _panels = [];

    public GrowingFactor(MatrixProduct product) => _product = product;

    /// <summary>N, the number of variables.</summary>
    public int Count { get; private set; }

    /// <summary>Memory of the panels.</summary>
    public long Bytes { get; private set; }

    /// <summary>Y = L^-1 B in place.</summary>
    /// <param name="columns">B, row-major N x k.</param>
    /// <param name="k">The number of columns.</param>
    public void Solve(Span<double> columns, int k)
    {
        foreach (var panel in _panels)
        {
            var before = panel.First - panel.FirstColumn;
            var target = columns.Slice(panel.First * k, panel.Rows * k);
            if (before > 0)
                _product.Multiply(panel.Rows, before, k, -1, panel.Entries, panel.Width, columns.Slice(panel.FirstColumn * k, before * k), k, target, k, accumulate: true);
            for (var first = 0; first < panel.Rows; first += StepRows)
            {
                var rows = Math.Min(StepRows, panel.Rows - first);
                if (first > 0)
                    _product.Multiply(rows, first, k, -1, panel.Entries.AsSpan((first * panel.Width) + before), panel.Width, target, k, target[(first * k)..], k, accumulate: true);
                for (var i = first; i < first + rows; i++)
                {
                    var entries = panel.Row(i)[before..];
                    var row = target.Slice(i * k, k);
                    for (var j = first; j < i; j++)
                        VectorOperations.AddScaled(-entries[j], target.Slice(j * k, k), row);
                    foreach (ref var y in row)
                        y /= entries[i];
                }
            }
        }
    }

    /// <summary>Appends rows that couple to all earlier ones.</summary>
    /// <param name="rows">Row-major, m rows of N + m entries at the given distance.</param>
    /// <param name="m">At most <see cref="PanelRows"/>.</param>
    /// <param name="stride">Distance between rows.</param>
    public void Append(ReadOnlySpan<double> rows, int m, int stride)
    {
        if (m == 0)
            return;
        // Panels of few rows would spend the time of products on packing.
        var merged = 0;
        if (_panels.Count > 0 && _panels[^1] is { FirstColumn: 0, Rows: < StepRows } last && last.Rows + m <= PanelRows)
            merged = last.Rows;
        var panel = new Panel(Count - merged, 0, merged + m);
        for (var i = 0; i < merged; i++)
            _panels[^1].Row(i).CopyTo(panel.Row(i));
        if (merged > 0)
            RemoveLast();
        for (var i = 0; i < m; i++)
            rows.Slice(i * stride, Count + i + 1).CopyTo(panel.Row(merged + i));
        Add(panel);
        Count += m;
    }

    /// <summary>Appends another factor's variables, scaled and independent of those that are here.</summary>
    public void AppendIndependent(GrowingFactor other, double scale)
    {
        var start = Count;
        var row = new double[other.Count];
        for (var first = 0; first < other.Count; first += PanelRows)
        {
            var panel = new Panel(start + first, start, Math.Min(PanelRows, other.Count - first));
            for (var i = 0; i < panel.Rows; i++)
            {
                other.CopyRow(first + i, row);
                for (var j = 0; j <= first + i; j++)
                    panel.Row(i)[j] = scale * row[j];
            }

            Add(panel);
        }

        Count += other.Count;
    }

    /// <summary>Writes row i, entries 0 to i.</summary>
    public void CopyRow(int i, Span<double> row)
    {
        var panel = _panels.First(p => i < p.First + p.Rows);
        row[..panel.FirstColumn].Clear();
        panel.Row(i - panel.First)[..(i + 1 - panel.FirstColumn)].CopyTo(row[panel.FirstColumn..]);
    }

    private void Add(Panel panel)
    {
        _panels.Add(panel);
        Bytes += sizeof(double) * (long)panel.Entries.Length;
    }

    private void RemoveLast()
    {
        Bytes -= sizeof(double) * (long)_panels[^1].Entries.Length;
        _panels.RemoveAt(_panels.Count - 1);
    }

    private sealed class Panel(int first, int firstColumn, int rows)
    {
        public int First => first;

        public int FirstColumn => firstColumn;

        public int Rows => rows;

        public int Width { get; } = first + rows - firstColumn;

        public double[] Entries { get; } = new double[checked(rows * (first + rows - firstColumn))];

        public Span<double> Row(int i) => Entries.AsSpan(i * Width, Width);
    }
}
