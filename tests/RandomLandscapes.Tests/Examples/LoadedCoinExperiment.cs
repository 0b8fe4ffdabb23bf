using RandomLandscapes.Figures;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Experiments.LoadedCoin;

/// <summary>How often does a coin with P(heads) = percent / 100 show heads?</summary>
internal sealed class LoadedCoinExperiment : IIllustratedExperiment
{
    public string Name => "loaded-coin";

    public string Question => "How often does a loaded coin show heads?";

    public IReadOnlyList<PlanKey> Keys { get; } = [new("cells.percent", PlanKeyKind.IntegerList, 0, 100, "chances in percent")];

    public string DefaultPlan => "experiment: loaded-coin\nseed: 1\nsamples: 10000\nthreads: 0\ndata: none\ncells: {percent: [20, 50]}\n";

    public IPreparedExperiment Prepare(Plan plan) => new Prepared(plan);

    public IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows) =>
    [
        new("heads", null, "Share of heads against the chance.", [new("", Axis.Linear("chance (%)"), Axis.Linear("share of heads"),
            [new PointSeries("sampled", "coin; 95 % Clopper-Pearson", rows.Select(r => new DataPoint(r.Dimension, r.Value!.Value, r.Low!.Value, r.High!.Value, r.Samples)))])]),
    ];

    private sealed class Prepared(Plan plan) : IPreparedExperiment
    {
        // A cell is one point of the grid: name, samples, samples per journal line, counts, sums, seconds per sample.
        public IReadOnlyList<Cell> Cells { get; } = [.. plan.Integers("cells.percent").Select(p => new Cell($"percent={p}", plan.Samples, 1000, 1, 0, 1e-8))];

        public ICellSampler CreateSampler(Cell cell) => new Sampler(int.Parse(cell.Name.Split('=')[1]) / 100.0);

        public RunAnswer Conclude(IReadOnlyList<CellTally> tallies) => new([.. tallies.Select(Row)], [], "See the table.");

        private static SummaryRow Row(CellTally t)
        {
            var interval = ClopperPearson.Compute(t.Total.Counts[0], t.Cell.Samples);
            return new SummaryRow("coin", int.Parse(t.Cell.Name.Split('=')[1]), "heads", "", SummaryKind.MonteCarlo,
                (double)t.Total.Counts[0] / t.Cell.Samples, interval.Low, interval.High, null, t.Cell.Samples, null, "uniform deviates");
        }
    }

    private sealed class Sampler(double chance) : ICellSampler
    {
        // One sample: a pure function of the stream. Threads, resume, journal and progress are not its business.
        public void AddSample(RandomStream stream, ulong sample, Tally tally) => tally.Counts[0] += stream.NextUniform() <= chance ? 1 : 0;
    }
}
