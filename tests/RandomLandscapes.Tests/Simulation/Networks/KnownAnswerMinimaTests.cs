using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Tests.Simulation.CriticalPoints;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.Networks;

/// <summary>Bad local minima of small networks (K7, K9), the degenerate point of XOR (K8), and what the program says of each (F6, F7, G1).</summary>
public sealed class KnownAnswerMinimaTests
{
    private static readonly Dictionary<string, (Func<IObjective> Objective, double[] Position)> Points = new(StringComparer.Ordinal)
    {
        ["product of two weights at 0"] = (() => new DeepLinearNetwork([1, 1, 1], [1.0]), [0, 0]),
        ["product of three weights at 0"] = (() => new DeepLinearNetwork([1, 1, 1, 1], [1.0]), [0, 0, 0]),
        ["autoencoder at 0"] = (() => new LinearAutoencoder([3, 2, 1], 1), [0, 0, 0, 0, 0, 0]),
        ["autoencoder at its second direction"] = (() => new LinearAutoencoder([3, 2, 1], 1), [0, 1, 0, 0, 1, 0]),
        ["autoencoder at its first direction"] = (() => new LinearAutoencoder([3, 2, 1], 1), [1, 0, 0, 1, 0, 0]),
        ["XOR at 0"] = (KnownAnswerNetworks.Xor, new double[9]),
        ["Yun"] = (KnownAnswerNetworks.Yun, KnownAnswerNetworks.YunPoint(1)),
        ["Yun, 0.01 from a kink"] = (KnownAnswerNetworks.Yun, KnownAnswerNetworks.YunPoint(0.01)),
        ["sigmoid unit, first minimum"] = (() => KnownAnswerNetworks.Auer(1), Found(-1)),
        ["sigmoid unit, second minimum"] = (() => KnownAnswerNetworks.Auer(1), Found(2.5)),
        ["sigmoid unit, between"] = (() => KnownAnswerNetworks.Auer(1), Found(0.7, ObjectiveSearchMethod.LevenbergMarquardt)),
        ["split unit, 1/2"] = (() => KnownAnswerNetworks.TanhUnits(2), SplitAt(0.5)),
        ["split unit, 3/2"] = (() => KnownAnswerNetworks.TanhUnits(2), SplitAt(1.5)),
        // Between minima and saddles: the eigenvalues are 0, 0 and two positive ones.
        ["split unit, 0"] = (() => KnownAnswerNetworks.TanhUnits(2), SplitAt(0)),
    };

    [Theory] // F6: two zero eigenvalues or three and yet a saddle; F7: positive semidefinite and no minimum, and positive semidefinite and a minimum
    [InlineData("product of two weights at 0", CriticalPointKind.Saddle, 1, 0, 1)]
    [InlineData("product of three weights at 0", CriticalPointKind.DegenerateSaddle, 0, 3, 0)]
    [InlineData("autoencoder at 0", CriticalPointKind.Saddle, 3, 0, 3)]
    [InlineData("autoencoder at its second direction", CriticalPointKind.Saddle, 1, 1, 4)]
    [InlineData("autoencoder at its first direction", CriticalPointKind.Degenerate, 0, 1, 5)]
    [InlineData("XOR at 0", CriticalPointKind.DegenerateSaddle, 0, 8, 1)]
    [InlineData("Yun", CriticalPointKind.Degenerate, 0, 7, 2)]
    [InlineData("Yun, 0.01 from a kink", CriticalPointKind.Degenerate, 0, 7, 2)]
    [InlineData("sigmoid unit, first minimum", CriticalPointKind.Minimum, 0, 0, 1)]
    [InlineData("sigmoid unit, second minimum", CriticalPointKind.Minimum, 0, 0, 1)]
    [InlineData("sigmoid unit, between", CriticalPointKind.Maximum, 1, 0, 0)]
    [InlineData("split unit, 1/2", CriticalPointKind.Degenerate, 0, 1, 3)]
    [InlineData("split unit, 3/2", CriticalPointKind.Saddle, 1, 1, 2)]
    [InlineData("split unit, 0", CriticalPointKind.DegenerateSaddle, 0, 2, 2)]
    public void Is_this_a_minimum(string name, CriticalPointKind kind, int negative, int zero, int positive)
    {
        var (make, position) = Points[name];
        var objective = make();
        var answer = new CriticalPointClassifier(objective).Classify(position, TestSeed.Stream($"is {name}"));
        Assert.Equal(kind, answer.Kind);
        Assert.Equal(new SymmetricInertia(negative, zero, positive), answer.Point.Inertia);
        var isMinimum = kind is CriticalPointKind.Minimum or CriticalPointKind.Degenerate;
        Assert.Equal(!isMinimum, answer.IsNotAMinimum);
        Assert.Equal(kind == CriticalPointKind.DegenerateSaddle, answer.Lower is not null);
        if (answer.Lower is { } lower)
            Assert.InRange(objective.Value([.. lower.Position]), double.MinValue, objective.Value(position) - 1e-14);
    }

