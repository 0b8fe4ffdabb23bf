using MathNet.Numerics;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Numerics.Randomness;

public sealed class RandomStreamTests
{
    private static readonly StreamKey Key = new(0x1234_5678_9ABC_DEF0);

    [Fact]
    public void Words_are_the_blocks_of_their_counter()
    {
        var stream = new RandomStream(Key, sample: 0x7_0000_0009, purpose: 5);
        var first = Philox4x32.Encrypt(new CounterBlock(9, 7, 5, 0), Key.Value);
        var second = Philox4x32.Encrypt(new CounterBlock(9, 7, 5, 1), Key.Value);
        Assert.Equal(first.Word0 | ((ulong)first.Word1 << 32), stream.NextUInt64());
        Assert.Equal(first.Word2 | ((ulong)first.Word3 << 32), stream.NextUInt64());
        Assert.Equal(second.Word0 | ((ulong)second.Word1 << 32), stream.NextUInt64());
    }

    [Fact]
    public void A_sample_is_the_same_bits_in_any_order()
    {
        var alone = Enumerable.Range(0, 20).Select(s => Draw(new RandomStream(Key, (ulong)s))).ToList();
        var reused = new RandomStream(Key);
        foreach (var s in Enumerable.Range(0, 20).OrderByDescending(s => (s * 7) % 20))
        {
            reused.MoveTo((ulong)s);
            Assert.Equal(alone[s], Draw(reused));
            reused.NextNormal(); // leaves a spare deviate and half a block behind
        }

        static double[] Draw(RandomStream stream) =>
            [stream.NextNormal(), stream.NextUniform(), stream.NextNormal(), stream.NextGammaHalf(7), stream.NextNormal(), stream.NextInt32(1000)];
    }

    [Fact]
    public void Derived_keys_differ_by_seed_experiment_and_cell()
    {
        var keys = new HashSet<StreamKey>();
        foreach (var seed in new ulong[] { 0, 1, ulong.MaxValue })
        {
            foreach (var experiment in new[] { "a", "b", "a\nb" })
            {
                foreach (var cell in new[] { "", "n=1", "n=2", "b\nn=1" })
                    keys.Add(StreamKey.Derive(seed, experiment, cell));
            }
        }

        // "a" with cell "b\nn=1" and "a\nb" with cell "n=1" are one text, by construction: names hold no line feed.
        Assert.Equal(36 - 3, keys.Count);
    }

    [Fact]
    public void Fnv_hash_matches_its_published_value() => Assert.Equal(0xAF63DC4C8601EC8CUL, StreamKey.Fnv1A("a"));

    [Fact]
    public void Uniform_deviates_fill_their_cells_equally()
    {
        var stream = TestSeed.Stream("uniform");
        var counts = new long[64];
        for (var i = 0; i < 200_000; i++)
        {
            var u = stream.NextUniform();
            Assert.InRange(u, double.Epsilon, 1);
            counts[Math.Min(63, (int)(u * 64))]++;
        }

        StatisticalAssert.Counts(counts, Enumerable.Repeat(1.0, 64).ToArray(), FalseAlarmTable.Standard);
    }

    [Fact]
    public void Normal_deviates_follow_the_normal_law()
    {
        var counts = NormalCounts(scale: 1);
        StatisticalAssert.Counts(counts, Enumerable.Repeat(1.0, counts.Length).ToArray(), FalseAlarmTable.Standard);
    }

    [Fact] // planted defect: 3 % too wide; the smallest defect noticed at this size is about 2 %
    public void Normal_test_detects_a_wrong_scale() => StatisticalAssert.Rejects(() =>
        StatisticalAssert.Counts(NormalCounts(scale: 1.03), Enumerable.Repeat(1.0, 50).ToArray(), FalseAlarmTable.Standard));

