namespace RandomLandscapes.Figures;

/// <summary>Level lines of a function on a grid; where <see cref="Filled"/> says so with the bands between them shaded from dark (low) to light (high).</summary>
/// <remarks>Lines come from marching squares with linear interpolation: off by O(h^2) for a smooth function, h the side of a grid cell.</remarks>
public sealed record ContourSeries : Series
{
    /// <summary>Makes level lines.</summary>
    /// <param name="label">The name in the legend; usually empty, because the scale bar explains the shades.</param>
    /// <param name="source">The function and where it comes from; mandatory.</param>
    /// <param name="grid">The values.</param>
    /// <param name="levels">Strictly ascending, at least one.</param>
    /// <exception cref="ArgumentException">The source is blank, there is no level, or they do not ascend.</exception>
    public ContourSeries(RichText label, string source, SampledGrid grid, IEnumerable<double> levels)
        : base(label, source)
    {
        ArgumentNullException.ThrowIfNull(grid);
        Grid = grid;
        Levels = Copy(levels, label);
        for (var i = 0; i < Levels.Count; i++)
        {
            RequireFinite(Levels[i], "levels");
            if (i > 0 && Levels[i] <= Levels[i - 1])
                throw new ArgumentException($"The levels of the contours \"{label}\" do not ascend at {Levels[i]}.");
        }
    }

    /// <summary>Gets the values on the grid.</summary>
    public SampledGrid Grid { get; }

    /// <summary>Gets the levels, ascending.</summary>
    public IReadOnlyList<double> Levels { get; }

    /// <summary>Gets a value indicating whether the bands between levels are shaded; else there are lines only, in the colour of the series.</summary>
    public bool Filled { get; init; } = true;

    /// <summary>Gets the label of the scale bar beside the panel; empty for no bar. A panel has at most one bar, of its first shaded series with a label.</summary>
    public RichText ScaleLabel { get; init; } = RichText.Empty;

    /// <inheritdoc/>
    internal override string Kind => "contours";

    /// <summary>Gets the number of bands: one below the lowest level and one above each.</summary>
    internal int BandCount => Levels.Count + 1;

    /// <summary>Gets the edges of the bands on the scale bar: the levels within the range of the values, between its ends.</summary>
    internal IEnumerable<(int Band, double Low, double High)> Bands
    {
        get
        {
            for (var band = 0; band < BandCount; band++)
            {
                var low = band == 0 ? Grid.Minimum : Math.Max(Grid.Minimum, Levels[band - 1]);
                var high = band == Levels.Count ? Grid.Maximum : Math.Min(Grid.Maximum, Levels[band]);
                if (low < high)
                    yield return (band, low, high);
            }
        }
    }

    /// <inheritdoc/>
    internal override IEnumerable<SeriesRow> Rows
    {
        get
        {
            for (var row = 0; row < Grid.Rows; row++)
            {
                for (var column = 0; column < Grid.Columns; column++)
                    yield return new SeriesRow(Grid.X(column), Grid.Y(row), Z: Grid[column, row]);
            }
        }
    }
}
