using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.Networks;

/// <summary>G12: likelihood, posterior and evidence bound of a linear model, whose exact answers are known.</summary>
public sealed class BayesianLinearModelTests
{
    public static TheoryData<int, int, double, double> Shapes => new() { { 12, 3, 4, 0.5 }, { 30, 5, 0.8, 2 }, { 3, 4, 2, 1.5 }, { 1, 1, 1, 1 } };

    [Theory] // the bound is tight: its optimum is minus the log evidence at the exact posterior, from any start; more weights than data included
    [MemberData(nameof(Shapes))]
    public void Optimum_of_the_bound_is_the_log_evidence(int n, int d, double beta, double alpha)
    {
        var (model, x, y, stream) = Draw(n, d, beta, alpha);
        // y is normal with covariance I / beta + X X^T / alpha: another route to the evidence, in n dimensions.
        var evidence = LogDensity(x, y, beta, alpha);
        Assert.Equal(evidence, model.LogEvidence, 1e-11 * Math.Max(1, Math.Abs(evidence)));
        var bound = model.NegativeEvidenceLowerBound();
        Assert.Equal(d + (d * (d + 1) / 2), bound.Dimension);
        Assert.Equal(-evidence, bound.Value(model.ExactPosterior()), 1e-10);
        var search = new ObjectiveSearch(bound);
        var start = new double[bound.Dimension];
        for (var draw = 0; draw < 5; draw++)
        {
            var end = search.Run(ObjectiveSearchMethod.SaddleFreeNewton, start);
            Assert.Equal(SearchOutcome.Critical, end.Outcome);
            Assert.Equal(-evidence, end.Value, 1e-10);
            Assert.Equal(new SymmetricInertia(0, 0, bound.Dimension), end.Inertia);
            foreach (var (found, exact) in end.Position.Zip(model.ExactPosterior()))
                Assert.Equal(exact, found, 1e-9);
            stream.FillNormal(start);
            Assert.True(bound.Value(start) > -evidence);
        }
    }

