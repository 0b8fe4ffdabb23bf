using System.Runtime.Intrinsics;
using MathNet.Numerics;
using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Numerics.Randomness;

public sealed class NormalDeviatesTests
{
    private const double FalseAlarm = 1e-7;
    private const int LargeSample = 10_000_000;

    // First samples at which the lanes cross a carry into the high word, and wrap.
    public static TheoryData<ulong, ulong, uint> Positions => new()
    {
        { 0, 0, 0 },
        { 0x1234_5678_9ABC_DEF0, 0xFFFF_FFFC, 3 },
        { ulong.MaxValue, ulong.MaxValue - 2, 0x00FF_FFFF },
        { 0xFFFF_FFFF_0000_0000, 0x7_0000_0009, 1 },
    };

    [Theory]
    [MemberData(nameof(Positions))]
    public void Lanes_have_the_bits_of_the_scalar_map(ulong key, ulong sample, uint purpose)
    {
        // Whole batches of 64 and every kind of rest.
        foreach (var length in new[] { 1, 2, 15, 16, 63, 64, 65, 200 })
        {
            var one = new double[length];
            NormalDeviates.FillSample(new StreamKey(key), sample, purpose, one);
            Assert.Equal(Enumerable.Range(0, length).Select(j => Scalar(key, sample, purpose, j)), one);

            var eight = new double[8 * length];
            NormalDeviates.FillLanes(new StreamKey(key), sample, purpose, eight);
            Assert.Equal(Enumerable.Range(0, 8 * length).Select(i => Scalar(key, unchecked(sample + (ulong)(i % 8)), purpose, i / 8)), eight);
        }

        static double Scalar(ulong key, ulong sample, uint purpose, int j)
        {
            var (first, second) = ScalarDeviates.Normals(new StreamKey(key), sample, purpose, (uint)(j / 2));
            return j % 2 == 0 ? first : second;
        }
    }

    [Fact]
    public void Parts_continue_where_they_are_told_to_begin()
    {
        var key = new StreamKey(4);
        double[] whole = new double[300], wholeLanes = new double[8 * 300];
        NormalDeviates.FillSample(key, 9, 1, whole);
        NormalDeviates.FillLanes(key, 9, 1, wholeLanes);
        foreach (var (block, length) in new[] { (1u, 70), (50u, 3), (100u, 100) })
        {
            double[] part = new double[length], lanes = new double[8 * length];
            NormalDeviates.FillSample(key, 9, 1, part, block);
            NormalDeviates.FillLanes(key, 9, 1, lanes, block);
            Assert.Equal(whole[(2 * (int)block)..((2 * (int)block) + length)], part);
            Assert.Equal(wholeLanes[(16 * (int)block)..((16 * (int)block) + (8 * length))], lanes);
        }
    }

    [Fact] // words no test will draw: both ends of the radius, both ends of the angle, powers of two and their neighbours
    public void Extreme_words_have_finite_deviates_and_the_bits_of_the_scalar_map()
    {
        var words = new List<ulong> { 0, 1, 2, 3, ulong.MaxValue, ulong.MaxValue - 1, ulong.MaxValue - 1023, ulong.MaxValue - 1024, ulong.MaxValue - 2048 };
        for (var bit = 2; bit < 64; bit++)
            words.AddRange([(1UL << bit) - 1, 1UL << bit, (1UL << bit) + 1]);
        foreach (var radius in words)
        {
            foreach (var angle in words)
            {
                NormalLanes.BoxMuller(new WordQuad(Vector512.Create(radius)), new WordQuad(Vector512.Create(angle)), out var first, out var second);
                var expected = ScalarDeviates.BoxMuller(radius, angle);
                Assert.Equal(expected, (first.A[0], second.D[7]));
                Assert.InRange(Math.Abs(expected.First), 0, NormalGammaRows.LargestNormal);
                Assert.InRange(Math.Abs(expected.Second), 0, NormalGammaRows.LargestNormal);
            }
        }
    }

    [Fact] // the law of the tails follows from the map: radius and angle as functions of their words, against the runtime's functions
    public void The_map_is_that_of_Box_and_Muller()
    {
        var stream = TestSeed.Stream("box muller map");
        for (var i = 0; i < 200_000; i++)
        {
            // Radii of every magnitude, up to that of the smallest word.
            var radiusWord = stream.NextUInt64() >> stream.NextInt32(64);
            var angleWord = stream.NextUInt64();
            // u = (w | 1) / 2^64, rounded to a double; near one the logarithm by the distance from it, which is exact.
            var u = (radiusWord | 1) / 18446744073709551616.0;
            var log = u > 0.999 ? -LogOneMinus(1 - u) : Math.Log(u);
            var radius = Math.Sqrt(-2 * log);
            var turns = ((angleWord & 15) + 0.5 + ((long)angleWord / 18446744073709551616.0)) / 32;
            var sign = (angleWord & 16) == 0 ? 1 : -1;
            var (first, second) = ScalarDeviates.BoxMuller(radiusWord, angleWord);
            Assert.InRange(first - (sign * radius * Math.Cos(2 * Math.PI * turns)), -6e-15 * (radius + 1e-3), 6e-15 * (radius + 1e-3));
            Assert.InRange(second - (sign * radius * Math.Sin(2 * Math.PI * turns)), -6e-15 * (radius + 1e-3), 6e-15 * (radius + 1e-3));
        }

        static double LogOneMinus(double x) => x + (x * x / 2) + (x * x * x / 3) + (x * x * x * x / 4) + (x * x * x * x * x / 5);
    }

