using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Theory;
using RandomLandscapes.Theory.Multiprecision;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes compute index-law</c>: P(index = k) of an ensemble, exact where that reaches, else sampled with intervals.</summary>
internal static class IndexLawCommand
{
    private const int LargestDimension = 10_000;
    private const long DefaultVarianceSamples = 100_000;
    private static readonly string[] EnsembleNames = ["coin-flip", "goe", "random-point", "isotropic-field", "p-spin"];

    public static Command Create() => Build("index-law", "The law of the Morse index.", (request, method, samples, seed, threads, json) =>
    {
        var answer = Answer(request, method, samples, seed, threads);
        return json ? answer.ToJson() : answer.ToTable("k");
    });

    /// <summary><c>landscapes compute index-variance</c>: the variance of the same law.</summary>
    public static Command CreateVariance() => Build("index-variance", "The variance of the Morse index.", (request, method, samples, seed, threads, json) =>
    {
        var answer = Variance(request, method, samples, seed, threads);
        return json ? answer.ToJson() : answer.ToTable();
    });

    private static Command Build(string quantity, string description, Func<Request, string?, long?, ulong, int, bool, string> answer)
    {
        var ensemble = Options.Text("--ensemble", "coin-flip | goe | random-point | isotropic-field | p-spin");
        var dimension = Options.Text("--dimension", "n, the dimension of the Hessian; not for p-spin");
        var p = Options.Text("--p", "p-spin: the order of the interaction");
        var spins = Options.Text("--spins", "p-spin: the number of spins N; the dimension is N - 1");
        var mixture = Options.Text("--mixture", "p-spin: a mixture p:weight,... instead of --p, xi(t) = sum weight t^p");
        var method = Options.Text("--method", "exact | pfaffian (goe: the second exact route, minutes at n = 100) | monte-carlo; default the most exact that reaches");
        var samples = Options.Text("--samples", "Monte Carlo samples (100000; critical points 1000000)");
        var seed = Options.Text("--seed", "root seed (0)");
        var threads = Options.Text("--threads", "worker threads (all processors)");
        var json = Options.Flag("--json", "print one JSON object");
        var command = new Command(quantity, description) { ensemble, dimension, p, spins, mixture, method, samples, seed, threads, json };
        command.SetAction(result =>
        {
            var name = Options.Choice(result, ensemble, EnsembleNames)
                ?? throw new UsageException($"--ensemble is missing; expected {string.Join(" | ", EnsembleNames)}.");
            var isGlass = string.Equals(name, "p-spin", StringComparison.Ordinal);
            foreach (var option in isGlass ? [dimension] : new[] { p, spins, mixture })
            {
                if (result.GetValue(option) is { } given)
                    throw new UsageException($"{option.Name}: value '{given}' does not belong to --ensemble {name}.");
            }

            var request = isGlass ? Glass(result, p, spins, mixture) : Plain(name, (int)Options.RequiredInteger(result, dimension, 1, LargestDimension));
            var wanted = Options.Choice(result, method, "exact", "pfaffian", "monte-carlo");
            var count = Options.Integer(result, samples, 1, 1_000_000_000);
            var root = Options.Seed(result, seed);
            var workers = (int)(Options.Integer(result, threads, 0, 1024) ?? 0);
            Console.WriteLine(answer(request, wanted, count, root, workers == 0 ? Environment.ProcessorCount : workers, result.GetValue(json)));
            return ExitCodes.Done;
        });
        return command;
    }

    private static IndexLawAnswer Answer(Request request, string? method, long? samples, ulong seed, int threads)
    {
        if (string.Equals(method, "pfaffian", StringComparison.Ordinal))
        {
            return request.Pfaffian is { } second && request.Dimension <= MultiprecisionPfaffian.MaxDimension
                ? IndexLawAnswer.Exact(request.Parameters, second())
                : throw Options.NotAllowed("--method", method!, $"exact or monte-carlo; pfaffian is for --ensemble goe up to --dimension {MultiprecisionPfaffian.MaxDimension}");
        }

        if (!string.Equals(method, "monte-carlo", StringComparison.Ordinal) && request.Dimension <= request.ExactLimit)
            return IndexLawAnswer.Exact(request.Parameters, request.Exact());
        if (string.Equals(method, "exact", StringComparison.Ordinal))
        {
            throw new UsageException(string.Create(
                CultureInfo.InvariantCulture, $"--method: value 'exact' is not allowed at {request.SizeName} {request.Size}; expected {request.SizeName} up to {request.ExactSizeLimit}, or monte-carlo."));
        }

        return request.Sample is { } sample
            ? sample(samples, seed, threads)
            : throw (method is null
                ? Options.NotAllowed(request.SizeName, $"{request.Size}", $"at most {request.ExactSizeLimit} for this ensemble, which is computed exactly or not at all")
                : new UsageException($"--method: value 'monte-carlo' is not allowed for --ensemble {request.Parameters["ensemble"]}; expected exact."));
    }

