using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Theory;

public sealed class SphericalMeanCountsTests
{
    [Theory] // order statistics by Pfaffians against Mehta's one-point density: two routes that share no code
    [InlineData(2, 7)]
    [InlineData(3, 2)]
    [InlineData(3, 3)]
    [InlineData(3, 12)]
    [InlineData(3, 29)]
    [InlineData(3, 30)]
    [InlineData(4, 8)]
    [InlineData(5, 11)]
    [InlineData(7, 16)]
    public void Totals_agree_between_two_routes(int p, int spins) =>
        Assert.Equal(1, SphericalMeanCounts.PurePSpin(p, spins).Total / SphericalMeanCounts.TotalFromDensity(p, spins), 1e-11);

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public void Two_and_three_spins_have_closed_forms(int p)
    {
        var root = Math.Sqrt((3 * p) - 2);
        Assert.Equal(2 * root, SphericalMeanCounts.PurePSpin(p, 2).Total, 1e-11);
        var three = SphericalMeanCounts.PurePSpin(p, 3);
        var saddles = 4 * Math.Pow(p - 1, 1.5) / root;
        Assert.Equal(saddles, three.ByIndex[1], 1e-11);
        Assert.Equal(1 + (saddles / 2), three.ByIndex[0], 1e-11);
    }

    [Fact]
    public void Two_spin_interaction_has_two_points_of_every_index()
    {
        foreach (var spins in new[] { 2, 9, 1000 })
        {
            var counts = SphericalMeanCounts.PurePSpin(2, spins).ByIndex;
            Assert.Equal(spins, counts.Count);
            Assert.All(counts, count => Assert.Equal(2, count, 1e-12));
        }
    }

    [Theory] // p = 3, N = 4 and 12, p = 4, N = 8, to the six digits of the table
    [InlineData(3, 4, 0, 3.579524)]
    [InlineData(3, 4, 1, 5.815592)]
    [InlineData(3, 12, 0, 6.961588)]
    [InlineData(3, 12, 5, 99.865158)]
    [InlineData(4, 8, 0, 11.678024)]
    [InlineData(4, 8, 3, 104.278583)]
    public void Table(int p, int spins, int index, double expected) =>
        Assert.Equal(expected, SphericalMeanCounts.PurePSpin(p, spins).ByIndex[index], 6e-7);

    [Theory] // Morse: the alternating sum is the Euler number of the sphere, 1 + (-1)^(N-1)
    [InlineData(3, 5)]
    [InlineData(4, 6)]
    [InlineData(4, 9)]
    [InlineData(3, 30)]
    public void Mean_counts_obey_the_Morse_relation(int p, int spins)
    {
        var counts = SphericalMeanCounts.PurePSpin(p, spins).ByIndex;
        var sum = counts.Select((count, k) => k % 2 == 0 ? count : -count).Sum();
        Assert.Equal(spins % 2 == 1 ? 2 : 0, sum, 1e-9 * counts.Max());
    }

    [Theory] // near p = 2 the weights are nearly one: E exp(-c l^2) = 1 - c E l^2 + c^2 E l^4 / 2 with exact moments of GOE(2)
    [InlineData(1e-3)]
    [InlineData(1e-5)]
    [InlineData(1e-7)]
    public void Nearly_quadratic_mixtures_keep_their_digits(double weight)
    {
        // xi = t^2 + w t^3: the counts of N = 2 are equal by symmetry and half of the total, 2 sqrt((3 xi'' + xi') / xi').
        double first = 2 + (3 * weight), second = 2 + (6 * weight);
        var two = SphericalMeanCounts.Mixture(first, second, 2);
        Assert.Equal(1, two.Total / (2 * Math.Sqrt(((3 * second) + first) / first)), 1e-12);
        // N = 5, k = 2: the middle eigenvalue is nearest to zero, so its share exceeds 1/5 in proportion to w.
        var small = SphericalMeanCounts.Mixture(first, second, 5);
        var half = SphericalMeanCounts.Mixture(2 + (1.5 * weight), 2 + (3 * weight), 5);
        var excess = (5 * small.ByIndex[2] / small.Total) - 1;
        Assert.Equal(2, excess / ((5 * half.ByIndex[2] / half.Total) - 1), (3 * weight) + (1e-9 * 1e-5 / weight));
        // Own Monte Carlo of dense matrices gave 0.2000019923 at w = 1e-5, 0.20000019924 at 1e-6.
        Assert.Equal(0.9962, excess / weight, 2e-3 + weight);
    }

    [Fact] // xi = t^2/2 + t^3/2, N = 3: exact to seven digits in the reference
    public void Mixture()
    {
        var counts = SphericalMeanCounts.Mixture(2.5, 4, 3);
        Assert.Equal(8.722889, counts.Total, 1e-6);
        Assert.Equal(2.680722, counts.ByIndex[0], 1e-6);
        Assert.Equal(3.361445, counts.ByIndex[1], 1e-6);
    }

