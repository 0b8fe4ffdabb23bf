using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.Networks;

/// <summary>K5: a unit of a critical network is split in two (K. Fukumizu, S. Amari, Neural Networks 13 (2000) 317). With networks of the program; ObjectiveSearchTests has the same numbers from a formula.</summary>
public sealed class KnownAnswerUnitsTests
{
    [Fact]
    public void The_network_of_one_unit_has_its_minimum_where_stored()
    {
        var loss = KnownAnswerNetworks.TanhUnits(1);
        var end = new ObjectiveSearch(loss).Run(ObjectiveSearchMethod.SaddleFreeNewton, [1, 1]);
        Assert.Equal(SearchOutcome.Critical, end.Outcome);
        Assert.Equal(0.6002006666, end.Position[0], 5e-11);
        Assert.Equal(0.9441937458, end.Position[1], 5e-11);
        Assert.Equal(0.020519103699, end.Value, 5e-13);
        var spectrum = KnownAnswerNetworks.Spectrum(loss, [.. end.Position]);
        Assert.Equal(0.01758012, spectrum[0], 5e-9);
        Assert.Equal(0.66696645, spectrum[1], 5e-9);
        Assert.Equal(0.01203561, Curvature(loss, [.. end.Position])[0], 5e-9);
    }

    [Theory] // two units: a line of minima for lambda between 0 and 1, and saddles outside
    [InlineData(0.5, new[] { 0, 0.00601781, 0.01369949, 0.85589672 })]
    [InlineData(1.5, new[] { -0.00428135, 0, 0.0332143, 1.48860573 })]
    [InlineData(-0.5, new[] { -0.00428135, 0, 0.0332143, 1.48860573 })]
    public void A_split_unit_has_the_stored_spectrum(double lambda, double[] expected)
    {
        var small = new ObjectiveSearch(KnownAnswerNetworks.TanhUnits(1)).Run(ObjectiveSearchMethod.SaddleFreeNewton, [1, 1]);
        var loss = KnownAnswerNetworks.TanhUnits(2);
        var end = new ObjectiveSearch(loss).Examine(KnownAnswerNetworks.Split([.. small.Position], 1, lambda));
        Assert.Equal(SearchOutcome.Critical, end.Outcome);
        Assert.Equal(small.Value, end.Value, 1e-16);
        var spectrum = KnownAnswerNetworks.Spectrum(loss, [.. end.Position]);
        for (var i = 0; i < 4; i++)
            Assert.Equal(expected[i], spectrum[i], 5e-9);
    }

