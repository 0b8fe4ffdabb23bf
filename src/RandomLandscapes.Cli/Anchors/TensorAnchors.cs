using System.Globalization;
using System.Reflection;
using System.Text.Json;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Cli.Anchors;

/// <summary>Anchors of the enumeration: couplings of which every critical point is known.</summary>
internal static class TensorAnchors
{
    private const double EnergyTolerance = 1e-9;

    /// <summary>The three embedded samples.</summary>
    public static IEnumerable<AnchorResult> Embedded()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("three-spin-samples.json")
            ?? throw new InvalidOperationException("The embedded tensors are missing.");
        using var document = JsonDocument.Parse(stream);
        foreach (var sample in document.RootElement.GetProperty("samples").EnumerateArray())
        {
            yield return Check(
                sample.GetProperty("sample").GetInt32(), document.RootElement.GetProperty("N").GetInt32(), Numbers(sample.GetProperty("couplings")),
                Numbers(sample.GetProperty("energies")), [.. sample.GetProperty("indices").EnumerateArray().Select(e => e.GetInt32())], "own homotopy and PHCpack, agreeing to 1e-8");
        }
    }

    /// <summary>All samples of a folder with p3_N4.json and p3_N4_critical.json.</summary>
    public static IReadOnlyList<AnchorResult> FromFolder(string folder)
    {
        try
        {
            using var couplings = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "p3_N4.json")));
            using var critical = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "p3_N4_critical.json")));
            var spins = couplings.RootElement.GetProperty("N").GetInt32();
            var results = new List<AnchorResult>();
            var samples = couplings.RootElement.GetProperty("J").EnumerateArray().ToList();
            var answers = critical.RootElement.GetProperty("samples").EnumerateArray().ToList();
            if (samples.Count == 0 || samples.Count != answers.Count)
                throw new ArgumentException($"{samples.Count} samples of couplings, {answers.Count} of critical points");
            foreach (var (j, known) in samples.Zip(answers))
            {
                var points = known.GetProperty("critical_points").EnumerateArray().ToList();
                results.Add(Check(
                    known.GetProperty("sample").GetInt32(), spins, Numbers(j), [.. points.Select(p => p.GetProperty("H_over_N").GetDouble())],
                    [.. points.Select(p => p.GetProperty("index").GetInt32())], "p3_N4_critical.json"));
            }

            return results;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new UsageException($"--tensors: folder '{folder}' cannot be used: {e.Message.Split('\n')[0]}; expected p3_N4.json and p3_N4_critical.json.");
        }
    }

    private static AnchorResult Check(int sample, int spins, double[] couplings, double[] energies, int[] indices, string source)
    {
        var form = new SymmetricForm(3, spins);
        form.SetCouplings(couplings);
        var result = new SphericalCensus([3], spins).Enumerate(new SphericalHamiltonian([form]), StreamKey.Derive(1, "selftest", "tensors"), (ulong)sample);
        var found = result.Points;
        var error = double.PositiveInfinity;
        if (result is { Complete: true, Certified: true, ChecksPassed: true } && found.Count == energies.Length
            && string.Equals(Histogram(found.Select(p => p.MorseIndex)), Histogram(indices), StringComparison.Ordinal))
        {
            error = found.Zip(energies.Order()).Max(pair => Math.Abs(pair.First.EnergyPerSpin - pair.Second));
        }

        return new AnchorResult(
            $"3-spin N={spins} sample {sample}: every critical point", $"{found.Count} points, index {Histogram(found.Select(p => p.MorseIndex))}",
            $"{energies.Length} points, index {Histogram(indices)}", "largest energy error", error, EnergyTolerance, source);

        string Histogram(IEnumerable<int> index)
        {
            var counts = index.CountBy(k => k).ToDictionary();
            return string.Join(',', Enumerable.Range(0, spins).Select(k => counts.GetValueOrDefault(k).ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];
}
