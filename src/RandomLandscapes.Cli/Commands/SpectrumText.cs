using System.Globalization;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Cli.Commands;

/// <summary>Reads <c>--spectrum</c>: wave vectors with the variances of their coefficients, or a named spectrum.</summary>
internal static class SpectrumText
{
    /// <summary>What is allowed.</summary>
    public const string Allowed = TorusSpectrumNames.Allowed;

    /// <summary>Reads a spectrum.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="text">Its value.</param>
    /// <exception cref="UsageException">Anything else.</exception>
    public static TorusSpectrum Parse(string option, string text)
    {
        try
        {
            return TorusSpectrumNames.Parse(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new UsageException($"{option}: value '{text}' is not allowed: {e.Message.Split(" (Parameter")[0]}; expected {Allowed}.");
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
}
