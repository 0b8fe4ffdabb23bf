using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Tests.Statistics;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Theory;

/// <summary>The closed-form list against Hessians of the simulated networks, which share nothing with it.</summary>
public sealed class LinearNetworkOrbitsTests
{
    private static readonly double[] Variances = [5, 3, 2, 1];

    [Fact] // K1, the eleven orbits at n = 4, h = 2, in the order of the list
    public void Autoencoder_list_is_the_published_one()
    {
        (string Set, double Loss, int Negative, int Zero, int Positive)[] expected =
        [
            ("{}", 5.5, 8, 0, 8), ("{1}", 3.0, 3, 3, 10), ("{2}", 4.0, 4, 3, 9), ("{3}", 4.5, 5, 3, 8), ("{4}", 5.0, 6, 3, 7), ("{1,2}", 1.5, 0, 4, 12), ("{1,3}", 2.0, 1, 4, 11), ("{1,4}", 2.5, 2, 4, 10),
            ("{2,3}", 3.0, 2, 4, 10), ("{2,4}", 3.5, 3, 4, 9), ("{3,4}", 4.0, 4, 4, 8),
        ];
        Assert.Equal(expected, new LinearAutoencoderOrbits(Variances, 2).All().Select(o => (o.Name, o.Loss, o.Negative, o.Zero, o.Positive)));
        Assert.Equal(2517, new LinearAutoencoderOrbits([.. Enumerable.Range(1, 16).Select(i => 17.0 - i)], 4).All().Count());
        double[] spectrum = [-0.541381, 0, 0, 0, 0, 0.381966, 0.763932, 0.837722, 2.618034, 4, 4, 5.236068, 5.541381, 7.162278, 10, 10];
        var computed = new LinearAutoencoderOrbits(Variances, 2).Spectrum([1, 3]);
        for (var i = 0; i < 16; i++)
            Assert.Equal(spectrum[i], computed[i], 1e-6);
    }

    [Theory] // two random points of each orbit, and the spectrum at C = I
    [InlineData(4, 2)]
    [InlineData(5, 3)]
    [InlineData(3, 3)]
    [InlineData(6, 1)]
    public void Autoencoder_orbits_have_their_loss_inertia_and_spectrum(int n, int h)
    {
        double[] variances = n == 4 ? Variances : [.. Enumerable.Range(0, n).Select(i => 1.7 * (n - i))];
        var stream = TestSeed.Stream($"orbits {n} {h}");
        var (basis, covariance) = RandomBasis(variances, stream);
        var network = new LinearAutoencoder(covariance, n, h);
        var search = new ObjectiveSearch(network);
        var list = new LinearAutoencoderOrbits(variances, h);
        foreach (var orbit in list.All())
        {
            for (var draw = 0; draw < 3; draw++)
            {
                var (c, inverse) = draw == 0 ? (Identity(h), Identity(h)) : RandomInvertible(h, stream);
                var parameters = new double[2 * n * h];
                for (var k = 0; k < h; k++)
                {
                    for (var j = 0; j < n; j++)
                    {
                        for (var i = 0; i < orbit.Set.Count; i++)
                        {
                            parameters[(k * n) + j] += inverse[(k * h) + i] * basis[((orbit.Set[i] - 1) * n) + j];
                            parameters[(n * h) + (j * h) + k] += basis[((orbit.Set[i] - 1) * n) + j] * c[(i * h) + k];
                        }
                    }
                }

                var end = search.Examine(parameters);
                Assert.Equal(SearchOutcome.Critical, end.Outcome);
                Assert.Equal(orbit.Loss, end.Value, 1e-12);
                Assert.Equal(new SymmetricInertia(orbit.Negative, orbit.Zero, orbit.Positive), end.Inertia);
                if (draw == 0)
                    CheckSpectrum(list.Spectrum(orbit.Set), network, parameters);
            }
        }
    }

