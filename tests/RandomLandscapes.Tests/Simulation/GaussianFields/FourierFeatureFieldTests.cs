using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.GaussianFields;

public sealed class FourierFeatureFieldTests
{
    [Theory] // against plain sums by Math.SinCos; sizes around lanes, groups, blocks and the late groups of the phases
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    [InlineData(3, 8)]
    [InlineData(4, 9)]
    [InlineData(5, 255)]
    [InlineData(6, 256)]
    [InlineData(7, 257)]
    [InlineData(10, 1000)]
    [InlineData(12, 513)]
    [InlineData(13, 520)]
    [InlineData(18, 40)]
    [InlineData(19, 777)]
    public void Kernels_give_the_plain_sums(int n, int features)
    {
        var stream = TestSeed.Stream($"features {n} {features}");
        double[] waves = new double[n * features], a = new double[features], b = new double[features], x = new double[n];
        stream.FillNormal(waves);
        stream.FillNormal(a);
        stream.FillNormal(b);
        stream.FillNormal(x);
        var field = new FourierFeatureField(n, waves, a, b);
        var workspace = new FourierFeatureWorkspace(n);
        // Whatever the buffers held before, and whatever the workspace was used for.
        double[] gradient = [.. Enumerable.Repeat(double.NaN, n)], hessian = [.. Enumerable.Repeat(double.NaN, n * n)], alone = new double[n];
        field.Evaluate(Array.ConvertAll(x, t => 3 * t), new double[n], new double[n * n], workspace);
        var value = field.Evaluate(x, gradient, hessian, workspace);

        var (plain, plainGradient, plainHessian) = Plain(n, waves, a, b, x);
        Assert.Equal(plain, value, 1e-13);
        for (var i = 0; i < n; i++)
            Assert.Equal(plainGradient[i], gradient[i], 2e-13);
        for (var i = 0; i < n * n; i++)
            Assert.Equal(plainHessian[i], hessian[i], 4e-13);

        // The three ways give the same bits.
        Assert.Equal(value, field.Value(x, workspace));
        Assert.Equal(value, field.Evaluate(x, alone, workspace));
        Assert.Equal(gradient, alone);
        var (again, gradientAgain, hessianAgain) = field.Evaluate(x);
        Assert.Equal((value, value), (again, field.Value(x)));
        Assert.Equal(gradient, gradientAgain);
        Assert.Equal(hessian, hessianAgain);
    }

    [Fact] // known bits, the same for every instruction set: the suite run with DOTNET_EnableAVX512=0, EnableAVX2=0 or EnableHWIntrinsic=0 passes too
    public void Results_are_known_bits()
    {
        var field = FourierFeatureField.Draw(new SquaredExponentialCovariance(), 14, 600, new RandomStream(new StreamKey(5)));
        var (value, gradient, hessian) = field.Evaluate([0.5, -1, 2, 0.25, 1, 1, -3, 0.125, 2, -2, 1, 0, 0.75, -0.5]);
        var hash = 0UL;
        foreach (var number in hessian.Concat(gradient).Append(value))
            hash = (hash * 0x9E3779B97F4A7C15) + BitConverter.DoubleToUInt64Bits(number);
        Assert.Equal(15986379010351487587UL, hash);
    }

    [Fact] // central differences at two steps: the error falls as the square of the step
    public void Derivatives_are_limits_of_differences()
    {
        const int n = 5;
        var stream = TestSeed.Stream("feature differences");
        var field = FourierFeatureField.Draw(new MaternCovariance(4.5), n, 300, stream);
        var x = new double[n];
        stream.FillNormal(x);
        var (_, gradient, hessian) = field.Evaluate(x);
        for (var j = 0; j < n; j++)
        {
            var errors = new double[2];
            for (var s = 0; s < 2; s++)
            {
                var step = 1e-2 / (1 << s);
                double[] left = [.. x], right = [.. x];
                left[j] -= step;
                right[j] += step;
                var (below, above) = (field.Evaluate(left), field.Evaluate(right));
                errors[s] = Math.Abs(((above.Value - below.Value) / (2 * step)) - gradient[j]);
                for (var i = 0; i < n; i++)
                    errors[s] += Math.Abs(((above.Gradient[i] - below.Gradient[i]) / (2 * step)) - hessian[(i * n) + j]);
            }

            Assert.InRange(errors[0], 1e-9, 1e-2);
            Assert.InRange(errors[0] / errors[1], 3.9, 4.1);
        }
    }

