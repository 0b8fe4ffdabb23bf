namespace RandomLandscapes.Runs;

/// <summary>What a finished run says.</summary>
/// <param name="Rows">The rows of summary.csv.</param>
/// <param name="Verdicts">The verdicts.</param>
/// <param name="Sentence">The answer in a sentence or two, numbers included.</param>
public sealed record RunAnswer(IReadOnlyList<SummaryRow> Rows, IReadOnlyList<Verdict> Verdicts, string Sentence);
