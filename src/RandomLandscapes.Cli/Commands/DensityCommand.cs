using System.CommandLine;
using System.Globalization;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes compute density</c>: critical points of an isotropic field per unit volume.</summary>
internal static class DensityCommand
{
    private const string Covariances = "squared-exponential | matern:NU with NU > 2 | cauchy:BETA with BETA > 0 | random-wave";

    public static Command Create() => new ModelOptions(
        ("--model", "isotropic-field"),
        ("--dimension", "n"),
        ("--covariance", "squared-exponential | matern:NU | cauchy:BETA | random-wave"),
        ("--length", "the length scale l (1)"),
        ("--method", "exact")).Create("density", "Critical points per unit volume.", Answer);

    private static ComputeAnswer Answer(ModelReader read)
    {
        read.Choice("--model", "isotropic-field");
        read.OptionalChoice("--method", "exact");
        var n = read.Integer("--dimension", 1, IsotropicFields.MaxDimension);
        var name = read.Text("--covariance", Covariances);
        // Densities scale as l^-n, so a range that keeps the derivatives of the covariance finite is all that is needed.
        var length = read.OptionalNumber("--length", "a number from 1e-50 to 1e50", l => l is >= 1e-50 and <= 1e50) ?? 1;
        var covariance = Covariance(name, n, length);
        var counts = new IsotropicFields(n).Density(covariance);
        return new ComputeAnswer
        {
            Quantity = "density",
            Parameters = read.Parameters,
            Method = "exact",
            Value = ComputeAnswer.Counts(counts.Total, counts.ByIndex),
            LogValue = ComputeAnswer.Counts(counts.LogTotal, counts.LogByIndex),
            Source = string.Create(
                CultureInfo.InvariantCulture,
                $"Fyodorov 2004; Auffinger, Ben Arous, Cerny 2013; Cheng and Schwartzman 2018: (-2 rho''/(pi rho'))^(n/2) F_k(n), covariance {covariance.Formula}, kappa {covariance.Kappa:R}"),
        };
    }

    private static IsotropicCovariance Covariance(string text, int dimension, double length)
    {
        var parts = text.Split(':');
        return (parts[0], parts.Length) switch
        {
            ("squared-exponential", 1) => IsotropicCovariance.SquaredExponential(length),
            ("random-wave", 1) => IsotropicCovariance.RandomWave(dimension, length),
            ("matern", 2) => IsotropicCovariance.Matern(Number(2, 1e12), length),
            ("cauchy", 2) => IsotropicCovariance.Cauchy(Number(0, 1e12), length),
            _ => throw Options.NotAllowed("--covariance", text, Covariances),
        };

        double Number(double above, double atMost) =>
            double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > above && value <= atMost
                ? value : throw Options.NotAllowed("--covariance", text, Covariances);
    }
}
