using RandomLandscapes.Figures;

namespace RandomLandscapes.Tests.Figures;

public class MarchingSquaresTests
{
    [Fact] // linear interpolation of x^2 + y^2 on an edge: the radius is off by at most h^2 / (8 r), and a quarter of that on half the grid
    public void A_circle_comes_out_round_to_second_order()
    {
        double WorstRadius(int cells)
        {
            var line = Assert.Single(MarchingSquares.Lines(SampledGrid.Sample(-1.1, 1.3, -1.2, 1.4, cells + 1, cells + 1, (x, y) => (x * x) + (y * y)), 0.64));
            Assert.True(line.IsClosed);
            return line.Points.Max(p => Math.Abs(double.Hypot(p.X, p.Y) - 0.8));
        }

        var (coarse, fine) = (WorstRadius(40), WorstRadius(80));
        Assert.InRange(coarse, 0.1 * 0.065 * 0.065, 0.065 * 0.065 / (8 * 0.8) * 1.05);
        Assert.InRange(coarse / fine, 3, 5.5);
    }

    [Fact]
    public void Larger_values_lie_to_the_left()
    {
        var bowl = SampledGrid.Sample(-1, 1, -1, 1, 31, 31, (x, y) => (x * x) + (y * y));
        var hill = SampledGrid.Sample(-1, 1, -1, 1, 31, 31, (x, y) => -(x * x) - (y * y));
        Assert.Equal(-Math.PI * 0.25, Area(Assert.Single(MarchingSquares.Lines(bowl, 0.25))), 0.01);
        Assert.Equal(Math.PI * 0.25, Area(Assert.Single(MarchingSquares.Lines(hill, -0.25))), 0.01);
    }

    [Theory] // one cell with high corners at the lower left and upper right, joined or parted as the mean of the corners says
    [InlineData(1.0, 0.4, true)]
    [InlineData(1.0, 0.6, false)]
    public void A_saddle_cell_follows_its_centre(double high, double level, bool joined)
    {
        var grid = new SampledGrid(0, 1, 0, 1, 2, [high, 0, 0, high]);
        var lines = MarchingSquares.Lines(grid, level);
        Assert.Equal(2, lines.Count);
        Assert.All(lines, l => Assert.False(l.IsClosed));
        // Each line cuts off one corner: a low one when the high corners are joined.
        foreach (var line in lines)
        {
            var middle = (X: line.Points.Average(p => p.X), Y: line.Points.Average(p => p.Y));
            Assert.Equal(joined, (middle.X > 0.5) != (middle.Y > 0.5));
        }

        Assert.Equal(joined ? 1 : 2, MarchingSquares.Outlines(grid, level).Count);
    }

    [Fact]
    public void Lines_that_reach_the_edge_are_open_and_outlines_follow_it()
    {
        var slope = SampledGrid.Sample(0, 2, 0, 1, 9, 5, (x, y) => x + (0.5 * y));
        var line = Assert.Single(MarchingSquares.Lines(slope, 1.1));
        Assert.False(line.IsClosed);
        Assert.All(line.Points, p => Assert.Equal(1.1, p.X + (0.5 * p.Y), 1e-12));
        Assert.Equal([0.0, 1.0], new[] { line.Points[0].Y, line.Points[^1].Y }.Order());
        // Right of the line x = 1.1 - y/2: a trapezium of sides 0.9 and 1.4 and height 1.
        var outline = Assert.Single(MarchingSquares.Outlines(slope, 1.1));
        Assert.True(outline.IsClosed);
        Assert.Equal(0.5 * (0.9 + 1.4), Area(outline), 1e-12);
        Assert.Equal(2, Area(Assert.Single(MarchingSquares.Outlines(slope, -1))), 1e-12);
        Assert.Empty(MarchingSquares.Outlines(slope, 3));
    }

    [Fact] // random values: many saddle cells; the part above a level and the part below it fill the rectangle
    public void Outlines_of_a_function_and_its_negative_fill_the_rectangle()
    {
        var values = new double[20 * 15];
        for (var i = 0; i < values.Length; i++)
            values[i] = Math.Sin(1000.0 * (i + 1) * (i + 1)) + (i % 7 == 0 ? 0.25 : 0);
        foreach (var level in new[] { -0.6, 0.1, 0.7 })
        {
            var above = MarchingSquares.Outlines(new SampledGrid(0, 19, 0, 14, 20, values), level).Sum(Area);
            var below = MarchingSquares.Outlines(new SampledGrid(0, 19, 0, 14, 20, [.. values.Select(v => -v)]), -level).Sum(Area);
            Assert.Equal(19 * 14, above + below, 1e-9);
        }
    }

    [Fact]
    public void Shades_ascend_in_luminance()
    {
        var luminance = Enumerable.Range(0, 12).Select(i => ColourRamp.Of(i, 12)).Select(s => (0.2126 * s.Red) + (0.7152 * s.Green) + (0.0722 * s.Blue)).ToArray();
        for (var i = 1; i < luminance.Length; i++)
            Assert.True(luminance[i] > luminance[i - 1] + 4, $"{luminance[i - 1]} and {luminance[i]}");
    }

    private static double Area(LevelLine line)
    {
        var sum = 0.0;
        for (var i = 0; i < line.Points.Count; i++)
        {
            var (a, b) = (line.Points[i], line.Points[(i + 1) % line.Points.Count]);
            sum += 0.5 * ((a.X * b.Y) - (b.X * a.Y));
        }

        return sum;
    }
}
