namespace RandomLandscapes.Figures;

/// <summary>A piecewise constant theory curve, such as an exact index law over a histogram.</summary>
public sealed record StepSeries : Series
{
    /// <summary>Makes a step line.</summary>
    /// <param name="label">The name in the legend.</param>
    /// <param name="source">The equation that the values come from; mandatory.</param>
    /// <param name="edges">Strictly ascending, one more than the values.</param>
    /// <param name="values">The height between each edge and the next.</param>
    /// <exception cref="ArgumentException">The source is blank, the counts do not match, or a number is not finite or out of order.</exception>
    public StepSeries(RichText label, string source, IEnumerable<double> edges, IEnumerable<double> values)
        : base(label, source)
    {
        Edges = Copy(edges, label);
        Values = Copy(values, label);
        if (Edges.Count != Values.Count + 1)
            throw new ArgumentException($"Expected {Values.Count + 1} edges of the step line \"{label}\", were {Edges.Count}.");
        for (var i = 0; i < Edges.Count; i++)
        {
            RequireFinite(Edges[i], "edges");
            if (i > 0 && Edges[i] <= Edges[i - 1])
                throw new ArgumentException($"The edges of the step line \"{label}\" do not ascend at {Edges[i]}.");
            if (i < Values.Count)
                RequireFinite(Values[i], "values");
        }
    }

    /// <summary>Gets the edges, ascending.</summary>
    public IReadOnlyList<double> Edges { get; }

    /// <summary>Gets the heights.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <inheritdoc/>
    internal override string Kind => "steps";

    /// <inheritdoc/>
    internal override IEnumerable<SeriesRow> Rows =>
        Values.Select((v, i) => new SeriesRow(0.5 * (Edges[i] + Edges[i + 1]), v, XLow: Edges[i], XHigh: Edges[i + 1]));
}
