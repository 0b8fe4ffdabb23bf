namespace RandomLandscapes.Figures;

/// <summary>A remark at data coordinates.</summary>
/// <param name="Text">The remark.</param>
/// <param name="X">Abscissa.</param>
/// <param name="Y">Ordinate of the baseline, or its natural logarithm where <see cref="YIsNaturalLog"/> says so.</param>
/// <param name="Anchor">Which end of the text sits there.</param>
public sealed record Annotation(RichText Text, double X, double Y, TextAnchor Anchor = TextAnchor.Start)
{
    /// <summary>Gets a value indicating whether <see cref="Y"/> is a natural logarithm.</summary>
    public bool YIsNaturalLog { get; init; }
}
