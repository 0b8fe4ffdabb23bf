using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.Landscapes.Discrete;
using RandomLandscapes.Tests.Statistics;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Simulation.Discrete;

public sealed class IsingCensusTests
{
    [Theory] // eight states at a time against one by one: all sizes of the lanes' and the chunks' bits, on one thread and three
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(11)]
    [InlineData(17)]
    [InlineData(21)]
    public void Gray_code_order_finds_what_one_by_one_finds(int spins)
    {
        var model = new SherringtonKirkpatrick(spins);
        for (ulong sample = 0; sample < (spins > 12 ? 1UL : 20UL); sample++)
        {
            model.Draw(TestSeed.Stream($"gray {spins}", sample));
            var expected = spins > 20 ? SherringtonKirkpatrickCensus.Enumerate(model) : SherringtonKirkpatrickCensus.OneByOne(model);
            Assert.Equal(expected, SherringtonKirkpatrickCensus.Enumerate(model));
            Assert.Equal(expected, SherringtonKirkpatrickCensus.Enumerate(model, threads: 3));
            Assert.Equal(expected.GroundStatePerSpin, model.Energy(expected.GroundState) / spins);
            Assert.True(model.IsLocalMinimum(expected.GroundState));
            Assert.Equal(0, expected.LocalMinima % 2);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(16)]
    public void Tables_are_compared_with_their_neighbours(int spins)
    {
        var table = new EnergyTable(spins);
        foreach (var draw in new Action[]
        {
            () => table.DrawPSpin(Math.Min(3, spins), TestSeed.Stream($"table {spins}")), () => table.DrawRandomEnergies(TestSeed.Stream($"table {spins}")),
            () => table.DrawNk(Math.Min(2, spins - 1), TestSeed.Stream($"table {spins}")),
        })
        {
            draw();
            var expected = table.OneByOne();
            Assert.Equal(expected, table.Census());
            Assert.Equal(expected, table.Census(threads: 3));
            Assert.Equal(expected.GroundStatePerSpin, table.Energy(expected.GroundState) / spins, 1e-15);
        }
    }

    [Theory] // the transform against the sum over index sets: coupling by coupling, from the energies of few states
    [InlineData(5, 2)]
    [InlineData(6, 3)]
    [InlineData(5, 5)]
    public void Energies_are_sums_over_index_sets(int spins, int p)
    {
        var table = new EnergyTable(spins);
        table.DrawPSpin(p, TestSeed.Stream($"sets {spins} {p}"));
        // Projecting the energies on each product of spins gives its coupling; only those of p spins are there, with the model's factor.
        var factor = Math.Sqrt(Enumerable.Range(1, p).Aggregate(1.0, (f, q) => f * q) / (2 * Math.Pow(spins, p - 1)));
        var couplings = new List<double>();
        for (var subset = 0u; subset < 1u << spins; subset++)
        {
            var sum = 0.0;
            for (var state = 0u; state < 1u << spins; state++)
                sum += (System.Numerics.BitOperations.PopCount(state & subset) % 2 == 0 ? 1 : -1) * table.Energy(state);
            if (System.Numerics.BitOperations.PopCount(subset) == p)
                couplings.Add(-sum / (1 << spins) / factor);
            else
                Assert.Equal(0, sum, 1e-10);
        }

        var expected = new double[couplings.Count];
        TestSeed.Stream($"sets {spins} {p}").FillNormal(expected);
        for (var c = 0; c < expected.Length; c++)
            Assert.Equal(expected[c], couplings[c], 1e-10);
    }

    [Fact] // the two routes to one model: fields in Gray-code order, and a table of energies
    public void Two_spin_tables_are_Sherrington_Kirkpatrick()
    {
        var (mean, meanOfTables) = (Mean(s => Sk(9, s)), Mean(s => Table(t => t.DrawPSpin(2, TestSeed.Stream("two", s)), 9)));
        var exact = Math.Exp(DiscreteMinima.LogMeanOfIsingPSpin(2, 9));
        StatisticalAssert.Student(mean, exact, FalseAlarmTable.Standard / 10);
        StatisticalAssert.Student(meanOfTables, exact, FalseAlarmTable.Standard / 10);
        StatisticalAssert.Rejects(() => StatisticalAssert.Student(mean, 1.15 * exact, FalseAlarmTable.Standard / 10));
    }

    [Fact] // mean counts against the exact formulas: p = 3, REM with its variance, NK at both ends; one state of each NK landscape without interactions
    public void Mean_counts_of_minima_meet_theory()
    {
        StatisticalAssert.Student(Mean(s => Table(t => t.DrawPSpin(3, TestSeed.Stream("three", s)), 8)), Math.Exp(DiscreteMinima.LogMeanOfIsingPSpin(3, 8)), FalseAlarmTable.Standard / 10);
        var (logMean, logVariance) = DiscreteMinima.RandomEnergyModel(8);
        var rem = Mean(s => Table(t => t.DrawRandomEnergies(TestSeed.Stream("rem", s)), 8));
        StatisticalAssert.Student(rem, Math.Exp(logMean), FalseAlarmTable.Standard / 10);
        Assert.InRange(rem.StandardError * rem.StandardError * Samples / Math.Exp(logVariance), 0.7, 1.4); // about chi-squared with 1500 degrees of freedom
        StatisticalAssert.Student(Mean(s => Table(t => t.DrawNk(7, TestSeed.Stream("nk", s)), 8)), Math.Exp(logMean), FalseAlarmTable.Standard / 10);
        for (ulong s = 0; s < 20; s++)
            Assert.Equal(1, Table(t => t.DrawNk(0, TestSeed.Stream("additive", s)), 8));
        StatisticalAssert.Rejects(() => StatisticalAssert.Student(rem, 1.05 * Math.Exp(logMean), FalseAlarmTable.Standard / 10));
    }

    [Fact]
    public void Mistaken_requests_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SherringtonKirkpatrick(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SherringtonKirkpatrick(51));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EnergyTable(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EnergyTable(29));
        var table = new EnergyTable(4);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.DrawPSpin(5, TestSeed.Stream("refused")));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.DrawNk(4, TestSeed.Stream("refused")));
        Assert.Throws<ArgumentOutOfRangeException>(() => SherringtonKirkpatrickCensus.Enumerate(new SherringtonKirkpatrick(3), 0));
    }

    private const int Samples = 1500;

    private static Estimate Mean(Func<ulong, long> count)
    {
        var (sum, squares) = (0.0, 0.0);
        for (ulong s = 0; s < Samples; s++)
        {
            var n = count(s);
            sum += n;
            squares += (double)n * n;
        }

        var mean = sum / Samples;
        return new Estimate(mean, Math.Sqrt(((squares / Samples) - (mean * mean)) / (Samples - 1)), Samples - 1);
    }

    private static long Sk(int spins, ulong sample)
    {
        var model = new SherringtonKirkpatrick(spins);
        model.Draw(TestSeed.Stream("sk", sample));
        return SherringtonKirkpatrickCensus.Enumerate(model).LocalMinima;
    }

    private static long Table(Action<EnergyTable> draw, int spins)
    {
        var table = new EnergyTable(spins);
        draw(table);
        return table.Census().LocalMinima;
    }
}
