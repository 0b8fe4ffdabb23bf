using RandomLandscapes.Numerics.Statistics;

namespace RandomLandscapes.Tests.Numerics.Statistics;

public sealed class PValuesTests
{
    [Fact]
    public void Tails_match_closed_forms()
    {
        Assert.Equal(0.05, PValues.TwoSidedNormal(1.959963984540054), 1e-12);
        Assert.Equal(Math.Exp(-3.5), PValues.ChiSquaredUpper(7, 2), 1e-14); // two degrees of freedom: exp(-x/2)
        Assert.Equal(0.5, PValues.TwoSidedStudent(1, 1), 1e-12); // Cauchy: P(|T| > 1) = 1/2
        Assert.Equal(1 / Math.Sqrt(3), 1 - PValues.TwoSidedStudent(1, 2), 1e-12); // t / sqrt(2 + t^2)
        Assert.Equal(1, PValues.ChiSquaredUpper(9, 4) + PValues.ChiSquaredLower(9, 4), 1e-14);
    }

    [Fact] // worked example: sorted 0.01, 0.013, 0.03, 0.04 become 0.04, 0.039 -> 0.04, 0.06, 0.06
    public void Holm_steps_down_and_stays_monotone()
    {
        var corrected = PValues.Holm([0.04, 0.01, 0.03, 0.013]);
        double[] expected = [0.06, 0.04, 0.06, 0.04];
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], corrected[i], 1e-12);
    }

    [Fact]
    public void Power_is_the_level_without_effect_and_one_half_at_the_critical_point()
    {
        Assert.Equal(0.05, PValues.PowerOfTwoSidedNormal(0, 0.05), 1e-12);
        Assert.Equal(0.5, PValues.PowerOfTwoSidedNormal(1.959963984540054, 0.05), 1e-4);
    }

    [Fact] // expected 25 a cell; statistic (5^2 + 5^2) / 25 = 2
    public void Pearson_statistic_by_hand()
    {
        var (statistic, degrees, p) = ChiSquaredTest.Compute([30, 20, 25, 25], [1, 1, 1, 1]);
        Assert.Equal(2, statistic, 1e-12);
        Assert.Equal(3, degrees);
        Assert.Equal(PValues.ChiSquaredUpper(2, 3), p);
    }

    [Fact] // cells that expect fewer than 10 counts are joined, none is lost
    public void Sparse_cells_are_joined()
    {
        var (_, degrees, _) = ChiSquaredTest.Compute([1, 2, 3, 94, 40, 40, 20, 0], [0.01, 0.02, 0.02, 0.45, 0.2, 0.2, 0.09, 0.01]);
        Assert.Equal(4, degrees); // {0,1,2}, {3}, {4}, {5}, {6,7}
    }
}
