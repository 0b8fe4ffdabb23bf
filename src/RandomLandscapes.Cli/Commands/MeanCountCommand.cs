using System.CommandLine;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes compute mean-count</c>: exact mean numbers of critical points, total and by index.</summary>
internal static class MeanCountCommand
{
    // At p = 2 every index has two points at any size.
    private const int LargestTwoSpin = 10_000;
    private const string ConfinementRange = "a number above 0, at most 10";

    public static Command Create() => new ModelOptions(
        ("--model", "p-spin | mixed-p-spin | confined-field"),
        ("--p", "p-spin: the order of the interaction"),
        ("--mixture", "mixed-p-spin: p:weight,... of xi(t) = sum weight t^p; p = 1 is a random linear field"),
        ("--spins", "the number of spins N; the dimension is N - 1"),
        ("--energy-below", "p-spin: count points with H/N <= E only"),
        ("--dimension", "confined-field: n"),
        ("--mu", "confined-field: m = mu/mu_c"),
        ("--method", "exact")).Create("mean-count", "Mean numbers of critical points.", Answer);

    private static ComputeAnswer Answer(ModelReader read)
    {
        var model = read.Choice("--model", "p-spin", "mixed-p-spin", "confined-field");
        read.OptionalChoice("--method", "exact");
        switch (model)
        {
            case "p-spin":
                read.Only("--model p-spin", "--model", "--p", "--spins", "--energy-below", "--method");
                var p = read.Integer("--p", 2, 1000);
                var spins = read.Integer("--spins", 2, p == 2 && !read.Has("--energy-below") ? LargestTwoSpin : SphericalMeanCounts.MaxSpinCount);
                return read.OptionalNumber("--energy-below", "an energy per spin H/N from -1e6 to 1e6", x => Math.Abs(x) <= 1e6) is { } energy
                    ? Result(read, SphericalMeanCounts.PurePSpinBelow(p, spins, energy), SphericalMeanCounts.PureSource + "; law of l_k cut at E sqrt(N p / (2 (p-1)))")
                    : Result(read, SphericalMeanCounts.PurePSpin(p, spins), SphericalMeanCounts.PureSource);
            case "mixed-p-spin":
                read.Only("--model mixed-p-spin", "--model", "--mixture", "--spins", "--method");
                var mixture = Mixture.Parse("--mixture", read.Text("--mixture", "p:weight,..."));
                return Result(
                    read,
                    SphericalMeanCounts.Mixture(mixture.First, mixture.Second, read.Integer("--spins", 2, SphericalMeanCounts.MaxSpinCount)),
                    SphericalMeanCounts.MixtureSource);
            default:
                read.Only("--model confined-field", "--model", "--dimension", "--mu", "--method");
                var fields = new ConfinedFields(read.Integer("--dimension", 1, IsotropicFields.MaxDimension));
                return Result(
                    read, fields.MeanCountsAt(read.Number("--mu", ConfinementRange, m => m is > 0 and <= 10)),
                    "Fyodorov 2004; Fyodorov and Nadal 2012: E|det| over GOI(1/2), by the ordered eigenvalues of GOE(n+1)");
        }
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
