using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.CriticalPoints;

public sealed class CriticalPointClassifierTests
{
    private static readonly Dictionary<string, (int Dimension, Func<Jet[], Jet> Formula)> Functions = new(StringComparer.Ordinal)
    {
        ["x^2 + y^2"] = (2, x => x[0].Squared() + x[1].Squared()),
        ["-x^2 - 3 y^2"] = (2, x => (-1 * x[0].Squared()) - (3 * x[1].Squared())),
        ["x^2 - y^2"] = (2, x => x[0].Squared() - x[1].Squared()),
        ["x^2 + y^3"] = (2, x => x[0].Squared() + (x[1] * x[1].Squared())),
        ["x^4 - y^4"] = (2, x => x[0].Squared().Squared() - x[1].Squared().Squared()),
        ["x^3 - 3 x y^2"] = (2, x => (x[0] * x[0].Squared()) - (3 * (x[0] * x[1].Squared()))),
        ["x^4 + y^4"] = (2, x => x[0].Squared().Squared() + x[1].Squared().Squared()),
        ["x^2"] = (2, x => x[0].Squared() + (0 * x[1])),
        // Lower values beyond a barrier: a minimum all the same, and at distances above 0.1 lower than it.
        ["x^2 + y^4 - 100 y^6"] = (2, x => x[0].Squared() + x[1].Squared().Squared() - (100 * (x[1].Squared() * x[1].Squared().Squared()))),
        ["x^2 + y^4 - 1e6 y^6"] = (2, x => x[0].Squared() + x[1].Squared().Squared() - (1e6 * (x[1].Squared() * x[1].Squared().Squared()))),
        ["1 + x^2 + y^4 - 1e4 y^6"] = (2, x => x[0].Squared() + x[1].Squared().Squared() - (1e4 * (x[1].Squared() * x[1].Squared().Squared())) + 1),
        // The way down is a parabola: along every straight line 0 is a minimum (Peano).
        ["(y - x^2)(y - 3 x^2)"] = (2, x => (x[1] - x[0].Squared()) * (x[1] - (3 * x[0].Squared()))),
        ["(w1 w2 - 1)^2 / 2"] = (2, x => 0.5 * ((x[0] * x[1]) - 1).Squared()),
        ["(w1 w2 w3 - 1)^2 / 2"] = (3, x => 0.5 * ((x[0] * x[1] * x[2]) - 1).Squared()),
        // K8: the network 2-2-1 of sigmoid units on XOR, sum of half squares.
        ["xor"] = (9, w => new[] { (0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0) }
            .Select(s => 0.5 * (((w[6] * ((s.Item1 * w[0]) + (s.Item2 * w[1]) + w[2]).Sigmoid()) + (w[7] * ((s.Item1 * w[3]) + (s.Item2 * w[4]) + w[5]).Sigmoid()) + w[8]).Sigmoid() - s.Item3).Squared())
            .Aggregate((a, b) => a + b)),
    };

