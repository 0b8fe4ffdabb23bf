using System.Globalization;
using RandomLandscapes.Figures;
using static RandomLandscapes.Tests.Figures.SampleFigures;

namespace RandomLandscapes.Tests.Figures;

public class PgfplotsWriterTests
{
    [Fact]
    public void Braces_brackets_and_maths_are_balanced_and_environments_nest()
    {
        foreach (var figure in new[] { Everything(), Everything(LegendPlacement.Right), FourHundredDecades() })
        {
            var tex = WithoutComments(new PgfplotsWriter().Write(figure)[0].Content);
            var open = new Stack<char>();
            foreach (var c in TextPattern.Remove(tex, @"\\[{}\[\]$%&#_\\]"))
            {
                if (c is '{' or '[')
                    open.Push(c);
                else if (c is '}' or ']')
                    Assert.Equal(c == '}' ? '{' : '[', open.Pop());
            }

            Assert.Empty(open);
            Assert.All(tex.Split('\n'), line => Assert.True(TextPattern.All(line, @"(?<!\\)\$").Count % 2 == 0, line));
            var environments = new Stack<string>();
            foreach (var match in TextPattern.All(tex, @"\\(begin|end)\{(\w+)\}"))
            {
                if (string.Equals(match[1], "begin", StringComparison.Ordinal))
                    environments.Push(match[2]);
                else
                    Assert.Equal(environments.Pop(), match[2]);
            }

            Assert.Empty(environments);
            Assert.Equal(figure.Panels.Count + figure.Panels.Count(p => p.Inset is not null), TextPattern.All(tex, @"\\begin\{axis\}").Count);
        }
    }

    [Fact]
    public void Every_data_file_is_read_and_every_file_read_is_there()
    {
        var files = new PgfplotsWriter().Write(Everything());
        Assert.Equal("every-kind.tex", files[0].Name);
        var read = TextPattern.All(files[0].Content, @"table\[[^]]*\] \{([^}]*)\}").Select(m => m[1]).ToArray();
        Assert.Equal(files.Skip(1).Select(f => f.Name).Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
        Assert.True(read.Length >= 10);
        Assert.All(files.Skip(1), file =>
        {
            var rows = file.Content.TrimEnd('\n').Split('\n').Select(line => line.Split(' ')).ToArray();
            Assert.True(rows.Length > 1, file.Name);
            Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
            Assert.All(rows.Skip(1).SelectMany(row => row), cell => Assert.True(string.Equals(cell, "nan", StringComparison.Ordinal) || double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _), cell));
        });
    }

    [Fact]
    public void Points_and_intervals_carry_their_numbers()
    {
        var files = new PgfplotsWriter().Write(Everything()).ToDictionary(f => f.Name, f => f.Content, StringComparer.Ordinal);
        Assert.Equal("x y low high samples x_stored\n2 0.1 0.07 0.14 900 2\n4 0.0002 1e-05 0.0009 900 4\n", files["every-kind--panel2-series3.dat"]);
        Assert.Equal("x y\n2 0.07\n2 0.14\nnan nan\n4 1e-05\n4 0.0009\nnan nan\n", files["every-kind--panel2-series3-intervals.dat"]);
        Assert.Equal("x y\n8 0.004\n", files["every-kind--panel2-series3-limits.dat"]);
        Assert.Contains("0.125 0.14 0.11 0.18 400 0\n", files["every-kind--panel1-series4.dat"], StringComparison.Ordinal);
        Assert.Contains("xmode=log", files["every-kind.tex"], StringComparison.Ordinal);
    }

    [Fact]
    public void Logarithms_within_reach_become_numbers_with_an_exponent()
    {
        var data = new PgfplotsWriter().Write(Everything()).Single(f => string.Equals(f.Name, "every-kind--panel2-series1.dat", StringComparison.Ordinal)).Content;
        var last = data.TrimEnd('\n').Split('\n')[^1].Split(' ');
        Assert.Equal(-44.36, Math.Log(double.Parse(last[1], CultureInfo.InvariantCulture)), 1e-9);
    }

    [Fact]
    public void Four_hundred_decades_become_an_axis_of_exponents_with_the_same_labels()
    {
        var files = new PgfplotsWriter().Write(FourHundredDecades());
        var tex = files[0].Content;
        Assert.DoesNotContain("ymode=log", tex, StringComparison.Ordinal);
        Assert.Contains("ymin=-400, ymax=0", tex, StringComparison.Ordinal);
        var ticks = TextPattern.All(tex, @"ytick=\{([^}]*)\}")[0][1].Split(',').Select(t => int.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        var labels = TextPattern.All(tex, @"yticklabels=\{(.*)\},")[0][1];
        Assert.Equal(string.Join(',', ticks.Select(t => t == 0 ? "{1}" : $"{{10${{}}^{{{t}}}$}}")), labels);
        var points = files.Single(f => string.Equals(f.Name, "deep--panel1-series2.dat", StringComparison.Ordinal)).Content.Split('\n')[1].Split(' ');
        Assert.Equal(-200, double.Parse(points[1], CultureInfo.InvariantCulture), 1e-9);
    }

    [Fact]
    public void Sources_and_special_characters_survive()
    {
        var tex = new PgfplotsWriter().Write(Everything())[0].Content;
        Assert.Contains("source: Pfaffian, eq. 5", tex, StringComparison.Ordinal);
        Assert.Contains(@"title={(b) 50 \% \& 100 \#}", tex, StringComparison.Ordinal);
        Assert.Contains(@"\addlegendentry{$<$slope$>$}", tex, StringComparison.Ordinal);
        Assert.Contains("ylabel={probability $p_{k}$}", tex, StringComparison.Ordinal);
    }

    private static string WithoutComments(string tex) => TextPattern.Remove(tex, @"(?<!\\)%.*");
}
