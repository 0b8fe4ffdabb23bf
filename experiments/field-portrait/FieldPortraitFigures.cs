using System.Globalization;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints.Fields;

namespace RandomLandscapes.Experiments.FieldPortrait;

/// <summary>The portrait and its merge tree; field and critical points are read from the stored summary, level lines and flow lines computed from them again.</summary>
internal static class FieldPortraitFigures
{
    private const double TwoPi = 2 * Math.PI;
    private const double LevelStep = 0.5;
    private const double SmallMarks = 0.8;

    private static readonly (RichText Label, SeriesStyle Style, double Size)[] Looks =
    [
        ("minimum (index 0)", new SeriesStyle(4, MarkerShape.TriangleDown), 1.45),
        ("saddle (index 1)", new SeriesStyle(4, MarkerShape.Circle, OpenMarker: true), 1.05),
        ("maximum (index 2)", new SeriesStyle(1, MarkerShape.TriangleUp), 1.45),
    ];

    public static IReadOnlyList<Figure> Draw(IReadOnlyList<SummaryRow> rows)
    {
        if (Portrait.Read(rows) is not { } portrait)
            return [];
        var deviation = rows.First(r => string.Equals(r.Quantity, FieldPortraitRun.Deviation, StringComparison.Ordinal)).Value!.Value;
        var cells = (int)rows.First(r => string.Equals(r.Quantity, FieldPortraitRun.Grid, StringComparison.Ordinal)).Value!.Value;
        var lines = new GradientFlow(portrait.Field, portrait.Points).FromSaddles();
        return [Map(portrait, lines, deviation, cells), Tree(portrait, lines, deviation)];
    }

    private static Figure Map(Portrait portrait, IReadOnlyList<FlowLine> lines, double deviation, int cells)
    {
        var (gradient, hessian) = (new double[2], new double[4]);
        var grid = SampledGrid.Sample(0, TwoPi, 0, TwoPi, cells + 1, cells + 1, (x, y) => portrait.Field.Evaluate([x, y], gradient, hessian) / deviation);
        var (first, last) = ((int)Math.Ceiling(grid.Minimum / LevelStep), (int)Math.Floor(grid.Maximum / LevelStep));
        var series = new List<Series>
        {
            new ContourSeries("", "f / sigma from its coefficients", grid, Enumerable.Range(first, last - first + 1).Select(i => LevelStep * i)) { ScaleLabel = @"height *f* / \sigma" },
        };
        AddTracks(series, "steepest descent from a saddle", lines.Where(l => !l.IsUphill), new SeriesStyle(4, Dash: DashPattern.Solid), 0.85);
        AddTracks(series, "steepest ascent from a saddle", lines.Where(l => l.IsUphill), new SeriesStyle(1, Dash: DashPattern.Dashed), 0.85);
        series.AddRange(Places(portrait, 1, i => new CurvePoint(portrait.Points[i].Position[0], portrait.Points[i].Position[1])));
        var ticks = new AxisTick[] { new(0, "0"), new(0.5 * Math.PI, @"\pi/2"), new(Math.PI, @"\pi"), new(1.5 * Math.PI, @"3\pi/2"), new(TwoPi, @"2\pi") };
        return new Figure(
            "portrait",
            null,
            $"A Gaussian random field on the torus, one period, with all its {portrait.Points.Count} critical points, proved complete. Shades and thin lines: height, a line every half standard deviation. "
            + "From each saddle two lines of steepest descent (solid) lead to minima and two of steepest ascent (dashed) to maxima. The solid lines cut the torus into one cell about each maximum, "
            + "the dashed lines into the basin of each minimum. Lines that leave the picture come back on the other side.",
            [new Panel("", Axis.Linear("*x*_{1}", 0, TwoPi) with { Ticks = ticks }, Axis.Linear("*x*_{2}", 0, TwoPi) with { Ticks = ticks }, series)])
        {
            Aspect = 1,
            WidthInches = 5.5,
        };
    }

    private static Figure Tree(Portrait portrait, IReadOnlyList<FlowLine> lines, double deviation)
    {
        var tree = MergeTree.Build(portrait.Points, lines, deviation);
        var heights = portrait.Points.Select(p => p.Value / deviation).ToList();
        var merging = new List<Series>();
        if (tree.Lines.Count > 0)
            merging.Add(new TrackSeries("basins that merge", "tree of the sublevel sets from the lines of descent", tree.Lines) { Style = new SeriesStyle(0, Dash: DashPattern.Solid), Width = 0.85 });
        merging.Add(Marks(0, tree.Leaves, portrait.PointSource, SmallMarks));
        if (tree.Forks.Count > 0)
            merging.Add(Marks(1, tree.Forks, portrait.PointSource, SmallMarks));
        return new Figure(
            "heights",
            null,
            "The critical points of the portrait by height. (a) All of them in ascending order: minima lie low and maxima high, but the order is not strict. (b) The merge tree of the minima (disconnectivity graph): "
            + "as the level rises, the basins of two minima become one at the saddle where their branches meet; saddles that join a basin to itself, around the torus or around a maximum, make no fork.",
            [
                new Panel("(a) all critical points", Axis.Linear("rank by height", 0, portrait.Points.Count + 1), Axis.Linear(@"height *f* / \sigma"), Places(portrait, SmallMarks, i => new CurvePoint(i + 1, heights[i]))),
                new Panel("(b) merging basins", Axis.Linear("minimum, in the order of the tree", 0.4, tree.Leaves.Count + 0.6) with { Ticks = Whole(tree.Leaves.Count) }, Axis.Linear(@"height *f* / \sigma"), merging),
            ],
            columnCount: 2);
    }

    /// <summary>Whole numbers up to a dozen, or as many of every second, third and so on.</summary>
    private static AxisTick[] Whole(int count)
    {
        var step = 1 + (count / 13);
        return [.. Enumerable.Range(1, count).Where(i => i % step == 0).Select(i => new AxisTick(i, i.ToString(CultureInfo.InvariantCulture)))];
    }

    private static IEnumerable<Series> Places(Portrait portrait, double size, Func<int, CurvePoint> place) => Enumerable.Range(0, 3)
        .Select(k => (Index: k, Points: Enumerable.Range(0, portrait.Points.Count).Where(i => portrait.Points[i].MorseIndex == k).Select(place).ToList()))
        .Where(s => s.Points.Count > 0)
        .Select(s => Marks(s.Index, s.Points, portrait.PointSource, size));

    private static MarkerSeries Marks(int index, IReadOnlyList<CurvePoint> points, string source, double size) =>
        new(Looks[index].Label, source, points) { Style = Looks[index].Style, Size = size * Looks[index].Size };

    private static void AddTracks(List<Series> series, RichText label, IEnumerable<FlowLine> lines, SeriesStyle style, double width)
    {
        var pieces = lines.SelectMany(l => FrameCut.Cut(l.Path)).ToList();
        if (pieces.Count > 0)
            series.Add(new TrackSeries(label, FieldPortraitRun.FlowSource, pieces) { Style = style, Width = width });
    }
}
