namespace RandomLandscapes.Figures;

/// <summary>A stretch of text in one style; Greek letters and minus signs are already Unicode characters.</summary>
/// <param name="Text">The characters, never empty.</param>
/// <param name="Italic">Whether they slant, as variables do.</param>
/// <param name="Script">Baseline, superscript or subscript.</param>
public readonly record struct TextRun(string Text, bool Italic, TextScript Script);
