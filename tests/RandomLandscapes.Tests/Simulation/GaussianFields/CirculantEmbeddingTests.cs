using System.Numerics;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.GaussianFields;

public sealed class CirculantEmbeddingTests
{
    private static readonly (RadialCovariance Covariance, int[] Grid, double Spacing)[] Cases =
    [
        (new SquaredExponentialCovariance(1), [64], 0.25),
        (new MaternCovariance(2.5), [50], 0.3),
        (new CauchyCovariance(3), [40], 0.5),
        (new SquaredExponentialCovariance(0.9), [12, 7], 0.8),
        (new MaternCovariance(3.5), [9, 10], 0.7),
        (new SquaredExponentialCovariance(1.2), [5, 6, 4], 1),
        (new MaternCovariance(2.2), [1, 6, 4], 1),
    ];

    public static TheoryData<int> CaseNumbers => [.. Enumerable.Range(0, Cases.Length)];

    [Theory] // two routes: the eigenvalues, transformed back as plain sums of cosines, are the covariances at the lags of the grid
    [MemberData(nameof(CaseNumbers))]
    public void Eigenvalues_sum_to_the_covariances(int number)
    {
        var (covariance, grid, spacing) = Cases[number];
        var embedding = new CirculantEmbedding(covariance, grid, spacing);
        Assert.InRange(embedding.CovarianceErrorBound, 1e-16, 1e-10);
        Assert.True(embedding.TorusEigenvalues.ToArray().Min() >= -embedding.CovarianceErrorBound / 2);
        var (torus, eigenvalues, rho) = (embedding.Torus.ToArray(), embedding.TorusEigenvalues.ToArray(), new double[1]);
        for (var i = 0; i < embedding.PointCount; i++)
        {
            var lag = Coordinates(i, grid);
            var sum = 0.0;
            for (var k = 0; k < eigenvalues.Length; k++)
                sum += Math.Max(eigenvalues[k], 0) * Math.Cos(2 * Math.PI * Coordinates(k, torus).Select((q, axis) => (double)(q * lag[axis]) / torus[axis]).Sum()) / eigenvalues.Length;
            covariance.Evaluate(lag.Sum(j => j * j) * spacing * spacing, rho);
            Assert.Equal(rho[0], sum, 1e-12);
        }
    }

    [Theory] // g = sum w_i f(x_i) with random positive weights is normal with variance w' C w: the sum of its squares over pairs of samples is chi-squared; and the two samples of a pair are independent
    [MemberData(nameof(CaseNumbers))]
    public void Samples_have_the_covariance_of_the_field(int number)
    {
        var (squares, products) = Quadratic(number, 1, imaginaryDefect: 0);
        StatisticalAssert.ChiSquared(squares, 2 * Pairs, FalseAlarmTable.Standard / 10);
        // A sum of products of independent normal variables, variance 1 each.
        StatisticalAssert.Normal(products / Math.Sqrt(Pairs), FalseAlarmTable.Standard / 10);
    }

    [Fact] // planted defect: a spacing off by a tenth
    public void Covariance_test_detects_a_wrong_spacing() => StatisticalAssert.Rejects(() =>
        StatisticalAssert.ChiSquared(Quadratic(4, 1.1, imaginaryDefect: 0).Squares, 2 * Pairs, FalseAlarmTable.Standard / 10));

    [Fact] // planted defect: a fifth of the first sample within the second
    public void Independence_test_detects_a_common_part() => StatisticalAssert.Rejects(() =>
        StatisticalAssert.Normal(Quadratic(4, 1, imaginaryDefect: 0.2).Products / Math.Sqrt(Pairs), FalseAlarmTable.Standard / 10));

    [Fact]
    public void Samples_are_functions_of_the_stream()
    {
        var embedding = new CirculantEmbedding(new MaternCovariance(3), [8, 5], 0.5);
        double[] a = new double[40], b = new double[40], c = new double[40], d = new double[40];
        embedding.Draw(new RandomStream(new StreamKey(3), 7), a, b);
        new CirculantEmbedding(new MaternCovariance(3), [8, 5], 0.5).Draw(new RandomStream(new StreamKey(3), 7), c, d);
        Assert.Equal(a, c);
        Assert.Equal(b, d);
        embedding.Draw(new RandomStream(new StreamKey(3), 8), c, d);
        Assert.NotEqual(a, c);
    }

