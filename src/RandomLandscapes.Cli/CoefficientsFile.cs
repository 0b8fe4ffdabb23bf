using System.Text.Json;
using RandomLandscapes.Simulation.CriticalPoints.Fields;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Cli;

/// <summary>Reads a field on the torus: {"dimension": d, "modes": [{"k": [...], "cos": A, "sin": B}, ...]}, f(x) = sum A cos k.x + B sin k.x.</summary>
internal static class CoefficientsFile
{
    private const int LargestModes = 100_000;

    /// <summary>Reads the file.</summary>
    /// <param name="option">The option that named it.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="UsageException">The file or what it says cannot be used.</exception>
    public static TrigonometricField Read(string option, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var d = Integer(root, "dimension", 1, TorusCensus.LargestDimension, "dimension");
            if (!root.TryGetProperty("modes", out var modes) || modes.ValueKind != JsonValueKind.Array || modes.GetArrayLength() is 0 or > LargestModes)
                throw new FormatException("it has no array modes of one mode or more");
            var (waves, cosines, sines) = (new List<int>(), new List<double>(), new List<double>());
            var taken = new HashSet<string>(StringComparer.Ordinal);
            foreach (var mode in modes.EnumerateArray())
            {
                var name = $"mode {cosines.Count}";
                if (mode.ValueKind != JsonValueKind.Object || !mode.TryGetProperty("k", out var k) || k.ValueKind != JsonValueKind.Array || k.GetArrayLength() != d)
                    throw new FormatException($"{name} has no k of {d} integers");
                var wave = k.EnumerateArray().Select(c => c.ValueKind == JsonValueKind.Number && c.TryGetInt32(out var n) && Math.Abs((long)n) <= TorusSpectrum.LargestComponent
                    ? n : throw new FormatException($"{name} has a component {c.GetRawText()} that is no integer of modulus up to {TorusSpectrum.LargestComponent}")).ToList();
                if (wave.All(c => c == 0))
                    throw new FormatException($"{name} has k = 0");
                if (!taken.Add(string.Join(',', wave)) || taken.Contains(string.Join(',', wave.Select(c => -c))))
                    throw new FormatException($"{name} has a k that occurs before, or its negative");
                waves.AddRange(wave);
                cosines.Add(Number(mode, "cos", name));
                sines.Add(Number(mode, "sin", name));
            }

            if (cosines.TrueForAll(c => c == 0) && sines.TrueForAll(s => s == 0))
                throw new FormatException("all coefficients are zero");
            return new TrigonometricField(d, waves.ToArray(), cosines.ToArray(), sines.ToArray());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new UsageException($"{option}: file '{path}' cannot be used: {e.Message.Split('\n')[0].TrimEnd('.')}; expected dimension (1 to {TorusCensus.LargestDimension}) and modes of k, cos, sin.");
        }
    }

    private static int Integer(JsonElement root, string name, int minimum, int maximum, string what) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= minimum && number <= maximum
            ? number : throw new FormatException($"{what} is not an integer from {minimum} to {maximum}");

    private static double Number(JsonElement mode, string name, string what) =>
        mode.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number : throw new FormatException($"{what} has no finite number {name}");
}
