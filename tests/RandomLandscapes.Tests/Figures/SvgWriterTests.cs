using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using RandomLandscapes.Figures;
using static RandomLandscapes.Tests.Figures.SampleFigures;

namespace RandomLandscapes.Tests.Figures;

public class SvgWriterTests
{
    [Fact]
    public void The_file_is_well_formed_and_needs_nothing_from_outside()
    {
        var file = Assert.Single(new SvgWriter().Write(Everything()));
        Assert.Equal("every-kind.svg", file.Name);
        using var reader = XmlReader.Create(new StringReader(file.Content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        var elements = 0;
        while (reader.Read())
            elements += reader.NodeType == XmlNodeType.Element ? 1 : 0;
        Assert.True(elements > 100);
        Assert.DoesNotContain("<script", file.Content, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href", file.Content, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@font-face", file.Content, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("http://www.w3.org/2000/svg", TextPattern.All(file.Content, "https?://[^\"]*").Single()[0]);
        Assert.DoesNotContain('\r', file.Content);
        Assert.DoesNotContain("NaN", file.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", file.Content, StringComparison.Ordinal);
        Assert.DoesNotContain('∞', file.Content);
    }

    [Fact]
    public void Labels_with_markup_characters_come_back_as_they_were()
    {
        var picture = new SvgPicture(Everything());
        Assert.Equal(["(a) <laws> & more", "(b) 50 % & 100 #"], picture.Texts("panel-title").Select(t => t.Value), StringComparer.Ordinal);
        var legend = SvgPicture.WithClass(picture.Root, "g", "legend").Single();
        var names = legend.Elements().Where(e => string.Equals(e.Name.LocalName, "text", StringComparison.Ordinal)).Select(t => t.Value);
        Assert.Equal(["null band", "coin flips", "GOE & \"co\", exact", "GOE & \"co\"", "network", "<slope>"], names, StringComparer.Ordinal);
    }

    [Fact]
    public void Scripts_shift_the_baseline_and_return()
    {
        var figure = new Figure("scripts", null, "c", [new Panel("*a*^2 + *b*_{0}", Axis.Linear("*x*"), Axis.Linear("*y*"), [Line("l", (0, 1), (1, 2))])]);
        var spans = new SvgPicture(figure).Texts("panel-title").Single().Elements().ToArray();
        Assert.Equal(["a", "2", " + ", "b", "0"], spans.Select(s => s.Value), StringComparer.Ordinal);
        Assert.Equal([null, "-3.24", "3.24", null, "1.62"], spans.Select(s => (string?)s.Attribute("dy")), StringComparer.Ordinal);
        Assert.Equal(["italic", null, null, "italic", null], spans.Select(s => (string?)s.Attribute("font-style")), StringComparer.Ordinal);
        Assert.Equal([null, "6.48", null, null, "6.48"], spans.Select(s => (string?)s.Attribute("font-size")), StringComparer.Ordinal);
    }

    [Fact]
    public void Equal_figures_give_equal_bytes_in_every_format()
    {
        foreach (var writer in Writers)
            Assert.Equal(writer.Write(Everything()), writer.Write(Everything()));
    }

    [Fact]
    public void Numbers_do_not_depend_on_the_culture()
    {
        var expected = Writers.SelectMany(w => w.Write(Everything())).ToArray();
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NumberDecimalSeparator = ",";
        odd.NumberFormat.NegativeSign = "~";
        odd.NumberFormat.NegativeInfinitySymbol = "?";
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = odd;
            Assert.Equal("~1,5", $"{-1.5}"); // the odd culture is at work
            Assert.Equal(expected, Writers.SelectMany(w => w.Write(Everything())));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Clip_paths_and_descriptions_refer_to_ids_that_exist_once()
    {
        var root = XDocument.Parse(SvgWriter.Render(Everything())).Root!;
        var ids = root.DescendantsAndSelf().Select(e => (string?)e.Attribute("id")).OfType<string>().ToArray();
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, id => Assert.StartsWith("every-kind--", id, StringComparison.Ordinal));
        var uses = root.Descendants().Select(e => (string?)e.Attribute("clip-path")).OfType<string>().Select(u => u["url(#".Length..^1]).ToArray();
        Assert.NotEmpty(uses);
        Assert.All(uses.Concat(root.Attribute("aria-labelledby")!.Value.Split(' ')), id => Assert.Contains(id, ids, StringComparer.Ordinal));
    }

    [Fact]
    public void Csv_holds_every_number_as_it_came()
    {
        var lines = new CsvDataWriter().Write(Everything())[0].Content.Split('\n');
        Assert.Equal("panel,series,kind,x,x_low,x_high,y,low,high,samples,y_is,source", lines[0]);
        Assert.Contains("1,\"GOE & \"\"co\"\"\",points,1,,,0.72,0.68,0.77,400,value,\"sampler, 95 % Clopper-Pearson\"", lines, StringComparer.Ordinal);
        Assert.Contains("1,coin flips,bars,0,-0.5,0.5,0.26,0.22,0.31,300,value,\"draws, 95 % Clopper-Pearson\"", lines, StringComparer.Ordinal);
        Assert.Contains("2,coin flips,line,64,,,-44.36,,,,ln,equation 1", lines, StringComparer.Ordinal);
        Assert.Contains("2 inset,<slope>,line,2.5,,,0.5,,,,value,equation 1", lines, StringComparer.Ordinal);
        Assert.Contains($"1,sampled,points,30,,,-inf,-inf,{-300 * Math.Log(10):R},7,ln,\"sampler, 95 % Clopper-Pearson\"", new CsvDataWriter().Write(FourHundredDecades())[0].Content.Split('\n'), StringComparer.Ordinal);
        Assert.Equal(3 + 3 + 3 + 2 + 1 + 2 + 3 + 3 + 2 + 2, lines.Length - 2);
    }

    [Fact]
    public void Files_are_saved_in_utf_8_without_a_mark()
    {
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            new FigureFile("a.csv", "λ\n").SaveTo(directory.FullName);
            Assert.Equal(Encoding.UTF8.GetBytes("λ\n"), File.ReadAllBytes(Path.Combine(directory.FullName, "a.csv")));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static IEnumerable<IFigureWriter> Writers => [new SvgWriter(), new PgfplotsWriter(), new CsvDataWriter()];
}
