using System.CommandLine;
using System.Globalization;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes compute mean-count</c>: mean numbers of critical points, total and by index.</summary>
internal static class MeanCountCommand
{
    private const int LargestSampled = 10_000;

    // Of spins and of dimensions alike.
    private const int LargestExact = SphericalMeanCounts.MaxSpinCount;
    private const string FieldSource = "Fyodorov 2004; Fyodorov and Nadal 2012: E|det| over GOI(1/2)";
    private static readonly string[] Sampling = ["--method", "--samples", "--seed", "--threads"];
    private const string ConfinementRange = "a number above 0, at most 10";

    public static Command Create() => new ModelOptions(
        ("--model", "p-spin | mixed-p-spin | confined-field | torus-field"),
        ("--p", "p-spin: the order of the interaction"),
        ("--mixture", "mixed-p-spin: p:weight,... of xi(t) = sum weight t^p; p = 1 is a random linear field"),
        ("--spins", "the number of spins N; the dimension is N - 1"),
        ("--energy-below", "p-spin: count points with H/N <= E only"),
        ("--dimension", "confined-field: n"),
        ("--mu", "confined-field: m = mu/mu_c"),
        ("--spectrum", "torus-field: k:weight;... or isotropic:D, shell:D:LOW:HIGH, power-law:D:HIGH:S"),
        ("--method", "exact | monte-carlo (default beyond N = 100, n = 100, and for spectra without an exact form)"),
        ("--samples", "Monte Carlo samples (1000000 windows or 200000 determinants)"),
        ("--seed", "Monte Carlo: root seed (0)"),
        ("--threads", "Monte Carlo: worker threads (all processors)")).Create("mean-count", "Mean numbers of critical points.", Answer);

    private static ComputeAnswer Answer(ModelReader read)
    {
        var model = read.Choice("--model", "p-spin", "mixed-p-spin", "confined-field", "torus-field");
        switch (model)
        {
            case "p-spin":
                read.Only("--model p-spin", ["--model", "--p", "--spins", "--energy-below", .. Sampling]);
                var p = read.Integer("--p", 2, 1000);
                var spins = read.Integer("--spins", 2, read.Has("--energy-below") ? SphericalMeanCounts.MaxSpinCount : LargestSampled);
                if (!read.Has("--energy-below") && p > 2 && IsSampled(read, "--spins", spins))
                    return Sampled(read, p, (double)p * (p - 1), spins, SphericalMeanCounts.PureSource);
                read.OptionalChoice("--method", "exact");
                return read.OptionalNumber("--energy-below", "an energy per spin H/N from -1e6 to 1e6", x => Math.Abs(x) <= 1e6) is { } energy
                    ? Result(read, SphericalMeanCounts.PurePSpinBelow(p, spins, energy), SphericalMeanCounts.PureSource + "; law of l_k cut at E sqrt(N p / (2 (p-1)))")
                    : Result(read, SphericalMeanCounts.PurePSpin(p, spins), SphericalMeanCounts.PureSource);
            case "mixed-p-spin":
                read.Only("--model mixed-p-spin", ["--model", "--mixture", "--spins", .. Sampling]);
                var mixture = Mixture.Parse("--mixture", read.Text("--mixture", "p:weight,..."));
                var count = read.Integer("--spins", 2, LargestSampled);
                // Two points of each index, or the two of a linear function: at any N.
                if (mixture.Second != mixture.First && !SphericalMeanCounts.IsLinear(mixture.First, mixture.Second) && IsSampled(read, "--spins", count))
                    return Sampled(read, mixture.First, mixture.Second, count, SphericalMeanCounts.MixtureSource);
                read.OptionalChoice("--method", "exact");
                return Result(read, SphericalMeanCounts.Mixture(mixture.First, mixture.Second, count), SphericalMeanCounts.MixtureSource);
            case "torus-field":
                read.Only("--model torus-field", ["--model", "--spectrum", .. Sampling]);
                return Torus(read);
            default:
                read.Only("--model confined-field", ["--model", "--dimension", "--mu", .. Sampling]);
                var dimension = read.Integer("--dimension", 1, LargestSampled);
                var confinement = read.Number("--mu", ConfinementRange, m => m is > 0 and <= 10);
                return IsSampled(read, "--dimension", dimension)
                    ? SampledField(read, dimension, confinement)
                    : Result(read, new ConfinedFields(dimension).MeanCountsAt(confinement), FieldSource + ", by the ordered eigenvalues of GOE(n+1)");
        }
    }

