using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>Second derivatives of the tanh perceptron 64-32-16-10 with cross-entropy: 2778 parameters, 1000 samples of random data.</summary>
/// <param name="name">The work's name.</param>
/// <param name="description">What is done once.</param>
/// <param name="work">Makes it from the loss and a point.</param>
internal sealed class NetworkWork(string name, string description, Func<NetworkObjective, double[], Action> work) : IBenchmarkWork
{
    /// <summary>Samples of random data.</summary>
    public const int Samples = 1000;

    public string Name => name;

    public string Description => description;

    public IReadOnlyList<SizeRange> Sizes => [];

    public static IEnumerable<NetworkWork> All()
    {
        yield return new NetworkWork("mlp-hessian", "the exact Hessian of a 64-32-16-10 network, 1000 samples", (loss, theta) =>
        {
            var hessian = new double[theta.Length * theta.Length];
            return () => loss.Hessian(theta, hessian);
        });
        yield return new NetworkWork("mlp-spectrum", "the same and all its eigenvalues", (loss, theta) =>
        {
            var (hessian, eigenvalues) = (new double[theta.Length * theta.Length], new double[theta.Length]);
            var solver = new SymmetricEigenvalues(theta.Length);
            return () =>
            {
                loss.Hessian(theta, hessian);
                if (solver.Compute(hessian, eigenvalues) != EigenvalueOutcome.Converged)
                    throw new ArithmeticException("The eigenvalues did not converge.");
            };
        });
        yield return new NetworkWork("hvp", "a Hessian-vector product of a 64-32-16-10 network, 1000 samples", (loss, theta) =>
        {
            var (v, product) = (theta.Reverse().ToArray(), new double[theta.Length]);
            return () => loss.HessianVectorProduct(theta, v, product);
        });
    }

    /// <summary>Draws a tanh perceptron with cross-entropy, its data and a point.</summary>
    /// <param name="name">The work's name.</param>
    /// <param name="worker">The number of the thread.</param>
    /// <param name="layers">Its sizes; the last is the number of classes.</param>
    public static (NetworkObjective Loss, double[] Parameters) Draw(string name, int worker, params int[] layers)
    {
        var stream = new RandomStream(StreamKey.Derive((ulong)worker, "bench network", name));
        var (inputs, labels) = (new double[Samples * layers[0]], new double[Samples]);
        stream.FillNormal(inputs);
        for (var i = 0; i < Samples; i++)
            labels[i] = stream.NextInt32(layers[^1]);
        var graph = new MultilayerPerceptron(layers).ToGraph(LossKind.CrossEntropy);
        var theta = new double[graph.ParameterCount];
        graph.DrawInitialParameters(stream, theta);
        return (new NetworkObjective(graph, new NetworkSamples(Samples, inputs, labels), 0), theta);
    }

    public BenchmarkBatch Prepare(IReadOnlyList<int> sizes, int worker)
    {
        var (loss, theta) = Draw(name, worker, 64, 32, 16, 10);
        return new BenchmarkBatch($"{name} {theta.Length} params {Samples} samples", 1, work(loss, theta));
    }
}
