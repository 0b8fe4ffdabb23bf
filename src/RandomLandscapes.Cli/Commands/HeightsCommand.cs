using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes compute heights</c>: mean and variance of the height of critical points, by index.</summary>
internal static class HeightsCommand
{
    public static Command Create() => new ModelOptions(
        ("--model", "isotropic-field"),
        ("--dimension", "n"),
        ("--kappa", "kappa = -rho'/sqrt(rho'') of the covariance (1)"),
        ("--method", "exact")).Create("heights", "Heights of critical points, in standard deviations of the field.", Answer);

    private static ComputeAnswer Answer(ModelReader read)
    {
        read.Choice("--model", "isotropic-field");
        read.OptionalChoice("--method", "exact");
        var n = read.Integer("--dimension", 1, IsotropicFields.MaxDimension);
        var bound = Math.Sqrt((n + 2.0) / n);
        var allowed = string.Create(CultureInfo.InvariantCulture, $"a number above 0, at most sqrt((n+2)/n) = {bound:R}");
        var kappa = read.OptionalNumber("--kappa", allowed, k => k > 0 && k <= bound * (1 + 1e-12)) ?? 1;
        var (means, variances) = new IsotropicFields(n).Heights(kappa);
        return new ComputeAnswer
        {
            Quantity = "heights",
            Parameters = read.Parameters,
            Method = "exact",
            Value = new JsonObject { ["mean"] = ComputeAnswer.Numbers(means), ["variance"] = ComputeAnswer.Numbers(variances) },
            Source = "Cheng and Schwartzman 2018: height given the Hessian; weight exp(-x^2/2) on the ordered eigenvalues of GOE(n+1)",
        };
    }
}
