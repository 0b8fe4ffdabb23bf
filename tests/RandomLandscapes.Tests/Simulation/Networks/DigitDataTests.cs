using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;
using RandomLandscapes.Simulation.Networks.Training;

namespace RandomLandscapes.Tests.Simulation.Networks;

public sealed class DigitDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("digits").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Rows_are_read_from_a_file_or_a_folder()
    {
        var rows = new[] { Row(3, pixel: 16), Row(0, pixel: 5), Row(9, pixel: 0) };
        // The published training file has 3823 rows, and a file of its name must have them too.
        var file = Write(string.Join('\n', rows.Concat(Enumerable.Repeat(rows[2], 3820))) + "\n\n");
        foreach (var path in new[] { file, _folder })
        {
            var images = OptdigitsCsv.Read(path, 2);
            Assert.Equal(2, images.Count);
            Assert.Equal(64, images.PixelCount);
            Assert.Equal([3, 0], images.Labels.ToArray());
            Assert.Equal(1.0, images.Image(0)[7]);
            Assert.Equal(5 / 16.0, images.Image(1)[7]);
            Assert.Equal(0.0, images.Image(1)[8]);
            Assert.Equal(63, images.CountDeadPixels());
        }

        Write(string.Join("\r\n", rows.Concat(Enumerable.Repeat(rows[2], 3820)))); // Windows line ends, no end of line at the end
        Assert.Equal([3, 0, 9], OptdigitsCsv.Read(_folder, 3).Labels.ToArray());
    }

    [Fact]
    public void A_published_file_cut_between_rows_is_not_taken_for_a_whole_one()
    {
        Write(string.Concat(Enumerable.Repeat(Row(3, pixel: 16) + "\n", 3822)));
        Assert.Contains("expected the 3823 rows of the published file, was 3822", Assert.Throws<InvalidDataException>(() => OptdigitsCsv.Read(_folder, 5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_is_one_clear_line()
    {
        var good = Row(3, pixel: 16);
        Check("", "the file is empty");
        Check("\n\n", "the file is empty");
        Check(good + "\n" + good + "\n", "expected at least 3 rows, was 2");
        Check(good + "\n" + Row(3, pixel: 17) + "\n" + good, "row 2, column 8", "0 to 16", "\"17\"");
        Check(good + "\n" + Row(3, pixel: -1) + "\n" + good, "row 2, column 8", "\"-1\"");
        Check(Row(10, pixel: 1) + "\n" + good + "\n" + good, "row 1, column 65", "label", "0 to 9", "\"10\"");
        Check(good + "\n" + good + "\n" + good.Replace("16", "x", StringComparison.Ordinal), "row 3, column 8", "\"x\"");
        Check(good + "\n" + good + "\n" + good.Replace("16", "1.5", StringComparison.Ordinal), "row 3, column 8", "\"1.5\"");
        Check(good + "\n" + good + "\n" + good.Replace("16", "", StringComparison.Ordinal), "row 3, column 8", "\"\"");
        Check(good + "\n" + good + "\n" + good + ",4", "row 3", "65", "was 66");
        Check(good + "\n\n" + good + "\n" + good, "row 2", "was 1");
        Check(good + "\n" + good + "\n" + good + "\n" + good[..50], "row 4", "cut off"); // beyond the rows asked for
        var missing = Assert.Throws<FileNotFoundException>(() => OptdigitsCsv.Read(Path.Combine(_folder, "none"), 1));
        Assert.Contains("not found", missing.Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(_folder, OptdigitsCsv.TrainingFile));
        Assert.Contains(OptdigitsCsv.TrainingFile, Assert.Throws<FileNotFoundException>(() => OptdigitsCsv.Read(_folder, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => OptdigitsCsv.Read(_folder, 0));

        void Check(string content, params string[] parts)
        {
            var file = Write(content);
            var message = Assert.Throws<InvalidDataException>(() => OptdigitsCsv.Read(_folder, 3)).Message;
            Assert.DoesNotContain('\n', message);
            Assert.All(parts.Prepend(file), part => Assert.Contains(part, message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Labelled_images_check_their_numbers()
    {
        Assert.Throws<ArgumentException>(() => new LabelledImages([], []));
        Assert.Throws<ArgumentException>(() => new LabelledImages([1, 1, 1], [0, 1]));
        Assert.Contains("Image 1, pixel 0", Assert.Throws<ArgumentException>(() => new LabelledImages([0, 1, 1.01, 0], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new LabelledImages([0, double.NaN], [0, 1]));
        Assert.Throws<ArgumentException>(() => new LabelledImages([0, 1], [0, 10]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LabelledImages([0, 1], [0, 1]).First(3));
    }

    [Fact]
    public void Synthetic_digits_are_a_function_of_the_stream()
    {
        var images = Draw(1, 300);
        var again = Draw(1, 300);
        var fewer = Draw(1, 40);
        var other = Draw(2, 300);
        for (var i = 0; i < 300; i++)
        {
            Assert.Equal(images.Image(i).ToArray(), again.Image(i).ToArray());
            if (i < 40)
                Assert.Equal(images.Image(i).ToArray(), fewer.Image(i).ToArray());
        }

        Assert.Equal(images.Labels.ToArray(), again.Labels.ToArray());
        Assert.Equal(images.Labels[..40].ToArray(), fewer.Labels.ToArray());
        Assert.NotEqual(images.Labels.ToArray(), other.Labels.ToArray());
    }

    [Fact] // 1000 uniform labels: a class outside 50..150 has probability below 1e-6
    public void Synthetic_digits_have_all_classes_and_grey_levels()
    {
        var images = Draw(3, 1000);
        Assert.Equal(64, images.PixelCount);
        var counts = new int[10];
        var levels = new int[17];
        for (var i = 0; i < images.Count; i++)
        {
            counts[images.Labels[i]]++;
            foreach (var pixel in images.Image(i))
            {
                Assert.Equal(Math.Round(16 * pixel), 16 * pixel);
                levels[(int)(16 * pixel)]++;
            }
        }

        Assert.All(counts, count => Assert.InRange(count, 50, 150));
        Assert.All(levels, count => Assert.True(count > 100));
        Assert.InRange(images.CountDeadPixels(), 0, 8);
    }

    [Fact] // trained on 500 images, held against 500 others: better than 90 %, yet not every class is trivial
    public void A_small_network_learns_the_synthetic_digits()
    {
        var network = new MultilayerPerceptron(64, 16, 10);
        var parameters = new double[network.ParameterCount];
        network.DrawInitialParameters(new RandomStream(new StreamKey(20_260_400)), parameters);
        var training = new NetworkTraining(NetworkCases.Join(network, Draw(4, 500), 1e-3), new HessianWorkspace(1210), new TrainingSettings { IterationLimit = 150 });
        training.Run(parameters);
        var heldOut = NetworkCases.Join(network, Draw(5, 500), 0).Accuracy(parameters);
        Assert.InRange(heldOut, 0.9, 0.999);
    }

    private static LabelledImages Draw(ulong seed, int count) => SyntheticDigits.Draw(new RandomStream(new StreamKey(20_260_410 + seed)), count);

    private static string Row(int label, int pixel) => string.Join(',', Enumerable.Repeat(0, 64).Select((zero, i) => i == 7 ? pixel : zero).Append(label));

    private string Write(string content)
    {
        var file = Path.Combine(_folder, OptdigitsCsv.TrainingFile);
        File.WriteAllText(file, content);
        return file;
    }
}
