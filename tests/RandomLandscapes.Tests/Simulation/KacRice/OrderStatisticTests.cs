using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.KacRice;
using RandomLandscapes.Tests.Statistics;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Simulation.KacRice;

public sealed class OrderStatisticTests
{
    private const int Blocks = 40;

    [Theory] // witness (b) against witness (a): minima and the middle of the law, fields and glasses
    [InlineData("field", 1)]
    [InlineData("field", 4)]
    [InlineData("field", 10)]
    [InlineData("3-spin", 4)]
    [InlineData("3-spin", 12)]
    public void Weights_meet_the_exact_fractions(string model, int size)
    {
        var (order, rate, law) = Model(model, size);
        foreach (var k in new[] { 0, order / 2 })
            StatisticalAssert.Student(Fraction(order, rate, k, samples: 20_000), law.Probabilities[k], FalseAlarmTable.Standard);
    }

    [Fact] // planted defect: the field's rate with GOE(n) instead of GOE(n + 1), the shift forgotten
    public void Weights_test_detects_a_wrong_matrix_order() => StatisticalAssert.Rejects(() =>
        StatisticalAssert.Student(Fraction(4, OrderStatisticWeights.FieldRate, 0, samples: 20_000), ExactIndexLaws.IsotropicField(4).Probabilities[0], FalseAlarmTable.Standard));

    [Theory] // the counting route, which computes no eigenvalue
    [InlineData("field", 6, 0)]
    [InlineData("field", 12, 6)]
    [InlineData("3-spin", 8, 0)]
    [InlineData("3-spin", 20, 9)]
    public void Windows_meet_the_exact_fractions(string model, int size, int index)
    {
        var (order, rate, law) = Model(model, size);
        var window = new OrderStatisticWindow(order, rate);
        var blocks = Enumerable.Range(0, Blocks).Select(_ => new double[2]).ToList();
        for (var s = 0; s < 40_000; s++)
        {
            var (first, end) = window.Next(TestSeed.Stream($"window {model} {size}", (ulong)s));
            blocks[s % Blocks][0] += first <= index && index < end ? 1 : 0;
            blocks[s % Blocks][1] += end - first;
        }

        StatisticalAssert.Student(Jackknife.Compute(blocks, v => v[0] / v[1]), law.Probabilities[index], FalseAlarmTable.Standard);
    }

    [Fact] // trap 2: 20000 |det| weights at n = 10 miss the minima, while the order statistics of the same number of draws do not
    public void Determinant_weights_are_biased_where_order_statistics_are_not()
    {
        const int n = 10, samples = 20_000;
        var exact = ExactIndexLaws.IsotropicField(n).Probabilities[0];
        var solver = new RandomLandscapes.Simulation.RandomMatrices.TridiagonalGoe(n);
        var diagonal = new double[n];
        var squares = new double[n - 1];
        double minima = 0, all = 0;
        for (var s = 0; s < samples; s++)
        {
            var stream = TestSeed.Stream("determinant", (ulong)s);
            var shift = Math.Sqrt(0.5) * stream.NextNormal();
            solver.Draw(stream, diagonal, squares);
            double determinant = 1, pivot = 1;
            var negative = 0;
            for (var i = 0; i < n; i++)
            {
                pivot = diagonal[i] - shift - (i == 0 ? 0 : squares[i - 1] / pivot);
                determinant *= pivot;
                negative += pivot < 0 ? 1 : 0;
            }

            all += Math.Abs(determinant);
            minima += negative == 0 ? Math.Abs(determinant) : 0;
        }

        Assert.InRange(minima / all, 0, 0.5 * exact);
        var estimate = Fraction(n + 1, OrderStatisticWeights.FieldRate, 0, samples);
        Assert.InRange(estimate.Value, 0.8 * exact, 1.2 * exact);
    }

    [Fact]
    public void Spherical_rate_is_the_published_exponent()
    {
        // (p - 2) / (4 p) on GOE1 eigenvalues is twice that on ours, which are smaller by sqrt 2.
        Assert.Equal(1.0 / 6, OrderStatisticWeights.SphericalRate(3), 1e-16);
        Assert.Equal(0.25, OrderStatisticWeights.SphericalRate(4), 1e-16);
        Assert.Equal(0, OrderStatisticWeights.SphericalRate(2));
    }

    private static (int Order, double Rate, IndexLaw Law) Model(string model, int size) => model == "field"
        ? (size + 1, OrderStatisticWeights.FieldRate, ExactIndexLaws.IsotropicField(size))
        : (size, OrderStatisticWeights.SphericalRate(3), ExactIndexLaws.SphericalPSpin(3, size));

    private static Estimate Fraction(int order, double rate, int k, int samples)
    {
        var sampler = new OrderStatisticWeights(order, rate);
        var weights = new double[order];
        var blocks = Enumerable.Range(0, Blocks).Select(_ => new double[2]).ToList();
        for (var s = 0; s < samples; s++)
        {
            sampler.Next(TestSeed.Stream($"weights {order} {rate}", (ulong)s), weights);
            blocks[s % Blocks][0] += weights[k];
            blocks[s % Blocks][1] += weights.Sum();
        }

        return Jackknife.Compute(blocks, v => v[0] / v[1]);
    }
}
