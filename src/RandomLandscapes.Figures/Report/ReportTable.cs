namespace RandomLandscapes.Figures;

/// <summary>A table of results: a header with units, and rows of cells that are already formatted.</summary>
public sealed record ReportTable
{
    /// <summary>Makes a table.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="header">One label for each column, units included.</param>
    /// <param name="rows">As many cells in each row as there are columns; cells are plain text, numbers are set to the right.</param>
    /// <exception cref="ArgumentException">There is no column, or a row has another number of cells.</exception>
    public ReportTable(RichText title, IEnumerable<RichText> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(rows);
        Title = title;
        Header = Array.AsReadOnly(header.ToArray());
        Rows = Array.AsReadOnly(rows.Select(r => (IReadOnlyList<string>)Array.AsReadOnly(r.ToArray())).ToArray());
        if (Header.Count == 0)
            throw new ArgumentException($"The table \"{title}\" has no columns.");
        if (Rows.FirstOrDefault(r => r.Count != Header.Count) is { } odd)
            throw new ArgumentException($"Expected {Header.Count} cells in each row of the table \"{title}\", were {odd.Count}.");
    }

    /// <summary>Gets the heading.</summary>
    public RichText Title { get; }

    /// <summary>Gets the labels of the columns.</summary>
    public IReadOnlyList<RichText> Header { get; }

    /// <summary>Gets the rows.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }
}
