namespace RandomLandscapes.Cli.Anchors;

/// <summary>One anchor: what the program computes beside what is known.</summary>
/// <param name="Name">What was computed.</param>
/// <param name="Value">The program's value.</param>
/// <param name="Reference">The known value.</param>
/// <param name="Measure">The error or z-score, named: <c>relative error</c>, <c>z</c>, ...</param>
/// <param name="Deviation">Its size.</param>
/// <param name="Limit">The largest size that passes.</param>
/// <param name="Source">Where the known value is from.</param>
internal sealed record AnchorResult(string Name, string Value, string Reference, string Measure, double Deviation, double Limit, string Source)
{
    // Written so that NaN fails.
    public bool Passed => Math.Abs(Deviation) <= Limit;
}
