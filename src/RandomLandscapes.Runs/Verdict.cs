namespace RandomLandscapes.Runs;

/// <summary>One claim, tested: the statistic, the threshold it is held against, and what follows.</summary>
/// <param name="Id">Short stable name, for example <c>coin-flips-goe</c>.</param>
/// <param name="Claim">The claim in one sentence.</param>
/// <param name="Statistic">What was computed, in words, for example <c>chi-squared, 9 degrees of freedom</c>.</param>
/// <param name="Value">The statistic's value.</param>
/// <param name="Threshold">The rule in words, for example <c>p below 0.001 rejects</c>.</param>
/// <param name="PValue">The p-value where the test has one.</param>
/// <param name="ZScore">The z-score where the test has one.</param>
/// <param name="SampleSize">Number of samples behind the statistic.</param>
/// <param name="Conclusion">What follows.</param>
/// <param name="Explanation">One or two sentences with the numbers that matter, power included where it does.</param>
public sealed record Verdict(
    string Id,
    string Claim,
    string Statistic,
    double Value,
    string Threshold,
    double? PValue,
    double? ZScore,
    long SampleSize,
    Conclusion Conclusion,
    string Explanation);
