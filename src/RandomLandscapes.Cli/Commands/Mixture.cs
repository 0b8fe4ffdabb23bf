using System.Globalization;

namespace RandomLandscapes.Cli.Commands;

/// <summary>A mixture xi(t) = sum w_p t^p, as <c>--mixture</c> gives it, and its derivatives at one.</summary>
/// <param name="Terms">The pairs p, w_p of positive weight.</param>
/// <param name="First">xi'(1) = sum p w_p, positive.</param>
/// <param name="Second">xi''(1) = sum p (p - 1) w_p, not negative.</param>
internal readonly record struct Mixture(IReadOnlyList<(int Degree, double Weight)> Terms, double First, double Second)
{
    /// <summary>Reads <c>p:weight,...</c>.</summary>
    /// <exception cref="UsageException">Anything else.</exception>
    public static Mixture Parse(string option, string text)
    {
        const string allowed = "p:weight,... with different p from 1 to 1000 and weights not negative, not all zero, finite xi'(1) and xi''(1)";
        double first = 0, second = 0;
        var seen = new HashSet<int>();
        var terms = new List<(int Degree, double Weight)>();
        foreach (var term in text.Split(','))
        {
            var parts = term.Split(':');
            if (parts.Length != 2
                || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var p) || p < 1 || p > 1000 || !seen.Add(p)
                || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) || !(weight >= 0) || double.IsInfinity(weight))
            {
                throw Options.NotAllowed(option, text, allowed);
            }

            if (weight > 0)
                terms.Add((p, weight));
            first += p * weight;
            second += (double)p * (p - 1) * weight;
        }

        return first > 0 && double.IsFinite(first + second) ? new Mixture(terms, first, second) : throw Options.NotAllowed(option, text, allowed);
    }
}
