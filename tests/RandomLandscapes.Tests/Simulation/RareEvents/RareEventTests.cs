using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.RareEvents;
using RandomLandscapes.Tests.Statistics;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Simulation.RareEvents;

public sealed class RareEventTests
{
    private const double FalseAlarm = FalseAlarmTable.Standard / 10;
    private static readonly RareEventSettings Quick = new(60_000, Threads: 2);

    [Theory] // index at most k, or exactly k under |det|: kept in every sweep
    [InlineData(1, 0, false)]
    [InlineData(6, 0, false)]
    [InlineData(12, 3, false)]
    [InlineData(12, 12, false)]
    [InlineData(1, 1, true)]
    [InlineData(6, 0, true)]
    [InlineData(12, 5, true)]
    public void Sweeps_keep_the_constraint(int order, int index, bool weighted)
    {
        var matrix = new ConstrainedTridiagonal(order, weighted ? index : 0, index, weighted);
        var stream = TestSeed.Stream($"constraint {order} {index} {weighted}", 0);
        for (var sweep = 0; sweep < 300; sweep++)
        {
            matrix.Sweep(stream, 0.3);
            if (weighted)
                Assert.Equal(index, matrix.CountNegative());
            else
                Assert.InRange(matrix.CountNegative(), 0, index);
        }
    }

    [Theory] // thermodynamic integration against the exact law; 32 replicas, so Student with 31 degrees of freedom
    [InlineData(1, 0)]
    [InlineData(3, 1)]
    [InlineData(10, 0)]
    [InlineData(20, 0)]
    [InlineData(20, 5)]
    public void Positivity_meets_the_exact_law(int dimension, int indexAtMost)
    {
        var estimate = GoePositivity.LogProbability(dimension, indexAtMost, Key($"positivity {dimension} {indexAtMost}"), Quick);
        StatisticalAssert.Student(Student(estimate), ExactIndexLaws.GoeLogProbabilityAtMost(dimension, indexAtMost), FalseAlarm);
        Assert.InRange(estimate.StandardError, 0, 0.3);
    }

    [Fact] // the fewest sweeps that are allowed, where a replica that hurries lags behind its path: with a burn-in of 10 sweeps ten standard errors
    public void Few_sweeps_are_not_biased_at_n_200()
    {
        var estimate = GoePositivity.LogProbability(200, 0, Key("few sweeps"), new RareEventSettings(RareEventSettings.Smallest, Threads: 2));
        StatisticalAssert.Student(Student(estimate), ExactIndexLaws.GoeLogProbabilityAtMost(200, 0), FalseAlarm);
        Assert.InRange(estimate.StandardError, 0, 6);
    }

    [Theory] // E exp(-l_k^2/2), from the middle to minima of probability 1e-12
    [InlineData(2, 0)]
    [InlineData(5, 1)]
    [InlineData(11, 0)]
    [InlineData(11, 5)]
    [InlineData(31, 0)]
    [InlineData(31, 27)]
    public void Tilted_tails_meet_the_exact_expectations(int order, int k)
    {
        var estimate = OrderStatisticTail.LogExpectation(order, k, 0.5, Key($"tail {order} {k}"), Quick);
        StatisticalAssert.Student(Student(estimate), Math.Log(new GoeOrderStatistics(order).GaussianExpectations(0.5)[k]), FalseAlarm);
        Assert.InRange(estimate.StandardError, 0, 0.1);
    }

    [Fact] // P(index <= 2) at the critical points of a field on R^12: three terms, of which the last is not yet all
    public void Sums_of_tails_meet_the_exact_law()
    {
        var sum = OrderStatisticTail.LogSumOfLowest(13, 2, 0.5, Key("sum"), Quick);
        var total = Math.Log(new GoeOrderStatistics(13).GaussianExpectations(0.5).Sum());
        var expected = ExactIndexLaws.IsotropicField(12).LogCumulativeAtMost(2);
        StatisticalAssert.Student(Student(sum) with { Value = sum.Value - total }, expected, FalseAlarm);
        Assert.InRange(sum.StandardError, 0, 0.1);
        StatisticalAssert.Rejects(() => StatisticalAssert.Student(
            Student(sum) with { Value = sum.Value - total }, ExactIndexLaws.IsotropicField(12).LogProbabilities[2], FalseAlarm));
    }

    [Fact] // planted defect: the law of a matrix one larger is more than thirty standard errors away
    public void Positivity_test_detects_a_wrong_dimension()
    {
        var estimate = GoePositivity.LogProbability(10, 0, Key("planted"), Quick);
        StatisticalAssert.Rejects(() => StatisticalAssert.Student(Student(estimate), ExactIndexLaws.GoeLogProbabilityAtMost(11, 0), FalseAlarm));
        var tail = OrderStatisticTail.LogExpectation(11, 1, 0.5, Key("planted"), Quick);
        StatisticalAssert.Rejects(() => StatisticalAssert.Student(Student(tail), Math.Log(new GoeOrderStatistics(12).GaussianExpectations(0.5)[1]), FalseAlarm));
    }

    [Fact]
    public void Threads_do_not_matter()
    {
        var settings = new RareEventSettings(RareEventSettings.Smallest);
        Assert.Equal(
            GoePositivity.LogProbability(7, 1, Key("threads"), settings),
            GoePositivity.LogProbability(7, 1, Key("threads"), settings with { Threads = 2 }));
        Assert.Equal(
            OrderStatisticTail.LogExpectation(7, 1, 0.5, Key("threads"), settings),
            OrderStatisticTail.LogExpectation(7, 1, 0.5, Key("threads"), settings with { Threads = 2 }));
    }

    [Fact]
    public void Impossible_requests_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GoePositivity.LogProbability(0, 0, default, Quick));
        Assert.Throws<ArgumentOutOfRangeException>(() => GoePositivity.LogProbability(3, 3, default, Quick));
        Assert.Throws<ArgumentOutOfRangeException>(() => GoePositivity.LogProbability(3, 0, default, new RareEventSettings(10)));
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderStatisticTail.LogExpectation(1, 0, 0.5, default, Quick));
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderStatisticTail.LogExpectation(4, 4, 0.5, default, Quick));
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderStatisticTail.LogExpectation(4, 0, 0, default, Quick));
    }

    private static StreamKey Key(string cell) => StreamKey.Derive(TestSeed.Root, "rare events", cell);

    private static Estimate Student(LogEstimate estimate) => new(estimate.Value, estimate.StandardError, RareEventSettings.Replicas - 1);
}
