using RandomLandscapes.Figures;
using static RandomLandscapes.Tests.Figures.SampleFigures;

namespace RandomLandscapes.Tests.Figures;

public class ChartModelTests
{
    private static readonly Axis X = Axis.Linear("*x*");

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void A_series_without_a_source_is_refused(string? source)
    {
        Assert.Contains("needs a source", Assert.Throws<ArgumentException>(() => new LineSeries("theory", source!, [new(0, 1)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new PointSeries("points", source!, [new(0, 1, 0, 2, 1)]));
        Assert.Throws<ArgumentException>(() => new BarSeries("bars", source!, [new(0, 1, 1, 0, 2, 1)]));
        Assert.Throws<ArgumentException>(() => new StepSeries("steps", source!, [0, 1], [1]));
        Assert.Throws<ArgumentException>(() => new BandSeries("band", source!, [new(0, 1, 2), new(1, 1, 2)]));
    }

    [Theory]
    [InlineData(1, 1.1, 2, 5)]
    [InlineData(1, 0, 0.9, 5)]
    [InlineData(1, double.NaN, 2, 5)]
    [InlineData(1, 0, double.NaN, 5)]
    [InlineData(1, 0, double.PositiveInfinity, 5)]
    [InlineData(double.NaN, 0, 2, 5)]
    [InlineData(1, 0, 2, 0)]
    public void A_point_without_its_interval_or_samples_is_refused(double value, double low, double high, long samples)
    {
        Assert.Throws<ArgumentException>(() => Points("points", new DataPoint(3, value, low, high, samples)));
        Assert.Throws<ArgumentException>(() => new BarSeries("bars", "sampler", [new(0, 1, value, low, high, samples)]));
    }

    [Fact]
    public void Numbers_that_an_axis_cannot_show_are_refused()
    {
        var log = Axis.Log10("*y*");
        Assert.Throws<ArgumentException>(() => new Panel("", X, log, [Line("zero", (1, 0))]));
        Assert.Throws<ArgumentException>(() => new Panel("", X, log, [Points("negative", new DataPoint(1, 1, -1, 2, 3))]));
        Assert.Throws<ArgumentException>(() => new Panel("", X, log, [Points("nothing", new DataPoint(1, 0, 0, 0, 3))]));
        Assert.Throws<ArgumentException>(() => new Panel("", log, X, [Line("left of zero", (0, 1))]));
        Assert.Throws<ArgumentException>(() => new Panel("", X, X, [Line("logs", (1, -3)) with { YIsNaturalLog = true }]));
        Assert.Throws<ArgumentException>(() => new Panel("", X, X, [Points("infinite", new DataPoint(1, double.NegativeInfinity, double.NegativeInfinity, 0, 3))]));
        _ = new Panel("", X, log, [Points("upper limit", new DataPoint(1, 0, 0, 1e-3, 3)), Line("logs", (1, -3)) with { YIsNaturalLog = true }]);
    }

    [Fact]
    public void Structure_is_checked_at_the_door()
    {
        Assert.Throws<ArgumentException>(() => Points("empty"));
        Assert.Throws<ArgumentException>(() => new StepSeries("steps", "eq. 1", [0, 1], [1, 2]));
        Assert.Throws<ArgumentException>(() => new StepSeries("steps", "eq. 1", [0, 1, 1], [1, 2]));
        Assert.Throws<ArgumentException>(() => new BandSeries("band", "eq. 1", [new(0, 2, 1), new(1, 1, 2)]));
        Assert.Throws<ArgumentException>(() => new BarSeries("bars", "sampler", [new(1, 1, 1, 0, 2, 3)]));
        Assert.Throws<ArgumentException>(() => new Panel("", X, X, []));
        Assert.Throws<ArgumentException>(() => Axis.Linear("*x*", 2, 1));
        Assert.Throws<ArgumentException>(() => Axis.Log10("*x*", double.NegativeInfinity, 1));
        var panel = new Panel("", X, X, [Line("line", (0, 1))]);
        Assert.Throws<ArgumentException>(() => new Inset(panel, 0.6, 0, 0.5, 0.5));
        foreach (var name in new[] { "Name", "a b", "1a", "a--b", "a-", "a/b" })
            Assert.Throws<ArgumentException>(() => new Figure(name, null, "c", [panel]));
        Assert.Throws<ArgumentException>(() => new Figure("name", null, "c", []));
    }

    [Fact]
    public void A_series_keeps_its_own_copy_of_the_numbers()
    {
        var points = new[] { new CurvePoint(1, 2), new CurvePoint(3, 4) };
        var series = new LineSeries("line", "eq. 1", points);
        points[0] = new CurvePoint(5, 6);
        Assert.Equal(new CurvePoint(1, 2), series.Points[0]);
        Assert.Throws<NotSupportedException>(() => ((IList<CurvePoint>)series.Points)[0] = new CurvePoint(7, 8));
    }

    [Fact]
    public void Equal_names_look_alike_and_different_names_do_not()
    {
        var names = new[] { "a", "b", "c", "d", "e", "f", "g", "h", "i" };
        var first = new Panel("", X, X, names.Select(n => Line(n, (0, 1))));
        var second = new Panel("", X, X, [Line("c", (0, 1)), Line("new", (0, 1)) with { Style = new SeriesStyle(Hue: 4) }]);
        var styles = new StyleSheet(new Figure("styles", null, "c", [first, second]));
        Assert.Equal(styles[first.Series[2]], styles[second.Series[0]]);
        Assert.Equal(names.Length, first.Series.Select(s => (styles[s].Colour, styles[s].Dash)).Distinct().Count());
        Assert.Equal(names.Length, first.Series.Select(s => (styles[s].Colour, styles[s].Marker)).Distinct().Count());
        Assert.DoesNotContain(first.Series, s => styles[s].Colour == styles[second.Series[1]].Colour);
    }
}
