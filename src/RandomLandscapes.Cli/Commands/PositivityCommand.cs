using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.RareEvents;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes compute positivity</c>: P(all eigenvalues of GOE(n) are positive), or at most k negative ones.</summary>
internal static class PositivityCommand
{
    private const int LargestDimension = 1000;
    private const long DefaultSweeps = 2_000_000;

    // 97.5 % point of Student's law with 31 degrees of freedom: the error comes from 32 replicas.
    private const double Student95 = 2.0395134464;

    public static Command Create() => new ModelOptions(
        ("--ensemble", "goe"),
        ("--dimension", "n"),
        ("--index-at-most", "k: P(index <= k); 0, all eigenvalues positive"),
        ("--method", "exact | asymptotic | rare-event; default exact as far as it reaches"),
        ("--samples", "rare-event: sweeps of the sampler (2000000)"),
        ("--seed", "rare-event: root seed (0)"),
        ("--threads", "rare-event: worker threads (all processors)")).Create("positivity", "P(all eigenvalues > 0), however small.", Answer);

    private static ComputeAnswer Answer(ModelReader read)
    {
        read.Choice("--ensemble", "goe");
        var n = read.Integer("--dimension", 1, LargestDimension);
        var k = read.OptionalInteger("--index-at-most", 0, n) ?? 0;
        var method = read.OptionalChoice("--method", "exact", "asymptotic", "rare-event")
            ?? (n <= ExactIndexLaws.MaxPositivityDimension || k == n ? "exact" : "rare-event");
        var sweeps = read.Setting("--samples", RareEventSettings.Smallest, 1_000_000_000_000) ?? DefaultSweeps;
        var seed = read.Seed("--seed");
        var threads = (int)(read.Setting("--threads", 0, 1024) ?? 0);
        switch (method)
        {
            case "exact":
                if (n > ExactIndexLaws.MaxPositivityDimension && k < n)
                {
                    throw Options.NotAllowed("--method", method, string.Create(
                        CultureInfo.InvariantCulture, $"--dimension up to {ExactIndexLaws.MaxPositivityDimension}, or rare-event"));
                }

                return Result(
                    read, method, k == n ? 0 : ExactIndexLaws.GoeLogProbabilityAtMost(n, k),
                    "pivot chain of the tridiagonal model of GOE(n) (Dumitriu and Edelman 2002)");
            case "asymptotic":
                if (k > 0)
                    throw Options.NotAllowed("--method", method, "exact or rare-event beside --index-at-most");
                return Result(
                    read, method, IndexAsymptotics.GoeLogProbabilityOfMinimum(n),
                    "Dean and Majumdar 2006 (leading term ln 3 / 4); Borot, Eynard, Majumdar, Nadal 2011 (form); coefficients through n^-2 recognised from exact values");
            default:
                if (k == n)
                    throw Options.NotAllowed("--index-at-most", $"{k}", string.Create(CultureInfo.InvariantCulture, $"an integer from 0 to {n - 1} for rare-event"));
                return Sampled(read, n, k, sweeps, seed, threads == 0 ? Environment.ProcessorCount : threads);
        }
    }

    private static ComputeAnswer Sampled(ModelReader read, int n, int k, long sweeps, ulong seed, int threads)
    {
        var key = StreamKey.Derive(seed, "compute positivity", string.Create(CultureInfo.InvariantCulture, $"goe n={n} k={k}"));
        var estimate = GoePositivity.LogProbability(n, k, key, new RareEventSettings(sweeps, threads));
        var reach = Student95 * estimate.StandardError;
        double low = estimate.Value - reach, high = estimate.Value + reach;
        return Result(
            read, "rare-event", estimate.Value,
            "thermodynamic integration over the shift t of d ln P(index(M + tI) <= k)/dt = E[tr M | index(M + tI) <= k], Gibbs sampler of the conditioned tridiagonal model") with
        {
            StandardError = JsonValue.Create(Math.Exp(estimate.Value) * estimate.StandardError),
            Interval = new JsonArray(Math.Exp(low), Math.Exp(high)),
            LogStandardError = estimate.StandardError,
            LogInterval = (low, high),
            Samples = estimate.Sweeps,
            Seed = seed,
        };
    }

    private static ComputeAnswer Result(ModelReader read, string method, double log, string source) => new()
    {
        Quantity = "positivity",
        Parameters = read.Parameters,
        Method = method,
        Value = JsonValue.Create(Math.Exp(log)),
        LogValue = JsonValue.Create(log),
        Source = source,
    };
}
