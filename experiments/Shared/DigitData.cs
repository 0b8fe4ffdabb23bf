using System.Globalization;
using System.Text;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Experiments.Shared;

/// <summary>The images that a plan asks for by its keys data and digits.</summary>
internal static class DigitData
{
    private const string Synthetic = "synthetic";

    /// <summary>Draws or reads them.</summary>
    /// <exception cref="InvalidDataException">The file cannot be used.</exception>
    public static LabelledImages Load(Plan plan)
    {
        var source = plan.Text("data");
        var count = plan.Integer("digits");
        if (string.Equals(source, Synthetic, StringComparison.Ordinal))
            return SyntheticDigits.Draw(new RandomStream(StreamKey.Derive(plan.Seed, "synthetic-digits", "training")), count);
        try
        {
            return OptdigitsCsv.Read(source, count);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new InvalidDataException($"plan key 'data': {e.Message}", e);
        }
    }

    /// <summary>Count and hash, for the name of a cell: other images are another cell.</summary>
    public static string Fingerprint(LabelledImages data)
    {
        var text = new StringBuilder();
        for (var i = 0; i < data.Count; i++)
        {
            foreach (var pixel in data.Image(i))
                text.Append(CultureInfo.InvariantCulture, $"{pixel:R},");
            text.Append(data.Labels[i]).Append('\n');
        }

        return string.Create(CultureInfo.InvariantCulture, $"{data.Count}:{StreamKey.Fnv1A(text.ToString()):x16}");
    }
}
