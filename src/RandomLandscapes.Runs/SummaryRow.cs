namespace RandomLandscapes.Runs;

/// <summary>One number of a run with its provenance: a row of summary.csv.</summary>
/// <param name="Ensemble">The notion of random function, for example <c>goe</c>.</param>
/// <param name="Dimension">The dimension of the Hessian.</param>
/// <param name="Quantity">What it is, for example <c>p-minimum</c>.</param>
/// <param name="Argument">The index k, the moment of training, or empty.</param>
/// <param name="Kind">How it was obtained.</param>
/// <param name="Value">The number; empty when a cell is too small to show it.</param>
/// <param name="Low">Lower end of the 95 % interval; empty for exact values.</param>
/// <param name="High">Upper end of the 95 % interval; empty for exact values.</param>
/// <param name="LogValue">Natural logarithm of a probability, also where the value underflows.</param>
/// <param name="Samples">The number of samples; zero for theory.</param>
/// <param name="EffectiveSamples">The effective sample size of weighted samples.</param>
/// <param name="Source">Formula and paper, or the sampler.</param>
public sealed record SummaryRow(
    string Ensemble,
    int Dimension,
    string Quantity,
    string Argument,
    SummaryKind Kind,
    double? Value,
    double? Low,
    double? High,
    double? LogValue,
    long Samples,
    double? EffectiveSamples,
    string Source);