    [Fact]
    public void Bounded_integers_are_uniform()
    {
        var stream = TestSeed.Stream("bounded");
        var counts = new long[7];
        for (var i = 0; i < 70_000; i++)
            counts[stream.NextInt32(7)]++;
        StatisticalAssert.Counts(counts, Enumerable.Repeat(1.0, 7).ToArray(), FalseAlarmTable.Standard);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(11)]
    [InlineData(999)]
    public void Gamma_deviates_follow_their_law(int twiceShape) =>
        StatisticalAssert.Counts(GammaCounts(twiceShape, twiceShape), Enumerable.Repeat(1.0, 40).ToArray(), FalseAlarmTable.Standard);

    [Fact] // planted defect: one degree of freedom in 999 too many
    public void Gamma_test_detects_a_wrong_shape() => StatisticalAssert.Rejects(() =>
        StatisticalAssert.Counts(GammaCounts(1002, 999), Enumerable.Repeat(1.0, 40).ToArray(), FalseAlarmTable.Standard));

    [Theory] // below 1, where a power of a uniform deviate is a factor; the exponential law; a shape that is no half-integer
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(2.7)]
    public void Gamma_deviates_of_any_shape_follow_their_law(double shape) =>
        StatisticalAssert.Counts(ShapeCounts(shape, shape), Enumerable.Repeat(1.0, 40).ToArray(), FalseAlarmTable.Standard / 10);

    [Fact] // planted defect: a shape off by four percent
    public void Shape_test_detects_a_wrong_shape() => StatisticalAssert.Rejects(() =>
        StatisticalAssert.Counts(ShapeCounts(0.312, 0.3), Enumerable.Repeat(1.0, 40).ToArray(), FalseAlarmTable.Standard / 10));

    [Fact]
    public void Equal_sample_numbers_of_two_cells_are_uncorrelated() =>
        StatisticalAssert.Normal(CorrelationZ(TestSeed.Stream("cell n=10"), TestSeed.Stream("cell n=11")), FalseAlarmTable.Standard);

    [Fact] // planted defect: two cells of one name share their bits
    public void Correlation_test_detects_shared_bits() => StatisticalAssert.Rejects(() =>
        StatisticalAssert.Normal(CorrelationZ(TestSeed.Stream("cell n=10"), TestSeed.Stream("cell n=10")), FalseAlarmTable.Standard));

    private static double CorrelationZ(RandomStream first, RandomStream second)
    {
        const int samples = 20_000;
        var sum = 0.0;
        for (var s = 0; s < samples; s++)
        {
            first.MoveTo((ulong)s);
            second.MoveTo((ulong)s);
            sum += first.NextNormal() * second.NextNormal();
        }

        return sum / Math.Sqrt(samples);
    }

    private static long[] NormalCounts(double scale)
    {
        var stream = TestSeed.Stream("normal");
        var counts = new long[50];
        for (var i = 0; i < 200_000; i++)
        {
            // Phi(z) is uniform; each of 50 cells has probability 1/50.
            var u = 0.5 * SpecialFunctions.Erfc(-scale * stream.NextNormal() / Math.Sqrt(2));
            counts[Math.Min(49, (int)(u * 50))]++;
        }

        return counts;
    }

    private static long[] ShapeCounts(double drawn, double assumed)
    {
        var stream = TestSeed.Stream(FormattableString.Invariant($"gamma of shape {assumed}"));
        var counts = new long[40];
        for (var i = 0; i < 100_000; i++)
            counts[Math.Min(39, (int)(SpecialFunctions.GammaLowerRegularized(assumed, stream.NextGamma(drawn)) * 40))]++;
        return counts;
    }

    private static long[] GammaCounts(int drawn, int assumed)
    {
        var stream = TestSeed.Stream($"gamma {assumed}");
        var counts = new long[40];
        for (var i = 0; i < 40_000; i++)
            counts[Math.Min(39, (int)(PValues.ChiSquaredLower(2 * stream.NextGammaHalf(drawn), assumed) * 40))]++;
        return counts;
    }
}
