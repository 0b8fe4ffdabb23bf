using FsCheck;
using FsCheck.Fluent;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Store;

namespace RandomLandscapes.Tests.Runs;

public sealed class SummaryTableTests
{
    private static readonly SummaryRow Row = new("goe", 3, "p-minimum", "0", SummaryKind.Exact, 0.25, null, null, -1.4, 0, null, "a");

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("a, b")]
    [InlineData("say \"x\"")]
    [InlineData("\"")]
    [InlineData("\",\"")]
    [InlineData("two\nlines, \"quoted\"\r\nand three")]
    public void Any_text_comes_back(string text)
    {
        SummaryRow[] rows = [Row with { Source = text }, Row with { Argument = text, Ensemble = text, Quantity = text }, Row];
        Assert.Equal(rows, SummaryTable.Read(SummaryTable.Write(rows)));
    }

    [Fact] // FsCheck prints the seed of a failure
    public void Any_number_and_kind_comes_back() => Prop.ForAll<double, long, int>((x, samples, pick) =>
    {
        var kinds = Enum.GetValues<SummaryKind>();
        double? maybe = pick % 2 == 0 ? x : null;
        SummaryRow[] rows =
        [
            Row with { Value = x, Low = maybe, High = x / 3, LogValue = maybe, EffectiveSamples = x * 1e-300, Samples = samples, Dimension = pick, Kind = kinds[(uint)pick % kinds.Length] },
        ];
        Assert.Equal(rows, SummaryTable.Read(SummaryTable.Write(rows)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Kinds_and_ends_of_line_are_as_documented()
    {
        var text = SummaryTable.Write(Enum.GetValues<SummaryKind>().Select(kind => Row with { Kind = kind }));
        Assert.Equal(["exact", "asymptotic", "monte-carlo", "enumeration", "measured"], text.Split('\n')[1..^1].Select(line => line.Split(',')[4]), StringComparer.Ordinal);
        Assert.Equal(SummaryTable.Read(text), SummaryTable.Read(text.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Empty(SummaryTable.Read(SummaryTable.Write([])));
    }

    [Theory]
    [InlineData("", "does not begin with")]
    [InlineData("a,b\n", "does not begin with")]
    [InlineData(SummaryTable.Header + "\ngoe,3\n", "row 1 has 2 fields; 12 are needed")]
    [InlineData(SummaryTable.Header + "\ngoe,x,q,,exact,1,,,,0,,s\n", "row 1: ")]
    [InlineData(SummaryTable.Header + "\ngoe,99999999999,q,,exact,1,,,,0,,s\n", "row 1: ")]
    [InlineData(SummaryTable.Header + "\ngoe,3,q,,guess,1,,,,0,,s\n", "unknown kind 'guess'")]
    [InlineData(SummaryTable.Header + "\ngoe,3,q,,exact,1,,,,0,,\"s\n", "inside a quoted field")]
    public void A_file_that_is_no_summary_is_refused(string csv, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => SummaryTable.Read(csv)).Message, StringComparison.Ordinal);
}
