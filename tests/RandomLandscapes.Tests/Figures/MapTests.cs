using System.Globalization;
using RandomLandscapes.Figures;

namespace RandomLandscapes.Tests.Figures;

/// <summary>Figures with level lines, tracks and places.</summary>
public class MapTests
{
    private const double Rounding = 0.02;

    [Fact]
    public void Places_and_tracks_are_where_the_axes_say()
    {
        var picture = new SvgPicture(Map());
        var frame = picture.Frame(0);
        Assert.Equal(frame.Right - frame.Left, frame.Bottom - frame.Top, Rounding);
        double X(double x) => frame.Left + (x / 4 * (frame.Right - frame.Left));
        double Y(double y) => frame.Bottom - (y / 4 * (frame.Bottom - frame.Top));
        Assert.Equal(3, picture.Markers(0).Count);
        Assert.Equal((X(1), Y(3)), picture.Markers(0)[0], new Nearly());
        var tracks = picture.Curve(0);
        Assert.Equal(5, tracks.Count);
        Assert.Equal((X(2), Y(0.5)), tracks[1], new Nearly());
        Assert.Equal((X(4), Y(4)), tracks[^1], new Nearly());
        Assert.Equal(2, TextPattern.All(SvgPicture.WithClass(picture.Root, "path", "curve").First().Attribute("d")!.Value, "M").Count);
    }

    [Fact]
    public void The_scale_bar_and_its_labels_stay_on_the_page_and_span_the_values()
    {
        var picture = new SvgPicture(Map());
        var page = double.Parse(picture.Root.Attribute("viewBox")!.Value.Split(' ')[2], CultureInfo.InvariantCulture);
        var frame = picture.Frame(0);
        var bar = picture.Box(SvgPicture.WithClass(picture.Root, "rect", "scale-frame").Single());
        Assert.True(bar.Left > frame.Right && bar.Right < page);
        Assert.Equal((frame.Top, frame.Bottom), (bar.Top, bar.Bottom));
        Assert.All(picture.Texts("scale-tick-label"), t => Assert.True(SvgPicture.Number(t, "x") + TextWidth.Measure(t.Value, 8) < page));
        // The values run from 0 to 32; ground, then one path a level; blocks of the bar in the same shades.
        var shades = SvgPicture.WithClass(picture.Root, "path", "level").Select(e => e.Attribute("fill")!.Value).Prepend(SvgPicture.WithClass(picture.Root, "path", "ground").Single().Attribute("fill")!.Value).ToArray();
        Assert.Equal(4, shades.Length);
        Assert.Equal(shades, SvgPicture.WithClass(picture.Root, "rect", "shade").Select(e => e.Attribute("fill")!.Value), StringComparer.Ordinal);
        var blocks = SvgPicture.WithClass(picture.Root, "rect", "shade").Select(picture.Box).ToArray();
        Assert.Equal(bar.Bottom, blocks[0].Bottom, Rounding);
        Assert.Equal(4.0 / 32, (blocks[0].Bottom - blocks[0].Top) / (bar.Bottom - bar.Top), 1e-3);
        Assert.Equal(bar.Top, blocks[^1].Top, Rounding);
    }

