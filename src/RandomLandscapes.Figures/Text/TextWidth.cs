namespace RandomLandscapes.Figures;

/// <summary>Estimates how wide text is, for layout only: no font is read, so the estimate leans to the wide side.</summary>
/// <remarks>Widths in thousandths of the font size, rounded from what common sans-serif faces share; letters not listed count as capitals.</remarks>
internal static class TextWidth
{
    /// <summary>Size of a script relative to its base.</summary>
    public const double ScriptScale = 0.72;

    /// <summary>Rise of a superscript's baseline, in font sizes of its base.</summary>
    public const double SuperscriptRise = 0.36;

    /// <summary>Fall of a subscript's baseline, in font sizes of its base.</summary>
    public const double SubscriptFall = 0.18;

    private static readonly (string Characters, int Width)[] Table =
    [
        ("'ijl|", 230), (" .,:;!fIt/\\[]·", 285), ("()-r{}°⟨⟩", 340), ("*J\"", 420), ("ckvxyzsι", 510),
        ("abdeghnopqu0123456789L?$_Z#αβγδεζηθκλμνξπρστυχ", 565), ("+=<>−×±≤≥≠≈∼^~FT–", 600),
        ("ABEKPSVXY&Γ", 680), ("CDHNRUwωφψΔΛΠΣ", 735), ("GOQmMΘΞΦΨΩ∞", 840), ("W%@—→", 960),
    ];

    private static readonly Dictionary<char, int> WidthOf =
        Table.SelectMany(row => row.Characters.Select(c => (c, row.Width))).ToDictionary(pair => pair.c, pair => pair.Width);

    public static double Measure(string text, double fontSize) =>
        text.Sum(c => WidthOf.GetValueOrDefault(c, 700)) * fontSize / 1000;

    public static double Measure(RichText text, double fontSize) =>
        text.Runs.Sum(run => Measure(run.Text, run.Script == TextScript.Normal ? fontSize : fontSize * ScriptScale));
}
