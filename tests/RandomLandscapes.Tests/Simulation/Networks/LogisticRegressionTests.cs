using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Networks;

namespace RandomLandscapes.Tests.Simulation.Networks;

public class LogisticRegressionTests
{
    [Fact] // value, gradient and Hessian by the formulas of the docstring
    public void Derivatives_are_those_of_the_formula()
    {
        const int samples = 37, width = 3;
        var stream = new RandomStream(new StreamKey(20_261_130));
        double[] x = new double[samples * width], t = new double[samples], theta = new double[width + 1];
        stream.FillNormal(x);
        stream.FillNormal(theta);
        for (var n = 0; n < samples; n++)
            t[n] = n % 5 / 4.0;
        var loss = new NetworkObjective(LogisticRegression.ToGraph(width), LogisticRegression.Samples(x, t), 0);
        double[] gradient = new double[4], hessian = new double[16], expectedGradient = new double[4], expectedHessian = new double[16];
        var value = 0.0;
        for (var n = 0; n < samples; n++)
        {
            double[] row = [.. x.AsSpan(n * width, width), 1];
            var o = row.Zip(theta, (a, b) => a * b).Sum();
            var s = 1 / (1 + Math.Exp(-o));
            value += (Math.Log(1 + Math.Exp(o)) - (t[n] * o)) / samples;
            for (var i = 0; i < 4; i++)
            {
                expectedGradient[i] += (s - t[n]) * row[i] / samples;
                for (var j = 0; j < 4; j++)
                    expectedHessian[(4 * i) + j] += s * (1 - s) * row[i] * row[j] / samples;
            }
        }

        Assert.Equal(value, loss.Gradient(theta, gradient), 1e-14);
        loss.Hessian(theta, hessian);
        Assert.All(expectedGradient.Zip(gradient), p => Assert.Equal(p.First, p.Second, 1e-14));
        Assert.All(expectedHessian.Zip(hessian), p => Assert.Equal(p.First, p.Second, 1e-14));
    }

    [Fact]
    public void Wrong_samples_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LogisticRegression.ToGraph(0));
        Assert.Throws<ArgumentException>(() => LogisticRegression.Samples([1, 2, 3], [0, 1]));
        Assert.Throws<ArgumentException>(() => LogisticRegression.Samples([], []));
        Assert.Throws<ArgumentException>(() => LogisticRegression.Samples([1, 2], [0, 1.5]));
        Assert.Throws<ArgumentException>(() => LogisticRegression.Samples([1, 2], [0, double.NaN]));
    }
}
