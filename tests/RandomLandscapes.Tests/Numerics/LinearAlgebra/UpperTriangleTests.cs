using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Tests.Numerics.LinearAlgebra;

public class UpperTriangleTests
{
    [Theory] // around the tile of 32
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(101)]
    public void The_upper_triangle_is_copied(int order)
    {
        var matrix = Numbered(order);
        UpperTriangle.Mirror(matrix, order);
        for (var i = 0; i < order; i++)
        {
            for (var j = 0; j < order; j++)
                Assert.Equal((Math.Min(i, j) * order) + Math.Max(i, j), matrix[(i * order) + j]);
        }
    }

    [Theory]
    [InlineData(70, 40, 30, 40)]
    [InlineData(70, 40, 30, 7)]
    [InlineData(70, 33, 1, 33)]
    [InlineData(100, 64, 36, 64)]
    [InlineData(5, 0, 5, 0)]
    [InlineData(5, 3, 0, 2)]
    public void Only_the_given_columns_are_copied(int order, int first, int count, int rows)
    {
        var matrix = Numbered(order);
        UpperTriangle.MirrorColumns(matrix, order, first, count, rows);
        for (var i = 0; i < order; i++)
        {
            for (var j = 0; j < order; j++)
                Assert.Equal(i >= first && i < first + count && j < rows ? (j * order) + i : (i * order) + j, matrix[(i * order) + j]);
        }
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => UpperTriangle.Mirror(new double[5], 2));
        Assert.Throws<ArgumentException>(() => UpperTriangle.MirrorColumns(new double[5], 2, 1, 1, 1));
        foreach (var (first, count, rows) in new[] { (-1, 1, 0), (1, -1, 0), (1, 2, 1), (1, 1, 2), (1, 1, -1) })
            Assert.Throws<ArgumentOutOfRangeException>(() => UpperTriangle.MirrorColumns(new double[4], 2, first, count, rows));
    }

    private static double[] Numbered(int order) => [.. Enumerable.Range(0, order * order).Select(i => (double)i)];
}
