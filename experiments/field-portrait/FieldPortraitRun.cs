using System.Globalization;
using RandomLandscapes.Experiments.Shared;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Plans;
using RandomLandscapes.Simulation.CriticalPoints.Fields;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Experiments.FieldPortrait;

/// <summary>The experiment with its plan.</summary>
internal sealed class FieldPortraitRun(Plan plan, NamedSpectrum spectrum) : IPreparedExperiment
{
    public const string Grid = "grid";
    public const string Deviation = "standard-deviation";
    public const string FlowSource = "gradient flow, Dormand-Prince 5(4), local error 1e-10";

    public IReadOnlyList<Cell> Cells { get; } =
    [
        new Cell($"portrait {spectrum.Name}", plan.Samples, 1, PortraitCell.CountLength, 2 * spectrum.Spectrum.ModeCount, 1.5e-3 * Math.Max(1, spectrum.Exact?.Total ?? 30)),
    ];

    public double ConclusionSeconds => 0.2;

    public ICellSampler CreateSampler(Cell cell) => new PortraitCell(spectrum);

    public RunAnswer Conclude(IReadOnlyList<CellTally> tallies)
    {
        var (counts, sums) = (tallies[0].Total.Counts, tallies[0].Total.Sums);
        var modes = Enumerable.Range(0, spectrum.Spectrum.ModeCount).ToList();
        var field = new TrigonometricField(2, spectrum.Spectrum.Waves, [.. modes.Select(m => sums[2 * m])], [.. modes.Select(m => sums[(2 * m) + 1])]);
        var result = new TorusCensus(2, spectrum.Spectrum.Waves).Enumerate(field);
        var rows = new List<SummaryRow>
        {
            Row(Grid, "", SummaryKind.Exact, plan.Integer(Grid), 0, "plan: cells a side for the level lines"),
            Row(Deviation, "", SummaryKind.Exact, Math.Sqrt(spectrum.Spectrum.Variance), 0, "square root of sum a_k^2"),
        };
        var sentence = "The portrait was not drawn: its census is not complete.";
        if (result.Complete && result.Certified)
        {
            rows.AddRange(Portrait.Of(field, result.Points).ToRows(spectrum.Name));
            for (var k = 0; k <= 2; k++)
                rows.Add(Row("number-of-index", Text(k), SummaryKind.Enumeration, result.ByIndex[k], 1, TorusCensusCell.Source));
            var lines = new GradientFlow(field, result.Points).FromSaddles();
            rows.Add(Row("flow-lines", "", SummaryKind.Enumeration, lines.Count, 1, FlowSource));
            rows.Add(Row("flow-lines-without-end", "", SummaryKind.Enumeration, lines.Count(l => l.End < 0), 1, FlowSource));
            var graph = MorseSmaleGraph.Build(result.Points, lines);
            AddGraph(rows, graph);
            sentence = $"The field of the portrait has {result.ByIndex[0]} minima, {result.ByIndex[1]} saddles and {result.ByIndex[2]} maxima"
                + (graph is { IsSound: true } ? $"; the {graph.Saddles} saddles join the minima to one graph with {graph.Maxima} faces, one about each maximum." : ".");
        }

        rows.Add(Row("fields-proved", "", SummaryKind.Enumeration, counts[PortraitCell.ProvedFields], tallies[0].Cell.Samples, TorusCensusCell.Source));
        rows.Add(Row("lines-of-all-fields", "", SummaryKind.Enumeration, counts[PortraitCell.Lines], tallies[0].Cell.Samples, FlowSource));
        rows.Add(Row("lines-of-all-fields-without-end", "", SummaryKind.Enumeration, counts[PortraitCell.LostLines], tallies[0].Cell.Samples, FlowSource));
        rows.Add(Row("fields-with-sound-graphs", "", SummaryKind.Enumeration, counts[PortraitCell.SoundFields], tallies[0].Cell.Samples, "quadrangles, tree and cotree of the graph of minima and saddles, from the ends of the lines"));
        return new RunAnswer(
            rows, FieldPortraitVerdicts.Of(counts),
            string.Create(CultureInfo.InvariantCulture, $"{sentence} In {counts[PortraitCell.ProvedFields]} fields {counts[PortraitCell.Lines] - counts[PortraitCell.LostLines]} of {counts[PortraitCell.Lines]} gradient lines from {counts[PortraitCell.Saddles]} saddles end at an extremum, and {counts[PortraitCell.SoundFields]} fields have graphs as Morse theory wants them."));
    }

    private void AddGraph(List<SummaryRow> rows, MorseSmaleGraph? graph)
    {
        if (graph is null)
            return;
        foreach (var (quantity, number) in new[]
        {
            ("graph-vertices", graph.Minima), ("graph-edges", graph.Saddles), ("graph-faces", graph.Maxima), ("graph-euler-sum", graph.Euler), ("graph-components", graph.Components),
            ("graph-dual-components", graph.DualComponents), ("graph-odd-corners", graph.OddCorners), ("graph-loops", graph.Loops), ("graph-dual-loops", graph.DualLoops), ("graph-winding-determinant", graph.Determinant),
        })
        {
            rows.Add(Row(quantity, "", SummaryKind.Enumeration, number, 1, FlowSource));
        }
    }

    private SummaryRow Row(string quantity, string argument, SummaryKind kind, double value, long samples, string source) =>
        new(spectrum.Name, 2, quantity, argument, kind, value, null, null, null, samples, null, source);

    private static string Text(int k) => k.ToString(CultureInfo.InvariantCulture);
}
