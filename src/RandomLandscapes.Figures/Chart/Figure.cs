namespace RandomLandscapes.Figures;

/// <summary>A figure for a paper: panels in a grid, one legend, one caption. Pure data; writers draw it.</summary>
public sealed record Figure
{
    /// <summary>Makes a figure.</summary>
    /// <param name="name">Stable name for files and ids: lower-case letters, digits and single hyphens, beginning with a letter.</param>
    /// <param name="title">The heading, or null.</param>
    /// <param name="caption">What the reader sees, for the text under the figure.</param>
    /// <param name="panels">At least one panel, row by row.</param>
    /// <param name="columnCount">Panels per row, at least 1.</param>
    /// <param name="legend">Where the legend stands.</param>
    /// <exception cref="ArgumentException">The name has other characters, there is no panel, or <paramref name="columnCount"/> is below 1.</exception>
    public Figure(string name, RichText? title, RichText caption, IEnumerable<Panel> panels, int columnCount = 1, LegendPlacement legend = LegendPlacement.Below)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(caption);
        ArgumentNullException.ThrowIfNull(panels);
        ArgumentOutOfRangeException.ThrowIfLessThan(columnCount, 1);
        if (!char.IsAsciiLetterLower(name[0]) || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') || name.Contains("--", StringComparison.Ordinal) || name[^1] == '-')
            throw new ArgumentException($"Expected a figure name of lower-case letters, digits and single hyphens, was \"{name}\".");
        Name = name;
        Title = title;
        Caption = caption;
        Panels = Array.AsReadOnly(panels.ToArray());
        if (Panels.Count == 0)
            throw new ArgumentException($"The figure \"{name}\" has no panel.");
        ColumnCount = Math.Min(columnCount, Panels.Count);
        Legend = legend;
    }

    /// <summary>Gets the stable name for files and ids.</summary>
    public string Name { get; }

    /// <summary>Gets the heading, if any.</summary>
    public RichText? Title { get; }

    /// <summary>Gets the text under the figure.</summary>
    public RichText Caption { get; }

    /// <summary>Gets the panels, row by row.</summary>
    public IReadOnlyList<Panel> Panels { get; }

    /// <summary>Gets the number of panels per row.</summary>
    public int ColumnCount { get; }

    /// <summary>Gets where the legend stands.</summary>
    public LegendPlacement Legend { get; }

    /// <summary>Gets the width in inches, 3 to 20; null takes 5 for one column of panels, 7 for two, 3.2 more for each further one.</summary>
    public double? WidthInches
    {
        get;
        init
        {
            if (value is { } inches && !(inches is >= 3 and <= 20))
                throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a width of 3 to 20 inches.");
            field = value;
        }
    }

    /// <summary>Gets the height of each panel's axes over their width, 0.3 to 3; the height of the figure follows.</summary>
    public double Aspect
    {
        get;
        init
        {
            if (!(value is >= 0.3 and <= 3))
                throw new ArgumentOutOfRangeException(nameof(value), value, "Expected an aspect of 0.3 to 3.");
            field = value;
        }
    } = 0.8;
}
