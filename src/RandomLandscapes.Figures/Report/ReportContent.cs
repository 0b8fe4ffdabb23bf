using RandomLandscapes.Runs;

namespace RandomLandscapes.Figures;

/// <summary>Everything that a report says, in the order in which it says it.</summary>
/// <param name="Title">The name of the experiment.</param>
/// <param name="Question">The question, one paragraph.</param>
/// <param name="Answer">The answer in a sentence or two.</param>
/// <param name="Verdicts">The tested claims.</param>
/// <param name="Figures">The figures, their names all different.</param>
/// <param name="Tables">The tables of results.</param>
/// <param name="PlanText">The plan as it was run, printed as it is.</param>
/// <param name="Provenance">Names and values in order: seed, version, machine, times.</param>
public sealed record ReportContent(
    RichText Title,
    RichText Question,
    RichText Answer,
    IReadOnlyList<Verdict> Verdicts,
    IReadOnlyList<Figure> Figures,
    IReadOnlyList<ReportTable> Tables,
    string PlanText,
    IReadOnlyList<KeyValuePair<string, string>> Provenance);
