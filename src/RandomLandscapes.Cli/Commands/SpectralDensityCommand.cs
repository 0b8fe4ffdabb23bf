using System.CommandLine;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes compute spectral-density</c>: limiting densities of eigenvalues.</summary>
internal static class SpectralDensityCommand
{
    private const string PositiveNumber = "a number from 1e-9 to 1e9";

    public static Command Create() => new ModelOptions(
        ("--model", "semicircle | marchenko-pastur | wishart-wigner"),
        ("--phi", "marchenko-pastur, wishart-wigner: n/m'"),
        ("--epsilon", "wishart-wigner, semicircle: variance 2 epsilon; the semicircle's default 1/2 has radius 2"),
        ("--at", "where"),
        ("--method", "asymptotic")).Create("spectral-density", "Limiting spectral density.", Answer);

    private static ComputeAnswer Answer(ModelReader read)
    {
        var model = read.Choice("--model", "semicircle", "marchenko-pastur", "wishart-wigner");
        read.OptionalChoice("--method", "asymptotic");
        read.Only($"--model {model}", [
            "--model", "--at", "--method",
            .. model is "semicircle" ? Array.Empty<string>() : ["--phi"],
            .. model is "marchenko-pastur" ? Array.Empty<string>() : ["--epsilon"]]);
        var z = read.Number("--at", "a finite number", _ => true);
        var (value, source) = model switch
        {
            "semicircle" => (
                SpectralDensities.Semicircle(z, 2 * (read.OptionalNumber("--epsilon", PositiveNumber, Accept) ?? 0.5)),
                "Wigner 1955: sqrt(8 epsilon - z^2) / (4 pi epsilon)"),
            "marchenko-pastur" => (
                SpectralDensities.MarchenkoPastur(z, Phi()),
                "Marchenko and Pastur 1967: continuous part; for phi > 1 an atom 1 - 1/phi at zero besides"),
            _ => (
                new WishartWigner(Phi(), read.Number("--epsilon", PositiveNumber, Accept)).Density(z),
                "Pennington and Bahri 2017: cubic resolvent equation"),
        };
        return new ComputeAnswer
        {
            Quantity = "spectral-density",
            Parameters = read.Parameters,
            Method = "asymptotic",
            Value = ComputeAnswer.Number(value) ?? throw Options.NotAllowed("--at", "0", "any other point: at phi = 1 the density is infinite there"),
            Source = source,
        };

        double Phi() => read.Number("--phi", PositiveNumber, Accept);

        static bool Accept(double x) => x is >= 1e-9 and <= 1e9;
    }
}
