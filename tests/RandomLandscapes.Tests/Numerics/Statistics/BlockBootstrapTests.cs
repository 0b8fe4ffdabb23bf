using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Numerics.Statistics;

public sealed class BlockBootstrapTests
{
    [Fact] // the mean of normal deviates: the error is the plain one, the percentiles lie 1.96 of it away, up to the noise of 2000 resamples (7 standard errors)
    public void Error_and_percentiles_of_a_mean_are_the_plain_ones()
    {
        const int count = 400;
        var stream = TestSeed.Stream("block-bootstrap mean");
        var blocks = Enumerable.Range(0, count).Select(_ => new[] { stream.NextNormal(), 1 }).ToList();
        var result = BlockBootstrap.Compute([blocks], t => t[0][0] / t[0][1], stream)!.Value;
        var mean = blocks.Average(b => b[0]);
        var plain = Math.Sqrt(blocks.Sum(b => (b[0] - mean) * (b[0] - mean))) / count;
        Assert.Equal(mean, result.Estimate.Value, 1e-15);
        Assert.Equal(count - 1, result.Estimate.DegreesOfFreedom);
        Assert.InRange(result.Estimate.StandardError / plain, 0.89, 1.11);
        Assert.InRange((mean - result.Interval.Low) / plain, 1.6, 2.35);
        Assert.InRange((result.Interval.High - mean) / plain, 1.6, 2.35);
    }

    [Fact] // two groups of one constant: nothing varies; the function sees one total a group
    public void Groups_are_drawn_apart()
    {
        var stream = TestSeed.Stream("block-bootstrap groups");
        var result = BlockBootstrap.Compute([[[2.0], [2.0]], [[5.0], [5.0], [5.0]]], t => t[1][0] / t[0][0], stream)!.Value;
        Assert.Equal(new Estimate(3.75, 0, 1), result.Estimate);
        Assert.Equal(new Interval(3.75, 3.75), result.Interval);
    }

    [Fact] // a resample without any event has no logarithm
    public void An_unresolved_quantity_has_no_interval()
    {
        var stream = TestSeed.Stream("block-bootstrap unresolved");
        Assert.Null(BlockBootstrap.Compute([[[1.0], [0.0], [0.0]]], t => Math.Log(t[0][0]), stream));
        Assert.Throws<ArgumentOutOfRangeException>(() => BlockBootstrap.Compute([[[1.0]]], t => t[0][0], stream));
    }
}
