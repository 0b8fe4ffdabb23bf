using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Tests.Numerics.LinearAlgebra;

public class TransposedProductTests
{
    [Theory] // around the tile (8 x 24) and block (128) sizes
    [InlineData(0, 3, 2)]
    [InlineData(1, 1, 1)]
    [InlineData(5, 8, 24)]
    [InlineData(128, 9, 25)]
    [InlineData(300, 17, 47)]
    [InlineData(129, 136, 71)]
    public void Products_agree_with_plain_loops(int samples, int p, int q)
    {
        var stream = new RandomStream(new StreamKey(20_260_131));
        var a = new double[samples * p];
        var b = new double[samples * q];
        var c = new double[p * q];
        stream.FillNormal(a);
        stream.FillNormal(b);
        stream.FillNormal(c);
        var expected = c.ToArray();
        for (var s = 0; s < samples; s++)
        {
            for (var i = 0; i < p; i++)
            {
                for (var j = 0; j < q; j++)
                    expected[(i * q) + j] += a[(s * p) + i] * b[(s * q) + j];
            }
        }

        new TransposedProduct().Accumulate(samples, a, p, b, q, c);
        for (var i = 0; i < c.Length; i++)
            Assert.Equal(expected[i], c[i], 1e-12);
    }

    [Fact] // the stated order of summation, to the bit: one chain of fused multiply-adds per block of 128
    public void Order_of_summation_is_the_stated_one()
    {
        const int samples = 300, p = 11, q = 30;
        var stream = new RandomStream(new StreamKey(20_260_132));
        var a = new double[samples * p];
        var b = new double[samples * q];
        var c = new double[p * q];
        stream.FillNormal(a);
        stream.FillNormal(b);
        new TransposedProduct().Accumulate(samples, a, p, b, q, c);
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j < q; j++)
            {
                var expected = 0.0;
                for (var start = 0; start < samples; start += TransposedProduct.BlockSize)
                {
                    var sum = 0.0;
                    for (var s = start; s < Math.Min(samples, start + TransposedProduct.BlockSize); s++)
                        sum = Math.FusedMultiplyAdd(a[(s * p) + i], b[(s * q) + j], sum);
                    expected += sum;
                }

                Assert.Equal(expected, c[(i * q) + j]);
            }
        }
    }

    [Theory] // the lower triangle, to the bit; 24 is the width of a tile
    [InlineData(1)]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(75)]
    public void Gram_matrices_are_the_lower_triangle_of_the_product(int p)
    {
        const int samples = 150;
        var stream = new RandomStream(new StreamKey(20_260_134));
        var a = new double[samples * p];
        stream.FillNormal(a);
        double[] expected = new double[p * p], actual = new double[p * p];
        new TransposedProduct().Accumulate(samples, a, p, a, p, expected);
        new TransposedProduct().AccumulateGram(samples, a, p, actual);
        for (var i = 0; i < p; i++)
            Assert.Equal(expected.AsSpan(i * p, i + 1).ToArray(), actual.AsSpan(i * p, i + 1).ToArray());
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new TransposedProduct().AccumulateGram(2, new double[4], 2, new double[3]));
        var product = new TransposedProduct();
        Assert.Throws<ArgumentException>(() => product.Accumulate(2, new double[4], 2, new double[6], 3, new double[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => product.Accumulate(2, [], 0, new double[6], 3, []));
    }

    [Fact] // the inner product's stated order: four chains, then halves, then a scalar tail
    public void Inner_products_agree_with_plain_loops()
    {
        var stream = new RandomStream(new StreamKey(20_260_133));
        for (var n = 0; n <= 75; n++)
        {
            var x = new double[n];
            var y = new double[n];
            stream.FillNormal(x);
            stream.FillNormal(y);
            Assert.Equal(x.Zip(y).Sum(pair => pair.First * pair.Second), VectorOperations.Dot(x, y), 1e-13);
            var z = y.ToArray();
            VectorOperations.AddScaled(0.75, x, z);
            for (var i = 0; i < n; i++)
                Assert.Equal(y[i] + (0.75 * x[i]), z[i], 1e-15);
        }
    }
}
