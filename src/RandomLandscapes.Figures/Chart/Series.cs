namespace RandomLandscapes.Figures;

/// <summary>One data set of a panel: numbers from a stored table, what they are called and where they come from.</summary>
/// <remarks>The hierarchy is closed: a writer switches over the kinds it knows.</remarks>
public abstract record Series
{
    private protected Series(RichText label, string source)
    {
        ArgumentNullException.ThrowIfNull(label);
        if (string.IsNullOrWhiteSpace(source))
            throw new ArgumentException($"The series \"{label}\" needs a source: the equation of a theory curve, or the sampler and the kind of interval.");
        Label = label;
        Source = source;
    }

    /// <summary>Gets the name in the legend; empty keeps the series out of it. Series of one name share one entry and one colour.</summary>
    public RichText Label { get; }

    /// <summary>Gets where the numbers come from: the equation of a theory curve, or the sampler and the kind of interval.</summary>
    public string Source { get; }

    /// <summary>Gets the wishes for the look.</summary>
    public SeriesStyle Style { get; init; } = SeriesStyle.Automatic;

    /// <summary>Gets a value indicating whether all ordinates are natural logarithms, for values that underflow a double; needs a logarithmic axis.</summary>
    public bool YIsNaturalLog { get; init; }

    /// <summary>Gets the word for this kind in the CSV file.</summary>
    internal abstract string Kind { get; }

    /// <summary>Gets the horizontal displacement of what is drawn, in data units.</summary>
    internal virtual double DrawnShift => 0;

    /// <summary>Gets a value indicating whether a zero ordinate can be shown on a logarithmic axis.</summary>
    internal virtual bool AllowsZero => false;

    /// <summary>Gets the numbers in one shape for all kinds.</summary>
    internal abstract IEnumerable<SeriesRow> Rows { get; }

    private protected static IReadOnlyList<T> Copy<T>(IEnumerable<T> items, RichText label)
    {
        ArgumentNullException.ThrowIfNull(items);
        var copy = items.ToArray();
        if (copy.Length == 0)
            throw new ArgumentException($"The series \"{label}\" is empty.");
        return Array.AsReadOnly(copy);
    }

    private protected void RequireFinite(double value, string what)
    {
        if (!double.IsFinite(value))
            throw new ArgumentException($"The series \"{Label}\" needs finite {what}, was {value}.");
    }

    private protected void RequireInterval(double x, double value, double low, double high, long samples)
    {
        // Minus infinity is the logarithm of zero; whether logarithms were meant is checked by the panel.
        var valueIsNumber = double.IsFinite(value) || double.IsNegativeInfinity(value);
        if (!valueIsNumber || !double.IsFinite(high) || !(low <= value && value <= high))
        {
            throw new ArgumentException(
                $"The series \"{Label}\" needs an interval around the value {value} at x = {x}, was [{low}, {high}].");
        }

        if (samples < 1)
            throw new ArgumentException($"The series \"{Label}\" needs the number of samples at x = {x}, was {samples}.");
    }
}
