using System.CommandLine;
using System.Text.Json.Nodes;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes compute index-fraction</c>: mean index over the dimension, at given energy or parameters.</summary>
internal static class IndexFractionCommand
{

    public static Command Create() => new ModelOptions(
        ("--model", "isotropic-field | p-spin | wishart-wigner"),
        ("--energy", "isotropic-field: e, height e sqrt(n) standard deviations; p-spin: E = H/N"),
        ("--kappa", "isotropic-field: kappa = -rho'/sqrt(rho'') (1)"),
        ("--dimension", "isotropic-field: n; the limit without it"),
        ("--p", "p-spin: the order of the interaction"),
        ("--spins", "p-spin: N; the limit without it"),
        ("--phi", "wishart-wigner: n/m'"),
        ("--epsilon", "wishart-wigner: Wigner off-diagonal variance 2 epsilon / n"),
        ("--method", "exact | asymptotic")).Create("index-fraction", "The mean index over the dimension.", Answer);

    private static ComputeAnswer Answer(ModelReader read)
    {
        var model = read.Choice("--model", "isotropic-field", "p-spin", "wishart-wigner");
        switch (model)
        {
            case "isotropic-field":
                read.Only("--model isotropic-field", "--model", "--energy", "--kappa", "--dimension", "--method");
                var energy = read.Number("--energy", "a number from -1e6 to 1e6", x => Math.Abs(x) <= 1e6);
                return Method(read, "--dimension") ? LimitOfField(read, energy) : Field(read, energy);
            case "p-spin":
                read.Only("--model p-spin", "--model", "--energy", "--p", "--spins", "--method");
                var perSpin = read.Number("--energy", "an energy per spin H/N from -1e6 to 1e6", x => Math.Abs(x) <= 1e6);
                if (Method(read, "--spins"))
                {
                    return Result(
                        read, SphericalComplexity.IndexFractionAtEnergy(read.Integer("--p", 3, 1000), perSpin), "asymptotic",
                        "Auffinger, Ben Arous, Cerny 2013: semicircle law of radius E_inf = 2 sqrt((p-1)/p)");
                }

                return Result(
                    read, SphericalMeanCounts.IndexFractionAtEnergy(read.Integer("--p", 2, 1000), read.Integer("--spins", 2, SphericalMeanCounts.MaxSpinCount), perSpin),
                    "exact", "Auffinger, Ben Arous, Cerny 2013, Theorem 2.1: densities of the ordered eigenvalues of GOE(N) at E sqrt(N p / (2 (p-1)))");
            default:
                read.Only("--model wishart-wigner", "--model", "--phi", "--epsilon", "--method");
                read.OptionalChoice("--method", "asymptotic");
                return Result(
                    read, new WishartWigner(Positive(read, "--phi"), Positive(read, "--epsilon")).IndexFraction(), "asymptotic",
                    "Pennington and Bahri 2017: free addition of Marchenko-Pastur and semicircle, mass below zero in closed form");
        }
    }

    private static ComputeAnswer LimitOfField(ModelReader read, double energy)
    {
        var kappa = read.OptionalNumber("--kappa", "a number above 0, at most sqrt 3", k => k > 0 && k <= Math.Sqrt(3) * (1 + 1e-12)) ?? 1;
        return Result(read, IsotropicFields.LimitingIndexFraction(energy, kappa), "asymptotic", "Bray and Dean 2007: shifted semicircle law");
    }

    private static ComputeAnswer Field(ModelReader read, double energy)
    {
        var n = read.Integer("--dimension", 1, IsotropicFields.MaxDimension);
        var kappa = read.OptionalNumber("--kappa", "a number above 0, at most 1 at finite dimension", k => k is > 0 and <= 1) ?? 1;
        return Result(
            read, new IsotropicFields(n).IndexFractionAtEnergy(energy, kappa), "exact",
            "Fyodorov 2004; Cheng and Schwartzman 2018: Hessian given the height, |det|-weighted pivot chain of GOE(n)");
    }

    // True for the limit, which is also what is meant when no size is given.
    private static bool Method(ModelReader read, string size)
    {
        var method = read.OptionalChoice("--method", "exact", "asymptotic");
        if (method is null)
            return !read.Has(size);
        if (string.Equals(method, "exact", StringComparison.Ordinal) != read.Has(size))
        {
            throw Options.NotAllowed(
                "--method", method, read.Has(size) ? $"exact beside {size}" : $"asymptotic without {size}");
        }

        return !read.Has(size);
    }

    private static double Positive(ModelReader read, string name) => read.Number(name, "a number from 1e-9 to 1e9", x => x is >= 1e-9 and <= 1e9);

    private static ComputeAnswer Result(ModelReader read, double value, string method, string source) => new()
    {
        Quantity = "index-fraction",
        Parameters = read.Parameters,
        Method = method,
        Value = JsonValue.Create(value),
        Source = source,
    };
}
