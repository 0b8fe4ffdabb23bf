using System.CommandLine;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes compute mean-count</c>: exact mean numbers of critical points, total and by index.</summary>
internal static class MeanCountCommand
{
    private const int LargestSampled = 10_000;
    private static readonly string[] Sampling = ["--method", "--samples", "--seed", "--threads"];
    private const string ConfinementRange = "a number above 0, at most 10";

    public static Command Create() => new ModelOptions(
        ("--model", "p-spin | mixed-p-spin | confined-field"),
        ("--p", "p-spin: the order of the interaction"),
        ("--mixture", "mixed-p-spin: p:weight,... of xi(t) = sum weight t^p; p = 1 is a random linear field"),
        ("--spins", "the number of spins N; the dimension is N - 1"),
        ("--energy-below", "p-spin: count points with H/N <= E only"),
        ("--dimension", "confined-field: n"),
        ("--mu", "confined-field: m = mu/mu_c"),
        ("--method", "exact | monte-carlo (p-spin and mixtures; default beyond N = 100)"),
        ("--samples", "Monte Carlo samples (1000000)"),
        ("--seed", "Monte Carlo: root seed (0)"),
        ("--threads", "Monte Carlo: worker threads (all processors)")).Create("mean-count", "Mean numbers of critical points.", Answer);

    private static ComputeAnswer Answer(ModelReader read)
    {
        var model = read.Choice("--model", "p-spin", "mixed-p-spin", "confined-field");
        switch (model)
        {
            case "p-spin":
                read.Only("--model p-spin", ["--model", "--p", "--spins", "--energy-below", .. Sampling]);
                var p = read.Integer("--p", 2, 1000);
                var spins = read.Integer("--spins", 2, read.Has("--energy-below") ? SphericalMeanCounts.MaxSpinCount : LargestSampled);
                if (!read.Has("--energy-below") && p > 2 && IsSampled(read, spins))
                    return Sampled(read, p, (double)p * (p - 1), spins, SphericalMeanCounts.PureSource);
                read.OptionalChoice("--method", "exact");
                return read.OptionalNumber("--energy-below", "an energy per spin H/N from -1e6 to 1e6", x => Math.Abs(x) <= 1e6) is { } energy
                    ? Result(read, SphericalMeanCounts.PurePSpinBelow(p, spins, energy), SphericalMeanCounts.PureSource + "; law of l_k cut at E sqrt(N p / (2 (p-1)))")
                    : Result(read, SphericalMeanCounts.PurePSpin(p, spins), SphericalMeanCounts.PureSource);
            case "mixed-p-spin":
                read.Only("--model mixed-p-spin", ["--model", "--mixture", "--spins", .. Sampling]);
                var mixture = Mixture.Parse("--mixture", read.Text("--mixture", "p:weight,..."));
                // A strong linear term makes the rate negative, and no window counts a weight above one.
                var count = read.Integer("--spins", 2, mixture.Second >= mixture.First ? LargestSampled : SphericalMeanCounts.MaxSpinCount);
                return mixture.Second > mixture.First && IsSampled(read, count)
                    ? Sampled(read, mixture.First, mixture.Second, count, SphericalMeanCounts.MixtureSource)
                    : Result(read, SphericalMeanCounts.Mixture(mixture.First, mixture.Second, count), SphericalMeanCounts.MixtureSource);
            default:
                read.Only("--model confined-field", "--model", "--dimension", "--mu", "--method");
                read.OptionalChoice("--method", "exact");
                var fields = new ConfinedFields(read.Integer("--dimension", 1, IsotropicFields.MaxDimension));
                return Result(
                    read, fields.MeanCountsAt(read.Number("--mu", ConfinementRange, m => m is > 0 and <= 10)),
                    "Fyodorov 2004; Fyodorov and Nadal 2012: E|det| over GOI(1/2), by the ordered eigenvalues of GOE(n+1)");
        }
    }

    private static bool IsSampled(ModelReader read, int spins)
    {
        var method = read.OptionalChoice("--method", "exact", "monte-carlo");
        return method switch
        {
            "monte-carlo" => true,
            "exact" when spins > SphericalMeanCounts.MaxSpinCount =>
                throw Options.NotAllowed("--method", method, $"monte-carlo beyond --spins {SphericalMeanCounts.MaxSpinCount}"),
            _ => spins > SphericalMeanCounts.MaxSpinCount,
        };
    }

    private static ComputeAnswer Sampled(ModelReader read, double first, double second, int spins, string source)
    {
        var threads = (int)(read.Setting("--threads", 0, 1024) ?? 0);
        return SampledIndexLaws.MeanCounts(
            read.Parameters, spins, (second - first) / (2 * (second + first)), SphericalMeanCounts.LogFactor(first, second, spins), source,
            read.Setting("--samples", 1, 1_000_000_000), read.Seed("--seed"), threads == 0 ? Environment.ProcessorCount : threads);
    }

    private static ComputeAnswer Result(ModelReader read, MeanCounts counts, string source) => new()
    {
        Quantity = "mean-count",
        Parameters = read.Parameters,
        Method = "exact",
        Value = ComputeAnswer.Counts(counts.Total, counts.ByIndex),
        LogValue = ComputeAnswer.Counts(counts.LogTotal, counts.LogByIndex),
        Source = source,
    };
}
