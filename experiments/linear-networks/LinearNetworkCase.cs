using System.Globalization;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.LinearNetworks;

/// <summary>One network of the plan with the list of its critical points.</summary>
internal sealed class LinearNetworkCase
{
    public const string Allowed = "different networks autoencoder:N-H with H up to N, or deep:D0-D1-...-DL with at least one hidden layer, separated by blanks, of at most 400 parameters and 20000 orbits each; at least one";
    public const int MostParameters = 400;
    public const int MostOrbits = 20_000;

    private readonly int[] _widths;
    private readonly double[] _strengths;

    private LinearNetworkCase(string name, bool isAutoencoder, int[] widths)
    {
        (Name, IsAutoencoder, _widths) = (name, isAutoencoder, widths);
        var modes = Math.Min(widths[0], widths[^1]);
        // 1.1 is no integer, so that hardly two sets of modes have the same loss.
        _strengths = [.. Enumerable.Range(1, modes).Select(j => Math.Pow(modes + 1 - j, 1.1))];
        Orbits = isAutoencoder ? [.. new LinearAutoencoderOrbits(_strengths, widths[1]).All()] : [.. new DeepLinearNetworkOrbits(widths, _strengths).All()];
        Least = Orbits.Min(o => o.Loss);
    }

    /// <summary>As in the plan, for example <c>autoencoder:16-4</c>.</summary>
    public string Name { get; }

    public bool IsAutoencoder { get; }

    /// <summary>Whether every critical point of a loss on the list has the inertia on the list, too.</summary>
    public bool HasInertia => _widths.Length == 3;

    public int Parameters => Enumerable.Range(1, _widths.Length - 1).Sum(a => _widths[a] * _widths[a - 1]);

    public IReadOnlyList<LinearNetworkOrbit> Orbits { get; }

    /// <summary>The loss of the global minima.</summary>
    public double Least { get; }

    /// <summary>Reads the networks of a plan key; what is wrong becomes a problem.</summary>
    public static List<LinearNetworkCase> ReadAll(string key, string text, List<string> problems)
    {
        var names = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var cases = names.Select(Read).ToList();
        if (names.Length == 0 || cases.Contains(null) || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
            problems.Add($"plan key '{key}': value '{text}' is not allowed; expected {Allowed}.");
        return [.. cases.OfType<LinearNetworkCase>()];
    }

    /// <summary>The loss.</summary>
    public IObjective CreateObjective()
    {
        if (IsAutoencoder)
            return new LinearAutoencoder(_strengths, _widths[1]);
        var target = new double[_widths[^1] * _widths[0]];
        for (var i = 0; i < _strengths.Length; i++)
            target[(i * _widths[0]) + i] = _strengths[i];
        return new DeepLinearNetwork(_widths, target);
    }

    /// <summary>The balanced critical point of a set of modes: each layer holds the L-th roots of their strengths on its diagonal; for autoencoders ones.</summary>
    public double[] BalancedPoint(IReadOnlyList<int> set)
    {
        var parameters = new double[Parameters];
        var (layers, offset) = (_widths.Length - 1, 0);
        for (var a = 0; a < layers; a++)
        {
            for (var k = 0; k < set.Count; k++)
            {
                var (row, column) = (a == layers - 1 ? set[k] - 1 : k, a == 0 ? set[k] - 1 : k);
                parameters[offset + (row * _widths[a]) + column] = IsAutoencoder ? 1 : Math.Pow(_strengths[set[k] - 1], 1.0 / layers);
            }

            offset += _widths[a] * _widths[a + 1];
        }

        return parameters;
    }

    private static LinearNetworkCase? Read(string name)
    {
        var parts = name.Split(':');
        if (parts.Length != 2 || parts[0] is not ("autoencoder" or "deep"))
            return null;
        var widths = new List<int>();
        foreach (var word in parts[1].Split('-'))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var width) || width is < 1 or > MostParameters)
                return null;
            widths.Add(width);
        }

        var isAutoencoder = parts[0] is "autoencoder";
        if (isAutoencoder)
        {
            if (widths.Count != 2 || widths[1] > widths[0])
                return null;
            widths.Add(widths[0]);
        }

        if (widths.Count < 3 || Enumerable.Range(1, widths.Count - 1).Sum(a => (long)widths[a] * widths[a - 1]) > MostParameters || OrbitCount(Math.Min(widths[0], widths[^1]), widths.Min()) > MostOrbits)
            return null;
        return new LinearNetworkCase(name, isAutoencoder, [.. widths]);
    }

    private static double OrbitCount(int modes, int most)
    {
        double sum = 0, term = 1;
        for (var r = 0; r <= most; r++)
        {
            sum += term;
            term *= (modes - r) / (r + 1.0);
        }

        return sum;
    }
}
