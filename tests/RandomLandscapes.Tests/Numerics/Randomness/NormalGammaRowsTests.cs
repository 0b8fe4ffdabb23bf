using System.Runtime.Intrinsics;
using MathNet.Numerics.Distributions;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Numerics.Randomness;

public sealed class NormalGammaRowsTests
{
    private const double FalseAlarm = 1e-7;
    private const int Draws = 200_000;
    private const int Cells = 50;

    [Fact] // every kind of row: rejection, its second looks and repetitions, closed forms, no gamma deviate at all
    public void Lanes_have_the_bits_of_the_scalar_map()
    {
        var normals = new Vector512<double>[44];
        var gammas = new Vector512<double>[44];
        var repeated = 0;
        for (ulong sample = 0; sample < 400; sample += 8)
        {
            var key = Key("rows");
            new NormalGammaRows(key, sample, purpose: 7).Fill(firstBlock: 100, twiceShape: 40, normals, gammas);
            for (var row = 0; row < 44; row++)
            {
                for (var lane = 0; lane < 8; lane++)
                {
                    var (normal, gamma, proposals) = ScalarDeviates.Row(key, sample + (ulong)lane, 7, (uint)(100 + row), 40 - row);
                    Assert.Equal((normal, gamma), (normals[row][lane], gammas[row][lane]));
                    repeated += proposals > 1 ? 1 : 0;
                }
            }
        }

        Assert.InRange(repeated, 30, 300); // 17600 deviates, of which about 0.5 % are rejected once
    }

    [Fact] // the sample number wraps, the high word of it is used, large blocks and shapes
    public void Far_counters_have_the_bits_of_the_scalar_map()
    {
        var normals = new Vector512<double>[4];
        var gammas = new Vector512<double>[4];
        foreach (var sample in new[] { ulong.MaxValue - 3, 0xFFFF_FFFDUL, 0x8000_0000_0000_0000UL })
        {
            foreach (var (block, shape) in new[] { (0xFFFF_FFFCu, 1_000_000), (0u, 2), (1u, 3), (0u, 4), (0u, 5), (3u, 6), (0u, 0) })
            {
                var key = new StreamKey(sample ^ 0x5555);
                new NormalGammaRows(key, sample).Fill(block, shape, normals, gammas);
                for (var i = 0; i < 32; i++)
                {
                    var (normal, gamma, _) = ScalarDeviates.Row(key, unchecked(sample + (ulong)(i % 8)), 0, block + (uint)(i / 8), shape - (i / 8));
                    Assert.Equal((normal, gamma), (normals[i / 8][i % 8], gammas[i / 8][i % 8]));
                }
            }
        }
    }

