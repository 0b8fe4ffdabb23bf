using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.SpinGlasses;

public sealed class HamiltonianEvaluatorTests
{
    [Theory] // the value from the definition, term by term; derivatives by central differences, whose error falls as h squared
    [InlineData(new[] { 3 }, 9)]
    [InlineData(new[] { 3 }, 70)]
    [InlineData(new[] { 2 }, 6)]
    [InlineData(new[] { 4 }, 7)]
    [InlineData(new[] { 6 }, 5)]
    [InlineData(new[] { 1, 2, 3 }, 8)]
    [InlineData(new[] { 1, 3, 5 }, 5)]
    [InlineData(new[] { 2, 4 }, 6)]
    public void Derivatives_are_those_of_the_value(int[] degrees, int spins)
    {
        var stream = TestSeed.Stream($"evaluator {string.Join(' ', degrees)} {spins}");
        var hamiltonian = SphericalHamiltonian.Draw(degrees.Select((d, i) => (d, 0.5 + i)), spins, stream);
        var evaluator = new HamiltonianEvaluator(degrees, spins);
        evaluator.Load(hamiltonian);
        var x = Start(stream, spins);
        var (gradient, hessian) = (Junk(spins), Junk(spins * spins));
        Assert.Equal(hamiltonian.Value(x), evaluator.Evaluate(x, gradient, hessian), 1e-12 * spins);
        double[] firsts = [1e-2, 5e-3];
        var (errors, seconds) = (new double[2], new double[2]);
        for (var h = 0; h < 2; h++)
        {
            for (var i = 0; i < spins; i++)
            {
                var (up, down) = (At(evaluator, x, i, firsts[h]), At(evaluator, x, i, -firsts[h]));
                errors[h] += Math.Abs(((up.Value - down.Value) / (2 * firsts[h])) - gradient[i]);
                for (var j = 0; j < spins; j++)
                {
                    seconds[h] += Math.Abs(((up.Gradient[j] - down.Gradient[j]) / (2 * firsts[h])) - hessian[(i * spins) + j]);
                    Assert.Equal(hessian[(i * spins) + j], hessian[(j * spins) + i], 1e-12 * spins);
                }
            }
        }

        AssertFalls(errors, spins, exact: degrees.Max() <= 2);
        AssertFalls(seconds, spins, exact: degrees.Max() <= 3);
    }

    [Fact]
    public void Mistaken_requests_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new HamiltonianEvaluator([], 4));
        Assert.Throws<ArgumentException>(() => new HamiltonianEvaluator([3, 3], 4));
        Assert.Throws<ArgumentException>(() => new HamiltonianEvaluator([7], 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HamiltonianEvaluator([3], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HamiltonianEvaluator([3], 1001));
        var evaluator = new HamiltonianEvaluator([3], 4);
        Assert.Throws<InvalidOperationException>(() => evaluator.Evaluate(new double[4], new double[4], new double[16]));
        var stream = TestSeed.Stream("evaluator mistakes");
        Assert.Contains("was 3 in 5", Assert.Throws<ArgumentException>(() => evaluator.Load(SphericalHamiltonian.Draw([(3, 1.0)], 5, stream))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => evaluator.Load(SphericalHamiltonian.Draw([(2, 1.0), (3, 1.0)], 4, stream)));
        evaluator.Load(SphericalHamiltonian.Draw([(3, 1.0)], 4, stream));
        Assert.Throws<ArgumentException>(() => evaluator.Evaluate(new double[8], new double[4], new double[16]));
    }

    private static void AssertFalls(double[] errors, int spins, bool exact)
    {
        if (exact)
            Assert.All(errors, e => Assert.InRange(e, 0, 1e-11 * spins * spins));
        else
            Assert.InRange(errors[0] / errors[1], 3.6, 4.4);
    }

    private static (double Value, double[] Gradient) At(HamiltonianEvaluator evaluator, double[] x, int i, double step)
    {
        var moved = (double[])x.Clone();
        moved[i] += step;
        var gradient = Junk(x.Length);
        return (evaluator.Evaluate(moved, gradient, Junk(x.Length * x.Length)), gradient);
    }

    private static double[] Start(RandomStream stream, int spins)
    {
        var x = new double[spins];
        stream.FillNormal(x);
        return x;
    }

    // What a buffer held before.
    private static double[] Junk(int length) => [.. Enumerable.Repeat(double.NaN, length)];
}
