namespace RandomLandscapes.Theory.PivotChains;

/// <summary>The steps of a <see cref="PivotGrid"/>.</summary>
/// <param name="SmallStep">Step in ln q towards zero.</param>
/// <param name="MiddleStep">Step in q for q of order one up to the scale.</param>
/// <param name="LargeStep">Step in ln q beyond the scale.</param>
/// <param name="Scale">S, beyond which pivots only have smooth tails.</param>
/// <param name="Depth">ln of the ratio by which the ends lie outside [1, S].</param>
internal readonly record struct PivotResolution(double SmallStep, double MiddleStep, double LargeStep, double Scale, double Depth)
{
    /// <summary>The resolution with which ln of every sum is within <see cref="StatedError"/> of its limit (measured up to order 100).</summary>
    /// <param name="order">The largest order of the chain.</param>
    /// <param name="level">The level u.</param>
    /// <param name="refinement">1; more for a finer grid, which is how the tests measure the error.</param>
    public static PivotResolution For(int order, double level, double refinement = 1) => new(
        Math.Min(0.22, 1.1 / Math.Sqrt(order)) / refinement,
        0.3 / refinement,
        0.6 / refinement,
        (0.6 * (Math.Sqrt(2.0 * order) + Math.Abs(level))) + 4,
        31 + Math.Log(refinement));

    /// <summary>The bound of the relative error that all results of the chain state.</summary>
    public const double StatedError = 2e-11;
}