    [Theory] // K7: a flat minimum at 1/3, where 0 is reachable; searches from nearby come back to 1/3
    [InlineData(1, 0.05)]
    [InlineData(0.01, 0.002)]
    public void Relu_network_has_a_flat_minimum_at_one_third(double bias, double distance)
    {
        var loss = KnownAnswerNetworks.Yun();
        Assert.Equal(0, loss.Value([1, -1, -1, 1, 0, 0, -1, -1, 1]), 1e-30);
        var position = KnownAnswerNetworks.YunPoint(bias);
        Assert.Equal(1 / 3.0, loss.Value(position), 1e-15);
        var stream = TestSeed.Stream($"Yun {bias}");
        var search = new ObjectiveSearch(loss);
        for (var draw = 0; draw < 20; draw++)
        {
            // Not below 1/3 anywhere near, and the way down leads back to it.
            double[] start = [.. position.Select(x => x + (distance * ((2 * stream.NextUniform()) - 1)))];
            Assert.InRange(loss.Value(start), 1 / 3.0, double.MaxValue);
            var end = search.Run(ObjectiveSearchMethod.SaddleFreeNewton, start);
            Assert.Equal(SearchOutcome.Critical, end.Outcome);
            Assert.Equal(1 / 3.0, end.Value, 1e-14);
            Assert.Equal(0, end.Inertia.Negative);
        }
    }

    [Fact] // K9 in one dimension: two minima of different value although there is no symmetry, and a maximum between
    public void Sigmoid_unit_has_two_minima()
    {
        var loss = KnownAnswerNetworks.Auer(1);
        double first = Found(-1)[0], second = Found(2.5)[0], between = Found(0.7, ObjectiveSearchMethod.LevenbergMarquardt)[0];
        // Roots of the derivative in 30 digits: -0.09051911141441770459, 2.18969496063102495285; 0.88876790670525818252 between.
        Assert.Equal(-0.0905191114144177, first, 1e-13);
        Assert.Equal(2.1896949606310250, second, 1e-13);
        Assert.Equal(0.8887679067052582, between, 1e-13);
        Assert.Equal(0.0932391730, loss.Value([first]), 5e-11);
        Assert.Equal(0.2449879220, loss.Value([second]), 5e-11);
    }

    [Fact] // K9 in three dimensions: floor(6 / 3)^3 = 8 strict minima among 27 critical points, one for each choice of a point per axis, and index = number of axes at the maximum
    public void Sigmoid_unit_with_product_data_has_eight_minima()
    {
        var loss = KnownAnswerNetworks.Auer(3);
        var search = new ObjectiveSearch(loss);
        double[] places = [Found(-1)[0], Found(2.5)[0], Found(0.7, ObjectiveSearchMethod.LevenbergMarquardt)[0]];
        var values = new List<double>();
        for (var choice = 0; choice < 27; choice++)
        {
            int[] axes = [choice % 3, choice / 3 % 3, choice / 9];
            var point = search.Examine([.. axes.Select(axis => places[axis])]);
            Assert.Equal(SearchOutcome.Critical, point.Outcome);
            var index = axes.Count(axis => axis == 2);
            Assert.Equal(new SymmetricInertia(index, 0, 3 - index), point.Inertia);
            if (index == 0)
                values.Add(point.Value);
        }

        double[] expected = [.279718, .431466, .431466, .431466, .583215, .583215, .583215, .734964];
        values.Sort();
        for (var i = 0; i < 8; i++)
            Assert.Equal(expected[i], values[i], 5e-7);

        // A finder meets all of them and, with small gradients only far out, no other minimum.
        var stream = TestSeed.Stream("Auer");
        var met = new HashSet<(bool, bool, bool)>();
        for (var draw = 0; draw < 100; draw++)
        {
            var end = search.Run(ObjectiveSearchMethod.SaddleFreeNewton, [1 + (2 * stream.NextNormal()), 1 + (2 * stream.NextNormal()), 1 + (2 * stream.NextNormal())]);
            if (end.Outcome != SearchOutcome.Critical || NetworkCases.Norm(end.Position) > 10)
                continue;
            Assert.All(end.Position, w => Assert.InRange(Math.Min(Math.Abs(w - places[0]), Math.Abs(w - places[1])), 0, 1e-8));
            met.Add((end.Position[0] > 1, end.Position[1] > 1, end.Position[2] > 1));
        }

        Assert.Equal(8, met.Count);
    }

