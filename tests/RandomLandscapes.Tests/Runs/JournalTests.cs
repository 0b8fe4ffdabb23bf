using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RandomLandscapes.Runs;
using RandomLandscapes.Runs.Scheduling;
using RandomLandscapes.Runs.Store;

namespace RandomLandscapes.Tests.Runs;

public sealed class JournalTests : IDisposable
{
    private static readonly ChunkLayout Layout = new([new Cell("a \"b\" é", 10, 3, 2, 3, 1), new Cell("c", 4, 2, 1, 0, 1)]);

    private readonly TemporaryFolder _folder = new();

    private string File1 => _folder["chunks.jsonl"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_checksum_is_crc_32c() => // check value of the Castagnoli polynomial, RFC 3720 appendix B.4 for the zeros
        Assert.Equal((0xe3069283u, 0x8a9136aau), (Crc32C.Compute("123456789"u8), Crc32C.Compute(new byte[32])));

    [Theory]
    [InlineData(0.0)] // and -0
    [InlineData(double.Epsilon)]
    [InlineData(-2.2250738585072014e-308)]
    [InlineData(double.MaxValue)]
    [InlineData(double.MinValue)]
    [InlineData(0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Special_numbers_come_back_bit_by_bit(double x) => RoundTrip(new Tally([long.MinValue, long.MaxValue], [x, -x, 1 / x]));

    [Fact] // FsCheck prints the seed of a failure
    public void Any_tally_comes_back_bit_by_bit() => Prop.ForAll<long, long, long[]>((a, b, bits) =>
        RoundTrip(new Tally([a, b], [.. Enumerable.Range(0, 3).Select(i => BitConverter.Int64BitsToDouble(i < bits.Length ? bits[i] * (0x5851f42d4c957f2d + i) : i))])))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_tail_torn_at_any_byte_is_cut_at_the_last_good_line()
    {
        var lines = Lines();
        var whole = string.Concat(lines.Take(3));
        var last = Encoding.UTF8.GetBytes(lines[3]);
        for (var kept = 0; kept < last.Length; kept++)
        {
            File.WriteAllBytes(File1, [.. Encoding.UTF8.GetBytes(whole), .. last[..kept]]);
            Assert.Equal([0, 1, 2], Reopen(out var cut));
            Assert.Equal(kept, cut);
            Assert.Equal(whole, File.ReadAllText(File1));
        }
    }

    [Fact]
    public void A_flipped_bit_anywhere_in_a_line_is_caught()
    {
        var lines = Lines();
        var first = Encoding.UTF8.GetByteCount(lines[0]);
        var length = Encoding.UTF8.GetByteCount(lines[1]);
        var bytes = Encoding.UTF8.GetBytes(string.Concat(lines));
        for (var bit = 8 * first; bit < 8 * (first + length); bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(File1, bytes);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            var finished = Reopen(out _);
            Assert.True(finished is [0], $"bit {bit - (8 * first)} of line {lines[1]} was not noticed: chunks {string.Join(',', finished)}");
            Assert.Equal(lines[0], File.ReadAllText(File1));
        }
    }

    [Fact]
    public void Lines_of_another_plan_or_cell_are_refused()
    {
        var chunk = Layout.Chunks[1];
        Assert.Equal([1], Found(Journal.Line(chunk, "a \"b\" é", Sample(1))));
        Assert.Empty(Found(Journal.Line(chunk, "c", Sample(1))));
        Assert.Empty(Found(Journal.Line(chunk with { FirstSample = 4 }, "a \"b\" é", Sample(1))));
        Assert.Empty(Found(Journal.Line(chunk with { Samples = 2 }, "a \"b\" é", Sample(1))));
        Assert.Empty(Found(Journal.Line(chunk with { Number = 2 }, "a \"b\" é", Sample(1))));
        Assert.Empty(Found(Journal.Line(chunk with { Number = 6 }, "a \"b\" é", Sample(1))));
        Assert.Empty(Found(Journal.Line(chunk with { Number = -1 }, "a \"b\" é", Sample(1))));
        Assert.Empty(Found(Journal.Line(chunk, "a \"b\" é", new Tally(3, 3))));
        Assert.Empty(Found(Journal.Line(chunk, "a \"b\" é", new Tally(2, 2))));

        List<int> Found(string line)
        {
            File.WriteAllText(File1, line);
            return Reopen(out _);
        }
    }

    [Fact]
    public void A_chunk_that_stands_twice_counts_once()
    {
        var lines = Lines();
        File.WriteAllText(File1, lines[0] + lines[2] + lines[0] + lines[1]);
        Assert.Equal([0, 1, 2], Reopen(out var cut));
        Assert.Equal(0, cut);
    }

    [Fact]
    public void A_second_writer_is_refused_while_the_journal_is_open()
    {
        using (Journal.Open(File1, Layout, out _, out _))
            Assert.Contains("cannot be opened", Assert.Throws<RunFolderException>(() => Journal.Open(File1, Layout, out _, out _)).Message, StringComparison.Ordinal);
        Assert.Empty(Reopen(out _));
    }

    [Fact]
    public void Appending_goes_on_behind_a_cut_tail()
    {
        var lines = Lines();
        File.WriteAllText(File1, lines[0] + lines[1][..20]);
        using (var journal = Journal.Open(File1, Layout, out _, out _))
            journal.Append(Layout.Chunks[4], "c", Sample(4));
        Assert.Equal(lines[0] + lines[4], File.ReadAllText(File1));
        Assert.Equal([0, 4], Journal.Read(File1, Layout, out _).Keys.Order());
    }

    private static Tally Sample(int number) => number < 4 ? new Tally([number, -3], [0.1 * number, 1e300, -0.0]) : new Tally([number], []);

    private static List<string> Lines() => [.. Layout.Chunks.Select(c => Journal.Line(c, Layout.Cells[c.CellIndex].Name, Sample(c.Number)))];

    private List<int> Reopen(out long cut)
    {
        using (Journal.Open(File1, Layout, out var finished, out cut))
            return [.. finished.Keys.Order()];
    }

    private void RoundTrip(Tally tally)
    {
        File.Delete(File1);
        using (var journal = Journal.Open(File1, Layout, out _, out _))
            journal.Append(Layout.Chunks[2], Layout.Cells[0].Name, tally);
        var read = Journal.Read(File1, Layout, out _)[2];
        Assert.Equal(tally.Counts, read.Counts);
        // NaN has many bit patterns and one text; every other number comes back exactly.
        Assert.Equal(tally.Sums.Select(Bits), read.Sums.Select(Bits));

        static long Bits(double x) => double.IsNaN(x) ? 0x7ff8000000000000 : BitConverter.DoubleToInt64Bits(x);
    }
}
