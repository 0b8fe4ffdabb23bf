using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;

namespace RandomLandscapes.Tests.Runs;

/// <summary>A small experiment: one cell a size, integer counts and floating sums from the stream.</summary>
internal sealed class FakeExperiment : IExperiment
{
    public const string Yaml = "experiment: fake\nseed: 7\nsamples: 10\nthreads: 0\ndata: none\nfactor: 0.1\nsteps: [0, 2]\ncells:\n  size: [1, 2, 5]\n";

    /// <summary>Called with the cell and the sample number after each sample.</summary>
    public Action<string, ulong> AfterSample { get; init; } = (_, _) => { };

    /// <summary>Called with the merged tallies.</summary>
    public Action<IReadOnlyList<CellTally>> BeforeConclusion { get; init; } = _ => { };

    public string Name => "fake";

    public string Question => "Does the machinery work?";

    public IReadOnlyList<PlanKey> Keys { get; } =
    [
        new("cells.size", PlanKeyKind.IntegerList, 1, 100, "sizes"),
        new("factor", PlanKeyKind.Real, 0.01, 1, "a factor"),
        new("steps", PlanKeyKind.IntegerList, 0, 9, "steps"),
    ];

    public string DefaultPlan => Yaml;

    public Plan Plan(params (string Key, string Value)[] overrides) =>
        PlanReader.Read(Keys, DefaultPlan, overrides: overrides.Select(o => new KeyValuePair<string, string>(o.Key, o.Value)));

    public IPreparedExperiment Prepare(Plan plan) => new Prepared(this, plan);

    private sealed class Prepared(FakeExperiment experiment, Plan plan) : IPreparedExperiment
    {
        public IReadOnlyList<Cell> Cells { get; } =
            [.. plan.Integers("cells.size").Select(size => new Cell($"size \"{size}\"", (long)plan.Samples * size, 3, size + 1, 2, 1e-6 * size))];

        public ICellSampler CreateSampler(Cell cell) => new Sampler(experiment, cell, plan.Real("factor"));

        public RunAnswer Conclude(IReadOnlyList<CellTally> tallies)
        {
            experiment.BeforeConclusion(tallies);
            return new RunAnswer(
                [
                    .. tallies.Select(t => new SummaryRow(
                        "fake", t.Cell.CountLength - 1, "sum, \"quoted\"", "", SummaryKind.MonteCarlo, t.Total.Sums[0], null, t.Total.Sums[1],
                        t.Total.Counts[0], t.Total.Counts.Sum(), null, "fake")),
                ],
                [new Verdict("fake", "It works.", "none", double.NaN, "none", null, null, 1, Conclusion.NotShown, "")],
                "It works.");
        }
    }

    private sealed class Sampler(FakeExperiment experiment, Cell cell, double factor) : ICellSampler
    {
        public void AddSample(RandomStream stream, ulong sample, Tally tally)
        {
            tally.Counts[stream.NextInt32(tally.Counts.Length)]++;
            tally.Sums[0] += factor * stream.NextNormal();
            tally.Sums[1] += stream.NextUniform();
            experiment.AfterSample(cell.Name, sample);
        }
    }
}