    [Theory] // K8: rank one, positive semidefinite, and lower values on every sphere: (f - 1/2) / r^4 is about -0.0018. Expected values by plain descent on the sphere, in another language
    [InlineData(0.05, -0.0018076795)] // -1.13e-8; another minimum on this sphere, which is easier to find, has -0.0017960900
    [InlineData(0.1, -0.0018091919)] // -1.81e-7
    [InlineData(0.2, -0.0018036005)] // -2.89e-6
    public void Least_values_around_the_origin_of_xor_fall_with_the_fourth_power(double radius, double expected)
    {
        var loss = KnownAnswerNetworks.Xor();
        var gradient = new double[9];
        Assert.Equal(0.5, loss.Gradient(new double[9], gradient), 1e-16);
        Assert.All(gradient, g => Assert.Equal(0, g, 1e-16));
        var spectrum = KnownAnswerNetworks.Spectrum(loss, new double[9]);
        Assert.Equal(0.375, spectrum[8], 1e-15);
        Assert.All(spectrum[..8], l => Assert.Equal(0, l, 1e-15));

        // On the sphere as a function without constraint, of the direction; parameters of the formula: w1, w2, b of each unit, then the output's.
        var scaled = new JetObjective(9, y =>
        {
            var factor = radius * y.Select(c => c.Squared()).Aggregate((a, b) => a + b).Power(-0.5);
            var w = y.Select(c => c * factor).ToArray();
            return Math.Pow(radius, -4) * (new[] { (0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0) }
                .Select(s => 0.5 * (((w[6] * ((s.Item1 * w[0]) + (s.Item2 * w[1]) + w[2]).Sigmoid()) + (w[7] * ((s.Item1 * w[3]) + (s.Item2 * w[4]) + w[5]).Sigmoid()) + w[8]).Sigmoid() - s.Item3).Squared())
                .Aggregate((a, b) => a + b) - 0.5);
        });
        var search = new ObjectiveSearch(scaled, new ObjectiveSearchSettings(Steps: 100, LongestStep: 0.5));
        var stream = TestSeed.Stream($"XOR {radius}");
        var (best, at) = (double.MaxValue, new double[9]);
        for (var start = 0; start < 32; start++)
        {
            var end = search.Run(ObjectiveSearchMethod.SaddleFreeNewton, [.. Enumerable.Range(0, 9).Select(_ => stream.NextNormal() / 3)]);
            if (end.Value < best)
                (best, at) = (end.Value, [.. end.Position]);
        }

        Assert.Equal(expected, best, 2e-10);
        var norm = NetworkCases.Norm(at);
        var w = at.Select(c => radius * c / norm).ToArray();
        // The same in the network's order: W1, b1, W2, b2.
        Assert.Equal(0.5 + (best * Math.Pow(radius, 4)), loss.Value([w[0], w[1], w[3], w[4], w[2], w[5], w[6], w[7], w[8]]), 1e-15);
    }

    private static double[] Found(double start, ObjectiveSearchMethod method = ObjectiveSearchMethod.SaddleFreeNewton)
    {
        var end = new ObjectiveSearch(KnownAnswerNetworks.Auer(1)).Run(method, [start]);
        Assert.Equal(SearchOutcome.Critical, end.Outcome);
        return [.. end.Position];
    }

    private static double[] SplitAt(double lambda) =>
        KnownAnswerNetworks.Split([.. new ObjectiveSearch(KnownAnswerNetworks.TanhUnits(1)).Run(ObjectiveSearchMethod.SaddleFreeNewton, [1, 1]).Position], 1, lambda);
}