    [Fact]
    public void Phases_of_many_turns_keep_their_accuracy()
    {
        // The error grows with the phase, by its rounding alone.
        for (var i = -2000; i <= 2000; i++)
        {
            var x = 0.37 * i;
            var field = new FourierFeatureField(1, [1], [1], [0.5]);
            var (sin, cos) = Math.SinCos(x);
            Assert.Equal(cos + (0.5 * sin), field.Value([x]), 1e-15 + (4e-16 * Math.Abs(x)));
        }
    }

    [Fact]
    public void Draws_are_functions_of_the_stream_and_nested_in_the_features()
    {
        var small = FourierFeatureField.Draw(new CauchyCovariance(1.5), 3, 20, TestSeed.Stream("nested"));
        var large = FourierFeatureField.Draw(new CauchyCovariance(1.5), 3, 600, TestSeed.Stream("nested"));
        double[] one = new double[3], other = new double[3];
        for (var m = 0; m < 20; m++)
        {
            small.CopyWave(m, one);
            large.CopyWave(m, other);
            Assert.Equal(one, other);
        }

        double[] x = [0.3, -1.2, 0.7];
        Assert.Equal(large.Value(x), FourierFeatureField.Draw(new CauchyCovariance(1.5), 3, 600, TestSeed.Stream("nested")).Value(x));
        Assert.NotEqual(large.Value(x), FourierFeatureField.Draw(new CauchyCovariance(1.5), 3, 600, TestSeed.Stream("nested", 1)).Value(x));
    }

    [Fact]
    public void Mistaken_requests_are_refused()
    {
        var stream = new RandomStream(new StreamKey(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FourierFeatureField(0, [], [1], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FourierFeatureField(1, [], [], []));
        Assert.Throws<ArgumentException>(() => new FourierFeatureField(2, [1], [1], [1]));
        Assert.Throws<ArgumentException>(() => new FourierFeatureField(1, [1], [1], [1, 2]));
        Assert.Throws<ArgumentException>(() => new FourierFeatureField(1, [double.NaN], [1], [1]));
        Assert.Throws<ArgumentException>(() => FourierFeatureField.Draw(new RandomWaveCovariance(2), 3, 10, stream));
        Assert.Throws<ArgumentOutOfRangeException>(() => FourierFeatureField.Draw(new SquaredExponentialCovariance(), 4096, int.MaxValue, stream));
        var field = FourierFeatureField.Draw(new RandomWaveCovariance(2), 2, 10, stream);
        Assert.Throws<ArgumentException>(() => field.Value([1]));
        Assert.Throws<ArgumentException>(() => field.Value([1, 2], new FourierFeatureWorkspace(3)));
        Assert.Throws<ArgumentException>(() => field.Evaluate([1, 2], new double[1], new FourierFeatureWorkspace(2)));
        Assert.Throws<ArgumentException>(() => field.Evaluate([1, 2], new double[2], new double[3], new FourierFeatureWorkspace(2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => field.CopyWave(10, new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FourierFeatureWorkspace(0));
    }

    private static (double Value, double[] Gradient, double[] Hessian) Plain(int n, double[] waves, double[] a, double[] b, double[] x)
    {
        var (value, gradient, hessian) = (0.0, new double[n], new double[n * n]);
        var scale = 1 / Math.Sqrt(a.Length);
        for (var m = 0; m < a.Length; m++)
        {
            var k = waves.AsSpan(m * n, n);
            var phase = 0.0;
            for (var i = 0; i < n; i++)
                phase += k[i] * x[i];
            var (sin, cos) = Math.SinCos(phase);
            var even = scale * ((a[m] * cos) + (b[m] * sin));
            var odd = scale * ((b[m] * cos) - (a[m] * sin));
            value += even;
            for (var i = 0; i < n; i++)
            {
                gradient[i] += odd * k[i];
                for (var j = 0; j < n; j++)
                    hessian[(i * n) + j] -= even * k[i] * k[j];
            }
        }

        return (value, gradient, hessian);
    }
}
