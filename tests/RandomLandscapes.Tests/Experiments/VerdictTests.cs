using RandomLandscapes.Experiments.SaddlesDominate;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Experiments;

/// <summary>Verdicts on planted tallies: each verdict must be able to come out either way.</summary>
public sealed class VerdictTests
{
    private const long Samples = 400_000;

    private static readonly TheoryRows Laws = new(Plan());

    [Fact] // seed fixed; at the family-wise level 0.01 the true law is rejected for one seed in a hundred
    public void Goe_counts_from_a_binomial_law_do_not_refute_coin_flips()
    {
        var verdicts = RandomMatrixVerdicts.All(Goe(ExactIndexLaws.CoinFlip), Laws).ToDictionary(v => v.Id, StringComparer.Ordinal);
        Assert.Equal(Conclusion.NotShown, verdicts["coin-flips-goe"].Conclusion);
        Assert.Equal(Conclusion.Refuted, verdicts["goe-exact"].Conclusion);
        Assert.Equal(Conclusion.Refuted, verdicts["goe-decay"].Conclusion);
    }

    [Fact]
    public void Goe_counts_from_the_exact_law_refute_coin_flips_and_nothing_else()
    {
        var verdicts = RandomMatrixVerdicts.All(Goe(ExactIndexLaws.Goe), Laws).ToDictionary(v => v.Id, StringComparer.Ordinal);
        Assert.Equal(Conclusion.Refuted, verdicts["coin-flips-goe"].Conclusion);
        Assert.Equal(Conclusion.Supported, verdicts["goe-exact"].Conclusion);
        Assert.Equal(Conclusion.Supported, verdicts["goe-decay"].Conclusion);
        Assert.InRange(verdicts["coin-flips-goe"].PValue!.Value, 0, 1e-6);
    }

    [Fact]
    public void No_verdict_follows_from_no_counts()
    {
        var verdicts = RandomMatrixVerdicts.All(Goe(ExactIndexLaws.Goe, samples: 3), Laws).ToList();
        Assert.All(verdicts, v => Assert.Equal(Conclusion.NotShown, v.Conclusion));
    }

    [Theory]
    [InlineData(1.0, Conclusion.Refuted, Conclusion.Supported)] // weights of the field law
    [InlineData(0.0, Conclusion.NotShown, Conclusion.Refuted)] // weights of the binomial law
    public void Field_weights_are_told_from_coin_flips(double share, Conclusion coinFlips, Conclusion minima)
    {
        var field = new[] { 4, 6 }.Select(n => Weights(n, Mix(ExactIndexLaws.IsotropicField(n), ExactIndexLaws.CoinFlip(n), share))).ToList();
        var verdicts = KacRiceVerdicts.All(field, [], [], Laws).ToDictionary(v => v.Id, StringComparer.Ordinal);
        Assert.Equal(coinFlips, verdicts["coin-flips-field"].Conclusion);
        Assert.Equal(minima, verdicts["field-minima"].Conclusion);
    }

    [Fact]
    public void Enumerated_counts_are_held_against_the_exact_means()
    {
        Assert.Equal(Conclusion.Supported, Enumeration(2000, shift: 0).Conclusion);
        Assert.Equal(Conclusion.Refuted, Enumeration(2000, shift: 0.3).Conclusion);
        Assert.Equal(Conclusion.NotShown, Enumeration(2000, shift: 0, lost: 1).Conclusion);
        Assert.Equal(Conclusion.NotShown, Enumeration(2000, shift: 0, undecided: 1).Conclusion);
        Assert.Contains("3998 of 4000 samples were proved complete", Enumeration(2000, shift: 0, lost: 1).Explanation, StringComparison.Ordinal);
    }