    [Theory] // K2 (two layers) and K3 (three): balanced points, rows and columns of Y beyond its rank, hidden layers of different widths
    [InlineData(new[] { 5, 2, 3 }, new[] { 3.0, 2, 1 })]
    [InlineData(new[] { 3, 4, 3 }, new[] { 3.0, 2, 1 })]
    [InlineData(new[] { 4, 2, 2, 4 }, new[] { 4.0, 3, 2, 1 })]
    [InlineData(new[] { 3, 2, 4, 5 }, new[] { 2.5, 1.5, 0.5 })]
    [InlineData(new[] { 4, 3, 2, 3, 3 }, new[] { 1.5, 1.2, 0.8 })]
    public void Balanced_points_have_their_loss_inertia_and_spectrum(int[] widths, double[] singularValues)
    {
        var (columns, rows, layers) = (widths[0], widths[^1], widths.Length - 1);
        var target = new double[rows * columns];
        for (var i = 0; i < singularValues.Length; i++)
            target[(i * columns) + i] = singularValues[i];
        var network = new DeepLinearNetwork(widths, target);
        var search = new ObjectiveSearch(network);
        var list = new DeepLinearNetworkOrbits(widths, singularValues);
        foreach (var orbit in list.All())
        {
            // Slot k of every layer carries mode Set[k].
            var parameters = new double[network.Dimension];
            var offset = 0;
            for (var a = 0; a < layers; a++)
            {
                for (var k = 0; k < orbit.Set.Count; k++)
                {
                    var (row, column) = (a == layers - 1 ? orbit.Set[k] - 1 : k, a == 0 ? orbit.Set[k] - 1 : k);
                    parameters[offset + (row * widths[a]) + column] = Math.Pow(singularValues[orbit.Set[k] - 1], 1.0 / layers);
                }

                offset += widths[a] * widths[a + 1];
            }

            var end = search.Examine(parameters);
            Assert.Equal(SearchOutcome.Critical, end.Outcome);
            Assert.Equal(orbit.Loss, end.Value, 1e-12);
            Assert.Equal(new SymmetricInertia(orbit.Negative, orbit.Zero, orbit.Positive), end.Inertia);
            CheckSpectrum(list.Spectrum(orbit.Set), network, parameters);
        }
    }

    [Fact] // K3: the sets {} and {1} have no negative eigenvalue, {3,4} has four
    public void Three_layers_have_the_published_inertias()
    {
        var list = new DeepLinearNetworkOrbits([4, 2, 2, 4], [4, 3, 2, 1]);
        Assert.Equal(
            [(0, 20, 0), (0, 13, 7), (0, 8, 12), (4, 8, 8)],
            new int[][] { [], [1], [1, 2], [3, 4] }.Select(s => list.Of(s)).Select(o => (o.Negative, o.Zero, o.Positive)));
    }

    [Theory] // the finders: every critical end is on the list by loss, index and nullity. The rarest of the eleven orbits takes 1.7 % of Levenberg-Marquardt's ends, so 1000 miss it with a chance below 1e-7; 0.6 % of Newton's
    [InlineData(ObjectiveSearchMethod.NewtonMinimumResidual, 300, 8, 11)]
    [InlineData(ObjectiveSearchMethod.LevenbergMarquardt, 1000, 11, 11)]
    [InlineData(ObjectiveSearchMethod.SaddleFreeNewton, 40, 1, 1)]
    public void Finders_find_the_orbits_and_invent_none(ObjectiveSearchMethod method, int searches, int fewest, int most)
    {
        var search = new ObjectiveSearch(new LinearAutoencoder(Variances, 2));
        var list = new LinearAutoencoderOrbits(Variances, 2).All().ToDictionary(o => (Math.Round(2 * o.Loss), o.Negative, o.Zero), o => o.Name);
        var stream = TestSeed.Stream($"orbits by {method}");
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var critical = 0;
        var start = new double[16];
        for (var j = 0; j < searches; j++)
        {
            // Short starts lead to orbits of few modes, long ones to those of many.
            stream.FillNormal(start);
            var scale = 0.2 * Math.Pow(10, stream.NextUniform());
            var end = search.Run(method, [.. start.Select(x => scale * x)]);
            if (end.Outcome != SearchOutcome.Critical)
                continue;
            critical++;
            Assert.Equal(Math.Round(2 * end.Value), 2 * end.Value, 1e-11);
            var name = Assert.Contains((Math.Round(2 * end.Value), end.Inertia.Negative, end.Inertia.Undecided), (IReadOnlyDictionary<(double, int, int), string>)list);
            found[name] = found.GetValueOrDefault(name) + 1;
        }

        Assert.InRange(found.Count, fewest, most);
        Assert.InRange(critical, 0.5 * searches, searches);
    }