    [Fact]
    public void Logarithms_are_accurate_and_never_negative_below_one()
    {
        var stream = TestSeed.Stream("minus two log");
        for (var i = 0; i < 200_000; i++)
        {
            var x = Math.ScaleB(1 + stream.NextUniform(), stream.NextInt32(600) - 500);
            Assert.InRange(ScalarDeviates.MinusTwoLog(x) + (2 * Math.Log(x)), -(4e-16 + (6e-16 * Math.Abs(Math.Log(x)))), 4e-16 + (6e-16 * Math.Abs(Math.Log(x))));
        }

        Assert.InRange(ScalarDeviates.MinusTwoLog(1), 0, 4e-16); // a word may round up to one
        for (var x = Math.BitDecrement(1.0); x > 1 - 1e-13; x = Math.BitDecrement(x))
        {
            Assert.True(ScalarDeviates.MinusTwoLog(x) >= 0);
            Assert.Equal(2 * (1 - x), ScalarDeviates.MinusTwoLog(x), 2e-26 + (1e-15 * (1 - x)));
        }
    }

    [Fact] // 1e7 deviates, 200 equal cells: the smallest defect noticed is an error of scale of about 0.3 %
    public void Large_sample_follows_the_normal_law() => StatisticalAssert.Counts(CellCounts(scale: 1), Enumerable.Repeat(1.0, 200).ToArray(), FalseAlarm);

    [Fact] // planted defect: 0.4 % too wide
    public void Large_sample_test_detects_a_wrong_scale() => StatisticalAssert.Rejects(() =>
        StatisticalAssert.Counts(CellCounts(scale: 1.004), Enumerable.Repeat(1.0, 200).ToArray(), FalseAlarm));

    [Fact] // beyond 4 standard deviations: 633 expected in 1e7, beyond 5: 5.7
    public void Tails_have_their_probability()
    {
        foreach (var (limit, count) in TailCounts(scale: 1))
            StatisticalAssert.Binomial(count, LargeSample, SpecialFunctions.Erfc(limit / Math.Sqrt(2)), FalseAlarm);
    }

    [Fact] // planted defect: tails 1.5 % too wide
    public void Tail_test_detects_heavy_tails() => StatisticalAssert.Rejects(() =>
    {
        foreach (var (limit, count) in TailCounts(scale: 1.015))
            StatisticalAssert.Binomial(count, LargeSample, SpecialFunctions.Erfc(limit / Math.Sqrt(2)), FalseAlarm);
    });

    [Fact] // sums of powers, whose variances under the law are known: Var z^2 = 2, Var z^3 = 15, Var z^4 = 96
    public void Moments_are_those_of_the_normal_law()
    {
        var sums = new double[5];
        foreach (var z in LargeDeviates())
        {
            var power = 1.0;
            for (var p = 1; p <= 4; p++)
                sums[p] += power *= z;
        }

        double[] means = [0, 0, 1, 0, 3];
        double[] variances = [0, 1, 2, 15, 96];
        for (var p = 1; p <= 4; p++)
            StatisticalAssert.Normal((sums[p] - (means[p] * LargeSample)) / Math.Sqrt(variances[p] * LargeSample), FalseAlarm);
    }

    [Fact] // 16 x 16 equal cells
    public void The_two_deviates_of_a_counter_are_independent() =>
        StatisticalAssert.Counts(PairCounts(dependent: false), Enumerable.Repeat(1.0, 256).ToArray(), FalseAlarm);

    [Fact] // planted defect: the second moves by 2 % of the first
    public void Independence_test_detects_a_correlation() => StatisticalAssert.Rejects(() =>
        StatisticalAssert.Counts(PairCounts(dependent: true), Enumerable.Repeat(1.0, 256).ToArray(), FalseAlarm));

    [Fact]
    public void Mistaken_requests_are_refused()
    {
        var key = new StreamKey(1);
        Assert.Contains("multiple of 8 entries, was 12", Assert.Throws<ArgumentException>(() => NormalDeviates.FillLanes(key, 0, 0, new double[12])).Message, StringComparison.Ordinal);
        Assert.Contains("below 2^32, was 4294967296", Assert.Throws<ArgumentException>(() => NormalDeviates.FillSample(key, 0, 0, new double[3], uint.MaxValue)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => NormalDeviates.FillLanes(key, 0, 0, new double[24], uint.MaxValue));
        NormalDeviates.FillLanes(key, 0, 0, new double[16], uint.MaxValue);
    }

    private static double[] LargeDeviates()
    {
        var deviates = new double[LargeSample];
        NormalDeviates.FillSample(Key("normal deviates"), 0, 0, deviates);
        return deviates;
    }

    private static long[] CellCounts(double scale)
    {
        var counts = new long[200];
        var cells = new QuantileCells(200, p => -Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * p));
        foreach (var z in LargeDeviates())
            counts[cells.Find(scale * z)]++;
        return counts;
    }

    private static List<(double Limit, long Count)> TailCounts(double scale)
    {
        var deviates = LargeDeviates();
        return [.. new[] { 3.0, 4.0, 4.5, 5.0 }.Select(limit => (limit, deviates.LongCount(z => Math.Abs(scale * z) > limit)))];
    }

    private static long[] PairCounts(bool dependent)
    {
        var counts = new long[256];
        var cells = new QuantileCells(16, p => -Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * p));
        var deviates = new double[2_000_000];
        NormalDeviates.FillSample(Key("pairs"), 0, 0, deviates);
        for (var i = 0; i < deviates.Length; i += 2)
        {
            var second = dependent ? (0.9998 * deviates[i + 1]) + (0.02 * deviates[i]) : deviates[i + 1];
            counts[(16 * cells.Find(deviates[i])) + cells.Find(second)]++;
        }

        return counts;
    }

    private static StreamKey Key(string test) => StreamKey.Derive(TestSeed.Root, "tests", test);
}