    [Fact]
    public void Ticks_that_are_asked_for_are_those_drawn()
    {
        var picture = new SvgPicture(Map());
        Assert.Equal(["0", "π"], picture.Texts("x-tick-label").Select(t => t.Value), StringComparer.Ordinal);
        var frame = picture.Frame(0);
        Assert.Equal(frame.Left + (Math.PI / 4 * (frame.Right - frame.Left)), SvgPicture.Number(picture.Texts("x-tick-label")[1], "x"), Rounding);
        Assert.Contains("xtick={0,3.141592653589793}", new PgfplotsWriter().Write(Map())[0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_names_the_track_of_each_point_and_the_value_at_each_node()
    {
        var lines = new CsvDataWriter().Write(Map())[0].Content.TrimEnd('\n').Split('\n');
        Assert.Equal("panel,series,kind,x,x_low,x_high,y,low,high,samples,y_is,source,part,z", lines[0]);
        Assert.Equal(1 + (9 * 9) + 5 + 2 + 1, lines.Length);
        Assert.Contains("1,,contours,4,,,3.5,,,,value,x^2 + y^2,,28.25", lines, StringComparer.Ordinal);
        Assert.Contains("1,lines,tracks,0,,,4,,,,value,drawn by hand,2,", lines, StringComparer.Ordinal);
        Assert.Contains("1,places,places,1,,,3,,,,value,proved within 1e-14,,", lines, StringComparer.Ordinal);
        Assert.All(lines, l => Assert.Equal(13, l.Count(c => c == ',')));
    }

    [Fact]
    public void Pgfplots_draws_the_bar_as_an_axis_and_reads_every_file()
    {
        var files = new PgfplotsWriter().Write(Map());
        var tex = files[0].Content;
        Assert.Equal(2, TextPattern.All(tex, @"\\begin\{axis\}").Count);
        Assert.Equal(2, TextPattern.All(tex, @"\\end\{axis\}").Count);
        Assert.Equal(tex.Count(c => c == '{'), tex.Count(c => c == '}'));
        var read = TextPattern.All(tex, @"table\[[^]]*\] \{([^}]*)\}").Select(m => m[1]).Order(StringComparer.Ordinal);
        Assert.Equal(files.Skip(1).Select(f => f.Name).Order(StringComparer.Ordinal), read, StringComparer.Ordinal);
        Assert.Equal("x y\n1 0\n2 0.5\n3 1\nnan nan\n0 4\n4 4\n", files.Single(f => string.Equals(f.Name, "map--panel1-series2.dat", StringComparison.Ordinal)).Content);
        Assert.Contains("ymin=0, ymax=32, ylabel={height}", tex, StringComparison.Ordinal);
        Assert.Contains("draw=white", tex, StringComparison.Ordinal);
    }

    [Fact]
    public void Level_lines_without_shades_have_no_bar()
    {
        var picture = new SvgPicture(Map(filled: false));
        Assert.Empty(SvgPicture.WithClass(picture.Root, "rect", "scale-frame"));
        Assert.All(SvgPicture.WithClass(picture.Root, "path", "level"), e => Assert.Equal("none", e.Attribute("fill")!.Value));
    }

    [Fact]
    public void Structure_is_checked_at_the_door()
    {
        var grid = SampledGrid.Sample(0, 1, 0, 1, 2, 2, (x, y) => x * y);
        Assert.Throws<ArgumentException>(() => Axis.Log10("x") with { Ticks = [new(1, "1")] });
        Assert.Throws<ArgumentException>(() => new SampledGrid(0, 0, 0, 1, 2, [1, 2, 3, 4]));
        Assert.Throws<ArgumentException>(() => new SampledGrid(0, 1, 0, 1, 2, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => new SampledGrid(0, 1, 0, 1, 2, [1, 2, 3, double.NaN]));
        Assert.Throws<ArgumentException>(() => new ContourSeries("", " ", grid, [1]));
        Assert.Throws<ArgumentException>(() => new ContourSeries("", "f", grid, []));
        Assert.Throws<ArgumentException>(() => new ContourSeries("", "f", grid, [1, 1]));
        Assert.Throws<ArgumentException>(() => new TrackSeries("t", "s", [[new(0, 0)]]));
        Assert.Throws<ArgumentException>(() => new TrackSeries("t", "", [[new(0, 0), new(1, 1)]]));
        Assert.Throws<ArgumentException>(() => new MarkerSeries("m", "", [new(0, 0)]));
        Assert.Throws<ArgumentException>(() => new MarkerSeries("m", "s", [new(0, double.NaN)]));
    }

    private static Figure Map(bool filled = true) => new(
        "map",
        null,
        "Map.",
        [new Panel("", Axis.Linear("*x*", 0, 4) with { Ticks = [new(0, "0"), new(Math.PI, @"\pi"), new(9, "far")] }, Axis.Linear("*y*", 0, 4), [
            new ContourSeries("", "x^2 + y^2", SampledGrid.Sample(0, 4, 0, 4, 9, 9, (x, y) => (x * x) + (y * y)), [4, 9, 16]) { ScaleLabel = "height", Filled = filled },
            new TrackSeries("lines", "drawn by hand", [[new(1, 0), new(2, 0.5), new(3, 1)], [new(0, 4), new(4, 4)]]) { Width = 0.8 },
            new MarkerSeries("places", "proved within 1e-14", [new(1, 3), new(2, 2)]) { Size = 1.2 },
            new MarkerSeries("other places", "proved within 1e-14", [new(3, 3)]) { Style = new SeriesStyle(OpenMarker: true) },
        ])])
    {
        Aspect = 1,
    };

    private sealed class Nearly : IEqualityComparer<(double X, double Y)>
    {
        public bool Equals((double X, double Y) a, (double X, double Y) b) => Math.Abs(a.X - b.X) < Rounding && Math.Abs(a.Y - b.Y) < Rounding;

        public int GetHashCode((double X, double Y) place) => 0;
    }
}