    [Fact]
    public void Impossible_lists_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LinearAutoencoderOrbits([2, 2, 1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearAutoencoderOrbits([2, 1], 3));
        Assert.Throws<ArgumentException>(() => new LinearAutoencoderOrbits([2, 1], 1).Of([1, 2]));
        Assert.Throws<ArgumentException>(() => new LinearAutoencoderOrbits([2, 1], 2).Of([2, 1]));
        Assert.Throws<ArgumentException>(() => new DeepLinearNetworkOrbits([2, 2], [2, 1]));
        Assert.Throws<ArgumentException>(() => new DeepLinearNetworkOrbits([3, 1, 3], [2, 1]));
    }

    private static void CheckSpectrum(double[] expected, IObjective network, double[] parameters)
    {
        var p = network.Dimension;
        var (hessian, eigenvalues) = (new double[p * p], new double[p]);
        network.Hessian(parameters, hessian);
        new SymmetricEigenvalues(p).Compute(hessian, eigenvalues);
        Assert.Equal(p, expected.Length);
        for (var i = 0; i < p; i++)
            Assert.Equal(expected[i], eigenvalues[i], 1e-11);
    }

    private static double[] Identity(int n) => [.. Enumerable.Range(0, n * n).Select(k => k / n == k % n ? 1.0 : 0)];

    // Row k is eigenvector k + 1 of the covariance.
    private static (double[] Basis, double[] Covariance) RandomBasis(double[] variances, RandomStream stream)
    {
        var n = variances.Length;
        var (matrix, vectors) = (new double[n * n], new double[n * n]);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                matrix[(i * n) + j] = matrix[(j * n) + i] = stream.NextNormal();
        }

        new SymmetricEigenvectors(n).Compute(matrix, new double[n], vectors);
        var covariance = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                covariance[(i * n) + j] = covariance[(j * n) + i] = Enumerable.Range(0, n).Sum(k => variances[k] * vectors[(k * n) + i] * vectors[(k * n) + j]);
        }

        return (vectors, covariance);
    }

    // I plus small noise, and the inverse by Newton's iteration X (2 - C X): no other code's inverse.
    private static (double[] Matrix, double[] Inverse) RandomInvertible(int n, RandomStream stream)
    {
        var c = Identity(n);
        for (var k = 0; k < c.Length; k++)
            c[k] = (1.5 * c[k]) + (0.3 * stream.NextNormal());
        var scale = c.Sum(x => x * x);
        double[] inverse = [.. Enumerable.Range(0, n * n).Select(k => c[((k % n) * n) + (k / n)] / scale)];
        for (var step = 0; step < 60; step++)
        {
            var rest = Times(c, inverse).Select((x, k) => (k / n == k % n ? 2 : 0) - x).ToArray();
            inverse = Times(inverse, rest);
        }

        return (c, inverse);

        double[] Times(double[] a, double[] b) => [.. Enumerable.Range(0, n * n).Select(k => Enumerable.Range(0, n).Sum(m => a[((k / n) * n) + m] * b[(m * n) + (k % n)]))];
    }
}
