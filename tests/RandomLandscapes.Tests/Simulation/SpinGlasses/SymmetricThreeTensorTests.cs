using RandomLandscapes.Simulation.Landscapes.SpinGlasses;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.SpinGlasses;

public sealed class SymmetricThreeTensorTests
{
    [Theory] // both layouts against the plain contraction; sizes around vectors, groups and the change of layout
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(72)]
    [InlineData(91)]
    public void Kernels_give_the_plain_contraction(int variables)
    {
        var stream = TestSeed.Stream($"three tensor {variables}");
        var form = new SymmetricForm(3, variables);
        form.Draw(stream);
        var tensor = new SymmetricThreeTensor(variables);
        tensor.Load(form, 6);
        var x = new double[tensor.Stride];
        stream.FillNormal(x.AsSpan(0, variables));
        // Whatever the buffers held before.
        double[] gradient = [.. Enumerable.Repeat(double.NaN, tensor.Stride)], hessian = [.. Enumerable.Repeat(double.NaN, variables * tensor.Stride)];
        var value = tensor.Evaluate(x, gradient, hessian);

        var matrix = PlainContraction.Contract(3, variables, form.Entries, x);
        var vector = PlainContraction.Contract(2, variables, matrix, x);
        var scale = 1e-13 * variables * variables;
        for (var i = 0; i < variables; i++)
        {
            for (var j = 0; j < tensor.Stride; j++)
                Assert.Equal(j < variables ? 6 * matrix[SymmetricForm.Offset([Math.Max(i, j), Math.Min(i, j)])] : 0, hessian[(i * tensor.Stride) + j], scale);
            Assert.Equal(3 * vector[i], gradient[i], scale * variables);
        }

        Assert.Equal(vector.Zip(x, (c, y) => c * y).Sum(), value, scale * variables);
        Assert.All(gradient[variables..], g => Assert.Equal(0, g));
    }

    [Fact]
    public void Mistaken_requests_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SymmetricThreeTensor(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SymmetricThreeTensor(1001));
        var tensor = new SymmetricThreeTensor(5);
        Assert.Throws<ArgumentException>(() => tensor.Load(new SymmetricForm(2, 5)));
        Assert.Throws<ArgumentException>(() => tensor.Load(new SymmetricForm(3, 4)));
        Assert.Throws<ArgumentException>(() => tensor.Evaluate(new double[5], new double[8], new double[40]));
        Assert.Throws<ArgumentException>(() => tensor.Evaluate(new double[8], new double[8], new double[25]));
    }
}
