using RandomLandscapes.Experiments.SpinGlassEnergies;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Tests.Statistics;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Experiments;

public sealed class SpinGlassEnergiesTests
{
    private static readonly Finder Descent = new(SearchMethod.GradientDescent, 0);

    [Fact] // the distribution function of evenly filled bins is a line; one point at its middle is a quarter of its length away, one at its end half of it
    public void Distances_of_points_from_a_law_are_integrals()
    {
        var grid = new EnergyGrid(3);
        double[] even = [.. Enumerable.Repeat(2.0, EnergyGrid.Bins)];
        Assert.Equal(0.5 * grid.Edge, grid.Wasserstein([0], even), 1e-12);
        Assert.Equal(grid.Edge, grid.Wasserstein([grid.Edge], even), 1e-12);
        Assert.Equal(grid.Edge + 1, grid.Wasserstein([-grid.Edge - 1], even), 1e-12);
        Assert.Equal(0.25 * grid.Edge, grid.Wasserstein([-0.5 * grid.Edge, 0.5 * grid.Edge], even), 1e-12);
        Assert.Equal(0.5, grid.Distribution(even)(0), 1e-12);
        Assert.Equal(0.25, grid.Distribution(even)(-0.5 * grid.Edge), 1e-12);
        // Of two laws by bins: one moved by 20 of them, and one that is the same.
        var (law, moved) = (new double[EnergyGrid.Bins], new double[EnergyGrid.Bins]);
        for (var i = 100; i < 200; i++)
            (law[i], moved[i + 20]) = (i, 3 * i);
        Assert.Equal(20, EnergyGrid.Distance(law, moved), 1e-9);
        Assert.Equal(0, EnergyGrid.Distance(law, [.. law.Select(x => 7 * x)]), 1e-12);
    }

    [Theory] // 200 points of a uniform law against that law moved by nothing or by a little; the true distance is the move. Coverage 0.95 nominal, 0.9 asked of 100 repetitions at the false alarm stated
    [InlineData(0.0)]
    [InlineData(0.05)]
    public void Intervals_of_distances_cover_the_truth_at_zero_too(double move)
    {
        const int repetitions = 100, count = 200;
        var grid = new EnergyGrid(3);
        double[] law = [.. Enumerable.Repeat(1.0, EnergyGrid.Bins)];
        var stream = TestSeed.Stream("distance intervals", (ulong)(100 * move));
        var covered = 0;
        for (var r = 0; r < repetitions; r++)
        {
            double[] points = [.. Enumerable.Range(0, count).Select(_ => ((2 * stream.NextUniform()) - 1 + move) * grid.Edge).Order()];
            var interval = DistanceInterval.Around(grid.Wasserstein(points, law), stream, [law, law], grid.Width, () => DistanceInterval.Replica(points, stream));
            covered += interval.Low <= move * grid.Edge && move * grid.Edge <= interval.High ? 1 : 0;
        }

        // P(79 of 100 or fewer) is below 1e-8 at a coverage of 0.95.
        Assert.InRange(covered, 80, repetitions);
    }

    [Fact] // 50 draws from 40 equal bins, 4000 times
    public void Floor_is_the_mean_distance_of_independent_draws()
    {
        const int draws = 50, repetitions = 4000;
        double[] law = [.. Enumerable.Repeat(1.0, 40)];
        var stream = TestSeed.Stream("floor");
        var (sum, squares) = (0.0, 0.0);
        for (var r = 0; r < repetitions; r++)
        {
            var found = new double[law.Length];
            for (var i = 0; i < draws; i++)
                found[stream.NextInt32(law.Length)]++;
            var distance = EnergyGrid.Distance(found, law);
            (sum, squares) = (sum + distance, squares + (distance * distance));
        }

        // The central limit theorem at 50 draws is not exact near the ends of the law: half a percent.
        var mean = Estimate.OfMean(sum, squares, repetitions);
        var floor = EnergyGrid.Floor(law, draws);
        StatisticalAssert.Student(mean with { StandardError = mean.StandardError + (0.005 * floor) }, floor, FalseAlarmTable.Standard / 10);
        Assert.InRange(mean.Value / EnergyGrid.Floor(law, 2 * draws), 1.3, 1.5);
    }

    [Theory]
    [InlineData(400, 0.0, Conclusion.Supported)]
    [InlineData(400, 0.25, Conclusion.Refuted)] // a quarter of the points moved below the law
    [InlineData(12, 0.0, Conclusion.NotShown)] // twelve points tell nothing
    public void Laws_of_finders_can_come_out_either_way(int count, double defect, Conclusion expected)
    {
        // The quantiles of a uniform law: no chance in it.
        var points = Enumerable.Range(0, count).Select(i => (i + 0.5) / count).Select(u => u < defect ? 0 : u).ToList();
        var distance = KolmogorovSmirnov.Distance(points, u => u);
        var test = new FinderTest(Descent, 50, "index 0", distance, KolmogorovSmirnov.PValue(distance, count), 0.1, new Interval(0.09, 0.11), count, count);
        var verdict = Assert.Single(FinderVerdicts.OfLaws([test], []));
        Assert.Equal(expected, verdict.Conclusion);
        Assert.Equal("law-of-gradient-descent", verdict.Id);
    }

    [Theory] // means on a parabola in N^(-2/3) that ends at the threshold, at the ground state, and on none
    [InlineData(0.0, 0.0, Conclusion.Supported)]
    [InlineData(1.0, 0.0, Conclusion.Refuted)]
    [InlineData(0.0, 0.05, Conclusion.NotShown)]
    public void Threshold_is_told_from_the_ground_state(double share, double kink, Conclusion expected)
    {
        var (threshold, ground) = (-SphericalComplexity.EnergyThreshold(3), -SphericalComplexity.ZeroOfComplexity(3, 0));
        int[] sizes = [20, 50, 100, 200, 500];
        var found = sizes.Select((n, i) =>
        {
            var x = Math.Pow(n, -2.0 / 3);
            var mean = threshold + (share * (ground - threshold)) + (1.4 * x) + (0.3 * x * x) + (i % 2 == 0 ? kink : 0);
            return new FinderPoints(Descent, n, [.. Enumerable.Range(0, 400).Select(j => (mean + (j % 2 == 0 ? 0.01 : -0.01), 0))]);
        }).ToList();
        Assert.Equal(expected, Assert.Single(FinderVerdicts.OfThreshold(3, found)).Conclusion);
        Assert.Empty(FinderVerdicts.OfThreshold(3, found[..3]));
    }

    [Fact]
    public void Newton_is_judged_by_its_outcomes()
    {
        var good = new FinderPoints(new Finder(SearchMethod.Newton, 0), 20, [.. Enumerable.Repeat((0.1, 9), 300)]);
        Assert.Equal(Conclusion.Supported, Assert.Single(FinderVerdicts.OfOutcomes([good])).Conclusion);
        var few = new FinderPoints(new Finder(SearchMethod.Newton, 0), 20, [.. Enumerable.Repeat((0.1, 9), 30)]);
        Assert.Equal(Conclusion.NotShown, Assert.Single(FinderVerdicts.OfOutcomes([few])).Conclusion);
    }
}
