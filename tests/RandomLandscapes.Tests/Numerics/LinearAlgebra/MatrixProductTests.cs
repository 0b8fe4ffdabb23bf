using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Tests.Numerics.LinearAlgebra;

public class MatrixProductTests
{
    [Theory] // around the tile (8 x 24) and block (64, 256) sizes, with distances between rows beyond the columns
    [InlineData(1, 1, 1, 0)]
    [InlineData(8, 5, 24, 0)]
    [InlineData(9, 300, 25, 3)]
    [InlineData(64, 256, 48, 1)]
    [InlineData(65, 257, 71, 0)]
    [InlineData(140, 17, 3, 5)]
    [InlineData(3, 0, 4, 2)]
    [InlineData(0, 3, 4, 2)]
    [InlineData(3, 3, 0, 2)]
    public void Products_agree_with_plain_loops(int rows, int inner, int columns, int gap)
    {
        var stream = new RandomStream(new StreamKey(20_260_321));
        var a = Draw(stream, rows, inner + gap);
        var b = Draw(stream, inner, columns + gap);
        var c = Draw(stream, rows, columns + gap);
        foreach (var (alpha, accumulate) in new[] { (1.0, false), (1.0, true), (-2.5, true), (0.0, false) })
        {
            var actual = c.ToArray();
            new MatrixProduct().Multiply(rows, inner, columns, alpha, a, inner + gap, b, columns + gap, actual, columns + gap, accumulate);
            for (var i = 0; i < c.Length; i++)
            {
                int row = i / (columns + gap), column = i % (columns + gap);
                var expected = column >= columns || accumulate ? c[i] : 0; // between the rows nothing changes
                for (var k = 0; k < inner && column < columns; k++)
                    expected += alpha * a[(row * (inner + gap)) + k] * b[(k * (columns + gap)) + column];
                Assert.Equal(expected, actual[i], 1e-12);
            }
        }
    }

    [Fact] // the stated order of summation, to the bit: one chain of fused multiply-adds per block of the inner dimension
    public void Order_of_summation_is_the_stated_one()
    {
        const int rows = 11, inner = 600, columns = 30;
        var stream = new RandomStream(new StreamKey(20_260_322));
        double[] a = Draw(stream, rows, inner), b = Draw(stream, inner, columns), c = Draw(stream, rows, columns);
        var expected = c.ToArray();
        for (var i = 0; i < c.Length; i++)
        {
            for (var start = 0; start < inner; start += MatrixProduct.BlockSize)
            {
                var sum = 0.0;
                for (var k = start; k < Math.Min(inner, start + MatrixProduct.BlockSize); k++)
                    sum = Math.FusedMultiplyAdd(0.75 * a[(i / columns * inner) + k], b[(k * columns) + (i % columns)], sum);
                expected[i] += sum;
            }
        }

        new MatrixProduct().Multiply(rows, inner, columns, 0.75, a, inner, b, columns, c, columns, accumulate: true);
        Assert.Equal(expected, c);
    }

    [Fact] // a workspace that held a larger product carries nothing over
    public void Workspaces_are_reusable()
    {
        var stream = new RandomStream(new StreamKey(20_260_323));
        double[] a = Draw(stream, 10, 10), b = Draw(stream, 10, 10), large = Draw(stream, 300, 300);
        double[] expected = new double[100], actual = new double[100];
        var product = new MatrixProduct();
        product.Multiply(10, 10, 10, 1, a, 10, b, 10, expected, 10);
        product.Multiply(300, 300, 300, 1, large, 300, large, 300, new double[90_000], 300);
        product.Multiply(10, 10, 10, 1, a, 10, b, 10, actual, 10);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        var product = new MatrixProduct();
        Assert.Throws<ArgumentOutOfRangeException>(() => product.Multiply(-1, 1, 1, 1, [], 1, [1], 1, [], 1));
        Assert.Contains("at least 4 numbers for 2 x 2 at distance 2, was 3", Assert.Throws<ArgumentException>(
            () => product.Multiply(2, 2, 2, 1, new double[3], 2, new double[4], 2, new double[4], 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => product.Multiply(2, 2, 2, 1, new double[4], 1, new double[4], 2, new double[4], 2));
        Assert.Throws<ArgumentException>(() => product.Multiply(2, 2, 2, 1, new double[4], 2, new double[4], 2, new double[3], 2));
    }

    private static double[] Draw(RandomStream stream, int rows, int columns)
    {
        var m = new double[rows * columns];
        stream.FillNormal(m);
        return m;
    }
}
