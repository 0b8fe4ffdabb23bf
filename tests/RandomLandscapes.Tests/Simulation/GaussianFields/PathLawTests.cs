using MathNet.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.GaussianFields;

public sealed class PathLawTests
{
    private const int Draws = 2000;

    [Fact] // whitened by the dense covariance, 24 numbers of three points in three dimensions are independent standard normal
    public void Drawn_paths_follow_the_dense_law() =>
        StatisticalAssert.ChiSquared(PathStatistic(tensorScale: 1), 24 * Draws, FalseAlarmTable.Standard / 10);

    [Fact] // planted defect: the tensors' kernel too large by a half at the first point
    public void Drawn_paths_detect_a_wrong_tensor_kernel() => StatisticalAssert.Rejects(() =>
        StatisticalAssert.ChiSquared(PathStatistic(tensorScale: 1.5), 24 * Draws, FalseAlarmTable.Standard / 10));

    [Fact] // the same numbers at one point by the closed form; and the traceless part of the Hessian alone, chi-squared with n(n+1)/2 - 1 degrees of freedom, n = 20
    public void Local_samples_follow_the_dense_law()
    {
        var covariance = new CauchyCovariance(1.7, 1.3);
        var stream = TestSeed.Stream("local samples");
        var whiten = Whitener(covariance, [(new double[3], ObservationKind.Hessian)]);
        var local = new LocalSampler(covariance, 3);
        var sum = 0.0;
        for (var i = 0; i < Draws; i++)
            sum += whiten([.. DenseCovariance.Flatten(local.Draw(stream))]);
        StatisticalAssert.ChiSquared(sum, 10 * Draws, FalseAlarmTable.Standard / 10);

        var large = new LocalSampler(covariance, 20);
        double both = 0, paths = 0;
        for (var i = 0; i < 100; i++)
        {
            both += TracelessSquare(large.Draw(stream).Hessian!, covariance, 20);
            paths += TracelessSquare(new PathSampler(covariance, 20, stream).Observe(new double[20], ObservationKind.Hessian).Hessian!, covariance, 20);
        }

        StatisticalAssert.ChiSquared(both, 100 * 209, FalseAlarmTable.Standard / 10);
        StatisticalAssert.ChiSquared(paths, 100 * 209, FalseAlarmTable.Standard / 10);
    }

    [Theory] // points converge by a factor a step, down to where doubles see nothing new: means, variances and ignored deviations against 106-bit arithmetic, within the stated bounds
    [InlineData(0.5, 1e-6)]
    [InlineData(0.5, 1e-12)]
    [InlineData(0.1, 1e-6)]
    [InlineData(0.1, 1e-12)]
    public void Crowded_paths_keep_their_stated_bounds(double factor, double threshold)
    {
        var sampler = new PathSampler(new SquaredExponentialCovariance(), 1, TestSeed.Stream("crowded " + factor), new PathSamplerSettings(Threshold: threshold));
        var seen = new List<FieldObservation>();
        var ignoredCount = 0;
        for (var k = 0; k < 12; k++)
        {
            double[] point = [0.3 + (1.1 * Math.Pow(factor, k) * (k % 3 == 0 ? 1 : -1))];
            var observation = sampler.Observe(point, k % 2 == 0 ? ObservationKind.Hessian : ObservationKind.Gradient);
            seen.Add(observation);
            // Before the second point there is no direction, and the gradient is a vector.
            if (k < 1)
                continue;
            var sign = Math.Sign(sampler.Coordinates[1][0]) * Math.Sign((0.3 - (1.1 * factor)) - 1.4);
            var reference = new ExtendedReference(sampler);
            for (var order = 0; order < (observation.Hessian is null ? 2 : 3); order++)
            {
                var wanted = order switch { 0 => ScalarFunctional.Value(k), 1 => ScalarFunctional.Gradient(k, 0), _ => ScalarFunctional.Hessian(k, 0, 0) };
                var value = order switch { 0 => observation.Value, 1 => sign * observation.Gradient[0], _ => observation.Hessian![0] };
                var place = sampler.Scalars.ToList().IndexOf(wanted);
                var (mean, variance, prior, meanBound, scale) = reference.Condition(wanted, place < 0 ? NextPlace(sampler, k, order) : place);
                var error = sampler.LawError.CovarianceError;
                if (place < 0)
                {
                    ignoredCount++;
                    Assert.InRange(Math.Abs(value - mean), 0, error * meanBound);
                    Assert.InRange(Math.Sqrt(Math.Max(0, variance) / prior), 0, observation.IgnoredDeviation);
                    continue;
                }

                var deviate = sampler.ScalarFamily.Deviates(place)[0];
                var deviationError = error * scale / Math.Sqrt(variance);
                Assert.InRange(Math.Abs(value - mean - (Math.Sqrt(variance) * deviate)), 0, (error * meanBound) + (deviationError * Math.Abs(deviate)));
                Assert.True(variance > 0.5 * threshold * prior);
            }
        }

        Assert.True(ignoredCount > 3, "the path was not crowded");
        Assert.InRange(sampler.LawError.IgnoredDeviation, 1e-9, (2 * Math.Sqrt(threshold)) + 0.02);
    }

