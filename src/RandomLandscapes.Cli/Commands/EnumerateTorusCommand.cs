using System.CommandLine;
using System.Globalization;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints.Fields;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes enumerate torus-field</c>: every critical point of a field on the torus, with proof.</summary>
internal static class EnumerateTorusCommand
{
    public static Command Create()
    {
        var options = new Dictionary<string, Option<string?>>(StringComparer.Ordinal)
        {
            ["--spectrum"] = Options.Text("--spectrum", "k:weight;..., or isotropic:D, shell:D:LOW:HIGH, power-law:D:HIGH:S; coefficients are drawn from the seed"),
            ["--seed"] = Options.Text("--seed", "root seed (0)"),
            ["--coefficients"] = Options.Text("--coefficients", "JSON file with dimension and modes of k, cos, sin"),
        };
        var points = Options.Flag("--points", "list the points");
        var json = Options.Flag("--json", "print one JSON object");
        var command = new Command("torus-field", "Every critical point of a field on the torus [0, 2 pi)^d, d = 1 to 4, certified.");
        foreach (var option in options.Values)
            command.Options.Add(option);
        command.Options.Add(points);
        command.Options.Add(json);
        command.SetAction(result =>
        {
            var read = new ModelReader(result, options);
            var field = Field(read);
            var answer = new TorusAnswer { Parameters = read.Parameters, Result = new TorusCensus(field.Dimension, field.Waves).Enumerate(field), WithPoints = result.GetValue(points) };
            Console.WriteLine(result.GetValue(json) ? answer.ToJson() : answer.ToTable());
            return ExitCodes.Done;
        });
        return command;
    }

    private static TrigonometricField Field(ModelReader read)
    {
        if (read.Has("--coefficients"))
        {
            read.Only("--coefficients", "--coefficients");
            var path = read.Text("--coefficients", "a JSON file");
            var given = CoefficientsFile.Read("--coefficients", path);
            var present = Enumerable.Range(0, given.ModeCount).Where(m => given.Cosines[m] != 0 || given.Sines[m] != 0).SelectMany(m => given.Waves.Slice(m * given.Dimension, given.Dimension).ToArray());
            SpectrumText.CheckRank("--coefficients", path, given.Dimension, [.. present]);
            return given;
        }

        if (!read.Has("--spectrum"))
            throw new UsageException("--spectrum and --coefficients are missing; expected one of them.");
        var text = read.Text("--spectrum", SpectrumText.Allowed);
        var spectrum = SpectrumText.Parse("--spectrum", text);
        if (spectrum.Dimension > TorusCensus.LargestDimension)
            throw Options.NotAllowed("--spectrum", text, string.Create(CultureInfo.InvariantCulture, $"at most {TorusCensus.LargestDimension} dimensions for an enumeration"));
        SpectrumText.CheckRank("--spectrum", text, spectrum.Dimension, spectrum.Waves);
        var seed = read.Seed("--seed");
        read.Parameters["seed"] = seed;
        return TrigonometricField.Draw(spectrum, new RandomStream(StreamKey.Derive(seed, "enumerate torus-field", text), 0));
    }
}
