using RandomLandscapes.Simulation.RareEvents;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.RareEvents;

public sealed class ConditionalDeviatesTests
{
    private const int Samples = 40_000;
    private const int Cells = 24;
    private const double FalseAlarm = FalseAlarmTable.Standard / 10;

    public static TheoryData<double, bool> Normals => new()
    {
        { -12, false }, { -0.3, false }, { 2.5, false }, { -9, true }, { -0.4, true }, { 0.7, true }, { 6, true },
    };

    public static TheoryData<int, double, string, bool> Gammas => new()
    {
        { 1, 0.3, "Below", false }, { 1, 4, "Below", true }, { 1, 0.2, "Above", false }, { 1, 3, "Above", true },
        { 2, 0.7, "Below", true }, { 2, 5, "Above", true }, { 3, 0.4, "Below", false }, { 3, 2, "Above", true },
        { 40, 4, "Below", false }, { 40, 16, "Below", false }, { 40, 30, "Below", true }, { 40, 3, "Below", true },
        { 40, 60, "Above", false }, { 40, 22, "Above", false }, { 40, 15, "Above", true }, { 41, -7, "Everywhere", true },
    };

    [Theory]
    [MemberData(nameof(Normals))]
    public void Cut_normals_follow_their_law(double mean, bool weighted) => CheckNormal(mean, weighted, mean, weighted);

    [Theory]
    [MemberData(nameof(Gammas))]
    public void Cut_gammas_follow_their_law(int twiceShape, double split, string region, bool weighted) =>
        CheckGamma(twiceShape, split, region, weighted, twiceShape, split);

    [Fact] // planted defects: the weight |d| forgotten, a shift of the mean by a fifth
    public void Normal_test_detects_wrong_laws()
    {
        StatisticalAssert.Rejects(() => CheckNormal(-0.4, weighted: false, -0.4, lawWeighted: true));
        StatisticalAssert.Rejects(() => CheckNormal(-0.4, weighted: false, -0.2, lawWeighted: false));
    }

    [Fact] // planted defects: one unit of shape, a split moved by a tenth
    public void Gamma_test_detects_wrong_laws()
    {
        StatisticalAssert.Rejects(() => CheckGamma(40, 30, "Below", weighted: true, 38, 30));
        StatisticalAssert.Rejects(() => CheckGamma(40, 30, "Below", weighted: true, 40, 33));
    }

    // Draws from the one law, counts in cells of the other: the same for a true test.
    private static void CheckNormal(double mean, bool weighted, double lawMean, bool lawWeighted)
    {
        double LogDensity(double d) => (lawWeighted ? Math.Log(d) : 0) - (0.5 * (d - lawMean) * (d - lawMean));
        var edges = Quantiles(LogDensity, 0, Math.Max(lawMean, 0) + 12, out var probabilities);
        var stream = TestSeed.Stream($"cut normal {mean} {weighted}", 0);
        StatisticalAssert.Counts(Count(edges, () => ConditionalDeviates.PositiveNormal(stream, mean, weighted)), probabilities, FalseAlarm);
    }

    private static void CheckGamma(int twiceShape, double split, string region, bool weighted, int lawTwiceShape, double lawSplit)
    {
        var where = Enum.Parse<GammaRegion>(region);
        // In ln g even the law of shape 1/2 is smooth.
        double LogDensity(double y)
        {
            var g = Math.Exp(y);
            return (0.5 * lawTwiceShape * y) - g + (weighted ? Math.Log(Math.Abs(lawSplit - g)) : 0);
        }

        var (low, high) = where switch
        {
            GammaRegion.Below => (-40.0, Math.Log(lawSplit)),
            GammaRegion.Above => (Math.Log(lawSplit), Math.Log(lawSplit + lawTwiceShape + 60)),
            _ => (-40.0, Math.Log(lawTwiceShape + 80.0)),
        };
        var edges = Quantiles(LogDensity, low, high, out var probabilities);
        var stream = TestSeed.Stream($"cut gamma {twiceShape} {split} {region} {weighted}", 0);
        StatisticalAssert.Counts(
            Count(edges, () => Math.Log(ConditionalDeviates.Gamma(stream, twiceShape, split, where, weighted))), probabilities, FalseAlarm);
    }

    // Cells of about equal probability by the midpoint rule on a fine grid; their exact probabilities on the same grid.
    private static double[] Quantiles(Func<double, double> logDensity, double low, double high, out double[] probabilities)
    {
        const int points = 400_000;
        var h = (high - low) / points;
        var logs = Enumerable.Range(0, points).Select(i => logDensity(low + ((i + 0.5) * h))).ToArray();
        var top = logs.Max();
        var masses = Array.ConvertAll(logs, x => Math.Exp(x - top));
        var total = masses.Sum();
        var edges = new double[Cells - 1];
        probabilities = new double[Cells];
        var cell = 0;
        double sum = 0, before = 0;
        for (var i = 0; i < points; i++)
        {
            sum += masses[i] / total;
            if (cell < Cells - 1 && sum >= (cell + 1.0) / Cells)
            {
                edges[cell] = low + ((i + 1) * h);
                probabilities[cell++] = sum - before;
                before = sum;
            }
        }

        probabilities[cell] = sum - before;
        return edges;
    }

    private static long[] Count(double[] edges, Func<double> draw)
    {
        var counts = new long[Cells];
        for (var i = 0; i < Samples; i++)
        {
            var position = Array.BinarySearch(edges, draw());
            counts[position < 0 ? ~position : position]++;
        }

        return counts;
    }
}
