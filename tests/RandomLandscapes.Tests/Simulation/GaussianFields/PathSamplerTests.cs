using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.GaussianFields;

public sealed class PathSamplerTests
{
    private const ObservationKind G = ObservationKind.Gradient;
    private const ObservationKind H = ObservationKind.Hessian;

    public static TheoryData<string, int, string> Paths()
    {
        var data = new TheoryData<string, int, string>();
        foreach (var covariance in new[] { "gauss", "cauchy", "matern", "wave" })
        {
            foreach (var n in new[] { 1, 2, 3, 5 })
            {
                foreach (var kinds in new[] { "HHH", "GGGGH", "HGHGHGG", "GHHGH" })
                    data.Add(covariance, n, kinds);
            }
        }

        return data;
    }

    internal static RadialCovariance Covariance(string name, int n) => name switch
    {
        "gauss" => new SquaredExponentialCovariance(0.9),
        "cauchy" => new CauchyCovariance(1.7, 1.3),
        "matern" => new MaternCovariance(4.6, 1.1),
        _ => new RandomWaveCovariance(n + 1, 0.6),
    };

    [Theory] // central differences of lower derivatives: the error falls as h squared
    [InlineData("gauss")]
    [InlineData("cauchy")]
    [InlineData("matern")]
    [InlineData("wave")]
    public void Covariances_of_derivatives_are_differences_of_lower_ones(string name)
    {
        const int n = 3;
        var dense = new DenseCovariance(Covariance(name, n));
        var stream = TestSeed.Stream("covariances of derivatives " + name);
        for (var trial = 0; trial < 30; trial++)
        {
            var (x, y) = (Point(stream, n), Point(stream, n));
            var a = Enumerable.Range(0, stream.NextInt32(2) + 1).Select(_ => stream.NextInt32(n)).ToArray();
            var b = Enumerable.Range(0, stream.NextInt32(3)).Select(_ => stream.NextInt32(n)).ToArray();
            var exact = dense.Entry(x, a, y, b);
            double Error(double h)
            {
                var (up, down) = ((double[])x.Clone(), (double[])x.Clone());
                up[a[0]] += h;
                down[a[0]] -= h;
                return Math.Abs(((dense.Entry(up, a[1..], y, b) - dense.Entry(down, a[1..], y, b)) / (2 * h)) - exact);
            }

            Assert.InRange(Error(1e-3), 0, (0.3 * Error(2e-3)) + 1e-9);
            Assert.InRange(Error(1e-3), 0, 1e-3);
        }
    }

    [Theory] // every functional of the families against the sum over coordinates that defines it
    [InlineData("gauss")]
    [InlineData("cauchy")]
    public void Functionals_have_the_covariances_of_their_sums(string name)
    {
        const int n = 5;
        var covariance = Covariance(name, n);
        var dense = new DenseCovariance(covariance);
        var stream = TestSeed.Stream("functionals " + name);
        var (x, y) = (Point(stream, n), Point(stream, n));
        (ScalarFunctional Functional, List<(double Weight, int[] Indices)> Sum)[] Functionals()
        {
            var list = new List<(ScalarFunctional, List<(double, int[])>)> { (ScalarFunctional.Value(0), [(1, [])]) };
            for (var a = 0; a < n; a++)
            {
                list.Add((ScalarFunctional.Gradient(0, a), [(1, [a])]));
                for (var b = 0; b <= a; b++)
                    list.Add((ScalarFunctional.Hessian(0, b, a), [(1, [a, b])]));
                var c = a;
                var trace = Enumerable.Range(c, n - c).Select(i => (1.0, new[] { i, i })).ToList();
                list.Add((ScalarFunctional.Trace(0, c), trace));
                if (c < n - 1)
                    list.Add((ScalarFunctional.Deviation(0, c, n), [.. trace.Select(t => (-1.0 / (n - c), t.Item2)), (1, [c, c])]));
            }

            return [.. list];
        }

        var pair = new PointPair(covariance, x, y);
        foreach (var (left, leftSum) in Functionals())
        {
            foreach (var (right, rightSum) in Functionals())
            {
                var expected = leftSum.Sum(s => rightSum.Sum(t => s.Weight * t.Weight * dense.Entry(x, s.Indices, y, t.Indices)));
                Assert.Equal(expected, left.Covariance(right, pair, n), 1e-11 * (1 + Math.Abs(expected)));
            }
        }
    }