    [Theory] // K4, K8, K13h; at the origin
    [InlineData("x^2 + y^2", CriticalPointKind.Minimum, 0, 0, 2, false)]
    [InlineData("-x^2 - 3 y^2", CriticalPointKind.Maximum, 2, 0, 0, true)]
    [InlineData("x^2 - y^2", CriticalPointKind.Saddle, 1, 0, 1, true)]
    [InlineData("x^2 + y^3", CriticalPointKind.DegenerateSaddle, 0, 1, 1, true)]
    [InlineData("x^4 - y^4", CriticalPointKind.DegenerateSaddle, 0, 2, 0, true)]
    [InlineData("x^3 - 3 x y^2", CriticalPointKind.DegenerateSaddle, 0, 2, 0, true)]
    [InlineData("x^4 + y^4", CriticalPointKind.Degenerate, 0, 2, 0, false)]
    [InlineData("x^2", CriticalPointKind.Degenerate, 0, 1, 1, false)]
    [InlineData("x^2 + y^4 - 100 y^6", CriticalPointKind.Degenerate, 0, 1, 1, false)]
    [InlineData("x^2 + y^4 - 1e6 y^6", CriticalPointKind.Degenerate, 0, 1, 1, false)]
    [InlineData("1 + x^2 + y^4 - 1e4 y^6", CriticalPointKind.Degenerate, 0, 1, 1, false)]
    [InlineData("(y - x^2)(y - 3 x^2)", CriticalPointKind.DegenerateSaddle, 0, 1, 1, true)]
    [InlineData("(w1 w2 - 1)^2 / 2", CriticalPointKind.Saddle, 1, 0, 1, true)]
    [InlineData("(w1 w2 w3 - 1)^2 / 2", CriticalPointKind.DegenerateSaddle, 0, 3, 0, true)]
    [InlineData("xor", CriticalPointKind.DegenerateSaddle, 0, 8, 1, true)]
    public void Each_kind_is_recognised(string name, CriticalPointKind kind, int negative, int zero, int positive, bool isNotAMinimum)
    {
        var (dimension, formula) = Functions[name];
        var answer = new CriticalPointClassifier(new JetObjective(dimension, formula)).Classify(new double[dimension], TestSeed.Stream($"classify {name}"));
        Assert.Equal(new SymmetricInertia(negative, zero, positive), answer.Point.Inertia);
        Assert.Equal(kind, answer.Kind);
        Assert.Equal(isNotAMinimum, answer.IsNotAMinimum);
        Assert.Equal(negative > 0, answer.IsStrictSaddleOrMaximum);
        if (answer.Lower is { } lower)
        {
            // The witness can be checked by anybody.
            var value = new JetObjective(dimension, formula).Value([.. lower.Position]);
            Assert.Equal(answer.Point.Value + lower.Difference, value, 1e-15);
            Assert.True(lower.Difference < 0);
            Assert.InRange(lower.Distance, 0, 0.1 / 8);
        }
    }

    [Fact] // K8: on spheres of radius r the least value is 1/2 - 0.0018 r^4
    public void Lower_values_around_the_origin_of_xor_follow_the_fourth_power()
    {
        var (dimension, formula) = Functions["xor"];
        var objective = new JetObjective(dimension, formula);
        var (hessian, eigenvalues) = (new double[81], new double[9]);
        objective.Hessian(new double[9], hessian);
        new SymmetricEigenvalues(9).Compute(hessian, eigenvalues);
        Assert.Equal(0.375, eigenvalues[8], 1e-14);
        var answer = new CriticalPointClassifier(objective).Classify(new double[9], TestSeed.Stream("xor witness"));
        Assert.InRange(-answer.Lower!.Difference / Math.Pow(answer.Lower.Distance, 4), 0.0002, 0.00185);
    }

    [Fact] // K3 with the sets {} and {1}: no negative eigenvalue, and not minima; the global minimum is a manifold and stays undecided
    public void Three_linear_layers_have_degenerate_saddles()
    {
        double[] s = [4, 3, 2, 1];
        var target = new double[16];
        for (var i = 0; i < 4; i++)
            target[(i * 4) + i] = s[i];
        var network = new DeepLinearNetwork([4, 2, 2, 4], target);
        var classifier = new CriticalPointClassifier(network);
        foreach (var (kept, inertia, kind) in new[]
        {
            (0, new SymmetricInertia(0, 20, 0), CriticalPointKind.DegenerateSaddle),
            (1, new SymmetricInertia(0, 13, 7), CriticalPointKind.DegenerateSaddle),
            (2, new SymmetricInertia(0, 8, 12), CriticalPointKind.Degenerate),
        })
        {
            var parameters = new double[20];
            for (var i = 0; i < kept; i++)
            {
                // W1 is 2 x 4, W2 2 x 2, W3 4 x 2.
                parameters[(i * 4) + i] = parameters[8 + (i * 2) + i] = parameters[12 + (i * 2) + i] = Math.Cbrt(s[i]);
            }

            var answer = classifier.Classify(parameters, TestSeed.Stream($"three layers {kept}"));
            Assert.Equal(inertia, answer.Point.Inertia);
            Assert.Equal(kind, answer.Kind);
            Assert.Equal(kept < 2, answer.IsNotAMinimum);
        }
    }