    [Fact]
    public void Arguments_outside_the_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SphericalMeanCounts.PurePSpin(1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => SphericalMeanCounts.PurePSpin(3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SphericalMeanCounts.PurePSpin(3, 101));
        Assert.Throws<ArgumentOutOfRangeException>(() => SphericalMeanCounts.Mixture(0, 1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => SphericalMeanCounts.Mixture(2, -1, 5));
    }

    [Theory] // rational R_N of the reference: T_N = 2 [N odd] + 4 (p-1)^(N/2) R_N / sqrt(3p - 2)
    [InlineData(3, 6, 46167.0, 10976.0)]
    [InlineData(3, 9, 5162197.0, 941192.0)]
    [InlineData(3, 12, 137220248619.0, 20661046784.0)]
    [InlineData(4, 5, 81.0, 25.0)]
    [InlineData(4, 8, 18373273.0, 4050000.0)]
    public void Totals_are_the_closed_form(int p, int spins, double numerator, double denominator)
    {
        var expected = (2 * (spins % 2)) + (4 * Math.Pow(p - 1, spins / 2.0) * numerator / denominator / Math.Sqrt((3 * p) - 2));
        Assert.Equal(1, SphericalMeanCounts.PurePSpin(p, spins).Total / expected, 1e-11);
    }

    [Theory] // a linear term: the sphere keeps its Euler number, and two points remain when nothing else is left
    [InlineData(1.0, 0.5, 3)]
    [InlineData(3.0, 0.02, 6)]
    [InlineData(1.0, 1e-6, 5)]
    [InlineData(1.0, 1e-7, 4)]
    [InlineData(4.0, 1.5, 12)]
    public void Strong_fields_trivialise_the_topology(double first, double second, int spins)
    {
        var counts = SphericalMeanCounts.Mixture(first, second, spins);
        var morse = counts.ByIndex.Select((c, k) => k % 2 == 0 ? c : -c).Sum();
        Assert.Equal(spins % 2 == 1 ? 2 : 0, morse, 1e-9);
        Assert.True(counts.Total >= 2 * (1 - 1e-9));
        Assert.Equal(1, counts.ByIndex[0] / counts.ByIndex[spins - 1], 1e-9);
        if (second < 1e-4)
            Assert.Equal(2, counts.Total, 1e-4);
    }

    [Fact] // two spins, closed form for every mixture: T_2 = 2 sqrt((3 xi'' + xi') / xi')
    public void Two_spins_in_a_field() =>
        Assert.Equal(2 * Math.Sqrt(((3 * 0.4) + 1.3) / 1.3), SphericalMeanCounts.Mixture(1.3, 0.4, 2).Total, 1e-10);

    [Fact]
    public void A_linear_function_has_two_points()
    {
        Assert.Equal([1, 0, 0, 1], SphericalMeanCounts.Mixture(2, 0, 4).ByIndex);
        Assert.Equal(2, SphericalMeanCounts.Mixture(2, 0, 4).Total, 1e-14);
    }

    [Fact] // energy-resolved counts of N = 4, checked against 6000 enumerated tensors in the reference (1.525 +- 0.011)
    public void Counts_below_an_energy()
    {
        Assert.Equal(1.5407, SphericalMeanCounts.PurePSpinBelow(3, 4, -1).ByIndex[0], 5e-5);
        var half = SphericalMeanCounts.PurePSpinBelow(3, 5, 0);
        Assert.Equal(SphericalMeanCounts.PurePSpin(3, 5).Total / 2, half.Total, 1e-9);
        Assert.Equal(SphericalMeanCounts.PurePSpin(3, 5).Total, SphericalMeanCounts.PurePSpinBelow(3, 5, 50).Total, 1e-9);
        Assert.Equal(0, SphericalMeanCounts.PurePSpinBelow(3, 5, -50).Total);
        // p = 2: the points are eigenvectors, so half of the 2N lie below zero.
        Assert.Equal(6, SphericalMeanCounts.PurePSpinBelow(2, 6, 0).Total, 1e-9);
    }

    [Theory] // far below the spectrum, where the k-th density varies like exp(k |level| x): 600-digit Pfaffians, integrated by a Gauss rule of 700 nodes
    [InlineData(4, -10.0, new[] { -193.0537642004498, -346.6830357000676, -509.0991546873872, -680.315251428359 })]
    [InlineData(8, -4.0, new[] { -49.53355222778935, -92.68879659703299, -142.2327867558721, -197.8870313175982, -259.5582413375974, -327.2609330792577, -401.1255643163639, -481.5172239170768 })]
    public void Counts_below_low_energies_keep_every_index(int spins, double energy, double[] logs)
    {
        var counts = SphericalMeanCounts.PurePSpinBelow(3, spins, energy);
        for (var k = 0; k < spins; k++)
            Assert.Equal(logs[k], counts.LogByIndex[k], 1e-9);
    }

    [Theory] // Euler: the alternating sum over the sphere is 2 or 0; and no fewer than one minimum
    [InlineData(2e-12, 5)]
    [InlineData(2e-8, 5)]
    [InlineData(2e-6, 6)]
    [InlineData(2e-4, 31)]
    public void A_hardly_curved_function_has_two_points(double second, int spins)
    {
        var counts = SphericalMeanCounts.Mixture(1, second, spins);
        Assert.Equal(2, counts.Total, 2e-8);
        Assert.Equal(1, counts.ByIndex[0], 1e-8);
        Assert.Equal(1 + Math.Pow(-1, spins - 1), counts.ByIndex.Select((x, k) => k % 2 == 0 ? x : -x).Sum(), 2e-8);
    }

    [Fact] // beyond the Pfaffian's range the chain takes over, and the one-point density agrees
    public void Sixty_spins_have_the_density_s_total() =>
        Assert.Equal(1, SphericalMeanCounts.PurePSpin(3, 60).Total / SphericalMeanCounts.TotalFromDensity(3, 60), 1e-10);
}
