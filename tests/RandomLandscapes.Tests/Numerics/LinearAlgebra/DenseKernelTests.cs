using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Tests.Numerics.LinearAlgebra;

public class DenseKernelTests
{
    private readonly RandomStream _stream = new(new StreamKey(20_260_341));

    [Theory] // the rank-2k update of the band reduction, C + V W^T + W V^T, by plain loops
    [InlineData(8, 1)]
    [InlineData(24, 16)]
    [InlineData(56, 32)]
    [InlineData(104, 7)]
    public void Lower_triangles_are_updated(int order, int rank)
    {
        var step = order + 24;
        var stride = order + 32;
        var (v, w) = (Draw(rank, step), Draw(rank, step));
        double[] both = [.. v, .. w, .. v];
        var c = Draw(order, stride);
        var actual = c.ToArray();
        ProductTile.AccumulateLower(order, 2 * rank, both, both.AsSpan(rank * step), step, actual, stride);
        for (var i = 0; i < order; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var expected = c[(i * stride) + j];
                for (var k = 0; k < rank; k++)
                    expected += (v[(k * step) + i] * w[(k * step) + j]) + (w[(k * step) + i] * v[(k * step) + j]);
                Assert.Equal(expected, actual[(i * stride) + j], 1e-12);
            }
        }
    }

    [Theory] // around the slabs of 64 rows and the chunks of 128 columns; what is above the diagonal blocks is never read
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(72)]
    [InlineData(216)]
    public void Symmetric_products_read_the_lower_triangle_only(int order)
    {
        const int columns = SymmetricTimesColumns.Columns;
        var stride = order + 8;
        var m = Draw(order, stride);
        for (var i = 0; i < order; i++)
            m.AsSpan((i * stride) + i + 1, stride - i - 1).Fill(double.NaN);
        var v = Draw(order, columns);
        var actual = Draw(order, columns);
        SymmetricTimesColumns.Multiply(order, m, stride, v, actual);
        for (var i = 0; i < order; i++)
        {
            for (var c = 0; c < columns; c++)
            {
                var expected = 0.0;
                for (var k = 0; k < order; k++)
                    expected += m[(Math.Max(i, k) * stride) + Math.Min(i, k)] * v[(k * columns) + c];
                Assert.Equal(expected, actual[(i * columns) + c], 1e-11);
            }
        }
    }

    [Fact] // both ways of adding the lanes of eight vectors, to the bit
    public void Lanes_of_eight_vectors_are_summed()
    {
        var numbers = Draw(8, 8);
        var vectors = Enumerable.Range(0, 8).Select(i => System.Runtime.Intrinsics.Vector512.Create<double>(numbers.AsSpan(8 * i, 8))).ToArray();
        var sums = LaneSums.OfEight(vectors[0], vectors[1], vectors[2], vectors[3], vectors[4], vectors[5], vectors[6], vectors[7]);
        for (var i = 0; i < 8; i++)
            Assert.Equal(VectorOperations.Sum(vectors[i]), sums[i]);
    }

    private double[] Draw(int rows, int columns)
    {
        var m = new double[rows * columns];
        _stream.FillNormal(m);
        return m;
    }
}
