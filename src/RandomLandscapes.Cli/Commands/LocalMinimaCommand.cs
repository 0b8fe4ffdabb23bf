using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Landscapes.Discrete;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes compute local-minima</c>: mean numbers of one-spin-flip-stable states.</summary>
internal static class LocalMinimaCommand
{
    private const int LargestSampled = 22;
    private static readonly string[] Sampling = ["--method", "--samples", "--seed", "--threads"];

    public static Command Create() => new ModelOptions(
        ("--model", "sk | ising-p-spin | rem | nk"),
        ("--spins", "the number of spins N"),
        ("--p", "ising-p-spin: the order of the interaction"),
        ("--k", "nk: neighbours of each spin; K = 0 and K = N - 1 have closed forms"),
        ("--method", "exact | monte-carlo (all minima of sampled landscapes; default for nk with 0 < K < N - 1)"),
        ("--samples", "Monte Carlo samples (400)"),
        ("--seed", "Monte Carlo: root seed (0)"),
        ("--threads", "Monte Carlo: worker threads (all processors)")).Create("local-minima", "Mean numbers of one-spin-flip-stable states.", Answer);

    private static ComputeAnswer Answer(ModelReader read)
    {
        var model = read.Choice("--model", "sk", "ising-p-spin", "rem", "nk");
        var sampled = read.OptionalChoice("--method", "exact", "monte-carlo") is "monte-carlo";
        if (sampled)
            return Sampled(read, model);
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
                read.Only("--model nk", ["--model", "--spins", "--k", .. Sampling]);
                var spins = read.Integer("--spins", 1, DiscreteMinima.MaxSpinCount);
                var neighbours = read.Integer("--k", 0, spins - 1);
                if (neighbours == 0 || neighbours == spins - 1)
                    read.Only("--model nk with a closed form", "--model", "--spins", "--k", "--method");
                if (neighbours == spins - 1)
                    return Rem(read, spins, "Kauffman and Levin 1987; Baldi and Rinott 1989: NK with K = N - 1 has independent energies");
                if (neighbours > 0)
                {
                    // Between the two ends no closed form is known.
                    return spins > LargestSampled || read.OptionalChoice("--method", "exact", "monte-carlo") is "exact"
                        ? throw Options.NotAllowed("--k", $"{neighbours}", $"0 or {spins - 1} (K = N - 1): between them no closed form is known, and Monte Carlo reaches --spins {LargestSampled}")
                        : Sampled(read, model);
                }

                return Result(read, 0, double.NegativeInfinity, "additive: each spin has its own better state, so there is exactly one stable state");
        }
    }

    // All minima of sampled landscapes; integer sums, so neither threads nor order matter.
    private static ComputeAnswer Sampled(ModelReader read, string model)
    {
        string[] own = model switch { "ising-p-spin" => ["--p"], "nk" => ["--k"], _ => [] };
        read.Only($"--model {model}", ["--model", "--spins", .. own, .. Sampling]);
        var spins = read.Integer("--spins", 2, LargestSampled);
        var order = model is "ising-p-spin" ? read.Integer("--p", 2, spins) : 2;
        var neighbours = model is "nk" ? read.Integer("--k", 0, spins - 1) : 0;
        var samples = read.Setting("--samples", 2, 10_000_000) ?? 400;
        var wanted = (int)(read.Setting("--threads", 0, 1024) ?? 0);
        var seed = read.Seed("--seed");
        var key = StreamKey.Derive(seed, "compute local-minima", string.Create(CultureInfo.InvariantCulture, $"{model} p={order} k={neighbours} N={spins}"));
        var counts = new long[samples];
        Parallel.For(
            0L,
            samples,
            new ParallelOptions { MaxDegreeOfParallelism = wanted == 0 ? Environment.ProcessorCount : wanted },
            () => (Table: new EnergyTable(spins), Stream: new RandomStream(key, 0)),
            (sample, _, own) =>
            {
                own.Stream.MoveTo((ulong)sample);
                if (model is "rem")
                    own.Table.DrawRandomEnergies(own.Stream);
                else if (model is "nk")
                    own.Table.DrawNk(neighbours, own.Stream);
                else
                    own.Table.DrawPSpin(order, own.Stream);
                counts[sample] = own.Table.Census().LocalMinima;
                return own;
            },
            _ => { });
        var mean = counts.Average();
        var variance = counts.Sum(c => (c - mean) * (c - mean)) / (samples - 1);
        var fourth = counts.Average(c => Math.Pow(c - mean, 4));
        var (error, errorOfVariance) = (Math.Sqrt(variance / samples), Math.Sqrt(Math.Max(0, fourth - (variance * variance)) / samples));
        return new ComputeAnswer
        {
            Quantity = "local-minima",
            Parameters = read.Parameters,
            Method = "monte-carlo",
            Value = new JsonObject { ["mean"] = mean, ["variance"] = variance },
            StandardError = new JsonObject { ["mean"] = error, ["variance"] = errorOfVariance },
            Interval = new JsonObject { ["mean"] = Ends(mean, error), ["variance"] = Ends(variance, errorOfVariance) },
            Samples = samples,
            Seed = seed,
            Source = "all 2^N states of each sampled landscape against their N neighbours; intervals by the normal law",
        };

        static JsonArray Ends(double value, double error) => [Math.Max(0, value - (1.959963984540054 * error)), value + (1.959963984540054 * error)];
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
