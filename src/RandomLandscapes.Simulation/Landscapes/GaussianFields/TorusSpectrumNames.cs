using System.Globalization;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>Spectra as text: wave vectors with weights, or the name of one of the families of <see cref="TorusSpectrum"/>.</summary>
public static class TorusSpectrumNames
{
    /// <summary>What is allowed.</summary>
    public const string Allowed =
        "k:weight;... such as \"1,0:4;0,1:4;1,1:1;1,-1:1\", one of each +-k and positive weights; or isotropic:D, diagonal:D, two-scale:D:F:W (D = 2, 3, 4; isotropic to fourth order), "
        + "shell:D:LOW:HIGH, power-law:D:HIGH:S (LOW <= k^2 <= HIGH, weights |k|^-S)";

    private const int LargestNamed = 400;

    /// <summary>Reads a spectrum.</summary>
    /// <param name="text">Its text; weights are the variances a_k^2.</param>
    /// <exception cref="FormatException">A part of the text is not as stated.</exception>
    /// <exception cref="ArgumentException">Wave vectors or weights are not those of a spectrum; the message names them.</exception>
    public static TorusSpectrum Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Split(':');
        return words[0] switch
        {
            "isotropic" when words.Length == 2 && Integer(words[1], 2, 4) is { } d => TorusSpectrum.FourthOrderIsotropic(d),
            "diagonal" when words.Length == 2 && Integer(words[1], 2, 4) is { } d => TorusSpectrum.Diagonal(d),
            "two-scale" when words.Length == 4 && Integer(words[1], 2, 4) is { } d && Integer(words[2], 2, 20) is { } factor && Number(words[3]) is { } weight => TorusSpectrum.TwoScale(d, factor, weight),
            "shell" when words.Length == 4 && Integer(words[1], 1, 4) is { } d && Integer(words[2], 1, LargestNamed) is { } low && Integer(words[3], low, LargestNamed) is { } high => TorusSpectrum.Shell(d, low, high),
            "power-law" when words.Length == 4 && Integer(words[1], 1, 4) is { } d && Integer(words[2], 1, LargestNamed) is { } high && Number(words[3]) is { } s => TorusSpectrum.PowerLaw(d, high, s),
            "isotropic" => throw new FormatException($"'{text}' is not isotropic:D with D = 2, 3, 4"),
            "diagonal" => throw new FormatException($"'{text}' is not diagonal:D with D = 2, 3, 4"),
            "two-scale" => throw new FormatException($"'{text}' is not two-scale:D:F:W with D = 2, 3, 4, F from 2 to 20 and a positive W"),
            "shell" => throw new FormatException($"'{text}' is not shell:D:LOW:HIGH with D = 1 to 4 and 1 <= LOW <= HIGH <= {LargestNamed}"),
            "power-law" => throw new FormatException($"'{text}' is not power-law:D:HIGH:S with D = 1 to 4 and HIGH from 1 to {LargestNamed}"),
            _ => Modes(text),
        };
    }

    private static TorusSpectrum Modes(string text)
    {
        var modes = new List<(IReadOnlyList<int>, double)>();
        foreach (var mode in text.Split(';'))
        {
            var parts = mode.Split(':');
            if (parts.Length != 2)
                throw new FormatException($"'{mode}' is not k:weight");
            var wave = parts[0].Split(',').Select(k => Integer(k, -TorusSpectrum.LargestComponent, TorusSpectrum.LargestComponent)
                ?? throw new FormatException($"'{k}' is no integer of modulus up to {TorusSpectrum.LargestComponent}")).ToList();
            modes.Add((wave, Number(parts[1]) ?? throw new FormatException($"'{parts[1]}' is no number")));
        }

        return new TorusSpectrum(modes[0].Item1.Count, modes);
    }

    private static int? Integer(string text, int minimum, int maximum) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum ? value : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
