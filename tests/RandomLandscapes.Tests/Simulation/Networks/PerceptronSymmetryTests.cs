using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Tests.Simulation.Networks;

public class PerceptronSymmetryTests
{
    [Theory]
    [InlineData(Activation.Tanh, 5, 4, 10)]
    [InlineData(Activation.Identity, 3, 3, 4, 2)]
    [InlineData(Activation.Relu, 5, 6, 10)]
    [InlineData(Activation.Sigmoid, 4, 3, 3, 5)]
    public void Symmetries_keep_the_outputs_and_are_found(Activation activation, params int[] sizes)
    {
        var network = new MultilayerPerceptron(activation, sizes);
        var stream = new RandomStream(new StreamKey(20_261_124));
        var (theta, inputs, labels) = (new double[network.ParameterCount], new double[20 * sizes[0]], new double[20]);
        stream.FillNormal(theta);
        stream.FillNormal(inputs);
        var loss = new NetworkObjective(network.ToGraph(LossKind.SquaredError), new NetworkSamples(20, inputs, labels), 0.1);
        var moved = theta.ToArray();
        for (var layer = 1; layer < network.LayerCount; layer++)
        {
            var places = Enumerable.Range(0, sizes[layer]).Select(j => (j + 1) % sizes[layer]).ToArray();
            PerceptronSymmetry.Apply(network, moved, layer, places, [.. places.Select(p => activation is Activation.Tanh or Activation.Identity && p % 2 == 0)]);
        }

        Assert.NotEqual(theta, moved);
        Assert.Equal(loss.Value(theta), loss.Value(moved), 1e-12);
        Assert.True(PerceptronSymmetry.AreEquivalent(network, theta, moved, 0));
        for (var i = 0; i < theta.Length; i++)
        {
            var other = moved.ToArray();
            other[i] += 0.01;
            Assert.False(PerceptronSymmetry.AreEquivalent(network, theta, other, 1e-3), $"parameter {i}");
            Assert.True(PerceptronSymmetry.AreEquivalent(network, theta, other, 0.011), $"parameter {i}");
        }
    }

    [Fact] // equal units, and units that are off, match in any order
    public void Tied_units_are_no_obstacle()
    {
        var network = new MultilayerPerceptron(2, 6, 3, 2);
        var theta = new double[network.ParameterCount];
        for (var unit = 0; unit < 4; unit++)
            (theta[2 * unit], theta[(2 * unit) + 1]) = (0.5, -1);
        var moved = theta.ToArray();
        PerceptronSymmetry.Apply(network, moved, 1, [5, 4, 3, 2, 1, 0], [true, false, true, false, true, false]);
        Assert.True(PerceptronSymmetry.AreEquivalent(network, theta, moved, 1e-12));
        moved[0] += 1;
        Assert.False(PerceptronSymmetry.AreEquivalent(network, theta, moved, 1e-12));
    }

    [Fact] // equal units are tried once: nine of them beside one that fits nothing, and a whole layer that is off
    public void Equal_units_are_decided()
    {
        var network = new MultilayerPerceptron(2, 10, 3);
        double[] first = new double[network.ParameterCount], second = new double[network.ParameterCount];
        for (var unit = 0; unit < 10; unit++)
            (first[2 * unit], second[2 * unit]) = (1, unit == 9 ? 2 : 1);
        Assert.False(PerceptronSymmetry.AreEquivalent(network, first, second, 1e-3));

        var deep = new MultilayerPerceptron(3, 8, 8, 2);
        var stream = new RandomStream(new StreamKey(20_261_129));
        var theta = new double[deep.ParameterCount];
        stream.FillNormal(theta);
        theta.AsSpan(0, deep.WeightOffset(2)).Clear(); // the first layer reads nothing, and the second reads it
        var moved = theta.ToArray();
        PerceptronSymmetry.Apply(deep, moved, 1, [7, 6, 5, 4, 3, 2, 1, 0], [true, false, true, false, true, false, true, false]);
        PerceptronSymmetry.Apply(deep, moved, 2, [1, 2, 3, 4, 5, 6, 7, 0], [true, true, false, false, true, false, true, true]);
        Assert.True(PerceptronSymmetry.AreEquivalent(deep, theta, moved, 1e-9));
        Assert.Equal([0, 0], PerceptronSymmetry.Classify(deep, [theta, moved], 1e-9));
        moved[^3] += 1;
        Assert.False(PerceptronSymmetry.AreEquivalent(deep, theta, moved, 1e-9));
    }

