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
    private const int Samples = 1000;

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

    public BenchmarkBatch Prepare(IReadOnlyList<int> sizes, int worker)
    {
        var stream = new RandomStream(StreamKey.Derive((ulong)worker, "bench network", name));
        var (inputs, labels) = (new double[Samples * 64], new double[Samples]);
        stream.FillNormal(inputs);
        for (var i = 0; i < Samples; i++)
            labels[i] = stream.NextInt32(10);
        var graph = new MultilayerPerceptron(64, 32, 16, 10).ToGraph(LossKind.CrossEntropy);
        var theta = new double[graph.ParameterCount];
        graph.DrawInitialParameters(stream, theta);
        return new BenchmarkBatch($"{name} {theta.Length} params {Samples} samples", 1, work(new NetworkObjective(graph, new NetworkSamples(Samples, inputs, labels), 0), theta));
    }
}
