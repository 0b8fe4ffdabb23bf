namespace RandomLandscapes.Figures;

/// <summary>A histogram: bars from zero (or from the bottom of a logarithmic axis), each height with its interval.</summary>
public sealed record BarSeries : Series
{
    /// <summary>Makes a histogram.</summary>
    /// <param name="label">The name in the legend.</param>
    /// <param name="source">The sampler and the kind of interval; mandatory.</param>
    /// <param name="bars">At least one bar.</param>
    /// <exception cref="ArgumentException">The source is blank, there is no bar, an edge is out of order, or a bar lacks its interval or number of samples.</exception>
    public BarSeries(RichText label, string source, IEnumerable<HistogramBar> bars)
        : base(label, source)
    {
        Bars = Copy(bars, label);
        foreach (var bar in Bars)
        {
            RequireFinite(bar.Left, "edges");
            RequireFinite(bar.Right, "edges");
            if (bar.Left >= bar.Right)
                throw new ArgumentException($"The histogram \"{label}\" has a bar from {bar.Left} to {bar.Right}.");
            RequireInterval(0.5 * (bar.Left + bar.Right), bar.Value, bar.Low, bar.High, bar.Samples);
        }
    }

    /// <summary>Gets the bars.</summary>
    public IReadOnlyList<HistogramBar> Bars { get; }

    /// <inheritdoc/>
    internal override string Kind => "bars";

    /// <inheritdoc/>
    internal override bool AllowsZero => true;

    /// <inheritdoc/>
    internal override IEnumerable<SeriesRow> Rows =>
        Bars.Select(b => new SeriesRow(0.5 * (b.Left + b.Right), b.Value, b.Low, b.High, b.Samples, b.Left, b.Right));
}
