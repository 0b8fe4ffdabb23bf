using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.Networks;

/// <summary>K16: identities that hold for every network and objective at every point.</summary>
public sealed class KnownAnswerIdentityTests
{
    private static readonly Dictionary<string, Func<IObjective>> Others = new(StringComparer.Ordinal)
    {
        ["deep linear network"] = () => new DeepLinearNetwork([3, 2, 2, 3], [1, 0.2, -0.4, 0.5, 2, 0.3, -1, 0.1, 0.7]),
        ["linear autoencoder"] = () => new LinearAutoencoder([4, 2, 1, 0.5], 2),
        ["soft committee machine"] = () => new SoftCommitteeMachine([1, 0.3, -0.2, 0.1, 0.9, 0.4], 3, 3),
        ["likelihood"] = () => Model().NegativeLogLikelihood(),
        ["posterior"] = () => Model().NegativeLogPosterior(),
        ["evidence bound"] = () => Model().NegativeEvidenceLowerBound(),
    };

    public static TheoryData<string> Networks => [.. NetworkFamilies.Names];

    public static TheoryData<string> All => [.. NetworkFamilies.Names, .. Others.Keys];

    [Theory] // H symmetric to 1e-12 relative, g.v the slope along v, and the sums of eigenvalues and of their squares
    [MemberData(nameof(All))]
    public void Derivatives_and_spectrum_agree_with_one_another(string name)
    {
        var (objective, theta, stream) = Draw(name);
        var p = theta.Length;
        double[] u = new double[p], v = new double[p], hu = new double[p], hv = new double[p], gradient = new double[p], hessian = new double[p * p];
        objective.Gradient(theta, gradient);
        objective.Hessian(theta, hessian);
        for (var draw = 0; draw < 5; draw++)
        {
            Fill(u);
            Fill(v);
            objective.HessianVectorProduct(theta, u, hu);
            objective.HessianVectorProduct(theta, v, hv);
            Assert.Equal(NetworkCases.Dot(u, hv), NetworkCases.Dot(v, hu), 1e-12 * Math.Max(NetworkCases.Norm(hu), NetworkCases.Norm(hv)));
            for (var i = 0; i < p; i++)
                Assert.Equal(VectorOperations.Dot(hessian.AsSpan(i * p, p), v), hv[i], 1e-12 * Math.Max(1, NetworkCases.Norm(hv)));
            const double h = 1e-5;
            var slope = (objective.Value(Moved(h)) - objective.Value(Moved(-h))) / (2 * h);
            Assert.Equal(NetworkCases.Dot(gradient, v), slope, 1e-9 * Math.Max(1, Math.Abs(objective.Value(theta))));
        }

        for (var i = 0; i < p * p; i++)
            Assert.Equal(hessian[(i % p * p) + (i / p)], hessian[i]);
        var trace = Enumerable.Range(0, p).Sum(i => hessian[(i * p) + i]);
        var frobenius = NetworkCases.Norm(hessian);
        var spectrum = KnownAnswerNetworks.Spectrum(objective, theta);
        Assert.Equal(trace, spectrum.Sum(), 1e-13 * p * frobenius);
        Assert.Equal(frobenius, NetworkCases.Norm(spectrum), 1e-12 * frobenius);

        void Fill(double[] vector)
        {
            stream.FillNormal(vector);
            var norm = NetworkCases.Norm(vector);
            foreach (ref var x in vector.AsSpan())
                x /= norm;
        }

        double[] Moved(double h) => [.. theta.Zip(v, (x, y) => x + (h * y))];
    }

    [Theory] // every loss here is convex in the outputs, so no eigenvalue lies below l2
    [MemberData(nameof(Networks))]
    public void Gauss_Newton_matrix_is_at_least_the_regulariser(string name)
    {
        const double l2 = 0.03;
        var (objective, theta, _) = NetworkFamilies.Draw(name, l2);
        var p = theta.Length;
        double[] matrix = new double[p * p], spectrum = new double[p];
        objective.GaussNewton(theta, matrix);
        Assert.Equal(EigenvalueOutcome.Converged, new SymmetricEigenvalues(p).Compute(matrix, spectrum));
        Assert.InRange(spectrum[0], l2 - SymmetricEigenvalues.ErrorBound(p, NetworkCases.Norm(spectrum)), double.MaxValue);
    }

    [Fact] // softmax regression: H = mean over samples of (diag p - p p^T) kron x x^T, x with a 1 for the bias
    public void Softmax_regression_has_its_closed_form()
    {
        const int inputs = 4, classes = 3, count = 20, p = (inputs + 1) * classes;
        var stream = TestSeed.Stream("softmax regression");
        double[] x = [.. Enumerable.Range(0, inputs * count).Select(_ => stream.NextNormal())];
        var samples = new NetworkSamples(count, x, [.. Enumerable.Range(0, count).Select(_ => (double)stream.NextInt32(classes))]);
        var objective = new NetworkObjective(new MultilayerPerceptron(inputs, classes).ToGraph(LossKind.CrossEntropy), samples, 0);
        double[] theta = new double[p], hessian = new double[p * p], expected = new double[p * p];
        stream.FillNormal(theta);
        for (var sample = 0; sample < count; sample++)
        {
            double[] extended = [.. x[(sample * inputs)..((sample + 1) * inputs)], 1];
            var weights = Enumerable.Range(0, classes).Select(c => Math.Exp(Enumerable.Range(0, inputs + 1).Sum(i => theta[Place(c, i)] * extended[i]))).ToArray();
            var q = weights.Select(w => w / weights.Sum()).ToArray();
            for (var k = 0; k < classes * classes * (inputs + 1) * (inputs + 1); k++)
            {
                var (c, d, i, j) = (k % classes, k / classes % classes, k / (classes * classes) % (inputs + 1), k / (classes * classes * (inputs + 1)));
                expected[(Place(c, i) * p) + Place(d, j)] += ((c == d ? q[c] : 0) - (q[c] * q[d])) * extended[i] * extended[j] / count;
            }
        }

        objective.Hessian(theta, hessian);
        for (var k = 0; k < p * p; k++)
            Assert.Equal(expected[k], hessian[k], 1e-14);
        var spectrum = KnownAnswerNetworks.Spectrum(objective, theta);
        Assert.InRange(spectrum[0], -1e-14, 1e-14);
        Assert.Equal(inputs + 1, spectrum.Count(l => Math.Abs(l) < 1e-13));

        static int Place(int c, int i) => i < inputs ? (c * inputs) + i : (inputs * classes) + c;
    }

    private static BayesianLinearModel Model() => new([1, 0.2, -0.4, 0.5, 2, 0.3, -1, 0.1, 0.7, 0.4, -0.6, 1.1], [0.3, -1, 0.8, 0.2], 2.5, 0.7);

    private static (IObjective Objective, double[] Theta, RandomStream Stream) Draw(string name)
    {
        if (!Others.TryGetValue(name, out var make))
            return NetworkFamilies.Draw(name);
        var stream = TestSeed.Stream($"identities {name}");
        var objective = make();
        return (objective, [.. Enumerable.Range(0, objective.Dimension).Select(_ => 0.6 * stream.NextNormal())], stream);
    }
}