    [Fact] // chunks are an implementation matter: any split into calls gives the same rows
    public void A_row_does_not_depend_on_its_neighbours()
    {
        var key = Key("split");
        var (wholeNormals, wholeGammas) = Fill(key, 3, 0, 40, 48);
        foreach (var firstRow in new[] { 1, 4, 17, 30, 33, 36, 39 })
        {
            var (normals, gammas) = Fill(key, 3, (uint)firstRow, 40 - firstRow, 8);
            Assert.Equal(wholeNormals[firstRow..(firstRow + 8)], normals);
            Assert.Equal(wholeGammas[firstRow..(firstRow + 8)], gammas);
        }

        // A lane is its sample, whichever lane it is.
        var (shifted, _) = Fill(key, 5, 0, 40, 48);
        Assert.Equal(wholeNormals.Select(v => v[4]), shifted.Select(v => v[2]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(100)]
    [InlineData(1000)]
    public void Gamma_deviates_follow_their_law_on_lanes(int twiceShape)
    {
        var (gammas, joint) = Counts(twiceShape, twiceShape);
        StatisticalAssert.Counts(gammas, Enumerable.Repeat(1.0, Cells).ToArray(), FalseAlarm);
        StatisticalAssert.Counts(joint, Enumerable.Repeat(1.0, 100).ToArray(), FalseAlarm); // the normal deviate of the row is independent

        // Planted defects: the law of shapes larger by 4 % (missed with probability 2e-25 at k = 1, less above; 2 % would be missed with 0.1); a normal deviate that takes one of the gamma's bits.
        var (wrong, dependent) = Counts(twiceShape, twiceShape * 1.04);
        StatisticalAssert.Rejects(() => StatisticalAssert.Counts(wrong, Enumerable.Repeat(1.0, Cells).ToArray(), FalseAlarm));
        StatisticalAssert.Rejects(() => StatisticalAssert.Counts(dependent, Enumerable.Repeat(1.0, 100).ToArray(), FalseAlarm));
    }

    [Fact]
    public void No_deviate_passes_the_bound_of_its_shape()
    {
        // The largest proposal that a word can make, and the smallest uniform deviates.
        var largest = ScalarDeviates.BoxMuller(0, 7).First;
        Assert.InRange(NormalGammaRows.LargestNormal, Math.Abs(largest), 9.4195);
        foreach (var k in new[] { 6, 7, 50, 999_999 })
        {
            var d = (k / 2.0) - (1.0 / 3);
            Assert.InRange(d * Math.Pow(1 + (9.4193 / Math.Sqrt(9 * d)), 3), 0.999 * NormalGammaRows.LargestGamma(k), NormalGammaRows.LargestGamma(k));
        }

        Assert.Equal(0.5 * 128 * Math.Log(2), NormalGammaRows.LargestGamma(1), 2e-3);
        Assert.Equal(3 * 64 * Math.Log(2), NormalGammaRows.LargestGamma(5), 1e-2);
        Assert.True(NormalGammaRows.LargestGamma(5) > 3 * 64 * Math.Log(2));
    }

    [Fact]
    public void Mistaken_requests_are_refused()
    {
        Assert.Contains("multiple of 4 rows, was 3", Refused(0, 5, 3, 3), StringComparison.Ordinal);
        Assert.Contains("Expected 4 rows, was 8", Refused(0, 5, 4, 8), StringComparison.Ordinal);
        Assert.Contains("blocks below 2^32", Refused(uint.MaxValue - 2, 5, 4, 4), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Fill(new StreamKey(1), 0, 0, -1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = new NormalGammaRows(new StreamKey(1), 0, NormalGammaRows.PurposeLimit); });
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalGammaRows.LargestGamma(0));

        static string Refused(uint block, int shape, int normals, int gammas) => Assert.Throws<ArgumentException>(
            () => new NormalGammaRows(new StreamKey(1), 0).Fill(block, shape, new Vector512<double>[normals], new Vector512<double>[gammas])).Message;
    }

    // Gamma deviates in cells of equal probability of an assumed law; jointly with the normal ones in 10 x 10.
    // A law that is not the drawn one plants two defects: the wrong shape, and a normal deviate shifted by 5 % of the gamma's direction.
    private static (long[] Gammas, long[] Joint) Counts(int drawn, double assumed)
    {
        var defect = assumed == drawn ? 0 : 0.05;
        var cells = new QuantileCells(Cells, p => Gamma.InvCDF(0.5 * assumed, 1, p));
        var tens = new QuantileCells(10, p => Gamma.InvCDF(0.5 * drawn, 1, p));
        var normalTens = new QuantileCells(10, p => Normal.InvCDF(0, 1, p));
        var gammas = new long[Cells];
        var joint = new long[100];
        var rows = new NormalGammaRows(Key($"gamma {drawn}"), 0);
        var (normal, gamma) = (new Vector512<double>[4], new Vector512<double>[4]);
        for (ulong sample = 0; sample < Draws; sample += 8)
        {
            rows.MoveTo(sample);
            rows.Fill(0, drawn, normal, gamma);
            for (var lane = 0; lane < 8; lane++)
            {
                var g = gamma[0][lane];
                var z = normal[0][lane] + (defect * Math.Sign(g - (0.5 * drawn)));
                gammas[cells.Find(g)]++;
                joint[(10 * tens.Find(g)) + normalTens.Find(z)]++;
            }
        }

        return (gammas, joint);
    }

    private static (Vector512<double>[] Normals, Vector512<double>[] Gammas) Fill(StreamKey key, ulong sample, uint block, int twiceShape, int rows)
    {
        var (normals, gammas) = (new Vector512<double>[rows], new Vector512<double>[rows]);
        new NormalGammaRows(key, sample).Fill(block, twiceShape, normals, gammas);
        return (normals, gammas);
    }

    private static StreamKey Key(string test) => StreamKey.Derive(TestSeed.Root, "tests", test);
}