    // Twenty independent parts of the samples: the mean of their variances, with its error from their spread.
    private static ComputeAnswer Variance(Request request, string? method, long? wanted, ulong seed, int threads)
    {
        const int parts = 20;
        const double student = 2.0930240544; // 97.5 % point with 19 degrees of freedom
        const long smallest = 100L * parts;
        if (string.Equals(method, "pfaffian", StringComparison.Ordinal)
            || (!string.Equals(method, "monte-carlo", StringComparison.Ordinal) && request.Dimension <= request.ExactLimit))
        {
            return ExactVariance(request, Answer(request, method, 0, seed, threads));
        }

        var samples = wanted ?? DefaultVarianceSamples;
        if (samples < smallest)
            throw Options.NotAllowed("--samples", $"{samples}", $"at least {smallest} for a variance with its error");
        var values = new double[parts];
        var source = "";
        for (var part = 0; part < parts; part++)
        {
            var answer = Answer(request, method, samples / parts, StreamKey.Derive(seed, "compute index-variance", $"part {part}").Value, threads);
            var mean = answer.Value.Select((p, k) => k * p).Sum();
            values[part] = answer.Value.Select((p, k) => (k - mean) * (k - mean) * p).Sum();
            source = answer.Source;
        }

        var value = values.Average();
        var error = Math.Sqrt(values.Sum(v => (v - value) * (v - value)) / (parts - 1) / parts);
        return new ComputeAnswer
        {
            Quantity = "index-variance",
            Parameters = request.Parameters,
            Method = "monte-carlo",
            Value = JsonValue.Create(value),
            StandardError = JsonValue.Create(error),
            Interval = new JsonArray(value - (student * error), value + (student * error)),
            Samples = samples / parts * parts,
            Seed = seed,
            Source = source,
        };
    }

    private static ComputeAnswer ExactVariance(Request request, IndexLawAnswer law)
    {
        var mean = law.Value.Select((p, k) => k * p).Sum();
        return new ComputeAnswer
        {
            Quantity = "index-variance",
            Parameters = request.Parameters,
            Method = "exact",
            Value = JsonValue.Create(law.Value.Select((p, k) => (k - mean) * (k - mean) * p).Sum()),
            Source = law.Source,
        };
    }

    private static Request Plain(string ensemble, int n)
    {
        var parameters = new Dictionary<string, object>(StringComparer.Ordinal) { ["ensemble"] = ensemble, ["dimension"] = n };
        var common = new Request(parameters, n, "--dimension", n);
        return ensemble switch
        {
            "coin-flip" => common with { ExactLimit = LargestDimension, ExactSizeLimit = LargestDimension, Exact = () => ExactIndexLaws.CoinFlip(n) },
            "goe" => common with
            {
                ExactLimit = ExactIndexLaws.MaxGoeDimension,
                ExactSizeLimit = ExactIndexLaws.MaxGoeDimension,
                Exact = () => ExactIndexLaws.Goe(n),
                Pfaffian = () => ExactIndexLaws.GoeByMultiprecisionPfaffian(n),
                Sample = (s, seed, t) => SampledIndexLaws.Goe(parameters, n, shifted: false, s, seed, t),
            },
            "random-point" => common with
            {
                ExactLimit = ExactIndexLaws.MaxGoeDimension,
                ExactSizeLimit = ExactIndexLaws.MaxGoeDimension,
                Exact = () => ExactIndexLaws.RandomPoint(n),
                Sample = (s, seed, t) => SampledIndexLaws.Goe(parameters, n, shifted: true, s, seed, t),
            },
            _ => common with
            {
                ExactLimit = ExactIndexLaws.MaxFieldDimension,
                ExactSizeLimit = ExactIndexLaws.MaxFieldDimension,
                Exact = () => ExactIndexLaws.IsotropicField(n),
                Sample = (s, seed, t) => SampledIndexLaws.CriticalPoints(parameters, n + 1, OrderStatisticWeights.FieldRate, s, seed, t),
            },
        };
    }

    private static Request Glass(ParseResult result, Option<string?> p, Option<string?> spins, Option<string?> mixture)
    {
        var n = (int)Options.RequiredInteger(result, spins, 2, LargestDimension);
        var parameters = new Dictionary<string, object>(StringComparer.Ordinal) { ["ensemble"] = "p-spin" };
        double first, second;
        if (result.GetValue(mixture) is { } text)
        {
            if (result.GetValue(p) is { } both)
                throw new UsageException($"--p: value '{both}' is not allowed beside --mixture; expected one of the two.");
            (_, first, second) = Commands.Mixture.Parse(mixture.Name, text);
            parameters["mixture"] = text;
        }
        else
        {
            var order = Options.RequiredInteger(result, p, 2, 1000);
            (first, second) = (order, (double)order * (order - 1));
            parameters["p"] = order;
        }

        parameters["spins"] = n;
        var rate = (second - first) / (2 * (second + first));
        return new Request(parameters, n - 1, "--spins", n)
        {
            // At p = 2 every index has the same mean count, 2, for every N.
            ExactLimit = rate == 0 ? LargestDimension : ExactIndexLaws.MaxSpinCount - 1,
            ExactSizeLimit = rate == 0 ? LargestDimension : ExactIndexLaws.MaxSpinCount,
            Exact = () => ExactIndexLaws.OfMeanCounts(
                SphericalMeanCounts.Mixture(first, second, n),
                parameters.ContainsKey("p") ? SphericalMeanCounts.PureSource : SphericalMeanCounts.MixtureSource),
            // A random linear field strong enough to make the rate negative leaves no window to count in.
            Sample = rate < 0 ? null : (s, seed, t) => SampledIndexLaws.CriticalPoints(parameters, n, rate, s, seed, t),
        };
    }

    private sealed record Request(IReadOnlyDictionary<string, object> Parameters, int Dimension, string SizeName, int Size)
    {
        public int ExactLimit { get; init; }

        public int ExactSizeLimit { get; init; }

        public Func<IndexLaw> Exact { get; init; } = null!;

        /// <summary>A second exact route, where there is one.</summary>
        public Func<IndexLaw>? Pfaffian { get; init; }

        public Func<long?, ulong, int, IndexLawAnswer>? Sample { get; init; }
    }
}
