using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.GaussianFields;

public sealed class FieldSearchTests
{
    [Theory] // a power of two as unit of length: the same searches to the last bit
    [InlineData(4096)]
    [InlineData(1.0 / 1048576)]
    public void The_unit_of_length_does_not_matter(double length)
    {
        foreach (var method in new[] { SearchMethod.GradientDescent, SearchMethod.Newton })
        {
            var settings = new FieldSearchSettings(HessianPoints: 30, Confinement: 0.25);
            var one = new FieldSearch(new SquaredExponentialCovariance(), 3, settings).Run(method, new double[] { 1, -0.5, 2 }, TestSeed.Stream("unit of length"));
            var other = new FieldSearch(new SquaredExponentialCovariance(length), 3, settings with { Confinement = 0.25 / (length * length) })
                .Run(method, new double[] { length, -0.5 * length, 2 * length }, TestSeed.Stream("unit of length"));
            Assert.Equal((one.Outcome, one.Value, one.MorseIndex, one.GradientPoints, one.HessianPoints), (other.Outcome, other.Value, other.MorseIndex, other.GradientPoints, other.HessianPoints));
            Assert.Equal(one.Position.Select(x => x * length), other.Position);
            Assert.Equal(one.GradientNorm, other.GradientNorm * length);
        }
    }

    [Theory] // what is called critical is so when the same field is looked at again there: value, gradient, and the index by another route
    [InlineData(1, SearchMethod.GradientDescent)]
    [InlineData(2, SearchMethod.GradientDescent)]
    [InlineData(3, SearchMethod.GradientDescent)]
    [InlineData(8, SearchMethod.GradientDescent)]
    [InlineData(1, SearchMethod.Newton)]
    [InlineData(2, SearchMethod.Newton)]
    [InlineData(3, SearchMethod.Newton)]
    [InlineData(8, SearchMethod.Newton)]
    public void Points_found_are_critical_when_looked_at_again(int n, SearchMethod method)
    {
        var covariance = new SquaredExponentialCovariance(0.8);
        var search = new FieldSearch(covariance, n, new FieldSearchSettings(GradientPoints: 150, HessianPoints: method == SearchMethod.Newton ? 60 : 10));
        var indices = new HashSet<int>();
        var criticals = 0;
        for (var sample = 0ul; sample < 20; sample++)
        {
            var sampler = new PathSampler(covariance, n, TestSeed.Stream($"field search {n} {method}", sample));
            var result = search.Run(method, new double[n], sampler);
            Assert.Equal(SamplingMeasure.BasinWeighted, result.Measure);
            Assert.Equal(sampler.Points, result.GradientPoints + result.HessianPoints);
            if (result.Outcome != SearchOutcome.Critical)
                continue;
            criticals++;
            Assert.InRange(result.GradientNorm, 0, 1e-10 * Math.Max(1, Math.Abs(result.Value)));
            var again = sampler.Observe([.. result.Position], ObservationKind.Hessian);
            var noise = 1e-7 + (20 * again.IgnoredDeviation);
            Assert.Equal(result.Value, again.Value, noise);
            Assert.InRange(VectorOperations.Norm(again.Gradient), 0, noise);
            if (result.MorseIndex < 0)
                continue;
            indices.Add(result.MorseIndex);
            if (method == SearchMethod.GradientDescent)
                Assert.Equal(0, result.MorseIndex);
            var inertia = new InertiaSolver(n).Compute(again.Hessian).Index;
            Assert.True(inertia == result.MorseIndex || inertia < 0 || again.IgnoredDeviation > 1e-2);
        }

        Assert.InRange(criticals, method == SearchMethod.Newton ? 6 : 14, 20);
        Assert.True(method == SearchMethod.GradientDescent || indices.Count > 1, "Newton's method finds several indices");
    }

    [Fact] // a stiff confinement makes one minimum near its centre: x = -g/mu to first order
    public void Confinement_has_one_minimum_near_its_centre()
    {
        const int n = 5;
        const double mu = 1000;
        var search = new FieldSearch(new CauchyCovariance(2), n, new FieldSearchSettings(Confinement: mu));
        foreach (var method in new[] { SearchMethod.GradientDescent, SearchMethod.Newton })
        {
            var result = search.Run(method, [0.3, -0.2, 0.1, 0.4, 0], TestSeed.Stream("confinement"));
            Assert.Equal(SearchOutcome.Critical, result.Outcome);
            Assert.Equal(0, result.MorseIndex);
            Assert.InRange(VectorOperations.Norm([.. result.Position]), 1e-6, 0.03);
        }
    }

