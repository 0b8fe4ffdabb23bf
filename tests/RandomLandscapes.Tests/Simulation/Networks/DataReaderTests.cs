using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Tests.Simulation.Networks;

/// <summary>Readers of images, tables and texts: what they read, and one clear line for what they cannot.</summary>
public sealed class DataReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("readers").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("images", "labels")]
    [InlineData("images.gz", "labels.gz")]
    public void Idx_pairs_are_read(string images, string labels)
    {
        var (i, l) = (Write(images, Idx(2051, [3, 2, 2], [0, 51, 102, 255, 1, 2, 3, 4, 5, 6, 7, 8])), Write(labels, Idx(2049, [3], [7, 0, 9])));
        var read = IdxImages.Read(i, l, 2);
        Assert.Equal((2, 4), (read.Count, read.PixelCount));
        Assert.Equal([7, 0], read.Labels.ToArray());
        Assert.Equal([0, 0.2, 0.4, 1], read.Image(0).ToArray());
    }

    public static TheoryData<byte[], byte[], int, string> Wrong => new()
    {
        { Idx(2049, [1, 2, 2], [1, 2, 3, 4]), Idx(2049, [1], [1]), 1, "expected the magic number 2051 of images, was 2049" },
        { Idx(2051, [1, 2, 2], [1, 2, 3, 4]), Idx(2050, [1], [1]), 1, "expected the magic number 2049 of labels, was 2050" },
        { Idx(2051, [1, 2, 2], [1, 2, 3]), Idx(2049, [1], [1]), 1, "expected 4 bytes after the header, was 3" },
        { Idx(2051, [2, 1, 1], [1]), Idx(2049, [2], [1, 1]), 1, "expected 2 bytes after the header, was 1" },
        { Idx(2051, [1, 2, 2], [1, 2, 3, 4, 5]), Idx(2049, [1], [1]), 1, "expected 4 bytes after the header, was more" },
        { Idx(2051, [1, 2, 2], [1, 2, 3, 4]), Idx(2049, [1], [10]), 1, "label 1: expected a number from 0 to 9, was 10" },
        { Idx(2051, [1, 2, 2], [1, 2, 3, 4]), Idx(2049, [2], [1, 1]), 1, "expected the 1 labels of the images, was 2" },
        { Idx(2051, [1, 2, 2], [1, 2, 3, 4]), Idx(2049, [1], [1]), 2, "expected at least 2 images, was 1" },
        { Idx(2051, [1, 0, 2], []), Idx(2049, [1], [1]), 1, "expected from 1 to 1024 rows, was 0" },
        { [0, 0, 8], Idx(2049, [1], [1]), 1, "the file ends within its magic number" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_idx_files_are_named(byte[] images, byte[] labels, int count, string expected)
    {
        var (i, l) = (Write("images", images), Write("labels", labels));
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => IdxImages.Read(i, l, count)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_compression_and_missing_files_are_named()
    {
        var whole = Write("whole.gz", Idx(2051, [1, 20, 20], new byte[400]));
        var bytes = File.ReadAllBytes(whole);
        var cut = Path.Combine(_folder, "cut.gz");
        File.WriteAllBytes(cut, bytes[..(bytes.Length / 2)]);
        var plain = Path.Combine(_folder, "plain.gz");
        File.WriteAllText(plain, "not compressed");
        var labels = Write("labels", Idx(2049, [1], [1]));
        Assert.Throws<InvalidDataException>(() => IdxImages.Read(cut, labels, 1));
        Assert.Contains("damaged", Assert.Throws<InvalidDataException>(() => IdxImages.Read(plain, labels, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => IdxImages.Read(Path.Combine(_folder, "none"), labels, 1));
    }

    [Fact]
    public void Shrinking_takes_area_means()
    {
        var image = new LabelledImages([0, 0.3, 0.6, 0.9, 0.3, 0, 0.6, 0.3, 0.9], [4]);
        Assert.Equal(image.Image(0).ToArray(), image.Shrink(3).Image(0).ToArray());
        Assert.Equal(3.9 / 9, image.Shrink(1).Image(0)[0], 1e-15);
        // 1.5 old pixels a new one: weights 4, 2, 2, 1 of 9.
        Assert.Equal(((4 * 0) + (2 * 0.3) + (2 * 0.9) + 0.3) / 9, image.Shrink(2).Image(0)[0], 1e-15);
        Assert.Equal(3.9 / 9, image.Shrink(2).Image(0).ToArray().Average(), 1e-15);
        Assert.Throws<ArgumentException>(() => image.Shrink(4));
    }

    [Fact]
    public void Tables_are_read_and_standardised()
    {
        var table = LabelledTable.Read(Write("table.csv", "1,5,b\n3,5,a\n5,5,b\n\n"));
        Assert.Equal((3, 2), (table.Count, table.Columns));
        Assert.Equal(["b", "a"], table.Classes);
        var samples = table.Standardised();
        Assert.Equal([0.0, 1, 0], Enumerable.Range(0, 3).Select(i => samples.Targets(i)[0]));
        Assert.Equal(-Math.Sqrt(1.5), samples.Inputs(0)[0], 1e-15);
        Assert.Equal(0, samples.Inputs(2)[1]);
    }

    [Theory]
    [InlineData("1,2,a\n1,a\n", "row 2: expected 3 fields as in the first row, was 2")]
    [InlineData("1,x,a\n", "row 1, column 2: expected a finite number, was \"x\"")]
    [InlineData("1,2,\n", "row 1, column 3: expected a class name")]
    [InlineData("a\n", "row 1: expected numbers and a class name")]
    [InlineData("\n\n", "the file is empty")]
    public void Wrong_tables_are_named(string content, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => LabelledTable.Read(Write("table.csv", content))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("label,p0\n1,17\n", "line 2, column 2: expected a pixel as a whole number from 0 to 16, was \"17\"")]
    [InlineData("label,p0\n10,3\n", "line 2, column 1: expected a label as a whole number from 0 to 9, was \"10\"")]
    [InlineData("label,p0,p2\n1,3,4\n", "line 1, column 3: expected p1, was \"p2\"")]
    [InlineData("label,p1,p0\n1,3,4\n", "line 1, column 2: expected p0, was \"p1\"")]
    [InlineData("label,p0,\n1,3,4\n", "line 1, column 3: expected p1, was \"\"")]
    [InlineData("label,p0\n1,-1\n", "line 2, column 2: expected a pixel as a whole number from 0 to 16, was \"-1\"")]
    [InlineData("label,p0\n1,3,4\n", "line 2: expected 2 numbers as in the first line, was 3")]
    [InlineData("1,2\n", "line 1: expected \"label,p0,p1,...\"")]
    [InlineData("label,p0\n", "expected at least 1 rows, was 0")]
    public void Wrong_digits_are_named(string content, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => LabelFirstCsv.Read(Write("digits.csv", content), 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Texts_become_sequences()
    {
        var text = SymbolText.Read(Write("text", "abcab"));
        Assert.Equal("abc", text.Vocabulary);
        var samples = text.Samples(2);
        Assert.Equal((2, 6, 2, 4L), (samples.Count, samples.InputCount, samples.TargetCount, samples.TermCount));
        Assert.Equal([0, 0, 1, 1, 0, 0], samples.Inputs(1).ToArray());
        Assert.Equal([0.0, 1], samples.Targets(1).ToArray());
        Assert.Equal(24, new SymbolText(ProjectTexts.Sentences).Vocabulary.Length);
        Assert.InRange(ProjectTexts.Walk.Length, 1300, 1700);
        Assert.Throws<InvalidDataException>(() => SymbolText.Read(Write("text", "aaa")));
        Assert.Throws<InvalidDataException>(() => SymbolText.Read(Write("text", "abc"), 4));
        var binary = Path.Combine(_folder, "binary");
        File.WriteAllBytes(binary, [0xFF, 0xFE, 0x41]);
        Assert.Equal("ab", SymbolText.ReadText(Write("marked", "\uFEFFab")));
        Assert.Contains("expected a text file, was a folder", Assert.Throws<InvalidDataException>(() => SymbolText.ReadText(_folder)).Message, StringComparison.Ordinal);
        Assert.Contains("was a folder", Assert.Throws<InvalidDataException>(() => LabelFirstCsv.Read(_folder, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("expected text in UTF-8", Assert.Throws<InvalidDataException>(() => SymbolText.Read(binary)).Message, StringComparison.Ordinal);
    }

    private static byte[] Idx(int magic, int[] sizes, byte[] content)
    {
        var bytes = new byte[4 + (4 * sizes.Length)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, magic);
        for (var i = 0; i < sizes.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + (4 * i)), sizes[i]);
        return [.. bytes, .. content];
    }

    private string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        using var file = File.Create(path);
        if (!name.EndsWith(".gz", StringComparison.Ordinal))
        {
            file.Write(content);
            return path;
        }

        using var packed = new GZipStream(file, CompressionLevel.Optimal);
        packed.Write(content);
        return path;
    }
}