    [Theory] // A times the covariance L L^T is the identity, A m = b
    [MemberData(nameof(Shapes))]
    public void Posterior_solves_its_equations(int n, int d, double beta, double alpha)
    {
        var (model, x, y, _) = Draw(n, d, beta, alpha);
        var posterior = model.ExactPosterior();
        var root = new double[d, d];
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j <= i; j++)
                root[i, j] = posterior[d + (i * (i + 1) / 2) + j] is var entry && i == j ? Math.Exp(entry) : entry;
        }

        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j < d; j++)
            {
                var sum = Enumerable.Range(0, d).Sum(k => Precision(i, k) * Enumerable.Range(0, d).Sum(l => root[k, l] * root[j, l]));
                Assert.Equal(i == j ? 1 : 0, sum, 1e-12);
                Assert.Equal(Precision(i, j), model.PosteriorPrecision[(i * d) + j], 1e-12);
            }

            Assert.Equal(posterior[i], model.PosteriorMean[i]);
            Assert.Equal(beta * Enumerable.Range(0, n).Sum(s => x[(s * d) + i] * y[s]), Enumerable.Range(0, d).Sum(k => Precision(i, k) * posterior[k]), 1e-11);
        }

        double Precision(int i, int j) => (i == j ? alpha : 0) + (beta * Enumerable.Range(0, n).Sum(s => x[(s * d) + i] * x[(s * d) + j]));
    }

    [Fact] // MAP is ridge regression with alpha / beta, maximum likelihood is least squares; both by minimisation and as networks without hidden units
    public void Minima_are_ridge_regression_and_least_squares()
    {
        const int n = 14, d = 3;
        const double beta = 3, alpha = 0.9;
        var (model, x, y, _) = Draw(n, d, beta, alpha);
        foreach (var ridge in new[] { 0, alpha / beta })
        {
            var solution = LeastSquares(x, y, d, ridge);
            var objective = ridge > 0 ? model.NegativeLogPosterior() : model.NegativeLogLikelihood();
            var end = new ObjectiveSearch(objective).Run(ObjectiveSearchMethod.SaddleFreeNewton, new double[d]);
            Assert.Equal(SearchOutcome.Critical, end.Outcome);
            var network = new NetworkObjective(new MultilayerPerceptron(d, 1).ToGraph(LossKind.SquaredError, numericTargets: true, biases: false), new NetworkSamples(n, x, y), ridge / n);
            var trained = new ObjectiveSearch(network).Run(ObjectiveSearchMethod.SaddleFreeNewton, new double[d]);
            for (var i = 0; i < d; i++)
            {
                Assert.Equal(solution[i], end.Position[i], 1e-12);
                Assert.Equal(solution[i], trained.Position[i], 1e-12);
            }

            // -ln p(y | w) and -ln p(w) as normal densities, written out.
            var likelihood = Enumerable.Range(0, n).Sum(s => NormalLoss(y[s] - NetworkCases.Dot(solution, x[(s * d)..((s + 1) * d)]), beta));
            Assert.Equal(likelihood + (ridge > 0 ? solution.Sum(w => NormalLoss(w, alpha)) : 0), end.Value, 1e-12);
            if (ridge > 0)
                Assert.All(Enumerable.Range(0, d), i => Assert.Equal(model.PosteriorMean[i], solution[i], 1e-12));
        }

        static double NormalLoss(double z, double precision) => 0.5 * ((precision * z * z) + Math.Log(2 * Math.PI / precision));
    }

    [Fact] // along random directions the error of the second-order expansion falls as h^3, and of the gradient as h^2
    public void Bound_has_exact_derivatives()
    {
        var (model, _, _, stream) = Draw(10, 3, 2, 0.7);
        var bound = model.NegativeEvidenceLowerBound();
        var p = bound.Dimension;
        double[] theta = new double[p], v = new double[p], gradient = new double[p], product = new double[p], up = new double[p], down = new double[p];
        for (var draw = 0; draw < 10; draw++)
        {
            stream.FillNormal(theta);
            stream.FillNormal(v);
            bound.Gradient(theta, gradient);
            bound.HessianVectorProduct(theta, v, product);
            var (coarse, fine) = (Errors(0.02), Errors(0.01));
            Assert.InRange(coarse.Slope / fine.Slope, 3.8, 4.2);
            Assert.InRange(coarse.Product / fine.Product, 3.8, 4.2);
        }

        (double Slope, double Product) Errors(double h)
        {
            var difference = bound.Gradient([.. theta.Zip(v, (x, y) => x + (h * y))], up) - bound.Gradient([.. theta.Zip(v, (x, y) => x - (h * y))], down);
            return (Math.Abs((difference / (2 * h)) - NetworkCases.Dot(gradient, v)), NetworkCases.Norm(Enumerable.Range(0, p).Select(i => ((up[i] - down[i]) / (2 * h)) - product[i])));
        }
    }

    [Fact]
    public void Impossible_models_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new BayesianLinearModel([1, 2, 3], [1, 2], 1, 1));
        Assert.Throws<ArgumentException>(() => new BayesianLinearModel([], [], 1, 1));
        Assert.Throws<ArgumentException>(() => new BayesianLinearModel([double.NaN], [1], 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BayesianLinearModel([1], [1], 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BayesianLinearModel([1], [1], 1, double.NaN));
        Assert.Throws<ArgumentException>(() => new BayesianLinearModel([1], [1], 1, 1).NegativeEvidenceLowerBound().Value([1]));
    }

    private static (BayesianLinearModel Model, double[] X, double[] Y, RandomStream Stream) Draw(int n, int d, double beta, double alpha)
    {
        var stream = TestSeed.Stream($"Bayes {n} {d}");
        double[] x = new double[n * d], y = new double[n];
        stream.FillNormal(x);
        stream.FillNormal(y);
        return (new BayesianLinearModel(x, y, beta, alpha), x, y, stream);
    }

    private static double[] LeastSquares(double[] x, double[] y, int d, double ridge)
    {
        var rows = Enumerable.Range(0, d).Select(i => Enumerable.Range(0, d + 1).Select(j => (i == j ? ridge : 0) + y.Select((target, s) => x[(s * d) + i] * (j < d ? x[(s * d) + j] : target)).Sum()).ToArray()).ToArray();
        return Eliminate(rows, out _);
    }

    private static double LogDensity(double[] x, double[] y, double beta, double alpha)
    {
        var (n, d) = (y.Length, x.Length / y.Length);
        var rows = Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => (i == j ? 1 / beta : 0) + (Enumerable.Range(0, d).Sum(k => x[(i * d) + k] * x[(j * d) + k]) / alpha)).Append(y[i]).ToArray()).ToArray();
        var solution = Eliminate(rows, out var logDeterminant);
        return -0.5 * (NetworkCases.Dot(y, solution) + logDeterminant + (n * Math.Log(2 * Math.PI)));
    }

    // Gauss and Jordan, for positive definite matrices with one right side.
    private static double[] Eliminate(double[][] rows, out double logDeterminant)
    {
        logDeterminant = 0;
        for (var k = 0; k < rows.Length; k++)
        {
            var pivot = rows[k][k];
            logDeterminant += Math.Log(pivot);
            rows[k] = [.. rows[k].Select(entry => entry / pivot)];
            for (var i = 0; i < rows.Length; i++)
            {
                if (i != k)
                    rows[i] = [.. rows[i].Zip(rows[k], (a, b) => a - (rows[i][k] * b))];
            }
        }

        return [.. rows.Select(row => row[^1])];
    }
}
