using System.CommandLine;
using System.Text.Json.Nodes;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes compute complexity</c> and <c>thresholds</c>: growth rates of the spherical p-spin and their zeros.</summary>
internal static class ComplexityCommand
{
    private const string Source = "Auffinger, Ben Arous, Cerny 2013, main theorems";

    public static Command CreateComplexity() => new ModelOptions(
        ("--p", "the order of the interaction, at least 3"),
        ("--energy", "E = H/N"),
        ("--index", "k; without it all critical points"),
        ("--method", "asymptotic")).Create("complexity", "Annealed complexity of the spherical p-spin, points with H/N <= E.", Complexity);

    public static Command CreateThresholds() => new ModelOptions(
        ("--p", "the order of the interaction, at least 3: E_inf, E_0, ..., E_5"),
        ("--phi", "Wishart plus Wigner: the critical energy"),
        ("--method", "asymptotic")).Create("thresholds", "Threshold energies.", Thresholds);

    private static ComputeAnswer Complexity(ModelReader read)
    {
        read.OptionalChoice("--method", "asymptotic");
        var p = read.Integer("--p", 3, 1000);
        var energy = read.Number("--energy", "an energy per spin H/N from -1e6 to 1e6", x => Math.Abs(x) <= 1e6);
        var value = read.OptionalInteger("--index", 0, 1_000_000) is { } k
            ? SphericalComplexity.OfIndex(p, k, energy) : SphericalComplexity.Total(p, energy);
        return new ComputeAnswer { Quantity = "complexity", Parameters = read.Parameters, Method = "asymptotic", Value = JsonValue.Create(value), Source = Source };
    }

    private static ComputeAnswer Thresholds(ModelReader read)
    {
        read.OptionalChoice("--method", "asymptotic");
        if (read.Has("--phi"))
        {
            read.Only("--phi", "--phi", "--method");
            var phi = read.Number("--phi", "a number from 1e-9 to 1e9", x => x is >= 1e-9 and <= 1e9);
            return new ComputeAnswer
            {
                Quantity = "thresholds",
                Parameters = read.Parameters,
                Method = "asymptotic",
                Value = new JsonObject { ["criticalEnergy"] = WishartWigner.CriticalEpsilon(phi) },
                Source = "Pennington and Bahri 2017: zero of the resolvent's discriminant at z = 0",
            };
        }

        if (!read.Has("--p"))
            throw ModelReader.Missing("--p", "an integer from 3 to 1000, or --phi");
        var p = read.Integer("--p", 3, 1000);
        var value = new JsonObject { ["eInfinity"] = SphericalComplexity.EnergyThreshold(p) };
        for (var k = 0; k <= 5; k++)
            value[$"e{k}"] = SphericalComplexity.ZeroOfComplexity(p, k);
        return new ComputeAnswer { Quantity = "thresholds", Parameters = read.Parameters, Method = "asymptotic", Value = value, Source = Source };
    }
}
