using System.Globalization;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Cli.Commands;

/// <summary>Reads <c>--spectrum</c>: wave vectors with the variances of their coefficients, or a named spectrum.</summary>
internal static class SpectrumText
{
    /// <summary>What is allowed.</summary>
    public const string Allowed =
        "k:weight;... such as \"1,0:4;0,1:4;1,1:1;1,-1:1\", one of each +-k and positive weights; or isotropic:D (D = 2, 3, 4), shell:D:LOW:HIGH, power-law:D:HIGH:S (LOW <= k^2 <= HIGH, weights |k|^-S)";

    private const int LargestNamed = 400;

    /// <summary>Reads a spectrum.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="text">Its value.</param>
    /// <exception cref="UsageException">Anything else.</exception>
    public static TorusSpectrum Parse(string option, string text)
    {
        var words = text.Split(':');
        switch (words[0])
        {
            case "isotropic" when words.Length == 2 && Integer(words[1], 2, 4) is { } d:
                return TorusSpectrum.FourthOrderIsotropic(d);
            case "shell" when words.Length == 4 && Integer(words[1], 1, 4) is { } d && Integer(words[2], 1, LargestNamed) is { } low && Integer(words[3], low, LargestNamed) is { } high:
                return Checked(() => TorusSpectrum.Shell(d, low, high));
            case "power-law" when words.Length == 4 && Integer(words[1], 1, 4) is { } d && Integer(words[2], 1, LargestNamed) is { } high && Number(words[3]) is { } s:
                return Checked(() => TorusSpectrum.PowerLaw(d, high, s));
            default:
                return Checked(() => Modes(text));
        }

        TorusSpectrum Checked(Func<TorusSpectrum> make)
        {
            try
            {
                return make();
            }
            catch (Exception e) when (e is ArgumentException or FormatException)
            {
                throw new UsageException($"{option}: value '{text}' is not allowed: {e.Message.Split(" (Parameter")[0]}; expected {Allowed}.");
            }
        }
    }

    /// <summary>Refuses wave vectors that do not span all directions: along the others the field is constant, and critical points are not isolated.</summary>
    /// <param name="option">The option that gave them.</param>
    /// <param name="value">Its value.</param>
    /// <param name="dimension">d.</param>
    /// <param name="waves">Wave vectors, one after the other.</param>
    public static void CheckRank(string option, string value, int dimension, ReadOnlySpan<int> waves)
    {
        // Gauss over the rationals, in integers: exact, and the numbers stay below d! 2^(15 d) only for small d, so in big ones.
        var rows = new List<System.Numerics.BigInteger[]>();
        for (var m = 0; m < waves.Length / dimension && rows.Count < dimension; m++)
        {
            var row = waves.Slice(m * dimension, dimension).ToArray().Select(k => (System.Numerics.BigInteger)k).ToArray();
            foreach (var other in rows)
            {
                var pivot = Array.FindIndex(other, k => !k.IsZero);
                var (a, b) = (other[pivot], row[pivot]);
                for (var i = 0; i < dimension; i++)
                    row[i] = (row[i] * a) - (other[i] * b);
            }

            if (Array.Exists(row, k => !k.IsZero))
                rows.Add(row);
        }

        if (rows.Count < dimension)
            throw Options.NotAllowed(option, value, string.Create(CultureInfo.InvariantCulture, $"wave vectors that span all {dimension} dimensions, these span {rows.Count}: critical points would not be isolated"));
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
