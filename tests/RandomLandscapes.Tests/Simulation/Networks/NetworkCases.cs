using System.Globalization;
using System.Runtime.CompilerServices;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Tests.Simulation.Networks;

/// <summary>Small losses with random data, and the stored reference values.</summary>
internal static class NetworkCases
{
    /// <summary>A loss on uniform random images with random labels, and normal random parameters (biases included).</summary>
    public static (NetworkObjective Loss, double[] Parameters, RandomStream Stream) Random(ulong seed, int samples, double l2, params int[] sizes)
    {
        var stream = new RandomStream(new StreamKey(seed));
        var inputs = new double[samples * sizes[0]];
        var labels = new int[samples];
        for (var i = 0; i < inputs.Length; i++)
            inputs[i] = stream.NextUniform();
        for (var i = 0; i < samples; i++)
            labels[i] = stream.NextInt32(10);
        var network = new MultilayerPerceptron(sizes);
        var parameters = new double[network.ParameterCount];
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] = 0.7 * stream.NextNormal();
        return (Join(network, new LabelledImages(inputs, labels), l2), parameters, stream);
    }

    /// <summary>A perceptron with cross-entropy on images.</summary>
    public static NetworkObjective Join(MultilayerPerceptron network, LabelledImages data, double l2) => Join(network, NetworkSamples.Of(data), l2);

    public static NetworkObjective Join(MultilayerPerceptron network, NetworkSamples data, double l2) => new(network.ToGraph(LossKind.CrossEntropy), data, l2);

    /// <summary>The 200 stored digits.</summary>
    public static LabelledImages StoredDigits()
    {
        var rows = File.ReadLines(PathOf("digits200.csv")).Skip(1).Select(line => line.Split(',').Select(int.Parse).ToArray()).ToArray();
        return new LabelledImages(rows.SelectMany(row => row.Skip(1)).Select(p => p / 16.0).ToArray(), rows.Select(row => row[0]).ToArray());
    }

    /// <summary>Where the stored digits lie.</summary>
    public static string DigitsFile => PathOf("digits200.csv");

    /// <summary>A column of numbers under a header.</summary>
    public static double[] Column(string file) =>
        File.ReadLines(PathOf(file)).Skip(1).Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToArray();

    /// <summary>The row of scalars of one point, by column name.</summary>
    public static Dictionary<string, double> Scalars(string point, string file = "tanh_mlp.scalars.csv")
    {
        var lines = File.ReadAllLines(PathOf(file)).Select(line => line.Split(',')).ToArray();
        var row = lines.Single(line => string.Equals(line[0], point, StringComparison.Ordinal));
        return lines[0].Zip(row).Skip(1).ToDictionary(
            pair => pair.First, pair => double.Parse(pair.Second, CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    public static double Dot(IEnumerable<double> x, IEnumerable<double> y) => x.Zip(y).Sum(pair => pair.First * pair.Second);

    public static double Norm(IEnumerable<double> x) => Math.Sqrt(x.Sum(entry => entry * entry));

    private static string PathOf(string file, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "ReferenceData", "Networks", file);
}
