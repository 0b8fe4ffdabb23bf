namespace RandomLandscapes.Figures;

/// <summary>Colours, markers and dashes that stay apart for colour-blind readers and in grey print.</summary>
/// <remarks>
/// Colours: M. Okabe and K. Ito, Color Universal Design, 2002, as tabulated in B. Wong, Points of view: color blindness,
/// Nature Methods 8 (2011) 441. Their yellow is left out: it vanishes on white paper.
/// </remarks>
internal static class Palette
{
    public static IReadOnlyList<(string Name, string Hex)> Colours { get; } =
    [
        ("rlblue", "0072B2"), ("rlvermilion", "D55E00"), ("rlgreen", "009E73"), ("rlpurple", "CC79A7"),
        ("rlblack", "000000"), ("rlorange", "E69F00"), ("rlsky", "56B4E9"),
    ];

    /// <summary>Gets the stroke lengths of a pattern, on and off in turn, in points.</summary>
    public static IReadOnlyList<double> Strokes(DashPattern pattern) => pattern switch
    {
        DashPattern.Dashed => [4.5, 2.2],
        DashPattern.Dotted => [1.2, 1.8],
        DashPattern.DashDotted => [5, 1.8, 1.2, 1.8],
        DashPattern.LongDashed => [9, 2.5],
        DashPattern.DashDotDotted => [5, 1.6, 1.2, 1.6, 1.2, 1.6],
        _ => [],
    };

    /// <summary>Gives the marker of a series; when the colours begin again, the markers begin one later.</summary>
    public static MarkerShape MarkerOf(int number) =>
        (MarkerShape)((number + (number / Colours.Count)) % Enum.GetValues<MarkerShape>().Length);

    public static DashPattern DashOf(int number) => (DashPattern)(number % Enum.GetValues<DashPattern>().Length);
}