    [Fact] // J_0 on a small grid in the plane: eigenvalues far below zero on every torus
    public void Indefinite_embeddings_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new CirculantEmbedding(new RandomWaveCovariance(2), [20, 20], 0.5, 1 << 14));
        Assert.Contains("random-wave has no circulant embedding on a grid of 20x20 points at spacing 0.5: its smallest eigenvalue is -", error.Message, StringComparison.Ordinal);
        Assert.Contains("(64x64, 128x128 points)", error.Message, StringComparison.Ordinal);
    }

    [Fact] // a grid shorter than the correlation: the smallest torus is indefinite, a larger one is not
    public void Torus_is_doubled_until_it_embeds()
    {
        var embedding = new CirculantEmbedding(new SquaredExponentialCovariance(1), [9], 0.25);
        Assert.InRange(embedding.Torus[0], 32, 256);
        Assert.Throws<ArgumentException>(() => new CirculantEmbedding(new SquaredExponentialCovariance(1), [9], 0.25, 16));
    }

    [Fact]
    public void Mistaken_requests_are_refused()
    {
        var rho = new SquaredExponentialCovariance();
        Assert.Throws<ArgumentException>(() => new CirculantEmbedding(rho, [], 1));
        Assert.Throws<ArgumentException>(() => new CirculantEmbedding(rho, [2, 2, 2, 2], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CirculantEmbedding(rho, [0], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CirculantEmbedding(rho, [4], double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CirculantEmbedding(rho, [4], 1, 0));
        Assert.Throws<ArgumentException>(() => new CirculantEmbedding(new RandomWaveCovariance(2), [4, 4, 4], 1));
        Assert.Contains("more than 1024", Assert.Throws<ArgumentException>(() => new CirculantEmbedding(rho, [2000], 1, 1024)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new CirculantEmbedding(rho, [4], 1).Draw(TestSeed.Stream("mistake"), new double[4], new double[3]));
    }

    [Fact] // two routes: the sum of the definition, and a transform along one axis of three
    public void Transform_agrees_with_its_definition()
    {
        var stream = TestSeed.Stream("transform");
        foreach (var n in new[] { 2, 4, 64, 256 })
        {
            var given = new Complex[n];
            for (var i = 0; i < n; i++)
                given[i] = new Complex(stream.NextNormal(), stream.NextNormal());
            Complex[] line = [.. given], middle = new Complex[2 * n];
            for (var i = 0; i < n; i++)
                middle[(2 * i) + 1] = given[i];
            GridTransform.Apply(line, [n]);
            GridTransform.Apply(middle, [1, n, 2]);
            for (var k = 0; k < n; k++)
            {
                var sum = Complex.Zero;
                for (var j = 0; j < n; j++)
                    sum += given[j] * Complex.FromPolarCoordinates(1, -2 * Math.PI * (j * k % n) / n);
                Assert.InRange(Complex.Abs(line[k] - sum), 0, 1e-14 * n);
                // Along the last axis of two: x0 + x1 and x0 - x1 with x0 = 0.
                Assert.InRange(Complex.Abs(line[k] + middle[(2 * k) + 1]) + Complex.Abs(line[k] - middle[2 * k]), 0, 1e-15 * n);
            }
        }
    }

    private const int Pairs = 3000;

    // Sums over pairs of samples of g^2 / (w' C w), of both samples, and of g g' / (w' C w).
    private static (double Squares, double Products) Quadratic(int number, double spacingDefect, double imaginaryDefect)
    {
        var (covariance, grid, spacing) = Cases[number];
        var embedding = new CirculantEmbedding(covariance, grid, spacing * spacingDefect);
        var stream = TestSeed.Stream($"circulant {number}");
        double[] weights = new double[embedding.PointCount], first = new double[weights.Length], second = new double[weights.Length], rho = new double[1];
        // Positive, so that all correlations count.
        for (var i = 0; i < weights.Length; i++)
            weights[i] = Math.Abs(stream.NextNormal());
        var variance = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            for (var j = 0; j < weights.Length; j++)
            {
                var square = Coordinates(i, grid).Zip(Coordinates(j, grid), (a, b) => (a - b) * (a - b)).Sum();
                covariance.Evaluate(square * spacing * spacing, rho);
                variance += weights[i] * weights[j] * rho[0];
            }
        }

        var (squares, products) = (0.0, 0.0);
        for (ulong s = 1; s <= Pairs; s++)
        {
            stream.MoveTo(s);
            embedding.Draw(stream, first, second);
            var (g, h) = (0.0, 0.0);
            for (var i = 0; i < weights.Length; i++)
                (g, h) = (g + (weights[i] * first[i]), h + (weights[i] * second[i]));
            h += imaginaryDefect * g;
            squares += ((g * g) + (h * h)) / variance;
            products += g * h / variance;
        }

        return (squares, products);
    }

    private static int[] Coordinates(int place, int[] lengths)
    {
        var coordinates = new int[lengths.Length];
        for (var axis = lengths.Length - 1; axis >= 0; axis--)
            (coordinates[axis], place) = (place % lengths[axis], place / lengths[axis]);
        return coordinates;
    }
}
