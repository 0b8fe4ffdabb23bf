using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Theory;

public sealed class ExactIndexLawsTests
{
    public static TheoryData<string, int> Cases()
    {
        var data = new TheoryData<string, int>();
        foreach (var n in new[] { 1, 2, 3, 4, 5, 8, 13, 30 })
        {
            data.Add("goe", n);
            data.Add("random-point", n);
            data.Add("coin-flip", n);
        }

        foreach (var n in new[] { 1, 2, 3, 4, 5, 8, 20 })
        {
            data.Add("field", n);
            data.Add("3-spin", n);
            data.Add("4-spin", n);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Laws_are_positive_symmetric_and_sum_to_one(string ensemble, int dimension)
    {
        var law = Law(ensemble, dimension);
        Assert.Equal(dimension, law.Dimension);
        Assert.Equal(1, law.Probabilities.ToArray().Sum(), 2e-11);
        for (var k = 0; k <= dimension; k++)
        {
            Assert.True(law.LogProbabilities[k] > double.NegativeInfinity);
            Assert.Equal(law.LogProbabilities[k], law.LogProbabilities[dimension - k], 1e-9);
            if (law.Probabilities[k] < 1e-300)
                continue;
            Assert.Equal(1, law.Probabilities[k] / law.Probabilities[dimension - k], 1e-9);
            Assert.Equal(1, Math.Exp(law.LogProbabilities[k]) / law.Probabilities[k], 1e-12);
        }

        Assert.Equal(dimension / 2.0, law.Mean, 1e-9);
        Assert.Equal(1, law.CumulativeAtMost(dimension));
        Assert.Equal(0, law.CumulativeAtMost(-1));
        Assert.Equal(0.5, law.CumulativeAtMost((dimension - 1) / 2), dimension % 2 == 1 ? 1e-12 : 0.5);
    }

    [Theory] // closed forms, exact values of the reference table; n = 6 and 10 to the digits given there
    [InlineData(1, 0, 0.5, 1e-12)]
    [InlineData(2, 0, 0.14644660940672624, 1e-12)]
    [InlineData(4, 1, 0.17677669529663687, 2e-11)] // sqrt 2 / 8
    [InlineData(5, 1, 0.03765329453, 1e-9)]
    [InlineData(5, 2, 0.4622065908, 1e-9)]
    [InlineData(6, 0, 4.620187478e-6, 1e-9)]
    [InlineData(6, 1, 0.004626889025, 1e-9)]
    [InlineData(6, 3, 0.6094646555, 1e-9)]
    [InlineData(10, 0, 2.26565315811e-14, 1e-11)]
    [InlineData(10, 1, 4.379942976e-9, 1e-9)]
    [InlineData(10, 2, 2.550358102e-5, 1e-9)]
    [InlineData(10, 5, 0.5750318564, 1e-9)]
    public void Goe_table(int dimension, int index, double expected, double relative) =>
        Assert.Equal(1, ExactIndexLaws.Goe(dimension).Probabilities[index] / expected, relative);

    [Theory] // through n^-2 the asymptotic form is off by 8e-6 at n = 10: a second witness for entries near 1e-20
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    public void Goe_minimum_meets_its_asymptotic_form(int dimension) =>
        Assert.Equal(IndexAsymptotics.GoeLogProbabilityOfMinimum(dimension), ExactIndexLaws.Goe(dimension).LogProbabilities[0], 2e-5);

    [Theory]
    [InlineData(2, 0, 0.21132486540518712, 1e-13)] // (3 - sqrt 3) / 6
    [InlineData(3, 0, 0.0796759370612, 1e-11)]
    [InlineData(10, 0, 1.68713233922e-5, 1e-10)]
    public void Random_point_table(int dimension, int index, double expected, double relative) =>
        Assert.Equal(1, ExactIndexLaws.RandomPoint(dimension).Probabilities[index] / expected, relative);

    [Theory]
    [InlineData(3, 0, 0.1233022547, 1e-9)]
    [InlineData(6, 2, 0.2364475933, 1e-9)]
    [InlineData(20, 0, 1.7275559e-7, 1e-7)]
    [InlineData(20, 3, 0.00055861513, 1e-7)]
    [InlineData(20, 10, 0.1878256, 1e-6)]
    [InlineData(50, 0, 8.4477668e-19, 1e-7)]
    public void Field_table(int dimension, int index, double expected, double relative) =>
        Assert.Equal(1, ExactIndexLaws.IsotropicField(dimension).Probabilities[index] / expected, relative);

    [Theory] // E det = 0 at a critical point: the alternating sum of the fractions vanishes, in even dimension not by symmetry
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(20)]
    public void Field_fractions_alternate_to_zero(int dimension)
    {
        var law = ExactIndexLaws.IsotropicField(dimension);
        var sum = 0.0;
        for (var k = 0; k <= dimension; k++)
            sum += k % 2 == 0 ? law.Probabilities[k] : -law.Probabilities[k];
        Assert.Equal(0, sum, 1e-13);
    }

    [Theory]
    [InlineData(10, 0.473571961327)]
    [InlineData(20, 0.546431321416)]
    [InlineData(50, 0.640839567778)]
    [InlineData(100, 0.711586941945)]
    public void Goe_variance(int dimension, double expected) => Assert.Equal(expected, ExactIndexLaws.Goe(dimension).Variance, 2e-11);

    [Theory] // ln P(all positive) to the digits of the reference table
    [InlineData(10, -31.418328214526)]
    [InlineData(20, -117.68057350091)]
    [InlineData(50, -706.00450654372)]
    public void Goe_positivity_table(int dimension, double expected) => Assert.Equal(expected, ExactIndexLaws.GoeLogProbabilityAtMost(dimension, 0), 2e-11);

    [Theory] // the asymptotic form's next term is of order n^-3; at n = 50 its error is 6e-8
    [InlineData(100, 1e-8)]
    [InlineData(300, 1e-9)]
    public void Goe_positivity_far_out_meets_its_asymptotic_form(int dimension, double tolerance) =>
        Assert.Equal(IndexAsymptotics.GoeLogProbabilityOfMinimum(dimension), ExactIndexLaws.GoeLogProbabilityAtMost(dimension, 0), tolerance);

    [Fact]
    public void Probability_of_at_most_k_sums_the_law()
    {
        var law = ExactIndexLaws.Goe(12);
        for (var k = 0; k <= 12; k++)
            Assert.Equal(Math.Log(law.CumulativeAtMost(k)), ExactIndexLaws.GoeLogProbabilityAtMost(12, k), 1e-11);
    }

    [Fact]
    public void Field_variance() => Assert.Equal(2.30560837, ExactIndexLaws.IsotropicField(10).Variance, 1e-8);

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(ExactIndexLaws.MaxGoeDimension + 1)]
    public void Dimensions_beyond_the_range_are_refused(int dimension)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => ExactIndexLaws.Goe(dimension));
        Assert.Contains($"was {dimension}", error.Message, StringComparison.Ordinal);
    }

    private static IndexLaw Law(string ensemble, int dimension) => ensemble switch
    {
        "goe" => ExactIndexLaws.Goe(dimension),
        "random-point" => ExactIndexLaws.RandomPoint(dimension),
        "coin-flip" => ExactIndexLaws.CoinFlip(dimension),
        "field" => ExactIndexLaws.IsotropicField(dimension),
        "3-spin" => ExactIndexLaws.SphericalPSpin(3, dimension + 1),
        _ => ExactIndexLaws.SphericalPSpin(4, dimension + 1),
    };
}
