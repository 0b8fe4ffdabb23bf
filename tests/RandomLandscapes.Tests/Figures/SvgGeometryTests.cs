using RandomLandscapes.Figures;
using static RandomLandscapes.Tests.Figures.SampleFigures;

namespace RandomLandscapes.Tests.Figures;

/// <summary>Places are computed here from the frame that was drawn, by formulas of their own; half a hundredth is rounding.</summary>
public class SvgGeometryTests
{
    private const double Rounding = 0.02;

    [Fact]
    public void Points_and_both_ends_of_their_intervals_are_where_the_axes_say()
    {
        var points = new[] { new DataPoint(1, 0.3, 0.11, 0.71, 10), new DataPoint(4.5, 2e-3, 1e-3, 7e-3, 10), new DataPoint(9, 5e-5, 3e-6, 2e-4, 10) };
        var picture = new SvgPicture(LogPanel(Points("points", points) with { Shift = 0.25 }));
        var frame = picture.Frame(0);
        double X(double x) => frame.Left + ((x + 0.25) / 10 * (frame.Right - frame.Left));
        double Y(double y) => frame.Bottom - ((Math.Log(y) / Math.Log(10) + 6) / 6 * (frame.Bottom - frame.Top));
        Assert.Equal(points.Length, picture.Markers(0).Count);
        foreach (var (point, marker, interval) in points.Zip(picture.Markers(0), picture.Intervals(0)))
        {
            Assert.Equal(X(point.X), marker.X, Rounding);
            Assert.Equal(Y(point.Value), marker.Y, Rounding);
            Assert.Equal(X(point.X), interval.X, Rounding);
            Assert.Equal(Y(point.High), interval.Top, Rounding);
            Assert.Equal(Y(point.Low), interval.Bottom, Rounding);
        }
    }

    [Fact]
    public void A_logarithmic_axis_maps_decades_to_equal_distances_even_beyond_doubles()
    {
        var picture = new SvgPicture(FourHundredDecades());
        var frame = picture.Frame(0);
        var curve = picture.Curve(0);
        Assert.Equal(41, curve.Count);
        for (var i = 1; i < curve.Count; i++)
            Assert.Equal((frame.Bottom - frame.Top) / 40, curve[i].Y - curve[i - 1].Y, Rounding);
        Assert.Equal(frame.Top, curve[0].Y, Rounding);
        Assert.Equal(frame.Bottom, curve[^1].Y, Rounding);
        Assert.Equal(frame.Top + (0.5 * (frame.Bottom - frame.Top)), picture.Markers(0).Single().Y, Rounding);
    }

    [Fact]
    public void Natural_logarithms_and_plain_values_are_drawn_alike()
    {
        var plain = new SvgPicture(LogPanel(Line("a", (1, 0.5), (9, 3e-5))));
        var logs = new SvgPicture(LogPanel(Line("a", (1, Math.Log(0.5)), (9, Math.Log(3e-5))) with { YIsNaturalLog = true }));
        Assert.Equal(plain.Curve(0), logs.Curve(0));
    }

    [Fact]
    public void A_zero_count_is_an_arrow_down_from_its_upper_end()
    {
        var picture = new SvgPicture(LogPanel(Points("points", new DataPoint(2, 0.1, 0.05, 0.2, 10), new DataPoint(5, 0, 0, 1e-3, 10))));
        var frame = picture.Frame(0);
        var arrow = Assert.Single(picture.Intervals(0, "upper-limit"));
        Assert.Equal(0.5 * (frame.Left + frame.Right), arrow.X, Rounding);
        Assert.Equal(0.5 * (frame.Top + frame.Bottom), arrow.Top, Rounding);
        Assert.True(arrow.Bottom > arrow.Top + 4 && arrow.Bottom <= frame.Bottom);
        Assert.Single(picture.Markers(0));
        Assert.Single(picture.Intervals(0));
    }

    [Theory]
    [InlineData(LegendPlacement.Below)]
    [InlineData(LegendPlacement.Right)]
    [InlineData(LegendPlacement.Inside)]
    [InlineData(LegendPlacement.None)]
    public void Every_point_with_its_interval_lands_inside_its_frame(LegendPlacement legend)
    {
        var picture = new SvgPicture(Everything(legend));
        Assert.Equal(3, picture.Panels.Count);
        Assert.Equal([3, 5, 2], Enumerable.Range(0, 3).Select(i => picture.Markers(i).Count));
        for (var i = 0; i < 3; i++)
        {
            var frame = picture.Frame(i);
            Assert.All(picture.Markers(i).Concat(picture.Intervals(i).SelectMany(t => new[] { (t.X, t.Top), (t.X, t.Bottom) })), place =>
            {
                Assert.InRange(place.Item1, frame.Left, frame.Right);
                Assert.InRange(place.Item2, frame.Top, frame.Bottom);
            });
            Assert.All(picture.Intervals(i, "upper-limit"), arrow => Assert.InRange(arrow.Bottom, frame.Top, frame.Bottom));
        }
    }

