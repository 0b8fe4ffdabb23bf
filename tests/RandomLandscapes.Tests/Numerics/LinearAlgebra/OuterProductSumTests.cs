using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Tests.Numerics.LinearAlgebra;

public class OuterProductSumTests
{
    [Theory] // around the tile (8 x 24), the group (64 rows) and the block (128)
    [InlineData(1, 1, 1)]
    [InlineData(5, 8, 24)]
    [InlineData(128, 9, 25)]
    [InlineData(129, 64, 48)]
    [InlineData(512, 65, 7)]
    [InlineData(1100, 137, 71)]
    [InlineData(700, 3, 20_000)]
    public void Sums_are_those_of_the_product_to_the_bit(int samples, int p, int q)
    {
        var stream = new RandomStream(new StreamKey(20_261_122));
        var a = new double[samples * p];
        var b = new double[samples * q];
        stream.FillNormal(a);
        stream.FillNormal(b);
        var expected = new double[p * q];
        new TransposedProduct().Accumulate(samples, a, p, b, q, expected);
        var sum = new OuterProductSum(p, q);
        sum.Add(new double[p], new double[q]);
        sum.Add(Enumerable.Repeat(1.0, p).ToArray(), Enumerable.Repeat(1.0, q).ToArray());
        sum.Clear(); // forgets both
        for (var s = 0; s < samples; s++)
            sum.Add(a.AsSpan(s * p, p), b.AsSpan(s * q, q));
        var actual = new double[p * q];
        for (var i = 0; i < p; i++)
        {
            var half = q / 2;
            sum.CopyRow(i, half, actual.AsSpan((i * q) + half, q - half));
            sum.CopyRow(i, 0, actual.AsSpan(i * q, half));
        }

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new OuterProductSum(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OuterProductSum(1, 0));
        var sum = new OuterProductSum(2, 3);
        Assert.Throws<ArgumentException>(() => sum.Add(new double[3], new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => sum.CopyRow(2, 0, new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => sum.CopyRow(0, 1, new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => sum.CopyRow(0, -1, new double[1]));
    }

    [Fact] // widths around 8 and 32
    public void Combinations_are_repeated_additions_to_the_bit()
    {
        var stream = new RandomStream(new StreamKey(20_261_123));
        for (var width = 1; width <= 75; width++)
        {
            double[] coefficients = new double[5], rows = new double[5 * width], expected = new double[width];
            stream.FillNormal(coefficients);
            stream.FillNormal(rows);
            stream.FillNormal(expected);
            var actual = expected.ToArray();
            for (var r = 0; r < coefficients.Length; r++)
                VectorOperations.AddScaled(coefficients[r], rows.AsSpan(r * width, width), expected);
            VectorOperations.AddCombination(coefficients, rows, actual);
            Assert.Equal(expected, actual);

            VectorOperations.Scale(coefficients[0], rows.AsSpan(0, width), actual);
            Assert.Equal(rows.Take(width).Select(x => coefficients[0] * x), actual);
            VectorOperations.Multiply(rows.AsSpan(0, width), expected, actual);
            Assert.Equal(rows.Take(width).Zip(expected, (x, y) => x * y), actual);
            VectorOperations.Combine(coefficients[1], rows.AsSpan(0, width), coefficients[2], expected, actual);
            Assert.Equal(rows.Take(width).Zip(expected, (x, y) => Math.FusedMultiplyAdd(coefficients[2], y, coefficients[1] * x)), actual);
        }
    }
}
