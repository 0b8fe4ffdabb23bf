using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.Networks;

public sealed class PopulationLossTests
{
    public static TheoryData<string> Losses => ["autoencoder 4-2-4", "autoencoder 3-3-3", "linear 4-2-2-4", "linear 5-2-3", "linear 3-2-4-1-2", "linear 3-2", "committee 3 of 4 in 5", "committee 1 of 1 in 2"];

    [Theory] // the error of central differences falls as h squared
    [MemberData(nameof(Losses))]
    public void Derivatives_match_central_differences(string name)
    {
        var (objective, point) = Case(name);
        var p = objective.Dimension;
        var (gradient, hessian, product, direction) = (new double[p], new double[p * p], new double[p], new double[p]);
        var value = objective.Gradient(point, gradient);
        Assert.Equal(objective.Value(point), value, 1e-14);
        objective.Hessian(point, hessian);
        TestSeed.Stream($"direction {name}").FillNormal(direction);
        objective.HessianVectorProduct(point, direction, product);
        for (var i = 0; i < p; i++)
            Assert.Equal(VectorOperations.Dot(hessian.AsSpan(i * p, p), direction), product[i], 1e-11);
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j < i; j++)
                Assert.Equal(hessian[(i * p) + j], hessian[(j * p) + i]);
        }

        var errors = new[] { 2e-2, 1e-2 }.Select(h =>
        {
            var (ahead, behind) = (Moved(h), Moved(-h));
            var (up, down) = (new double[p], new double[p]);
            var slope = (objective.Gradient(ahead, up) - objective.Gradient(behind, down)) / (2 * h);
            var curve = 0.0;
            for (var i = 0; i < p; i++)
                curve += Math.Pow(((up[i] - down[i]) / (2 * h)) - product[i], 2);
            return (Slope: Math.Abs(slope - VectorOperations.Dot(gradient, direction)), Curve: Math.Sqrt(curve));
        }).ToList();
        // A single linear layer is a quadratic form, whose differences are exact.
        if (name is "linear 3-2")
        {
            Assert.InRange(errors[1].Slope + errors[1].Curve, 0, 1e-10);
            return;
        }

        Assert.InRange(errors[0].Slope / errors[1].Slope, 3.5, 4.5);
        Assert.InRange(errors[0].Curve / errors[1].Curve, 3.5, 4.5);

        double[] Moved(double h)
        {
            var moved = (double[])point.Clone();
            VectorOperations.AddScaled(h, direction, moved);
            return moved;
        }
    }

    [Theory] // a second route: the sum of the losses of n inputs x_k with S = sum x_k x_k^T
    [InlineData("autoencoder 4-2-4")]
    public void Linear_losses_are_means_over_inputs_with_the_covariance(string name)
    {
        var (objective, point) = Case(name);
        var covariance = Covariance(4, name);
        var (eigenvalues, vectors) = (new double[4], new double[16]);
        new SymmetricEigenvectors(4).Compute(covariance, eigenvalues, vectors);
        var sum = 0.0;
        for (var k = 0; k < 4; k++)
        {
            var x = vectors.AsSpan(k * 4, 4).ToArray().Select(v => v * Math.Sqrt(eigenvalues[k])).ToArray();
            var hidden = Enumerable.Range(0, 2).Select(i => Enumerable.Range(0, 4).Sum(j => point[(i * 4) + j] * x[j])).ToArray();
            sum += Enumerable.Range(0, 4).Sum(i => 0.5 * Math.Pow((point[8 + (i * 2)] * hidden[0]) + (point[8 + (i * 2) + 1] * hidden[1]) - x[i], 2));
        }

        Assert.Equal(sum, objective.Value(point), 1e-12);
    }

    [Fact]
    public void Impossible_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new DeepLinearNetwork([3], [1]));
        Assert.Throws<ArgumentException>(() => new DeepLinearNetwork([2, 2], new double[3]));
        Assert.Throws<ArgumentException>(() => new DeepLinearNetwork([2, 2], new double[4], [1, 0.5, 0.4, 1]));
        Assert.Throws<ArgumentException>(() => new LinearAutoencoder(new double[5], 2, 1));
        Assert.Throws<ArgumentException>(() => new SoftCommitteeMachine(new double[5], 2, 1));
        Assert.Throws<ArgumentException>(() => new LinearAutoencoder([2.0, 1], 1).Value(new double[3]));
    }

    private static double[] Covariance(int n, string name)
    {
        var root = new double[n * n];
        TestSeed.Stream($"covariance {name}").FillNormal(root);
        var covariance = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                covariance[(i * n) + j] = covariance[(j * n) + i] = VectorOperations.Dot(root.AsSpan(i * n, n), root.AsSpan(j * n, n)) / n;
        }

        return covariance;
    }

    private static (IObjective Objective, double[] Point) Case(string name)
    {
        var words = name.Split(' ');
        var stream = TestSeed.Stream($"loss {name}");
        IObjective objective;
        if (words[0] == "committee")
        {
            var teacher = new double[int.Parse(words[3]) * int.Parse(words[5])];
            stream.FillNormal(teacher);
            objective = new SoftCommitteeMachine(teacher, int.Parse(words[5]), int.Parse(words[1]));
        }
        else
        {
            int[] widths = [.. words[1].Split('-').Select(int.Parse)];
            var target = new double[widths[^1] * widths[0]];
            stream.FillNormal(target);
            objective = words[0] == "linear" ? new DeepLinearNetwork(widths, target, Covariance(widths[0], name)) : new LinearAutoencoder(Covariance(widths[0], name), widths[0], widths[1]);
        }

        var point = new double[objective.Dimension];
        stream.FillNormal(point);
        return (objective.Copy(), point);
    }
}
