using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Tests.Statistics;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Theory;

public sealed class PfaffianTests
{
    [Theory] // against the definition: the sum over perfect matchings, whose sign is counted by crossings
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    public void Elimination_agrees_with_the_sum_over_matchings(int order)
    {
        for (var repetition = 0; repetition < 5; repetition++)
        {
            var matrix = RandomAntisymmetric(order, $"pfaffian {order} {repetition}");
            var expected = Matchings(matrix, order, [.. Enumerable.Range(0, order)]);
            var actual = Pfaffian.Destructive(matrix, order);
            var error = actual - expected;
            Assert.True(error.SquaredModulus <= 1e-56 * (1 + expected.SquaredModulus), $"order {order}: {actual} against {expected}, seed {TestSeed.Root}");
        }
    }

    [Fact]
    public void Pivoting_survives_a_zero_in_the_corner()
    {
        // Pf = a01 a23 - a02 a13 + a03 a12 with a01 = 0: -2 * 5 + 3 * 7.
        ComplexDoubleDouble[] matrix = [.. new double[] { 0, 0, 2, 3, 0, 0, 7, 5, 0, 0, 0, 11, 0, 0, 0, 0 }.Select(x => (ComplexDoubleDouble)(DoubleDouble)x)];
        Assert.Equal(11, Pfaffian.Destructive(matrix, 4).Real.High, 1e-14);
    }

    [Fact]
    public void Odd_orders_and_singular_matrices_give_zero()
    {
        Assert.Equal(0, Pfaffian.Destructive(new ComplexDoubleDouble[9], 3).Real.High);
        Assert.Equal(0, Pfaffian.Destructive(new ComplexDoubleDouble[16], 4).Real.High);
    }

    private static ComplexDoubleDouble[] RandomAntisymmetric(int order, string name)
    {
        var stream = TestSeed.Stream(name);
        var matrix = new ComplexDoubleDouble[order * order];
        for (var i = 0; i < order; i++)
        {
            for (var j = i + 1; j < order; j++)
            {
                matrix[(i * order) + j] = new ComplexDoubleDouble(stream.NextNormal(), stream.NextNormal());
                matrix[(j * order) + i] = -matrix[(i * order) + j];
            }
        }

        return matrix;
    }

    private static ComplexDoubleDouble Matchings(ComplexDoubleDouble[] matrix, int order, int[] left)
    {
        if (left.Length == 0)
            return ComplexDoubleDouble.One;
        var sum = default(ComplexDoubleDouble);
        for (var m = 1; m < left.Length; m++)
        {
            var rest = left.Where((_, i) => i != 0 && i != m).ToArray();
            var term = matrix[(left[0] * order) + left[m]] * Matchings(matrix, order, rest);
            sum = m % 2 == 1 ? sum + term : sum - term;
        }

        return sum;
    }
}
