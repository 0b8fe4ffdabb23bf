namespace RandomLandscapes.Figures;

/// <summary>An axis with its limits decided, in axis units: the numbers themselves, or decimal exponents on a logarithmic axis.</summary>
internal sealed record AxisRange(AxisScale Scale, double Minimum, double Maximum)
{
    private const double Padding = 0.045;

    public double Span => Maximum - Minimum;

    /// <summary>Decides the limits: explicit ones as they are, automatic ones a little wider than the data.</summary>
    public static AxisRange Of(Axis axis, IEnumerable<double> units, bool startsAtZero)
    {
        var low = double.PositiveInfinity;
        var high = double.NegativeInfinity;
        foreach (var unit in units.Where(double.IsFinite))
        {
            low = Math.Min(low, unit);
            high = Math.Max(high, unit);
        }

        if (low > high)
            (low, high) = (0, 1);
        if (startsAtZero && axis.Scale == AxisScale.Linear)
            (low, high) = (Math.Min(low, 0), Math.Max(high, 0));
        if (axis.Symmetric && axis.Scale == AxisScale.Linear)
            (low, high) = (-Math.Max(Math.Abs(low), Math.Abs(high)), Math.Max(Math.Abs(low), Math.Abs(high)));
        if (low == high)
        {
            var half = axis.Scale == AxisScale.Log10 || low == 0 ? 0.5 : 0.1 * Math.Abs(low);
            (low, high) = (low - half, high + half);
        }

        var padding = Padding * (high - low);
        if (axis.Scale == AxisScale.Log10)
            padding = Math.Min(padding, 1);
        var minimum = axis.Minimum ?? (startsAtZero && low == 0 ? 0 : low - padding);
        var maximum = axis.Maximum ?? (high + padding);
        // One explicit limit beyond all data leaves the automatic one on the wrong side.
        if (minimum >= maximum)
            (minimum, maximum) = axis.Minimum is null ? (maximum - 1, maximum) : (minimum, minimum + 1);
        return new AxisRange(axis.Scale, minimum, maximum);
    }

    /// <summary>Converts a number into axis units; zero on a logarithmic axis becomes minus infinity.</summary>
    public static double ToUnits(AxisScale scale, double value, bool isNaturalLog) => scale switch
    {
        AxisScale.Log10 when isNaturalLog => value / Math.Log(10),
        AxisScale.Log10 => Math.Log10(value),
        _ => value,
    };

    public double ToUnits(double value, bool isNaturalLog = false) => ToUnits(Scale, value, isNaturalLog);

    /// <summary>Converts axis units into a fraction of the axis.</summary>
    public double ToFraction(double units) => (units - Minimum) / Span;

    /// <summary>Tells whether axis units are within the limits, with a rounding's grace.</summary>
    public bool Contains(double units) => units >= Minimum - (1e-9 * Span) && units <= Maximum + (1e-9 * Span);
}
