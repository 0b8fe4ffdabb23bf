using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Cli;

/// <summary>Reads the description of a network: {"name", "type", "loss", "N", "l2", ...} with the shape of its type.</summary>
internal static partial class NetworkCaseFile
{
    private const string Types = "mlp, maxout_mlp, conv, conv_maxout, rnn_tanh_classifier, lstm_classifier, lstm_language_model, mp_dbm";
    private const int LargestSize = 100_000;
    private const int LargestSteps = 10_000;
    private const int LargestBorder = 256;

    /// <summary>Reads the file.</summary>
    /// <param name="option">The option that named it.</param>
    /// <param name="path">The file.</param>
    /// <param name="largestOrder">The most parameters.</param>
    /// <param name="pixels">Pixels of the images, read when they matter.</param>
    /// <param name="text">The text of a language model.</param>
    /// <param name="textOption">The option that named the text; null for a built-in one.</param>
    /// <exception cref="UsageException">The file or what it says cannot be used.</exception>
    public static NetworkCase Read(string option, string path, int largestOrder, Func<int, int> pixels, Func<string> text, string? textOption = null)
    {
        if (Directory.Exists(path))
            throw new UsageException($"{option}: '{path}' is a folder; expected a JSON file that describes a network.");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new FormatException("it is no object");
            var type = Word(root, "type");
            var note = NetworkKeys.Check(root, Types.Split(", ").Contains(type, StringComparer.Ordinal) ? type : throw new FormatException($"type is '{type}'"));
            var name = Word(root, "name");
            var points = root.TryGetProperty("points", out var listed) && listed.ValueKind == JsonValueKind.Object ? listed.EnumerateObject().Select(p => p.Name).ToList() : [];
            var l2 = root.TryGetProperty("l2", out var strength)
                ? strength.ValueKind == JsonValueKind.Number && strength.TryGetDouble(out var s) && s >= 0 && double.IsFinite(s) ? s : throw new FormatException($"l2 is {strength.GetRawText()}, not a number of at least 0")
                : 0;
            var rows = string.Equals(type, "lstm_language_model", StringComparison.Ordinal) ? 0 : Integer(root, "N", 1);
            var (graph, samples) = Build(root, type, rows, pixels, text, textOption);
            if (graph.ParameterCount < 1 || graph.ParameterCount > largestOrder)
                throw new FormatException($"its shape has {graph.ParameterCount} parameters, not from 1 to {largestOrder}");
            if (root.TryGetProperty("parameters", out _) && Integer(root, "parameters", 1) is var stated && stated != graph.ParameterCount)
                throw new FormatException($"it says {stated} parameters, its shape has {graph.ParameterCount}");
            if (note is not null)
                Console.Error.WriteLine($"landscapes: note: file '{path}': {note}.");
            return new NetworkCase(name, graph, l2, points, rows, images => samples(Labelled(images, graph.LabelClasses)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException or ArgumentException or OverflowException)
        {
            throw new UsageException($"{option}: file '{path}' cannot be used: {e.Message.ReplaceLineEndings(" ").Split(" (Parameter")[0].TrimEnd('.')}; expected a network of one of the types {Types}.");
        }
    }

    private static (NetworkGraph Graph, Func<LabelledImages?, NetworkSamples> Samples) Build(JsonElement root, string type, int rows, Func<int, int> pixels, Func<string> text, string? textOption)
    {
        var loss = Loss(Word(root, "loss"), type);
        switch (type)
        {
            case "mlp":
                if (root.TryGetProperty("output", out var output) && (output.ValueKind != JsonValueKind.String || !output.ValueEquals("identity")))
                    throw new FormatException($"output is {output.GetRawText()}, not identity");
                return (new MultilayerPerceptron(ActivationOf(Word(root, "activation")), Integers(root, "sizes")).ToGraph(loss), Images);
            case "maxout_mlp":
                var layers = Elements(root, "layers").Select(l => (Integer(l, "units", 1), Integer(l, "pieces", 1))).ToList();
                return (MaxoutPerceptron.ToGraph(Integer(root, "inputs", 1), layers, Integer(root, "outputs", 1), loss), Images);
            case "conv" or "conv_maxout":
                return (Convolutional(Elements(root, "layers").Select(l => l.ValueKind == JsonValueKind.String ? l.GetString()! : l.GetRawText()), pixels(rows)).ToGraph(loss), Images);
            case "rnn_tanh_classifier":
                return (RecurrentNetwork.TanhClassifier(Integer(root, "steps", 1), Integer(root, "inputs", 1), Integer(root, "hidden", 1), Integer(root, "outputs", 1), loss), Images);
            case "lstm_classifier":
                return (RecurrentNetwork.LstmClassifier(Integer(root, "steps", 1), Integer(root, "inputs", 1), Integer(root, "hidden", 1), Integer(root, "outputs", 1), Gates(root), loss), Images);
            case "lstm_language_model":
                if (loss != LossKind.CrossEntropy)
                    throw new FormatException("a language model has loss ce");
                var steps = Integer(root, "steps", 1);
                var vocabulary = Word(root, "vocabulary");
                var symbols = new SymbolText("", vocabulary).SymbolCount;
                var sequences = root.TryGetProperty("sequences", out _) ? Integer(root, "sequences", 1) : (int?)null;
                var sentences = Sentences(text(), textOption, vocabulary, steps, sequences);
                return (RecurrentNetwork.LstmLanguageModel(symbols, Integer(root, "embed", 1), Integer(root, "hidden", 1), steps, Gates(root)), _ => sentences);
            case "mp_dbm":
                var visible = Integer(root, "visible", 1);
                var mask = Mask(Word(root, "mask"));
                return (MultiPredictionBoltzmannMachine.ToGraph(visible, Integer(root, "hidden1", 1), Integer(root, "hidden2", 1), Integer(root, "sweeps", 1)),
                    images => MultiPredictionBoltzmannMachine.Samples(images!.Count, Blocks(images, visible), mask));
            default:
                throw new FormatException($"type is '{type}'");
        }

        static NetworkSamples Images(LabelledImages? images) => NetworkSamples.Of(images!);
    }

    private static LabelledImages? Labelled(LabelledImages? images, int classes)
    {
        for (var i = 0; classes > 0 && i < (images?.Count ?? 0); i++)
        {
            // The first line is the header.
            if (images!.Labels[i] >= classes)
                throw new FormatException($"line {i + 2} has the label {images.Labels[i]}, the network the classes 0 to {classes - 1}");
        }

        return images;
    }

    // A text that was named by an option is that option's mistake; the built-in one fits every file that means it.
    private static NetworkSamples Sentences(string text, string? option, string vocabulary, int steps, int? sequences)
    {
        try
        {
            return new SymbolText(text, vocabulary).Samples(steps, sequences);
        }
        catch (Exception e) when (option is not null && e is ArgumentException or OverflowException)
        {
            throw new UsageException($"{option}: the text does not fit the network: {e.Message.ReplaceLineEndings(" ").Split(" (Parameter")[0].TrimEnd('.')}.");
        }
    }

    private static ConvolutionalNetwork Convolutional(IEnumerable<string> layers, int pixels)
    {
        var side = (int)Math.Sqrt(pixels);
        if (side * side != pixels)
            throw new FormatException($"images of {pixels} pixels are not square");
        var network = new ConvolutionalNetwork(1, side, side);
        foreach (var layer in layers)
        {
            if (Layer().Match(layer) is not { Success: true } match)
                throw new FormatException($"layer '{layer}' is not known");
            Append(network, layer, match.Groups["kind"].Value, [.. match.Groups["n"].Captures.Select(c => int.Parse(c.Value, CultureInfo.InvariantCulture))]);
        }

        return network;
    }

    private static void Append(ConvolutionalNetwork network, string layer, string kind, int[] n)
    {
        switch (kind)
        {
            case "zero-pad" when n[0] <= LargestBorder:
                network.ZeroPad(n[0]);
                break;
            case "conv" when n[0] == network.Channels:
                network.Convolve(n[1], n[2], n[3]);
                break;
            case "avgpool" when n[0] == n[1]:
                network.AveragePool(n[0]);
                break;
            case "maxpool" when n[0] == n[1]:
                network.MaximumPool(n[0], n[2]);
                break;
            case "maxout" when n[0] * n[1] == network.Channels:
                network.Maxout(n[1]);
                break;
            case "flatten":
                network.Flatten();
                break;
            case "dense" when n[0] == network.Channels * network.Height * network.Width:
                network.Dense(n[1]);
                break;
            case "tanh" or "sigmoid" or "relu" or "softplus" or "identity":
                network.Activate(ActivationOf(kind));
                break;
            default:
                throw new FormatException($"layer '{layer}' does not fit {network.Channels} maps of {network.Height} x {network.Width}");
        }
    }

    /// <summary>The means of 2 x 2 pixels, or the pixels themselves when there are as many.</summary>
    private static double[] Blocks(LabelledImages images, int visible)
    {
        var side = (int)Math.Sqrt(images.PixelCount);
        if (visible != images.PixelCount && (side < 2 || side * side != images.PixelCount || side % 2 != 0 || 4 * visible != images.PixelCount))
            throw new FormatException($"{visible} visible units are neither the {images.PixelCount} pixels nor their 2 x 2 blocks");
        var values = new double[images.Count * visible];
        for (var n = 0; n < images.Count; n++)
        {
            var image = images.Image(n);
            for (var j = 0; j < visible; j++)
            {
                if (visible == image.Length)
                {
                    values[(n * visible) + j] = image[j];
                    continue;
                }

                var corner = (4 * (j / (side / 2)) * (side / 2)) + (2 * (j % (side / 2)));
                values[(n * visible) + j] = (image[corner] + image[corner + 1] + image[corner + side] + image[corner + side + 1]) / 4;
            }
        }

        return values;
    }

    /// <summary>Reads "((7n+5j+nj) mod 3)==0".</summary>
    private static Func<int, int, bool> Mask(string text)
    {
        if (MaskForm().Match(text) is not { Success: true } match)
            throw new FormatException($"mask '{text}' is not of the form ((a n + b j + c nj) mod m)==r");
        var factors = new Dictionary<string, long>(StringComparer.Ordinal) { ["n"] = 0, ["j"] = 0, ["nj"] = 0 };
        foreach (var (factor, name) in match.Groups["factor"].Captures.Zip(match.Groups["name"].Captures))
            factors[name.Value] += factor.Length == 0 ? 1 : long.Parse(factor.Value, CultureInfo.InvariantCulture);
        var (modulus, rest) = (long.Parse(match.Groups["m"].Value, CultureInfo.InvariantCulture), long.Parse(match.Groups["r"].Value, CultureInfo.InvariantCulture));
        return modulus == 0
            ? throw new FormatException("mask has modulus 0")
            : (n, j) => ((factors["n"] * n) + (factors["j"] * j) + (factors["nj"] * n * j)) % modulus == rest;
    }

    private static LossKind Loss(string text, string type) => (text, type) switch
    {
        ("mean over masked (n,j) of Bernoulli cross entropy" or "Bernoulli", "mp_dbm") => LossKind.CrossEntropy,
        (_, "mp_dbm") => throw new FormatException($"loss is '{text}', not mean over masked (n,j) of Bernoulli cross entropy"),
        ("ce" or "ce on last h" or "ce mean over sequences*steps", _) => LossKind.CrossEntropy,
        ("mse" or "mse on last h", _) => LossKind.SquaredError,
        ("hinge" or "hinge on last h", _) => LossKind.Hinge,
        _ => throw new FormatException($"loss is '{text}', not ce, mse or hinge"),
    };

    private static Activation ActivationOf(string text) => text switch
    {
        "tanh" => Activation.Tanh,
        "relu" => Activation.Relu,
        "sigmoid" => Activation.Sigmoid,
        "softplus" => Activation.Softplus,
        "identity" => Activation.Identity,
        _ => throw new FormatException($"activation is '{text}', not tanh, relu, sigmoid, softplus or identity"),
    };

    private static string Gates(JsonElement root) =>
        root.TryGetProperty("gates", out _) ? Word(root, "gates").Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal) : RecurrentNetwork.DefaultGates;

    private static string Word(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new FormatException($"it has no text {name}");

    private static int Integer(JsonElement root, string name, int minimum) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= minimum && number <= Largest(name)
            ? number : throw new FormatException($"{name} is not an integer from {minimum} to {Largest(name)}");

    private static int Largest(string name) => name switch
    {
        "N" or "sequences" => 10_000_000,
        "steps" or "sweeps" => LargestSteps,
        "parameters" => int.MaxValue,
        _ => LargestSize,
    };

    private static int[] Integers(JsonElement root, string name) =>
        [.. Elements(root, name).Select(e => e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out var n) && n is >= 1 and <= LargestSize ? n : throw new FormatException($"{name} has {e.GetRawText()}, not an integer from 1 to {LargestSize}"))];

    private static IEnumerable<JsonElement> Elements(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw new FormatException($"it has no array {name}");

    [GeneratedRegex(
        @"^(?:(?<kind>zero-pad) (?<n>\d{1,4})|(?<kind>conv) (?<n>\d{1,4})->(?<n>\d{1,4}) (?<n>\d{1,4})x(?<n>\d{1,4})(?: valid)?|(?<kind>avgpool) (?<n>\d{1,4})x(?<n>\d{1,4})|(?<kind>maxpool) (?<n>\d{1,4})x(?<n>\d{1,4}) stride (?<n>\d{1,4})|(?<kind>maxout) (?<n>\d{1,4}) maps x (?<n>\d{1,4}) pieces(?: \(filter = map\*\d+\+piece\))?|(?<kind>flatten)(?: c,y,x)?|(?<kind>dense) (?<n>\d{1,6})->(?<n>\d{1,6})|(?<kind>tanh|sigmoid|relu|softplus|identity))$",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Layer();

    [GeneratedRegex(@"^\(\((?<factor>\d{0,6})(?<name>nj|n|j)(?:\+(?<factor>\d{0,6})(?<name>nj|n|j))*\) ?mod ?(?<m>\d{1,6})\)==(?<r>\d{1,6})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MaskForm();
}