    [Theory] // drawn values, gradients and Hessians are those of one smooth function: differences of values less the gradient fall as h squared
    [InlineData(2)]
    [InlineData(6)]
    public void Differences_of_drawn_values_are_drawn_gradients(int n)
    {
        var stream = TestSeed.Stream("differences " + n);
        var sampler = new PathSampler(new SquaredExponentialCovariance(), n, stream, new PathSamplerSettings(Threshold: 1e-12));
        var x = PathSamplerTests.Point(stream, n);
        sampler.Observe(PathSamplerTests.Point(stream, n), ObservationKind.Gradient);
        var here = sampler.Observe(x, ObservationKind.Hessian);
        for (var axis = 0; axis < 2; axis++)
        {
            double[] Errors(double h)
            {
                var (up, down) = ((double[])x.Clone(), (double[])x.Clone());
                up[axis] += h;
                down[axis] -= h;
                var (above, below) = (sampler.Observe(up, ObservationKind.Gradient), sampler.Observe(down, ObservationKind.Gradient));
                return [((above.Value - below.Value) / (2 * h)) - here.Gradient[axis],
                    .. Enumerable.Range(0, n).Select(i => ((above.Gradient[i] - below.Gradient[i]) / (2 * h)) - here.Hessian![(i * n) + axis])];
            }

            var (coarse, fine) = (Errors(0.1), Errors(0.05));
            for (var i = 0; i <= n; i++)
            {
                // h^4 / 160 times a fifth or sixth derivative, of variance up to 10395.
                Assert.InRange(Math.Abs(coarse[i] - (4 * fine[i])), 0, 6e-4);
                Assert.InRange(Math.Abs(fine[i]), 0, 0.05 * 0.05 / 6 * 6 * Math.Sqrt(105));
            }
        }

        Assert.InRange(sampler.LawError.IgnoredDeviation, 0, 2e-4);
    }

    private static int NextPlace(PathSampler sampler, int point, int order) =>
        sampler.Scalars.TakeWhile(s => s.Point < point || s.Order < order || s.Point != point).Count();

    private static double TracelessSquare(double[] hessian, RadialCovariance covariance, int n)
    {
        Span<double> rho = stackalloc double[3];
        covariance.Evaluate(0, rho);
        var trace = Enumerable.Range(0, n).Sum(i => hessian[(i * n) + i]);
        return (hessian.Sum(h => h * h) - (trace * trace / n)) / (8 * rho[2]);
    }

    private static double PathStatistic(double tensorScale)
    {
        var covariance = new SquaredExponentialCovariance(0.9);
        (double[] Point, ObservationKind Kind)[] path =
            [([0.1, 0.2, -0.3], ObservationKind.Hessian), ([0.9, -0.4, 0.2], ObservationKind.Gradient), ([0.5, 0.8, 0.6], ObservationKind.Hessian)];
        var whiten = Whitener(covariance, path);
        var sum = 0.0;
        for (var draw = 0ul; draw < Draws; draw++)
        {
            var sampler = new PathSampler(covariance, 3, TestSeed.Stream("drawn paths", draw));
            var numbers = path.SelectMany(p => DenseCovariance.Flatten(sampler.Observe(p.Point, p.Kind))).ToArray();
            foreach (var entry in new[] { 1, 2, 3, 5, 6, 7 })
                numbers[4 + entry] *= Math.Sqrt(tensorScale);
            sum += whiten(numbers);
        }

        return sum;
    }

