using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Tests.Simulation.Networks;

/// <summary>The networks and data sets whose critical points are known, as values of the program; where a loss is a sum of half squares, it is a mean over one term.</summary>
internal static class KnownAnswerNetworks
{
    /// <summary>K5: tanh units without biases on nine points, mean of half squares. Parameters: w of all units, then v.</summary>
    public static NetworkObjective TanhUnits(int units) => new(
        new MultilayerPerceptron(Activation.Tanh, 1, units, 1).ToGraph(LossKind.SquaredError, numericTargets: true, biases: false),
        new NetworkSamples(9, [.. Enumerable.Range(0, 9).Select(k => -2 + (0.5 * k))], [-.9, -.8, -.8, 0, -.2, .1, .4, .8, .5]),
        0);

    /// <summary>The critical point of the network with one more unit that splits the last unit of a critical point: twice the same w, the shares lambda and 1 - lambda of v.</summary>
    public static double[] Split(double[] small, int inputs, double lambda)
    {
        var units = small.Length / (inputs + 1);
        double[] w = small[..(units * inputs)], v = small[(units * inputs)..];
        return [.. w, .. w[^inputs..], .. v[..^1], lambda * v[^1], (1 - lambda) * v[^1]];
    }

    /// <summary>K7, Yun and others 2018: three points, two ReLU units with biases, sum of half squares.</summary>
    public static NetworkObjective Yun() => new(
        new MultilayerPerceptron(Activation.Relu, 2, 2, 1).ToGraph(LossKind.SquaredError, numericTargets: true), new NetworkSamples(3, [1, 0, 0, 1, 0.5, 0.5], [0.0, 0, 1], terms: 1), 0);

    /// <summary>K7: both units active on all points, by a margin of at least the first bias; the outputs are 1/3 on all three points and no constant elsewhere.</summary>
    public static double[] YunPoint(double bias) => [1, 0, 0, 1, bias, 1, 0.7, 0.7, (1 / 3.0) - (0.7 * (2 + bias))];

    /// <summary>K8: the network 2-2-1 of sigmoid units on XOR, sum of half squares.</summary>
    public static NetworkObjective Xor() => new(
        new MultilayerPerceptron(Activation.Sigmoid, 2, 2, 1).ToGraph(LossKind.SquaredError, numericTargets: true, outputs: Activation.Sigmoid),
        new NetworkSamples(4, [0, 0, 0, 1, 1, 0, 1, 1], [0.0, 1, 1, 0], terms: 1),
        0);

    /// <summary>K9, Auer, Herbster and Warmuth 1996: one sigmoid unit without bias, two points on each of d axes, sum of half squares.</summary>
    public static NetworkObjective Auer(int dimension)
    {
        var (inputs, targets) = (new double[2 * dimension * dimension], new double[2 * dimension]);
        for (var axis = 0; axis < dimension; axis++)
        {
            (inputs[(2 * axis * dimension) + axis], targets[2 * axis]) = (1, 0.9);
            (inputs[(((2 * axis) + 1) * dimension) + axis], targets[(2 * axis) + 1]) = (5, 0.3);
        }

        var graph = new MultilayerPerceptron(dimension, 1).ToGraph(LossKind.SquaredError, numericTargets: true, biases: false, outputs: Activation.Sigmoid);
        return new NetworkObjective(graph, new NetworkSamples(2 * dimension, inputs, targets, terms: 1), 0);
    }

    /// <summary>Ascending.</summary>
    public static double[] Spectrum(IObjective objective, double[] position)
    {
        var n = position.Length;
        var (hessian, eigenvalues) = (new double[n * n], new double[n]);
        objective.Hessian(position, hessian);
        Assert.Equal(EigenvalueOutcome.Converged, new SymmetricEigenvalues(n).Compute(hessian, eigenvalues));
        return eigenvalues;
    }
}
