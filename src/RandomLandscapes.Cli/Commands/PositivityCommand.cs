using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Simulation.RareEvents;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes compute positivity</c>: P(no negative eigenvalue), or at most k, for GOE(n) and at the critical points of isotropic fields.</summary>
internal static class PositivityCommand
{
    // 97.5 % point of Student's law with 31 degrees of freedom: the error comes from 32 replicas.
    private const double Student95 = 2.0395134464;

    // Each order statistic of the sum costs a run of its own.
    private const int LargestSampledFieldIndex = 20;

    private static readonly Ensemble Goe = new()
    {
        Name = "goe",
        LargestExact = ExactIndexLaws.MaxPositivityDimension,
        LargestSampled = 1000,
        DefaultSweeps = 2_000_000,
        LogExact = ExactIndexLaws.GoeLogProbabilityAtMost,
        ExactSource = "pivot chain of the tridiagonal model of GOE(n) (Dumitriu and Edelman 2002)",
        LogAsymptotic = IndexAsymptotics.GoeLogProbabilityOfMinimum,
        AsymptoticSource = "Dean and Majumdar 2006 (leading term ln 3 / 4); Borot, Eynard, Majumdar, Nadal 2011 (form); coefficients through n^-2 recognised from exact values",
        LogSampled = GoePositivity.LogProbability,
        SampledSource = "thermodynamic integration over the shift t of d ln P(index(M + tI) <= k)/dt = E[tr M | index(M + tI) <= k], Gibbs sampler of the conditioned tridiagonal model",
    };

    private static readonly Ensemble Field = new()
    {
        Name = "isotropic-field",
        LargestExact = ExactIndexLaws.MaxFieldDimension,
        LargestSampled = GoeOnePointDensity.MaxOrder - 1,
        LargestSampledIndex = LargestSampledFieldIndex,
        DefaultSweeps = 500_000,
        LogExact = ExactField,
        ExactSource = "E exp(-l_k^2/2) over ordered eigenvalues of GOE(n+1) by the pivot chain (Fyodorov 2004; Auffinger, Ben Arous, Cerny 2013; Cheng and Schwartzman 2018)",
        LogAsymptotic = IndexAsymptotics.FieldLogFractionOfMinima,
        AsymptoticSource = "-n + (4 sqrt 2/3) n^(1/2) - (2^(7/4)/3) n^(1/4) - (25/96) ln n - 1.334, left tail of Tracy and Widom's law; next term O(n^(-1/4))",
        LogSampled = SampledField,
        SampledSource = "ordered eigenvalues of GOE(n+1) tilted with exp(-c l_k^2), thermodynamic integration over c from 0 to 1/2 by Gibbs sampling; total from Mehta's one-point density",
    };

    public static Command Create() => new ModelOptions(
        ("--ensemble", "goe | isotropic-field (at critical points)"),
        ("--dimension", "n"),
        ("--index-at-most", "k: P(index <= k); 0, all eigenvalues positive"),
        ("--method", "exact | asymptotic | rare-event; default exact as far as it reaches"),
        ("--samples", "rare-event: sweeps of the sampler (goe 2000000, isotropic-field 500000)"),
        ("--seed", "rare-event: root seed (0)"),
        ("--threads", "rare-event: worker threads (all processors)")).Create("positivity", "P(all eigenvalues > 0), however small.", Answer);

    private static ComputeAnswer Answer(ModelReader read)
    {
        var ensemble = read.Choice("--ensemble", Goe.Name, Field.Name) is "goe" ? Goe : Field;
        var n = read.Integer("--dimension", 1, ensemble.LargestSampled);
        var k = read.OptionalInteger("--index-at-most", 0, n) ?? 0;
        var method = read.OptionalChoice("--method", "exact", "asymptotic", "rare-event") ?? (n <= ensemble.LargestExact || k == n ? "exact" : "rare-event");
        var sweeps = read.Setting("--samples", RareEventSettings.Smallest, 1_000_000_000_000) ?? ensemble.DefaultSweeps;
        var seed = read.Seed("--seed");
        var threads = (int)(read.Setting("--threads", 0, 1024) ?? 0);
        switch (method)
        {
            case "exact":
                if (n > ensemble.LargestExact && k < n)
                    throw Options.NotAllowed("--method", method, string.Create(CultureInfo.InvariantCulture, $"--dimension up to {ensemble.LargestExact}, or rare-event"));
                return Result(read, method, k == n ? 0 : ensemble.LogExact(n, k), ensemble.ExactSource);
            case "asymptotic":
                if (k > 0)
                    throw Options.NotAllowed("--method", method, "exact or rare-event beside --index-at-most");
                return Result(read, method, ensemble.LogAsymptotic(n), ensemble.AsymptoticSource);
            default:
                var largest = Math.Min(n - 1, ensemble.LargestSampledIndex);
                if (k > largest)
                    throw Options.NotAllowed("--index-at-most", $"{k}", string.Create(CultureInfo.InvariantCulture, $"an integer from 0 to {largest} for rare-event"));
                return Sampled(read, ensemble, n, k, new RareEventSettings(sweeps, threads == 0 ? Environment.ProcessorCount : threads), seed);
        }
    }

    private static double ExactField(int n, int k) =>
        k == 0 ? FractionsOfMinima.LogOfIsotropicField(n) : ExactIndexLaws.IsotropicField(n).LogCumulativeAtMost(k);

    private static LogEstimate SampledField(int n, int k, StreamKey key, RareEventSettings settings)
    {
        var lowest = OrderStatisticTail.LogSumOfLowest(n + 1, k, OrderStatisticWeights.FieldRate, key, settings);
        return lowest with { Value = lowest.Value - GoeOnePointDensity.LogIntegral(n + 1, y => -OrderStatisticWeights.FieldRate * y * y) };
    }

    private static ComputeAnswer Sampled(ModelReader read, Ensemble ensemble, int n, int k, RareEventSettings settings, ulong seed)
    {
        var key = StreamKey.Derive(seed, "compute positivity", string.Create(CultureInfo.InvariantCulture, $"{ensemble.Name} n={n} k={k}"));
        var estimate = ensemble.LogSampled(n, k, key, settings);
        var reach = Student95 * estimate.StandardError;
        // Where the event is common the estimate may come out above one: it is taken as one, with an interval no shorter below.
        var value = Math.Min(0, estimate.Value);
        double low = value - reach, high = Math.Min(0, value + reach);
        return Result(read, "rare-event", value, ensemble.SampledSource) with
        {
            StandardError = JsonValue.Create(Math.Exp(value) * estimate.StandardError),
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

    /// <summary>What is known of one ensemble, by each method.</summary>
    private sealed record Ensemble
    {
        public required string Name { get; init; }

        public required int LargestExact { get; init; }

        public required int LargestSampled { get; init; }

        public int LargestSampledIndex { get; init; } = int.MaxValue;

        public required long DefaultSweeps { get; init; }

        public required Func<int, int, double> LogExact { get; init; }

        public required string ExactSource { get; init; }

        public required Func<int, double> LogAsymptotic { get; init; }

        public required string AsymptoticSource { get; init; }

        public required Func<int, int, StreamKey, RareEventSettings, LogEstimate> LogSampled { get; init; }

        public required string SampledSource { get; init; }
    }
}