    [Theory] // In(large) = In(small) + In(lambda (1 - lambda) A) + one zero, at critical points of any index and for matrices A of both signs. Only where v is not 0: else A = 0, and mean(e tanh'(w.x) x) couples the differences of w and of v
    [InlineData(1, 2, 2)]
    [InlineData(2, 1, 2)]
    [InlineData(2, 2, 1)]
    public void Inertia_of_split_networks_follows_the_law(int units, int inputs, int fewestKinds)
    {
        var stream = TestSeed.Stream($"split {units} {inputs}");
        var kinds = new HashSet<SymmetricInertia>();
        var points = 0;
        for (var draw = 0; draw < 80; draw++)
        {
            // Targets of a network with noise, and a start not far from it: else most minima lie at infinity or have units that are off.
            double[] teacher = [.. Normals(units * (inputs + 1))], x = [.. Normals(15 * inputs)], outputs = new double[15];
            Join(units, new NetworkSamples(15, x, outputs)).Outputs(teacher, outputs);
            var samples = new NetworkSamples(15, x, [.. outputs.Zip(Normals(15), (y, noise) => y + (0.05 * noise))]);
            NetworkObjective small = Join(units, samples), large = Join(units + 1, samples);
            var method = draw % 2 == 0 ? ObjectiveSearchMethod.SaddleFreeNewton : ObjectiveSearchMethod.LevenbergMarquardt;
            var end = new ObjectiveSearch(small, new ObjectiveSearchSettings(LargestNorm: 20)).Run(method, [.. teacher.Zip(Normals(small.Dimension), (t, noise) => t + (0.3 * noise))]);
            if (end.Outcome != SearchOutcome.Critical || end.Inertia.Undecided != 0)
                continue;
            double[] position = [.. end.Position];
            var a = Curvature(small, position);
            foreach (var lambda in new[] { 0.3, 0.5, -0.4, 1.7 })
            {
                // A regular point with v = 0 has one input, and the coupling is not zero there: one eigenvalue of each sign.
                var isOff = Math.Abs(position[^1]) < 1e-9;
                var part = isOff ? new SymmetricInertia(1, 0, 1) : Inertia([.. a.Select(x => lambda * (1 - lambda) * x)], inputs);
                var split = new ObjectiveSearch(large).Examine(KnownAnswerNetworks.Split(position, inputs, lambda));
                Assert.Equal(SearchOutcome.Critical, split.Outcome);
                Assert.Equal(
                    new SymmetricInertia(end.Inertia.Negative + part.Negative, isOff ? 0 : 1, end.Inertia.Positive + part.Positive), split.Inertia);
                if (!isOff)
                    kinds.Add(part);
            }

            points++;
        }

        Assert.InRange(points, 2, 80);
        Assert.InRange(kinds.Count, fewestKinds, 3);

        NetworkObjective Join(int hidden, NetworkSamples samples) => new(
            new MultilayerPerceptron(Activation.Tanh, inputs, hidden, 1).ToGraph(LossKind.SquaredError, numericTargets: true, biases: false), samples, 0);

        IEnumerable<double> Normals(int count) => Enumerable.Range(0, count).Select(_ => stream.NextNormal());
    }

    [Fact] // the same function of the weights as with biases that are zero
    public void Networks_without_biases_are_those_with_zero_biases()
    {
        var stream = TestSeed.Stream("no biases");
        var network = new MultilayerPerceptron(Activation.Softplus, 3, 4, 2);
        var samples = new NetworkSamples(5, [.. Enumerable.Range(0, 15).Select(_ => stream.NextNormal())], [0.0, 1, 1, 0, 1]);
        var (with, without) = (new NetworkObjective(network.ToGraph(LossKind.CrossEntropy), samples, 0.1), new NetworkObjective(network.ToGraph(LossKind.CrossEntropy, biases: false), samples, 0.1));
        double[] theta = [.. Enumerable.Range(0, without.Dimension).Select(_ => stream.NextNormal())];
        Assert.Equal(20, without.Dimension);
        Assert.All(without.Graph.Blocks, block => Assert.False(block.IsBias));
        Assert.Equal(with.Value([.. theta[..12], 0, 0, 0, 0, .. theta[12..], 0, 0]), without.Value(theta), 1e-15);
    }

    // A = v mean(e tanh''(w.x) x x^T) of the last unit, e = output - target.
    private static double[] Curvature(NetworkObjective loss, double[] position)
    {
        int d = loss.Graph.InputCount, units = position.Length / (d + 1), n = loss.Samples.Count;
        double[] a = new double[d * d], outputs = new double[n];
        loss.Outputs(position, outputs);
        for (var sample = 0; sample < n; sample++)
        {
            var x = loss.Samples.Inputs(sample).ToArray();
            var t = Math.Tanh(NetworkCases.Dot(x, position.Skip((units - 1) * d).Take(d)));
            for (var i = 0; i < d * d; i++)
                a[i] += position[^1] * (outputs[sample] - loss.Samples.Targets(sample)[0]) * -2 * t * (1 - (t * t)) * x[i / d] * x[i % d] / n;
        }

        return a;
    }

    private static SymmetricInertia Inertia(double[] matrix, int order)
    {
        var eigenvalues = new double[order];
        new SymmetricEigenvalues(order).Compute(matrix, eigenvalues);
        return SymmetricInertia.Count(eigenvalues, 1e-9);
    }
}
