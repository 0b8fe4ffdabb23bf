using RandomLandscapes.Figures;

namespace RandomLandscapes.Tests.Figures;

public class TickTests
{
    [Theory]
    [InlineData(0, 1, 6, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 100, 6, "0 20 40 60 80 100")]
    [InlineData(-0.3, 0.3, 7, "−0.3 −0.2 −0.1 0 0.1 0.2 0.3")]
    [InlineData(0, 0.0005, 6, "0 0.0001 0.0002 0.0003 0.0004 0.0005")]
    [InlineData(0, 1.2e9, 3, "0 5×10^8 1×10^9")]
    [InlineData(-4e-8, 4e-8, 5, "−4×10^−8 −2×10^−8 0 2×10^−8 4×10^−8")]
    [InlineData(997, 1003, 4, "998 1000 1002")]
    public void Linear_ticks_have_nice_steps(double minimum, double maximum, int most, string labels) =>
        Assert.Equal(labels, Labels(LinearTicks.Generate(minimum, maximum, most)));

    [Fact]
    public void Linear_ticks_stay_within_limits_and_count_for_any_range()
    {
        var random = new Random(20261121);
        for (var trial = 0; trial < 2000; trial++)
        {
            var minimum = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 13));
            var span = Math.Pow(10, (8 * random.NextDouble()) - 4) * Math.Abs(minimum);
            var most = random.Next(2, 10);
            var ticks = LinearTicks.Generate(minimum, minimum + span, most);
            var majors = ticks.Where(t => t.IsMajor).Select(t => t.Position).ToArray();
            // 1, 2, 5: the next smaller step would give at most 2.5 times as many labels and one more.
            Assert.InRange(majors.Length, (int)((most - 2) / 2.5), most);
            Assert.All(ticks, t => Assert.InRange(t.Position, minimum - (1e-5 * span), minimum + (1.00001 * span)));
            for (var i = 2; i < majors.Length; i++)
                Assert.Equal(1, (majors[i] - majors[i - 1]) / (majors[1] - majors[0]), 1e-6);
        }
    }

    [Fact]
    public void Two_decades_label_every_decade_or_their_halves_and_mark_all_nine_digits()
    {
        var ticks = LogTicks.Generate(0, 2, maximumLabels: 5, length: 200);
        Assert.Equal("1 10 100", Labels(ticks));
        Assert.Equal(2 * 8, ticks.Count(t => !t.IsMajor));
        Assert.Contains(ticks, t => !t.IsMajor && Math.Abs(t.Position - Math.Log10(30)) < 1e-12);
        Assert.Equal("2 5 10 20 50", Labels(LogTicks.Generate(0.2, 1.9, maximumLabels: 8, length: 200)));
    }

    [Fact]
    public void Three_hundred_decades_are_thinned_evenly()
    {
        var ticks = LogTicks.Generate(-300, 0, maximumLabels: 7, length: 200);
        Assert.Equal("10^−300 10^−250 10^−200 10^−150 10^−100 10^−50 1", Labels(ticks));
        var all = ticks.Select(t => t.Position).Order().ToArray();
        Assert.All(Enumerable.Range(1, all.Length - 1), i => Assert.Equal(10, all[i] - all[i - 1], 1e-9));
    }

    [Fact]
    public void A_part_of_a_decade_still_has_labels() =>
        Assert.Equal("3 4 5 6 7", Labels(LogTicks.Generate(Math.Log10(2.9), Math.Log10(7.1), maximumLabels: 6, length: 200)));

    [Theory]
    [InlineData(-2, 1, "0.01 0.1 1 10")]
    [InlineData(-4, -2, "10^−4 10^−3 10^−2")]
    public void Powers_are_plain_where_they_are_short(double minimum, double maximum, string labels) =>
        Assert.Equal(labels, Labels(LogTicks.Generate(minimum, maximum, maximumLabels: 5, length: 50)));

    [Fact]
    public void Chosen_labels_keep_clear_of_each_other_on_narrow_axes()
    {
        foreach (var length in new[] { 60.0, 90, 150, 400 })
        {
            foreach (var range in new[]
            {
                new AxisRange(AxisScale.Linear, -12345, 45678), new AxisRange(AxisScale.Linear, 0, 2.3e-7),
                new AxisRange(AxisScale.Log10, -61, 2), new AxisRange(AxisScale.Log10, 0.1, 2.7), new AxisRange(AxisScale.Log10, -402, 3),
            })
            {
                var labels = TickChooser.Horizontal(range, length, fontSize: 8).Where(t => t.IsMajor).OrderBy(t => t.Position).ToArray();
                Assert.True(labels.Length >= 1, $"No label on {range} over {length}.");
                for (var i = 1; i < labels.Length; i++)
                {
                    var distance = range.ToFraction(labels[i].Position - labels[i - 1].Position + range.Minimum) * length;
                    var needed = 0.5 * (TextWidth.Measure(labels[i].Label!, 8) + TextWidth.Measure(labels[i - 1].Label!, 8));
                    Assert.True(distance > needed + 3, $"Labels {labels[i - 1].Label} and {labels[i].Label} touch on {range} over {length}.");
                }
            }
        }
    }

    private static string Labels(IEnumerable<Tick> ticks) =>
        string.Join(' ', ticks.Where(t => t.IsMajor).OrderBy(t => t.Position).Select(t => t.Label!.ToString()));
}
