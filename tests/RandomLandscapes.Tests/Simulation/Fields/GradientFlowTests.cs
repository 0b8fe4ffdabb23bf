using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints.Fields;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Tests.Simulation.Fields;

public class GradientFlowTests
{
    [Fact] // a cos(x - 1) + b cos(y - 2): minimum (1 + pi, 2 + pi), maximum (1, 2), saddles (1 + pi, 2) and (1, 2 + pi), joined by straight lines half a period long
    public void Lines_of_a_separable_field_are_straight_and_end_at_its_extrema()
    {
        var (a, b) = (1.3, 0.8);
        var field = new TrigonometricField(2, [1, 0, 0, 1], [a * Math.Cos(1), b * Math.Cos(2)], [a * Math.Sin(1), b * Math.Sin(2)]);
        var points = new TorusCensus(2, field.Waves).Enumerate(field).Points;
        Assert.Equal([0, 1, 1, 2], points.Select(p => p.MorseIndex));
        var lines = new GradientFlow(field, points).FromSaddles();
        Assert.Equal(8, lines.Count);
        foreach (var line in lines)
        {
            Assert.Equal(line.IsUphill ? 3 : 0, line.End);
            var (start, end) = (line.Path[0], line.Path[^1]);
            Assert.Equal(points[line.Saddle].Position[0], start.X);
            Assert.Equal(Math.PI, double.Hypot(end.X - start.X, end.Y - start.Y), 1e-9);
            // One coordinate does not change.
            Assert.True(line.Path.All(p => Math.Abs(p.X - start.X) < 1e-8) || line.Path.All(p => Math.Abs(p.Y - start.Y) < 1e-8));
            Assert.Equal(end.X, points[line.End].Position[0] + (2 * Math.PI * line.Turns.X), 1e-12);
            Assert.Equal(end.Y, points[line.End].Position[1] + (2 * Math.PI * line.Turns.Y), 1e-12);
        }

        var graph = MorseSmaleGraph.Build(points, lines)!;
        Assert.True(graph.IsSound);
        Assert.Equal(new MorseSmaleGraph(1, 2, 1, 1, 1, 0, 2, 2, graph.Determinant), graph);
    }

    [Fact]
    public void Heights_change_one_way_along_every_line_and_every_graph_is_sound()
    {
        var spectrum = TorusSpectrumNames.Parse("power-law:2:10:1");
        var census = new TorusCensus(2, spectrum.Waves);
        var (gradient, hessian) = (new double[2], new double[4]);
        for (var seed = 1UL; seed <= 10; seed++)
        {
            var (field, points, lines) = Draw(spectrum, census, seed);
            foreach (var line in lines)
            {
                Assert.True(line.End >= 0);
                var heights = line.Path.Select(p => field.Evaluate([p.X, p.Y], gradient, hessian)).ToArray();
                for (var i = 1; i < heights.Length; i++)
                    Assert.True(line.IsUphill ? heights[i] > heights[i - 1] - 1e-12 : heights[i] < heights[i - 1] + 1e-12, $"seed {seed}");
            }

            Assert.True(MorseSmaleGraph.Build(points, lines)!.IsSound, $"seed {seed}");
        }
    }

    [Fact] // planted defect: each line in turn led to another extremum, or to another image of its own
    public void Every_wrong_end_is_noticed()
    {
        var spectrum = TorusSpectrumNames.Parse("power-law:2:10:1");
        var (_, points, lines) = Draw(spectrum, new TorusCensus(2, spectrum.Waves), 3);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var others = Enumerable.Range(0, points.Count).Where(e => e != line.End && points[e].MorseIndex == points[line.End].MorseIndex).Select(e => line with { End = e });
            foreach (var other in others.Append(line with { Turns = (line.Turns.X + 1, line.Turns.Y) }))
            {
                FlowLine[] wrong = [.. lines];
                wrong[i] = other;
                Assert.False(MorseSmaleGraph.Build(points, wrong)!.IsSound, $"line {i}");
            }
        }
    }

    [Fact]
    public void A_line_without_an_end_leaves_no_graph()
    {
        var spectrum = TorusSpectrumNames.Parse("isotropic:2");
        var (_, points, lines) = Draw(spectrum, new TorusCensus(2, spectrum.Waves), 1);
        Assert.Null(MorseSmaleGraph.Build(points, [lines[0] with { End = -1 }, .. lines.Skip(1)]));
        Assert.Throws<ArgumentException>(() => MorseSmaleGraph.Build(points, [.. lines.Skip(1)]));
    }

    private static (TrigonometricField Field, IReadOnlyList<FieldPoint> Points, IReadOnlyList<FlowLine> Lines) Draw(TorusSpectrum spectrum, TorusCensus census, ulong seed)
    {
        var field = TrigonometricField.Draw(spectrum, new RandomStream(new StreamKey(20261121), seed));
        var result = census.Enumerate(field);
        Assert.True(result.Complete && result.Certified, result.Reason);
        return (field, result.Points, new GradientFlow(field, result.Points).FromSaddles());
    }
}
