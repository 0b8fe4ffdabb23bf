using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.SpinGlasses;

public sealed class SphericalThreeSpinTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Value_is_the_sum_over_the_drawn_couplings(int spins)
    {
        var stream = TestSeed.Stream($"value {spins}");
        var couplings = new double[spins * spins * spins];
        stream.FillNormal(couplings);
        var landscape = new SphericalThreeSpin(spins);
        landscape.SetCouplings(couplings);
        var x = UnitVector(stream, spins);
        var direct = 0.0;
        for (var i = 0; i < spins; i++)
        {
            for (var j = 0; j < spins; j++)
            {
                for (var k = 0; k < spins; k++)
                    direct += couplings[(((i * spins) + j) * spins) + k] * x[i] * x[j] * x[k];
            }
        }

        Assert.Equal(direct, Value(landscape, x), 1e-13);
        Assert.Equal(-direct, Value(landscape, [.. x.Select(c => -c)]), 1e-13); // odd p
    }

    [Fact] // along geodesics cos(h) x + sin(h) t; the error of the central differences must fall as h squared
    public void Gradient_and_Hessian_agree_with_differences()
    {
        const int spins = 5;
        var stream = TestSeed.Stream("derivatives");
        var landscape = new SphericalThreeSpin(spins);
        landscape.Draw(stream);
        var x = UnitVector(stream, spins);
        var basis = TangentBasis(x);
        var contraction = new double[spins * spins];
        var gradient = new double[spins];
        var hessian = new double[(spins - 1) * (spins - 1)];
        landscape.Contract(x, contraction);
        var value = landscape.ValueAndGradient(x, contraction, gradient);
        landscape.TangentHessian(x, contraction, value, hessian);
        Assert.Equal(0, Dot(gradient, x), 1e-13);
        for (var i = 0; i < spins - 1; i++)
        {
            var t = basis[i];
            var slope = Dot(gradient, t);
            var coarse = Math.Abs(slope - Difference(1e-3));
            var fine = Math.Abs(slope - Difference(5e-4));
            Assert.InRange(coarse, 0, 1e-4);
            Assert.InRange(fine / coarse, 0.2, 0.3);
            var curvature = hessian[(i * (spins - 1)) + i];
            var coarseCurvature = Math.Abs(curvature - SecondDifference(4e-3));
            var fineCurvature = Math.Abs(curvature - SecondDifference(2e-3));
            Assert.InRange(coarseCurvature, 0, 1e-3);
            Assert.InRange(fineCurvature / coarseCurvature, 0.2, 0.3);

            double Difference(double h) => (At(h) - At(-h)) / (2 * h);

            double SecondDifference(double h) => (At(h) - (2 * value) + At(-h)) / (h * h);

            double At(double h) => Value(landscape, [.. x.Select((c, m) => (Math.Cos(h) * c) + (Math.Sin(h) * t[m]))]);
        }
    }

    [Fact] // off-diagonal entries too: the spectrum of P (6 T x - 3 f) P plus the eigenvalue 0 along x
    public void Tangent_Hessian_has_the_spectrum_of_the_projected_one()
    {
        const int n = 6;
        var stream = TestSeed.Stream("projection");
        var landscape = new SphericalThreeSpin(n);
        landscape.Draw(stream);
        var x = UnitVector(stream, n);
        var contraction = new double[n * n];
        landscape.Contract(x, contraction);
        var value = landscape.ValueAndGradient(x, contraction, new double[n]);
        var full = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                for (var a = 0; a < n; a++)
                {
                    for (var b = 0; b < n; b++)
                    {
                        var entry = (6 * contraction[(a * n) + b]) - (a == b ? 3 * value : 0);
                        full[(i * n) + j] += ((i == a ? 1 : 0) - (x[i] * x[a])) * entry * ((j == b ? 1 : 0) - (x[j] * x[b]));
                    }
                }
            }
        }

        var hessian = new double[(n - 1) * (n - 1)];
        landscape.TangentHessian(x, contraction, value, hessian);
        var tangent = new double[n - 1];
        var all = new double[n];
        Assert.Equal(EigenvalueOutcome.Converged, new SymmetricEigenvalues(n - 1).Compute(hessian, tangent));
        Assert.Equal(EigenvalueOutcome.Converged, new SymmetricEigenvalues(n).Compute(full, all));
        double[] expected = [.. tangent.Append(0).Order()];
        for (var i = 0; i < n; i++)
            Assert.Equal(expected[i], all[i], 1e-12);
    }

    [Fact]
    public void Wrong_couplings_are_refused()
    {
        var landscape = new SphericalThreeSpin(3);
        Assert.Contains("Expected 27 couplings, was 26", Assert.Throws<ArgumentException>(() => landscape.SetCouplings(new double[26])).Message, StringComparison.Ordinal);
        var poisoned = new double[27];
        poisoned[5] = double.NaN;
        Assert.Throws<ArgumentException>(() => landscape.SetCouplings(poisoned));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SphericalThreeSpin(1));
    }

    private static double Value(SphericalThreeSpin landscape, double[] x)
    {
        var contraction = new double[x.Length * x.Length];
        landscape.Contract(x, contraction);
        return landscape.ValueAndGradient(x, contraction, new double[x.Length]);
    }

    private static double[] UnitVector(RandomLandscapes.Numerics.Randomness.RandomStream stream, int n)
    {
        var x = new double[n];
        stream.FillNormal(x);
        var length = Math.Sqrt(Dot(x, x));
        return Array.ConvertAll(x, c => c / length);
    }

    // Columns 1.. of the reflection that takes x to the first axis, as the landscape documents its basis.
    private static double[][] TangentBasis(double[] x)
    {
        var v = (double[])x.Clone();
        v[0] += Math.CopySign(1, x[0]);
        var scale = 2 / Dot(v, v);
        return [.. Enumerable.Range(1, x.Length - 1).Select(c => Enumerable.Range(0, x.Length).Select(r => (r == c ? 1 : 0) - (scale * v[r] * v[c])).ToArray())];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (p, q) => p * q).Sum();
}
