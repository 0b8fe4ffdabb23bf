using System.CommandLine;
using System.Globalization;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Cli.Commands;

/// <summary>The options --network, --point and --data that commands on networks share, and the reading of what they name.</summary>
internal sealed class NetworkOptions
{
    /// <summary>The most parameters where a square matrix of them is formed: its square is the longest array.</summary>
    public const int LargestSquareOrder = 46_340;

    private const string DefaultData = "digits_subset.csv";

    public Option<string?> Network { get; } = Options.Text("--network", "a network: JSON with name, type, loss, l2 and the shape of its type");

    public Option<string?> Point { get; } = Options.Text("--point", "the parameters: the column theta of NAME.POINT.csv beside the network");

    public Option<string?> Data { get; } = Options.Text("--data", $"images with labels: CSV with the header label,p0,... and pixels 0 to 16 ({DefaultData} beside the network); for language models a text file (a built-in text)");

    /// <summary>The network's file.</summary>
    /// <param name="result">The command line.</param>
    /// <exception cref="UsageException">It is missing.</exception>
    public string NetworkPath(ParseResult result) =>
        Options.Path(result, Network) ?? throw new UsageException("--network is missing; expected a JSON file that describes a network.");

    /// <summary>Reads the network; its data only as far as its shape needs them.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="path">The network's file.</param>
    /// <param name="largestOrder">The most parameters that the command can work with.</param>
    /// <exception cref="UsageException">What an option names cannot be used.</exception>
    public NetworkInput Read(ParseResult result, string path, int largestOrder)
    {
        var given = Options.Path(result, Data);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var images = given ?? Path.Combine(folder, DefaultData);
        // Scripts that go through all cases name the digits for each of them; no text is called .csv.
        var text = given is not null && given.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? null : given;
        var read = NetworkCaseFile.Read(Network.Name, path, largestOrder, rows => Images(images, rows).PixelCount, () => text is null ? ProjectTexts.Sentences : Text(text), text is null ? null : Data.Name);
        if (read.Rows == 0 && text is null && given is not null)
            Console.Error.WriteLine($"landscapes: note: the network reads a text, no images; '{given}' is not read, the built-in text is.");
        return new NetworkInput(folder, read.Rows > 0 ? images : text ?? "built-in text", read, () => Join(images, read));
    }

    /// <summary>Reads the parameters of a point of a network.</summary>
    /// <param name="input">The network.</param>
    /// <param name="name">The point.</param>
    /// <exception cref="UsageException">There is no such point, or it does not fit.</exception>
    public double[] ReadPoint(NetworkInput input, string name)
    {
        var read = input.Case;
        var file = Path.Combine(input.Folder, $"{read.Name}.{name}.csv");
        if (name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()) || read.Name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()) || !File.Exists(file))
            throw Options.NotAllowed(Point.Name, name.ReplaceLineEndings(" "), read.Points.Count > 0 ? $"one of {string.Join(", ", read.Points)}, with a file {read.Name}.POINT.csv" : $"a point with a file {read.Name}.POINT.csv");
        return ParameterFile.Read(Point.Name, file, read.Graph.ParameterCount);
    }

    /// <summary>Refuses what does not fit the memory.</summary>
    /// <param name="path">The network's file.</param>
    /// <param name="order">Parameters.</param>
    /// <param name="needed">Bytes.</param>
    /// <param name="means">What they are for, in a few words, or nothing.</param>
    /// <exception cref="UsageException">It does not fit.</exception>
    public void CheckMemory(string path, int order, double needed, string means = "")
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - GC.GetTotalMemory(forceFullCollection: false);
        if (needed > available)
        {
            throw new UsageException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Network.Name}: file '{path}': {order} parameters{means} take {needed / (1 << 30):F1} GiB; expected as many as fit the {available / (double)(1 << 30):F1} GiB available."));
        }
    }

    /// <summary>Says on the error stream when derivatives are those of one side of a kink.</summary>
    /// <param name="objective">The loss.</param>
    /// <param name="parameters">Where.</param>
    public static void NoteTies(NetworkObjective objective, ReadOnlySpan<double> parameters)
    {
        var ties = objective.Ties(parameters);
        if (ties > 0)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"landscapes: note: the loss has a kink here, {ties} ties over all samples; derivatives are those of one side (zero for rectifiers and hinges, the first entry for maxima)."));
    }

    private NetworkObjective Join(string images, NetworkCase read)
    {
        try
        {
            return new NetworkObjective(read.Graph, read.Samples(read.Rows > 0 ? Images(images, read.Rows) : null), read.L2);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            throw new UsageException($"{Data.Name}: '{images}' does not fit the network: {e.Message.Split(" (Parameter")[0].TrimEnd('.')}.");
        }
    }

    private LabelledImages Images(string path, int rows)
    {
        try
        {
            return LabelFirstCsv.Read(path, rows);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new UsageException($"{Data.Name}: {e.Message}");
        }
    }

    private string Text(string path)
    {
        try
        {
            return SymbolText.ReadText(path);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new UsageException($"{Data.Name}: {e.Message}");
        }
    }
}
