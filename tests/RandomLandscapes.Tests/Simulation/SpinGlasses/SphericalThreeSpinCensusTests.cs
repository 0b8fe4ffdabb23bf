using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;
using RandomLandscapes.Tests.Statistics;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Simulation.SpinGlasses;

public sealed class SphericalThreeSpinCensusTests
{
    [Theory] // T_iii = 1: C(N, m) points of value 1/sqrt m and index N - m, and their antipodes of index m - 1
    [InlineData(2, new[] { 3, 3 })]
    [InlineData(3, new[] { 4, 6, 4 })]
    [InlineData(5, new[] { 6, 15, 20, 15, 6 })]
    public void Diagonal_tensors_have_known_points(int spins, int[] expected)
    {
        var couplings = new double[spins * spins * spins];
        for (var i = 0; i < spins; i++)
            couplings[(((i * spins) + i) * spins) + i] = 1;
        var points = Points(couplings, spins);
        Assert.Equal(expected, Histogram(points, spins));
        foreach (var point in points)
        {
            var support = point.Position.Count(c => Math.Abs(c) > 1e-9);
            Assert.Equal(1 / Math.Sqrt(support), Math.Abs(point.EnergyPerSpin) * Math.Sqrt(spins), 1e-12);
        }
    }

    [Fact] // Kolda and Mayo 2011, Example 3.6: |lambda| published to four digits, here as recomputed to six
    public void Kolda_Mayo_example()
    {
        (int I, int J, int K, double Value)[] entries =
        [
            (0, 0, 0, -.1281), (0, 0, 1, .0516), (0, 0, 2, -.0954), (0, 1, 1, -.1958), (0, 1, 2, -.1790), (0, 2, 2, -.2676),
            (1, 1, 1, .3251), (1, 1, 2, .2513), (1, 2, 2, .1773), (2, 2, 2, .0338),
        ];
        var couplings = new double[27];
        foreach (var (i, j, k, value) in entries)
        {
            foreach (var (a, b, c) in new[] { (i, j, k), (i, k, j), (j, i, k), (j, k, i), (k, i, j), (k, j, i) })
                couplings[(((a * 3) + b) * 3) + c] = value;
        }

        var points = Points(couplings, 3);
        Assert.Equal([4, 6, 4], Histogram(points, 3));
        double[] expected = [0.872985, 0.430586, 0.229419, 0.017981, 0.003264, 0.001834, 0.000565];
        var found = points.Where(p => p.EnergyPerSpin > 0).Select(p => p.EnergyPerSpin * Math.Sqrt(3)).OrderDescending().ToList();
        Assert.Equal(expected.Length, found.Count);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-6);
    }

    [Theory] // saturation: another homotopy finds the same set, 25 start tensors
    [InlineData(3)]
    [InlineData(5)]
    public void The_set_does_not_depend_on_the_start(int spins)
    {
        var landscape = new SphericalThreeSpin(spins);
        landscape.Draw(TestSeed.Stream($"saturation {spins}"));
        var census = new SphericalThreeSpinCensus(spins);
        var first = census.Enumerate(landscape, TestSeed.Stream("start"), out var outcome);
        Assert.Equal(CensusOutcome.ChecksPassed, outcome);
        for (var start = 1; start < 25; start++)
        {
            var again = census.Enumerate(landscape, TestSeed.Stream("start", (ulong)start), out outcome);
            Assert.Equal(CensusOutcome.ChecksPassed, outcome);
            Assert.Equal(first.Count, again.Count);
            foreach (var (a, b) in first.Zip(again))
            {
                Assert.Equal(a.EnergyPerSpin, b.EnergyPerSpin, 1e-11);
                Assert.Equal(a.MorseIndex, b.MorseIndex);
            }
        }
    }

    [Theory] // N odd: N_0 - N_1 + ... = 2 in every sample; N even with odd p it is vacuous, so the residue is checked as well
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Every_sample_obeys_Morse_parity_and_the_residue_identity(int spins)
    {
        var census = new SphericalThreeSpinCensus(spins);
        var landscape = new SphericalThreeSpin(spins);
        for (var s = 0; s < 60; s++)
        {
            landscape.Draw(TestSeed.Stream($"morse {spins}", (ulong)s));
            var points = census.Enumerate(landscape, TestSeed.Stream("morse start", (ulong)s), out var outcome);
            Assert.Equal(CensusOutcome.ChecksPassed, outcome);
            Assert.Equal(-1, census.ResidueSum, 1e-6);
            var counts = Histogram(points, spins);
            Assert.Equal(spins % 2 == 1 ? 2 : 0, counts.Select((c, k) => k % 2 == 0 ? c : -c).Sum());
            Assert.Equal(2, points.Count % 4);
            Assert.True(counts[0] >= 1);
            Assert.All(points, p => Assert.InRange(Residual(landscape, p), 0, 1e-10));
        }
    }

    [Fact] // 2000 samples at N = 3: means within their errors of the exact ones; at N = 2 only 2 or 6 points occur, P(6) = (sqrt 7 - 1) / 2
    public void Mean_counts_of_enumerated_samples_meet_theory()
    {
        const int samples = 2000;
        var sixes = 0;
        long sum = 0, squares = 0, minima = 0, minimaSquares = 0;
        for (var s = 0; s < samples; s++)
        {
            var two = Sample(2, s);
            Assert.True(two is [3, 3] or [1, 1], $"N = 2 gave {string.Join(',', two)}");
            sixes += two[0] == 3 ? 1 : 0;
            var three = Sample(3, s);
            sum += three.Sum();
            squares += (long)three.Sum() * three.Sum();
            minima += three[0];
            minimaSquares += (long)three[0] * three[0];
        }

        StatisticalAssert.Binomial(sixes, samples, (Math.Sqrt(7) - 1) / 2, FalseAlarmTable.Standard);
        var exact = SphericalMeanCounts.PurePSpin(3, 3);
        StatisticalAssert.Student(Mean(sum, squares), exact.Total, FalseAlarmTable.Standard);
        StatisticalAssert.Student(Mean(minima, minimaSquares), exact.ByIndex[0], FalseAlarmTable.Standard);
        StatisticalAssert.Rejects(() => StatisticalAssert.Student(Mean(sum, squares), 1.05 * exact.Total, FalseAlarmTable.Standard));

        static Estimate Mean(long total, long totalSquares)
        {
            var mean = (double)total / samples;
            return new Estimate(mean, Math.Sqrt((((double)totalSquares / samples) - (mean * mean)) / (samples - 1)), samples - 1);
        }

        static int[] Sample(int spins, int s)
        {
            var landscape = new SphericalThreeSpin(spins);
            landscape.Draw(TestSeed.Stream($"mean {spins}", (ulong)s));
            return Histogram(new SphericalThreeSpinCensus(spins).Enumerate(landscape, TestSeed.Stream("mean start", (ulong)s), out _), spins);
        }
    }

    [Fact] // a tensor with a continuum of eigenvectors has no generic count: the census must say so, not return a set
    public void Degenerate_tensors_are_reported()
    {
        var landscape = new SphericalThreeSpin(3); // all couplings zero
        var points = new SphericalThreeSpinCensus(3).Enumerate(landscape, TestSeed.Stream("degenerate"), out var outcome);
        Assert.NotEqual(CensusOutcome.ChecksPassed, outcome);
        Assert.Empty(points);
    }

    private static IReadOnlyList<CriticalPoint> Points(double[] couplings, int spins)
    {
        var landscape = new SphericalThreeSpin(spins);
        landscape.SetCouplings(couplings);
        var points = new SphericalThreeSpinCensus(spins).Enumerate(landscape, TestSeed.Stream("census"), out var outcome);
        Assert.Equal(CensusOutcome.ChecksPassed, outcome);
        return points;
    }

    private static int[] Histogram(IReadOnlyList<CriticalPoint> points, int spins)
    {
        var counts = new int[spins];
        foreach (var point in points)
            counts[point.MorseIndex]++;
        return counts;
    }

    private static double Residual(SphericalThreeSpin landscape, CriticalPoint point)
    {
        double[] x = [.. point.Position], gradient = new double[x.Length], contraction = new double[x.Length * x.Length];
        landscape.Contract(x, contraction);
        landscape.ValueAndGradient(x, contraction, gradient);
        return Math.Sqrt(gradient.Sum(g => g * g));
    }
}