    // y.K^-1 y over the distinct numbers.
    private static Func<double[], double> Whitener(RadialCovariance covariance, (double[] Point, ObservationKind Kind)[] path)
    {
        var numbers = DenseCovariance.Numbers(path);
        var distinct = Enumerable.Range(0, numbers.Count).Where(i => numbers[i].Indices.Length < 2 || numbers[i].Indices[0] <= numbers[i].Indices[1]).ToArray();
        var factor = Matrix<double>.Build.DenseOfArray(new DenseCovariance(covariance).Matrix([.. distinct.Select(i => numbers[i])])).Cholesky();
        return drawn =>
        {
            var y = Vector<double>.Build.DenseOfEnumerable(distinct.Select(i => drawn[i]));
            return y.DotProduct(factor.Solve(y));
        };
    }

    // n = 1, exp(-r^2 / 2): E f^(a)(x) f^(b)(y) = (-1)^a He_(a+b)(x - y) exp(-(x - y)^2 / 2), in 106 bits.
    private sealed class ExtendedReference(PathSampler sampler)
    {
        private readonly ScalarFunctional[] _kept = [.. sampler.Scalars];

        public (double Mean, double Variance, double Prior, double MeanBound, double Scale) Condition(ScalarFunctional wanted, int count)
        {
            var prior = Math.Sqrt((double)Entry(wanted, wanted));
            var factor = new DoubleDouble[count, count];
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    var sum = Entry(_kept[i], _kept[j]);
                    for (var m = 0; m < j; m++)
                        sum -= factor[i, m] * factor[j, m];
                    factor[i, j] = i == j ? DoubleDouble.Sqrt(sum) : sum / factor[j, j];
                }
            }

            var row = new double[count];
            var (y, b) = (new DoubleDouble[count], new DoubleDouble[count]);
            for (var i = 0; i < count; i++)
            {
                sampler.ScalarFamily.Factor.CopyRow(i, row);
                for (var j = 0; j <= i; j++)
                    y[i] += (DoubleDouble)row[j] * sampler.ScalarFamily.Deviates(j)[0];
                b[i] = Entry(_kept[i], wanted);
            }

            var (solvedY, solvedB) = (Solve(factor, y), Solve(factor, b));
            DoubleDouble mean = 0, variance = Entry(wanted, wanted);
            double normY = 0, normB = 0;
            for (var i = 0; i < count; i++)
            {
                var d = Math.Sqrt((double)Entry(_kept[i], _kept[i]));
                mean += b[i] * solvedY[i];
                variance -= b[i] * solvedB[i];
                normY += d * Math.Abs((double)solvedY[i]);
                normB += d * Math.Abs((double)solvedB[i]);
            }

            return ((double)mean, (double)variance, prior * prior, normY * (prior + normB), (prior + normB) * (prior + normB));
        }

        private static DoubleDouble[] Solve(DoubleDouble[,] factor, DoubleDouble[] right)
        {
            var x = (DoubleDouble[])right.Clone();
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < i; j++)
                    x[i] -= factor[i, j] * x[j];
                x[i] /= factor[i, i];
            }

            for (var i = x.Length - 1; i >= 0; i--)
            {
                x[i] /= factor[i, i];
                for (var j = 0; j < i; j++)
                    x[j] -= factor[i, j] * x[i];
            }

            return x;
        }

        private DoubleDouble Entry(ScalarFunctional left, ScalarFunctional right)
        {
            var r = (DoubleDouble)sampler.Coordinates[left.Point][0] - sampler.Coordinates[right.Point][0];
            DoubleDouble previous = 0, hermite = 1;
            for (var m = 0; m < left.Order + right.Order; m++)
                (previous, hermite) = (hermite, (r * hermite) - (previous * (double)m));
            var value = hermite * DoubleDouble.Exp(r * r * -0.5);
            return left.Order % 2 == 0 ? value : -value;
        }
    }
}
