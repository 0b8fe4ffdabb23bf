namespace RandomLandscapes.Figures;

/// <summary>One axis of a panel: its label with the unit, its scale and its limits; ticks are found automatically unless given.</summary>
public sealed record Axis
{
    private Axis(RichText label, AxisScale scale, double? minimum, double? maximum)
    {
        ArgumentNullException.ThrowIfNull(label);
        foreach (var limit in new[] { minimum, maximum })
        {
            if (limit is { } value && !double.IsFinite(value))
                throw new ArgumentException($"Expected a finite limit of the axis \"{label}\", was {value}.");
        }

        if (minimum >= maximum)
            throw new ArgumentException($"Expected limits in ascending order on the axis \"{label}\", were {minimum} and {maximum}.");
        Label = label;
        Scale = scale;
        Minimum = minimum;
        Maximum = maximum;
    }

    /// <summary>Gets the label, unit included.</summary>
    public RichText Label { get; }

    /// <summary>Gets the scale.</summary>
    public AxisScale Scale { get; }

    /// <summary>Gets the lower limit, or null for an automatic one; on a logarithmic axis a decimal exponent (-60 stands for 1e-60).</summary>
    public double? Minimum { get; }

    /// <summary>Gets the upper limit, or null for an automatic one; on a logarithmic axis a decimal exponent.</summary>
    public double? Maximum { get; }

    /// <summary>Gets a value indicating whether automatic limits of a linear axis are made symmetric about zero.</summary>
    public bool Symmetric { get; init; }

    /// <summary>Gets the ticks where they are not to be found automatically, such as multiples of pi; null for automatic ones, as on every logarithmic axis.</summary>
    public IReadOnlyList<AxisTick>? Ticks
    {
        get;
        init
        {
            if (value is not null && Scale != AxisScale.Linear)
                throw new ArgumentException($"The axis \"{Label}\" is logarithmic; its ticks are found automatically.");
            field = value is null ? null : Array.AsReadOnly(value.ToArray());
        }
    }

    /// <summary>Makes a linear axis.</summary>
    /// <param name="label">The label, unit included.</param>
    /// <param name="minimum">The lower limit, or null for an automatic one.</param>
    /// <param name="maximum">The upper limit, or null for an automatic one.</param>
    /// <exception cref="ArgumentException">A limit is not finite, or they are not in ascending order.</exception>
    public static Axis Linear(RichText label, double? minimum = null, double? maximum = null) =>
        new(label, AxisScale.Linear, minimum, maximum);

    /// <summary>Makes a logarithmic axis, which may span hundreds of decades.</summary>
    /// <param name="label">The label, unit included.</param>
    /// <param name="minimumExponent">The lower limit as a decimal exponent, not necessarily an integer, or null.</param>
    /// <param name="maximumExponent">The upper limit as a decimal exponent, not necessarily an integer, or null.</param>
    /// <exception cref="ArgumentException">A limit is not finite, or they are not in ascending order.</exception>
    public static Axis Log10(RichText label, double? minimumExponent = null, double? maximumExponent = null) =>
        new(label, AxisScale.Log10, minimumExponent, maximumExponent);
}