    [Fact] // ten units that read nothing, with outgoing weights that differ in their pairing only: 10! 2^10 trials are not made
    public void What_a_million_comparisons_do_not_decide_stays_undecided()
    {
        var network = new MultilayerPerceptron(1, 10, 2, 1);
        double[] first = new double[network.ParameterCount], second = new double[network.ParameterCount];
        for (var unit = 0; unit < 10; unit++)
        {
            (first[network.WeightOffset(2) + unit], first[network.WeightOffset(2) + 10 + unit]) = (1, 2);
            (second[network.WeightOffset(2) + unit], second[network.WeightOffset(2) + 10 + unit]) = unit < 5 ? (1, 2) : (2, 1);
        }

        Assert.Null(PerceptronSymmetry.AreEquivalent(network, first, second, 1e-3));
        Assert.Throws<ArgumentOutOfRangeException>(() => PerceptronSymmetry.AreEquivalent(network, first, second, double.PositiveInfinity));
    }

    [Fact]
    public void No_symmetry_is_invented_for_even_parts()
    {
        var network = new MultilayerPerceptron(Activation.Softplus, 2, 2, 2);
        var theta = Enumerable.Range(1, network.ParameterCount).Select(i => (double)i).ToArray();
        Assert.Throws<ArgumentException>(() => PerceptronSymmetry.Apply(network, theta.ToArray(), 1, [0, 1], [true, false]));
        Assert.Throws<ArgumentException>(() => PerceptronSymmetry.Apply(network, theta.ToArray(), 1, [0, 0], [false, false]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PerceptronSymmetry.Apply(network, theta.ToArray(), 2, [0, 1], [false, false]));
        var softmax = new MultilayerPerceptron(3, 2);
        var weights = Enumerable.Range(1, softmax.ParameterCount).Select(i => (double)i).ToArray();
        Assert.True(PerceptronSymmetry.AreEquivalent(softmax, weights, weights, 0));
        var other = weights.ToArray();
        other[2] = 0;
        Assert.False(PerceptronSymmetry.AreEquivalent(softmax, weights, other, 0.1));
    }

    [Fact] // what the experiment merges by - loss, length, trace and norm of the Hessian - and the symmetries themselves give the same classes
    public void Invariants_and_symmetries_agree_on_which_critical_points_are_one()
    {
        var network = new MultilayerPerceptron(4, 2, 10);
        var loss = NetworkCases.Join(network, NetworkCases.StoredDigits().First(60).Shrink(2), 0.01);
        var search = new ObjectiveSearch(loss, new ObjectiveSearchSettings(300));
        var stream = new RandomStream(new StreamKey(20_261_125));
        var (points, invariants) = (new List<double[]>(), new List<double[]>());
        var hessian = new double[loss.Dimension * loss.Dimension];
        for (var start = 0; start < 60; start++)
        {
            var from = new double[loss.Dimension];
            loss.Graph.DrawInitialParameters(stream, from);
            var result = search.Run(start % 2 == 0 ? ObjectiveSearchMethod.NewtonMinimumResidual : ObjectiveSearchMethod.SaddleFreeNewton, from);
            if (result.Outcome != SearchOutcome.Critical)
                continue;
            double[] position = [.. result.Position];
            loss.Hessian(position, hessian);
            points.Add(position);
            invariants.Add([result.Value, VectorOperations.Norm(position), Enumerable.Range(0, position.Length).Sum(i => hessian[(i * position.Length) + i]), VectorOperations.Norm(hessian)]);
        }

        var classes = PerceptronSymmetry.Classify(network, points, 1e-5);
        Assert.True(classes.Max() >= 2 && classes.Length > 2 * (classes.Max() + 1), $"{classes.Length} points in {classes.Max() + 1} classes");
        for (var i = 0; i < points.Count; i++)
        {
            for (var j = 0; j < i; j++)
                Assert.Equal(classes[i] == classes[j], invariants[i].Zip(invariants[j]).All(p => Math.Abs(p.First - p.Second) <= 1e-7 * Math.Max(1, Math.Abs(p.First))));
        }
    }
}