    [Theory] // what is drawn is linear in the deviates: its exact covariance is J J^T, J the responses to unit deviates, and must be the dense one
    [MemberData(nameof(Paths))]
    public void Law_of_a_path_is_the_dense_one(string name, int n, string kinds)
    {
        var covariance = Covariance(name, n);
        // The same paths under every seed: what is ignored depends on them.
        var path = MakePath(n, kinds, new RandomStream(StreamKey.Derive(20_141_211, "tests", $"path {name} {n} {kinds}")));
        var (responses, law) = Responses(covariance, path, 1e-10);
        var numbers = DenseCovariance.Numbers(path);
        var expected = new DenseCovariance(covariance).Matrix(numbers);
        // What was ignored is missing.
        var tolerance = 1e-9 + (10 * law.IgnoredDeviation);
        for (var i = 0; i < numbers.Count; i++)
        {
            for (var j = 0; j <= i; j++)
                Assert.Equal(expected[i, j], responses.Sum(r => r[i] * r[j]), tolerance);
        }

        // On a line few points are enough to determine a smooth field.
        Assert.InRange(law.IgnoredDeviation, 0, n == 1 ? 2e-2 : 2e-4);
    }

    [Fact]
    public void Distinct_points_ignore_nothing_and_repeated_ones_only_what_was_seen()
    {
        var stream = TestSeed.Stream("repeated");
        var sampler = new PathSampler(new SquaredExponentialCovariance(), 3, stream);
        var x = Point(stream, 3);
        var first = sampler.Observe(x, G);
        sampler.Observe(Point(stream, 3), H);
        sampler.Observe(Point(stream, 3), G);
        Assert.Equal(0, sampler.LawError.IgnoredCount);
        var again = sampler.Observe(x, H);
        Assert.Equal(first.Value, again.Value, 1e-12);
        for (var i = 0; i < 3; i++)
            Assert.Equal(first.Gradient[i], again.Gradient[i], 1e-12);
        // Value, two components within the span, and the one outside.
        Assert.Equal(4, sampler.LawError.IgnoredCount);
        Assert.InRange(again.IgnoredDeviation, 1e-9, 1e-6);
    }

    internal static double[] Point(RandomStream stream, int n)
    {
        var point = new double[n];
        stream.FillNormal(point);
        return point;
    }

    // Three new directions, then points within the span, near an old one, and on again.
    internal static (double[] Point, ObservationKind Kind)[] MakePath(int n, string kinds, RandomStream stream)
    {
        var points = new List<double[]> { Point(stream, n) };
        for (var i = 1; i < kinds.Length; i++)
        {
            points.Add((i % 4) switch
            {
                3 => [.. points[0].Zip(points[1], points[2]).Select(t => (0.5 * t.First) - (0.8 * t.Second) + (1.3 * t.Third))],
                _ => [.. points[^1].Zip(Point(stream, n), (a, b) => a + ((n == 1 ? 2 : 0.7) * b))],
            });
        }

        return [.. points.Zip(kinds, (p, k) => (p, k == 'H' ? H : G))];
    }

    internal static (List<double[]> Columns, LawError Law) Responses(RadialCovariance covariance, (double[] Point, ObservationKind Kind)[] path, double threshold)
    {
        var columns = new List<double[]>();
        for (var unit = 0; ; unit++)
        {
            var drawn = 0;
            var position = unit;
            var sampler = new PathSampler(covariance, path[0].Point.Length, () => drawn++ == position ? 1.0 : 0.0, new PathSamplerSettings(Threshold: threshold));
            double[] column = [.. path.SelectMany(p => DenseCovariance.Flatten(sampler.Observe(p.Point, p.Kind)))];
            if (drawn <= unit)
                return (columns, sampler.LawError);
            columns.Add(column);
        }
    }
}
