using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.Networks;

/// <summary>K17: how far a walk that knows nothing of any loss strays from the straight line to its end.</summary>
/// <remarks>
/// X_t a sum of t independent standard normal steps in D dimensions, d = |X_T|, r_t the distance of X_t from the line through 0 and X_T. X_t - (t/T) X_T is independent of X_T, and normal with variance t (T - t) / T in every
/// direction, of which the projection drops one: so r_t^2 T / (t (T - t)) is chi-squared with D - 1 degrees of freedom, d^2 / T with D, independently and exactly. At t = T/2, E r^2 = (T/4) (D - 1), E d^2 = T D,
/// and for large D the ratio d / (d + r) is 1 / (1 + 1/2) = 2/3, d^2 / (d^2 + r^2) is 1 / (1 + 1/4) = 4/5.
/// </remarks>
public sealed class KnownAnswerWalkTests
{
    private const int Dimension = 4810;
    private const int Steps = 60;
    private const int Walks = 20;

    [Fact] // smallest defect seen: pooled, 2.4 % in the variance of either part, which is 0.006 in the ratio
    public void Random_walks_have_the_ratios_two_thirds_and_four_fifths()
    {
        double squares = 0, residuals = 0, ratio = 0, squareRatio = 0;
        for (ulong sample = 0; sample < Walks; sample++)
        {
            var (square, residual) = Walk(sample, 0);
            squares += square;
            residuals += residual[Steps / 2];
            var largest = residual.Max();
            ratio += Math.Sqrt(square) / (Math.Sqrt(square) + Math.Sqrt(largest)) / Walks;
            squareRatio += square / (square + largest) / Walks;
            for (var t = 1; t < Steps; t++)
                StatisticalAssert.ChiSquared(residual[t] * Steps / (t * (Steps - t)), Dimension - 1, FalseAlarmTable.Standard / (10 * Walks * (Steps - 1)));
        }

        StatisticalAssert.ChiSquared(squares / Steps, Dimension * Walks, FalseAlarmTable.Standard / 10);
        StatisticalAssert.ChiSquared(4 * residuals / Steps, (Dimension - 1) * Walks, FalseAlarmTable.Standard / 10);
        // These follow from the above: d^2 and 4 r^2 are within 2.4 % of T D, pooled.
        var (d, r) = (Math.Sqrt(squares), Math.Sqrt(residuals));
        Assert.Equal(2 / 3.0, d / (d + r), 0.006);
        Assert.Equal(4 / 5.0, squares / (squares + residuals), 0.008);
        // And so do these, from the tails of every r_t: largest values are above the middle ones, but by no more than the law allows.
        Assert.InRange(ratio, 0.64, 0.68);
        Assert.InRange(squareRatio, 0.76, 0.82);
    }

    [Fact] // planted defect: a drift of a tenth of a step per step, along one fixed direction in all, lengthens d and not r
    public void Walks_with_a_drift_are_told_apart() =>
        StatisticalAssert.Rejects(() => StatisticalAssert.ChiSquared(Enumerable.Range(0, Walks).Sum(k => Walk((ulong)k, 0.1 * Math.Sqrt(Dimension)).Square) / Steps, Dimension * Walks, FalseAlarmTable.Standard / 10));

    private static (double Square, double[] Residuals) Walk(ulong sample, double drift)
    {
        var stream = TestSeed.Stream("random walk", sample);
        var (positions, step) = (new double[Steps + 1][], new double[Dimension]);
        positions[0] = new double[Dimension];
        for (var t = 1; t <= Steps; t++)
        {
            stream.FillNormal(step);
            step[0] += drift;
            positions[t] = [.. positions[t - 1]];
            VectorOperations.AddScaled(1, step, positions[t]);
        }

        var end = positions[Steps];
        var square = VectorOperations.Dot(end, end);
        return (square, [.. positions.Select(x =>
        {
            var along = VectorOperations.Dot(x, end);
            return VectorOperations.Dot(x, x) - (along * along / square);
        })]);
    }
}