    [Theory] // equal counts in a few samples have no error; they must not look like infinitely many deviations
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(50)]
    public void A_few_equal_enumerated_counts_refute_nothing(int samples)
    {
        var verdict = Enumeration(samples, shift: 0, constant: true);
        Assert.Equal((Conclusion.NotShown, (double?)null), (verdict.Conclusion, verdict.PValue));
    }

    [Fact]
    public void Network_indices_are_ranked_in_the_laws()
    {
        const int n = 40;
        var goe = new CellTally(GoeCell.Declare("network-goe", n, 400), [GoeTally(n, k => k is >= 18 and <= 22 ? 80 : 0)]);
        var field = Weights(n, ExactIndexLaws.CoinFlip(n).Probabilities.ToArray());
        var laws = new NetworkLaws(goe, field);
        Assert.Equal(1, laws.InCoinFlip(Moment(20, 0, 20)).UpperBound, 1e-12);
        Assert.Equal(2 * ExactIndexLaws.CoinFlip(n).CumulativeAtMost(12), laws.InCoinFlip(Moment(12, 0, 28)).Value!.Value, 1e-12);
        Assert.Equal(laws.InCoinFlip(Moment(12, 0, 28)), laws.InCoinFlip(Moment(28, 0, 12)));
        Assert.Equal(laws.InCoinFlip(Moment(15, 0, 25)), laws.InCoinFlip(Moment(10, 5, 25))); // the largest rank in the range
        Assert.Equal((0.0, (double?)null), (laws.InGoe(Moment(5, 0, 35)).Value!.Value, laws.InGoe(Moment(5, 0, 35)).LogValue));
        Assert.InRange(laws.InGoe(Moment(5, 0, 35)).UpperBound, 0.001, 0.03);
        Assert.Equal(0.4, laws.InGoe(Moment(18, 0, 22)).Value!.Value, 1e-12);
        Assert.Equal(1, laws.InGoe(Moment(20, 0, 20)).Value!.Value, 1e-12);

        NetworkMoment Moment(int negative, int undecided, int positive) => new(1, 0, false, 1, 1, 0, negative, undecided, positive, -1, 1, 1e-12);
    }

    [Theory]
    [InlineData(1e-9, 0, 0, SearchOutcome.Critical, Conclusion.Supported)]
    [InlineData(1e-9, 1, 0, SearchOutcome.Critical, Conclusion.Refuted)]
    [InlineData(1e-9, 0, 1, SearchOutcome.Critical, Conclusion.Refuted)]
    [InlineData(1e-7, 0, 0, SearchOutcome.Stalled, Conclusion.NotShown)]
    public void The_end_of_training_is_a_minimum_only_when_it_is_critical(double gradientNorm, int negative, int undecided, SearchOutcome outcome, Conclusion expected)
    {
        const int n = 40;
        var goe = new CellTally(GoeCell.Declare("network-goe", n, 400), [GoeTally(n, k => k == 20 ? 4000 : 0)]);
        var laws = new NetworkLaws(goe, Weights(n, ExactIndexLaws.CoinFlip(n).Probabilities.ToArray()));
        var cell = NetworkCell.Declare(seed: 3, hiddenUnits: 1, l2: 0.1, moments: 0, digits: 30, fingerprint: "x");
        var tally = new Tally([1, negative, undecided, n - negative - undecided, (long)outcome], [7, 0.5, gradientNorm, 1, -1, 1, 1e-12]);
        var verdicts = NetworkVerdicts.All([new CellTally(cell, [tally])], laws).ToDictionary(v => v.Id, StringComparer.Ordinal);
        Assert.Equal(expected, verdicts["network-ends"].Conclusion);
        Assert.Equal(Conclusion.Refuted, verdicts["network-coin-flips"].Conclusion);
        Assert.Equal(Conclusion.Refuted, verdicts["network-goe"].Conclusion);
        Assert.StartsWith($"seed 3 end (iteration 7): gradient norm {gradientNorm:E1}", verdicts["network-ends"].Explanation, StringComparison.Ordinal);
    }

    private static Plan Plan()
    {
        var experiment = new SaddlesDominateExperiment();
        return PlanReader.Read(experiment.Keys, experiment.DefaultPlan, overrides: new (string Key, string Value)[]
        {
            ("cells.goe", "2,3,4,5,6,7"), ("cells.isotropic-field", "4,6"), ("cells.p-spin", "2"), ("cells.p-spin-enumeration", "3,4"),
        }.Select(p => new KeyValuePair<string, string>(p.Key, p.Value)));
    }

    private static List<CellTally> Goe(Func<int, IndexLaw> law, long samples = Samples)
    {
        var cells = new List<CellTally>();
        foreach (var n in new[] { 2, 3, 4, 5, 6, 7 })
        {
            var stream = new RandomStream(StreamKey.Derive(1, "planted", $"goe {n}"));
            var tally = new Tally(n + 2, 0);
            var drawn = law(n);
            var cumulative = Enumerable.Range(0, n).Select(drawn.CumulativeAtMost).ToArray();
            for (var s = 0; s < samples; s++)
            {
                var u = stream.NextUniform();
                tally.Counts[cumulative.Count(c => u > c)]++;
            }

            cells.Add(new CellTally(GoeCell.Declare("goe", n, samples), [tally]));
        }

        return cells;
    }

    // 64 blocks of equal weights with a relative scatter of 2 % around given fractions, 1000 effective samples an index.
    private static CellTally Weights(int n, double[] fractions)
    {
        var stream = new RandomStream(StreamKey.Derive(2, "planted", $"field {n}"));
        var chunks = Enumerable.Range(0, 64).Select(_ =>
        {
            var tally = new Tally(0, 2 * (n + 1));
            for (var k = 0; k <= n; k++)
            {
                tally.Sums[k] = fractions[k] * (1 + (0.02 * stream.NextNormal()));
                tally.Sums[n + 1 + k] = fractions[k] * fractions[k] * 64 / 1000;
            }

            return tally;
        });
        return new CellTally(KacRiceCell.Declare($"field n={n}", n + 1, 64_000), [.. chunks]);
    }

    private static double[] Mix(IndexLaw law, IndexLaw other, double share) =>
        [.. law.Probabilities.ToArray().Zip(other.Probabilities.ToArray(), (a, b) => (share * a) + ((1 - share) * b))];

    private static Tally GoeTally(int n, Func<int, long> count) => new([.. Enumerable.Range(0, n + 1).Select(count), 0], []);

    // Numbers by index scattered around the exact means, rounded to odd or even at random, plus a shift of the first.
    private static Verdict Enumeration(int samples, double shift, int lost = 0, int undecided = 0, bool constant = false)
    {
        var tallies = new[] { 3, 4 }.Select(spins =>
        {
            var stream = new RandomStream(StreamKey.Derive(3, "planted", $"enumeration {spins}"));
            var cell = EnumerationCell.Declare(spins, samples);
            var tally = new Tally(cell.CountLength, 0);
            for (var s = 0; s < samples - lost; s++)
            {
                for (var k = 0; k < spins; k++)
                {
                    var mean = Laws.Glass(spins).ByIndex[k] + (k == 0 ? shift : 0);
                    var count = constant ? 1 : (long)Math.Floor(mean + stream.NextUniform() + (2 * (stream.NextInt32(3) - 1)));
                    tally.Counts[k] += count;
                    tally.Counts[spins + k] += count * count;
                }
            }

            tally.Counts[^3] = samples - lost;
            tally.Counts[^2] = undecided;
            return new CellTally(cell, [tally]);
        }).ToList();
        return KacRiceVerdicts.All([], [], tallies, Laws).Single();
    }
}
