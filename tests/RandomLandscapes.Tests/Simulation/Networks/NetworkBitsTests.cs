using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;
using RandomLandscapes.Simulation.Networks.Training;

namespace RandomLandscapes.Tests.Simulation.Networks;

/// <summary>Known bits of what is computed on networks, the same for every instruction set and machine: the suite run with DOTNET_EnableAVX512=0, EnableAVX2=0 or EnableHWIntrinsic=0 passes too.</summary>
public sealed class NetworkBitsTests
{
    [Fact] // closed form of three layers and 131 samples: a block and a rest, widths that are no multiples of eight
    public void Perceptrons_have_known_bits()
    {
        var (loss, theta, _) = NetworkCases.Random(31, 131, 1e-3, 13, 9, 5, 10);
        Assert.Equal(10371168812204460813UL, Hash(Derivatives(loss, theta)));
    }

    [Theory] // forward over reverse: recurrent, convolutional and fixed-point networks
    [InlineData("lstm", 3101545035339068471UL)]
    [InlineData("convolution", 3201594273746713101UL)]
    [InlineData("boltzmann", 14146867840508300116UL)]
    public void Other_networks_have_known_bits(string family, ulong expected)
    {
        var digits = NetworkCases.StoredDigits().First(19);
        var (graph, samples) = family switch
        {
            "lstm" => (RecurrentNetwork.LstmClassifier(8, 8, 3, 10), NetworkSamples.Of(digits)),
            "convolution" => (new ConvolutionalNetwork(1, 8, 8).Convolve(4, 3, 3).Maxout(2).MaximumPool(2, 2).Activate(Activation.Softplus).Flatten().Dense(10).ToGraph(LossKind.CrossEntropy), NetworkSamples.Of(digits)),
            _ => (MultiPredictionBoltzmannMachine.ToGraph(64, 3, 2, 2), MultiPredictionBoltzmannMachine.Samples(19, Enumerable.Range(0, 19).SelectMany(n => digits.Image(n).ToArray()).ToArray(), (n, j) => (n + j) % 3 == 0)),
        };
        var theta = new double[graph.ParameterCount];
        new RandomStream(new StreamKey(32)).FillNormal(theta);
        Assert.Equal(expected, Hash(Derivatives(new NetworkObjective(graph, samples, 0), theta)));
    }

    [Fact] // ten steps of L-BFGS with their line searches, twenty of Adam on batches
    public void Trainings_have_known_bits()
    {
        var (loss, theta, _) = NetworkCases.Random(33, 61, 1e-3, 7, 5, 10);
        var adam = new GradientTraining(loss, new GradientSettings(GradientMethod.Adam, 0.01, 8), new StreamKey(34), theta);
        adam.Run(20);
        var result = new NetworkTraining(loss, new HessianWorkspace(theta.Length), new TrainingSettings { IterationLimit = 10 }).Run(theta);
        Assert.Equal(10, result.QuasiNewtonSteps);
        Assert.Equal(5986521753027640002UL, Hash([.. adam.Parameters, .. theta, result.Loss, result.GradientNorm]));
    }

    [Fact] // the density itself; its band rests on quantiles of a library
    public void Spectral_densities_have_known_bits()
    {
        var (loss, theta, _) = NetworkCases.Random(35, 61, 0, 7, 5, 10);
        var density = new LanczosSpectralDensity(theta.Length, new LanczosDensitySettings(0.05, steps: 20, probes: 3))
            .Compute(() => (v, product) => loss.HessianVectorProduct(theta, v, product), new StreamKey(36), 0, [-0.3, -0.1, 0, 0.1, 0.3, 1, 2])!;
        Assert.Equal(16409086312756953571UL, Hash(density.Density));
    }

    private static double[] Derivatives(NetworkObjective loss, double[] theta)
    {
        var (gradient, product, hessian) = (new double[theta.Length], new double[theta.Length], new double[theta.Length * theta.Length]);
        var value = loss.Gradient(theta, gradient);
        loss.HessianVectorProduct(theta, gradient, product);
        loss.Hessian(theta, hessian);
        return [value, .. gradient, .. product, .. hessian];
    }

    private static ulong Hash(IEnumerable<double> numbers) =>
        numbers.Aggregate(0UL, (hash, number) => (hash * 0x9E3779B97F4A7C15) + BitConverter.DoubleToUInt64Bits(number));
}