    private static ComputeAnswer Torus(ModelReader read)
    {
        var text = read.Text("--spectrum", SpectrumText.Allowed);
        var spectrum = SpectrumText.Parse("--spectrum", text);
        SpectrumText.CheckRank("--spectrum", text, spectrum.Dimension, spectrum.Waves);
        var exact = TorusFields.MeanCounts(spectrum.Dimension, spectrum.Waves, spectrum.Variances);
        var method = read.OptionalChoice("--method", "exact", "monte-carlo");
        if (exact is null && string.Equals(method, "exact", StringComparison.Ordinal))
            throw Options.NotAllowed("--method", method!, "monte-carlo for this spectrum: from d = 3 on only separable spectra and those isotropic to fourth order have an exact form");
        if (exact is not null && !string.Equals(method, "monte-carlo", StringComparison.Ordinal))
            return Result(read, exact, TorusFields.Source);
        if (spectrum.Dimension > TorusHessians.LargestDimension)
            throw Options.NotAllowed("--spectrum", text, string.Create(CultureInfo.InvariantCulture, $"at most {TorusHessians.LargestDimension} dimensions where Hessians are sampled: beyond, the rare ones that carry the minima are never drawn"));
        var (samples, seed, threads) = SamplingOptions(read);
        return SampledTorusCounts.Draw(read.Parameters, spectrum, text, samples, seed, threads);
    }

    private static bool IsSampled(ModelReader read, string option, int size)
    {
        var method = read.OptionalChoice("--method", "exact", "monte-carlo");
        return method switch
        {
            "monte-carlo" => true,
            "exact" when size > LargestExact => throw Options.NotAllowed("--method", method, $"monte-carlo beyond {option} {LargestExact}"),
            _ => size > LargestExact,
        };
    }

    // Where xi'' > xi' the weights of the ordered eigenvalues are below one and windows count them; a strong linear term makes them large and rare.
    private static ComputeAnswer Sampled(ModelReader read, double first, double second, int spins, string source)
    {
        var (samples, seed, threads) = SamplingOptions(read);
        return second > first
            ? SampledMeanCounts.ByWindows(
                read.Parameters, spins, (second - first) / (2 * (second + first)), 0, SphericalMeanCounts.LogFactor(first, second, spins), source, samples, seed, threads)
            : SampledMeanCounts.ByDeterminants(
                read.Parameters, spins - 1, 0, SphericalMeanCounts.ShiftVariance(first, second), SphericalMeanCounts.LogDeterminantFactor(first, second, spins), source,
                samples, seed, threads);
    }

    // The eigenvalues that count lie about -m sqrt(2n), outside their semicircle where m > 1.
    private static ComputeAnswer SampledField(ModelReader read, int dimension, double confinement)
    {
        var (samples, seed, threads) = SamplingOptions(read);
        return confinement <= 1
            ? SampledMeanCounts.ByWindows(
                read.Parameters, dimension + 1, 0.5, -confinement * Math.Sqrt(2.0 * dimension), ConfinedFields.LogWindowFactor(dimension, confinement), FieldSource,
                samples, seed, threads)
            : SampledMeanCounts.ByDeterminants(
                read.Parameters, dimension, confinement * Math.Sqrt(0.5 * dimension), 0.5, ConfinedFields.LogDeterminantFactor(dimension, confinement), FieldSource,
                samples, seed, threads);
    }

    private static (long? Samples, ulong Seed, int Threads) SamplingOptions(ModelReader read)
    {
        var threads = (int)(read.Setting("--threads", 0, 1024) ?? 0);
        return (read.Setting("--samples", 1, 1_000_000_000), read.Seed("--seed"), threads == 0 ? Environment.ProcessorCount : threads);
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