    [Fact]
    public void Points_beyond_explicit_limits_are_not_drawn() =>
        Assert.Single(new SvgPicture(LogPanel(Points("points", new DataPoint(11, 0.1, 0.05, 0.2, 10), new DataPoint(5, 1e-8, 1e-9, 1e-7, 10), new DataPoint(5, 0.1, 0.05, 0.2, 10)))).Markers(0));

    [Fact]
    public void An_inset_with_all_its_labels_is_inside_its_parent()
    {
        var figure = Everything();
        var picture = new SvgPicture(figure);
        var parent = picture.Frame(1);
        var inset = picture.Frame(2);
        var ground = picture.Box(SvgPicture.WithClass(picture.Panels[2], "rect", "inset-ground").Single());
        Assert.Equal(parent.Left + (0.03 * (parent.Right - parent.Left)), ground.Left, Rounding);
        Assert.Equal(parent.Bottom - (0.03 * (parent.Bottom - parent.Top)), ground.Bottom, Rounding);
        Assert.Equal(0.5 * (parent.Right - parent.Left), ground.Right - ground.Left, Rounding);
        Assert.True(inset.Left > ground.Left && inset.Right < ground.Right && inset.Top > ground.Top && inset.Bottom < ground.Bottom);
        foreach (var text in SvgPicture.WithClass(picture.Panels[2], "text", "y-tick-label"))
            Assert.True(SvgPicture.Number(text, "x") - TextWidth.Measure(text.Value, SvgPicture.Number(text, "font-size")) > ground.Left);
        Assert.All(picture.Panels[2].Descendants().Where(e => string.Equals(e.Name.LocalName, "text", StringComparison.Ordinal)), t => Assert.InRange(SvgPicture.Number(t, "y"), ground.Top, ground.Bottom));
    }

    [Fact]
    public void Panels_and_labels_stay_on_the_page_and_apart()
    {
        var picture = new SvgPicture(Everything());
        var page = picture.Root.Attribute("viewBox")!.Value.Split(' ');
        Assert.Equal("504", page[2]);
        Assert.True(picture.Frame(0).Right + 20 < picture.Frame(1).Left);
        Assert.Equal(picture.Frame(0).Top, picture.Frame(1).Top);
        Assert.Equal(picture.Frame(0).Right - picture.Frame(0).Left, picture.Frame(1).Right - picture.Frame(1).Left, Rounding);
        Assert.All(picture.Texts("y-tick-label"), t => Assert.True(SvgPicture.Number(t, "x") - TextWidth.Measure(t.Value, 8) > 0));
        var lowest = picture.Texts("axis-label").Where(t => t.Attribute("transform") is null).Max(t => SvgPicture.Number(t, "y"));
        Assert.All(SvgPicture.WithClass(picture.Root, "g", "legend").Single().Elements(), e => Assert.True(e.Attribute("y") is null || SvgPicture.Number(e, "y") > lowest));
    }

    [Fact]
    public void A_legend_inside_takes_the_free_corner_or_goes_below()
    {
        // The line runs along the top and down the right: of the four corners, tried clockwise backwards, the lower left is free.
        var free = new SvgPicture(new Figure("free", null, "c", [new Panel("", Axis.Linear("*x*", 0, 1), Axis.Linear("*y*", 0, 1), [Line("line", (0, 0.9), (0.95, 0.9), (0.95, 0))])], legend: LegendPlacement.Inside));
        var frame = free.Frame(0);
        var box = free.Box(SvgPicture.WithClass(free.Root, "rect", "legend-box").Single());
        Assert.InRange(box.Left, frame.Left, frame.Left + 10);
        Assert.InRange(box.Bottom, frame.Bottom - 10, frame.Bottom);

        var full = new SvgPicture(new Figure("full", null, "c", [new Panel("", Axis.Linear("*x*", 0, 1), Axis.Linear("*y*", 0, 1), [Line("line", (0.02, 0.02), (0.98, 0.02), (0.98, 0.98), (0.02, 0.98), (0.02, 0.02))])], legend: LegendPlacement.Inside));
        Assert.Empty(SvgPicture.WithClass(full.Root, "rect", "legend-box"));
        Assert.Single(SvgPicture.WithClass(full.Root, "g", "legend"));
    }

    [Fact]
    public void A_symmetric_axis_has_zero_in_the_middle()
    {
        var picture = new SvgPicture(new Figure("symmetric", null, "c", [new Panel("", Axis.Linear("*x*"), Axis.Linear("*y*") with { Symmetric = true }, [Line("line", (0, -3), (1, 0), (2, 1))])]));
        var frame = picture.Frame(0);
        Assert.Equal(0.5 * (frame.Top + frame.Bottom), picture.Curve(0)[1].Y, Rounding);
    }
}
