using System.Globalization;

namespace RandomLandscapes.Figures;

/// <summary>Shades from a dark blue (low) to a pale yellow (high), light enough to draw on.</summary>
/// <remarks>Every channel ascends, and with them the luminance: the order survives grey print; blue and yellow are told apart by red-green blind readers.</remarks>
internal static class ColourRamp
{
    private static readonly (double At, int Red, int Green, int Blue)[] Stops =
    [
        (0.00, 84, 128, 178), (0.30, 133, 170, 196), (0.55, 186, 205, 205), (0.80, 231, 231, 210), (1.00, 255, 250, 224),
    ];

    /// <summary>Gives the shade of one of several bands, counted from the lowest.</summary>
    public static (int Red, int Green, int Blue) Of(int band, int count)
    {
        var at = count == 1 ? 0.5 : (double)band / (count - 1);
        var i = 1;
        while (i + 1 < Stops.Length && Stops[i].At < at)
            i++;
        var (from, to) = (Stops[i - 1], Stops[i]);
        var part = (at - from.At) / (to.At - from.At);
        return (Mix(from.Red, to.Red, part), Mix(from.Green, to.Green, part), Mix(from.Blue, to.Blue, part));
    }

    /// <summary>Writes a shade for SVG.</summary>
    public static string Hex((int Red, int Green, int Blue) shade) =>
        string.Create(CultureInfo.InvariantCulture, $"#{shade.Red:X2}{shade.Green:X2}{shade.Blue:X2}");

    /// <summary>Writes a shade for xcolor, to be used within braces.</summary>
    public static string Tex((int Red, int Green, int Blue) shade) =>
        string.Create(CultureInfo.InvariantCulture, $"rgb,255:red,{shade.Red};green,{shade.Green};blue,{shade.Blue}");

    private static int Mix(int from, int to, double part) => (int)Math.Round(from + (part * (to - from)));
}