    [Theory] // ends of searches, which are critical up to rounding only: valleys of global minima stay undecided, and no other point passes for a minimum
    [InlineData("autoencoder", 1.5)]
    [InlineData("deep", 2.5)]
    public void Ends_of_searches_are_told_apart(string name, double least)
    {
        double[] s = name == "deep" ? [4, 3, 2, 1] : [5, 3, 2, 1];
        var target = new double[16];
        for (var i = 0; i < 4; i++)
            target[(i * 4) + i] = s[i];
        IObjective network = name == "deep" ? new DeepLinearNetwork([4, 2, 2, 4], target) : new LinearAutoencoder(s, 2);
        var classifier = new CriticalPointClassifier(network);
        var search = new ObjectiveSearch(network);
        var stream = TestSeed.Stream($"ends {name}");
        var start = new double[network.Dimension];
        var (minima, degenerate) = (0, 0);
        for (var j = 0; j < 60; j++)
        {
            stream.FillNormal(start);
            var scale = 0.2 + stream.NextUniform();
            var end = search.Run(j < 6 ? ObjectiveSearchMethod.SaddleFreeNewton : ObjectiveSearchMethod.LevenbergMarquardt, [.. start.Select(x => scale * x)]);
            if (end.Outcome != SearchOutcome.Critical)
                continue;
            var isLeast = Math.Abs(end.Value - least) < 1e-9;
            // Each valley costs a search of its surroundings.
            if (isLeast && ++minima > 8)
                continue;
            var answer = classifier.Classify([.. end.Position], stream);
            Assert.NotEqual(CriticalPointKind.NotCritical, answer.Kind);
            Assert.Equal(!isLeast, answer.IsNotAMinimum);
            Assert.True(isLeast ? answer.Kind == CriticalPointKind.Degenerate : answer.Kind is CriticalPointKind.Saddle or CriticalPointKind.DegenerateSaddle);
            degenerate += answer.Kind == CriticalPointKind.DegenerateSaddle ? 1 : 0;
        }

        Assert.InRange(minima, 1, 60);
        // With one hidden layer every saddle is strict.
        Assert.Equal(name == "deep", degenerate > 0);
    }

    [Fact] // a valley at loss zero, where the loss is a sum that cancels: rounding must not pass for lower values
    public void Rounding_at_zero_loss_is_no_way_down()
    {
        var machine = new SoftCommitteeMachine([1, 0.3, -0.2, 0.1, 0.9, 0.4], 3, 4);
        var answer = new CriticalPointClassifier(machine).Classify([1, 0.3, -0.2, 0.1, 0.9, 0.4, 0.5, -0.3, 0.2, -0.5, 0.3, -0.2], TestSeed.Stream("committee valley"));
        Assert.Equal(0, answer.Point.Value, 1e-15);
        Assert.Equal(CriticalPointKind.Degenerate, answer.Kind);
        Assert.Equal(0, answer.Point.Inertia.Negative);
        Assert.True(answer.Point.Inertia.Undecided >= 3);
    }

    [Fact]
    public void Points_with_a_gradient_are_not_critical()
    {
        var classifier = new CriticalPointClassifier(new JetObjective(2, Functions["x^2 + y^2"].Formula));
        var answer = classifier.Classify([1e-6, 0], TestSeed.Stream("not critical"));
        Assert.Equal(CriticalPointKind.NotCritical, answer.Kind);
        Assert.False(answer.IsNotAMinimum);
        Assert.Equal(SearchOutcome.Stalled, answer.Point.Outcome);
    }

    [Fact] // -x^2 / 2 - y^4 is a maximum: nothing is higher. A difference seen at a single radius, 1e-14 of y^3 / 1e11 at 0.1, is no evidence
    public void Nothing_higher_and_too_little_that_is_lower_stay_degenerate()
    {
        var maximum = new CriticalPointClassifier(new JetObjective(2, p => (-0.5 * p[0].Squared()) + (-1 * p[1].Squared().Squared()))).Classify([0, 0], TestSeed.Stream("classify faint"));
        Assert.Equal((CriticalPointKind.Degenerate, null, null), (maximum.Kind, maximum.Lower, maximum.Higher));
        var faint = new CriticalPointClassifier(new JetObjective(2, p => (0.5 * p[0].Squared()) + (1e-11 * (p[1] * p[1].Squared())))).Classify([0, 0], TestSeed.Stream("classify faint"));
        Assert.Equal((CriticalPointKind.Degenerate, null), (faint.Kind, faint.Lower));
    }
}
