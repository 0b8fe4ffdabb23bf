using System.CommandLine;
using System.Text.Json.Nodes;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes compute local-minima</c>: mean numbers of one-spin-flip-stable states.</summary>
internal static class LocalMinimaCommand
{
    public static Command Create() => new ModelOptions(
        ("--model", "sk | ising-p-spin | rem | nk"),
        ("--spins", "the number of spins N"),
        ("--p", "ising-p-spin: the order of the interaction"),
        ("--k", "nk: neighbours of each spin; K = 0 and K = N - 1 have closed forms"),
        ("--method", "exact")).Create("local-minima", "Mean numbers of one-spin-flip-stable states.", Answer);

    private static ComputeAnswer Answer(ModelReader read)
    {
        var model = read.Choice("--model", "sk", "ising-p-spin", "rem", "nk");
        read.OptionalChoice("--method", "exact");
        switch (model)
        {
            case "sk":
                read.Only("--model sk", "--model", "--spins", "--method");
                return Mean(read, DiscreteMinima.LogMeanOfIsingPSpin(2, read.Integer("--spins", 2, DiscreteMinima.MaxSpinCount)));
            case "ising-p-spin":
                read.Only("--model ising-p-spin", "--model", "--spins", "--p", "--method");
                var p = read.Integer("--p", 2, 1000);
                return Mean(read, DiscreteMinima.LogMeanOfIsingPSpin(p, read.Integer("--spins", p, DiscreteMinima.MaxSpinCount)));
            case "rem":
                read.Only("--model rem", "--model", "--spins", "--method");
                return Rem(read, read.Integer("--spins", 1, DiscreteMinima.MaxSpinCount), "Baldi and Rinott 1989: independent energies on the N-cube");
            default:
                read.Only("--model nk", "--model", "--spins", "--k", "--method");
                var spins = read.Integer("--spins", 1, DiscreteMinima.MaxSpinCount);
                var neighbours = read.Integer("--k", 0, spins - 1);
                if (neighbours == spins - 1)
                    return Rem(read, spins, "Kauffman and Levin 1987; Baldi and Rinott 1989: NK with K = N - 1 has independent energies");
                if (neighbours > 0)
                    throw Options.NotAllowed("--k", $"{neighbours}", $"0 or {spins - 1} (K = N - 1): between them no closed form is known");
                return Result(read, 0, double.NegativeInfinity, "additive: each spin has its own better state, so there is exactly one stable state");
        }
    }

    private static ComputeAnswer Mean(ModelReader read, double logMean) => new()
    {
        Quantity = "local-minima",
        Parameters = read.Parameters,
        Method = "exact",
        Value = new JsonObject { ["mean"] = ComputeAnswer.Number(Math.Exp(logMean)) },
        LogValue = new JsonObject { ["mean"] = logMean },
        Source = "Tanaka and Edwards 1980, Bray and Moore 1980 at finite N: fields equicorrelated with (p-1)/(N-1), Gaussian couplings on distinct index sets",
    };

    private static ComputeAnswer Rem(ModelReader read, int spins, string source)
    {
        var (logMean, logVariance) = DiscreteMinima.RandomEnergyModel(spins);
        return Result(read, logMean, logVariance, source);
    }

    private static ComputeAnswer Result(ModelReader read, double logMean, double logVariance, string source) => new()
    {
        Quantity = "local-minima",
        Parameters = read.Parameters,
        Method = "exact",
        Value = new JsonObject { ["mean"] = ComputeAnswer.Number(Math.Exp(logMean)), ["variance"] = ComputeAnswer.Number(Math.Exp(logVariance)) },
        LogValue = new JsonObject { ["mean"] = logMean, ["variance"] = ComputeAnswer.Number(logVariance) },
        Source = source,
    };
}