    [Fact] // the same stream, the same bits, whatever the instance did before
    public void Searches_are_determined_by_their_stream()
    {
        var search = new FieldSearch(new SquaredExponentialCovariance(), 4);
        FieldSearchResult Run(ulong sample) => search.Run(SearchMethod.GradientDescent, [0.1, 0.2, 0.3, 0.4], TestSeed.Stream("determined", sample));
        var (first, other, again) = (Run(0), Run(1), Run(0));
        Assert.Equal(first.Value, again.Value);
        Assert.Equal(first.Position, again.Position);
        Assert.Equal(first.LawError, again.LawError);
        Assert.NotEqual(first.Value, other.Value);
    }

    [Fact]
    public void Limits_are_outcomes()
    {
        var stream = TestSeed.Stream("field limits");
        var few = new FieldSearch(new SquaredExponentialCovariance(), 6, new FieldSearchSettings(GradientPoints: 3, HessianPoints: 1));
        var result = few.Run(SearchMethod.GradientDescent, new double[6], stream);
        Assert.Equal((SearchOutcome.IterationLimit, 3, 1), (result.Outcome, result.GradientPoints, result.HessianPoints));
        Assert.True(result.Position.Count == 6 && result.MorseIndex >= 0);
        var near = new FieldSearch(new SquaredExponentialCovariance(), 6, new FieldSearchSettings(LargestDistance: 0.01));
        Assert.Equal(SearchOutcome.AtInfinity, near.Run(SearchMethod.GradientDescent, new double[6], stream).Outcome);
    }

    [Fact]
    public void Memory_is_forecast_and_refused()
    {
        var stream = TestSeed.Stream("memory");
        foreach (var (n, gradients, hessians) in new[] { (20, 30, 1), (8, 4, 12), (3, 0, 20), (30, 60, 0) })
        {
            var sampler = new PathSampler(new SquaredExponentialCovariance(), n, stream);
            for (var i = 0; i < gradients + hessians; i++)
                sampler.Observe([.. PathSamplerTests.Point(stream, n).Select(x => 3 * x)], i < gradients ? ObservationKind.Gradient : ObservationKind.Hessian);
            Assert.InRange(sampler.BytesInUse, 1, PathSampler.MemoryBytes(n, gradients, hessians));
        }

        // About 20 000 scalars: 1.6 GB for the triangle and some work space.
        Assert.InRange(PathSampler.MemoryBytes(100, 200, 0), 1_600_000_000, 2_400_000_000);
        Assert.InRange(PathSampler.MemoryBytes(30, 0, 41), 1_600_000_000, 2_400_000_000);
        Assert.Equal(long.MaxValue, PathSampler.MemoryBytes(1_000_000, 0, 1_000_000));

        var limit = PathSampler.MemoryBytes(10, 4, 0);
        var small = new PathSampler(new SquaredExponentialCovariance(), 10, stream, new PathSamplerSettings(limit));
        for (var i = 0; i < 4; i++)
            small.Observe(PathSamplerTests.Point(stream, 10), ObservationKind.Gradient);
        Assert.Contains("limit", Assert.Throws<InvalidOperationException>(() =>
        {
            for (var i = 0; i < 100; i++)
                small.Observe(PathSamplerTests.Point(stream, 10), ObservationKind.Hessian);
        }).Message, StringComparison.Ordinal);
        Assert.InRange(small.BytesInUse, 1, limit);
        Assert.Contains("MiB", Assert.Throws<ArgumentException>(() =>
            new FieldSearch(new SquaredExponentialCovariance(), 300, new FieldSearchSettings(GradientPoints: 1000))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        var gauss = new SquaredExponentialCovariance();
        var stream = TestSeed.Stream("bad input");
        Assert.Throws<ArgumentNullException>(() => new PathSampler(null!, 2, stream));
        Assert.Throws<ArgumentNullException>(() => new PathSampler(gauss, 2, (RandomStream)null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PathSampler(gauss, 0, stream));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PathSampler(new RandomWaveCovariance(3), 4, stream));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalSampler(new RandomWaveCovariance(3), 4));
        Assert.Throws<ArgumentException>(() => new PathSampler(gauss, 2, stream, new PathSamplerSettings(Threshold: double.NaN)));
        var sampler = new PathSampler(gauss, 2, stream);
        Assert.Throws<ArgumentException>(() => sampler.Observe([1], ObservationKind.Gradient));
        Assert.Throws<ArgumentException>(() => sampler.Observe([1, double.NaN], ObservationKind.Gradient));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Observe([1, 2], (ObservationKind)7));
        Assert.Equal(0, sampler.Points);
        Assert.Throws<ArgumentOutOfRangeException>(() => PathSampler.MemoryBytes(0, 1, 1));
        Assert.Throws<ArgumentException>(() => new FieldSearch(gauss, 2, new FieldSearchSettings(LongestStep: -1)));
        var search = new FieldSearch(gauss, 2);
        Assert.Throws<ArgumentException>(() => search.Run(SearchMethod.Newton, [1, 2, 3], stream));
        Assert.Throws<ArgumentOutOfRangeException>(() => search.Run(SearchMethod.EigenvectorFollowing, [1, 2], stream));
    }
}
