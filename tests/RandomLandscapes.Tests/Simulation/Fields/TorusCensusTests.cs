using System.Runtime.Intrinsics;
using MathNet.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.CriticalPoints.Fields;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;
using RandomLandscapes.Tests.Statistics;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Simulation.Fields;

public sealed class TorusCensusTests
{
    [Theory] // sum_i c_i cos(k_i x_i): every coordinate at a multiple of pi / k_i, values sum +-c_i, index = number of maxima among them
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Separable_fields_have_known_points(int dimension)
    {
        int[] frequencies = [1, 2, 1, 3];
        double[] heights = [1.1, 0.6, 2.3, 0.9];
        var waves = new int[dimension * dimension];
        for (var i = 0; i < dimension; i++)
            waves[(i * dimension) + i] = frequencies[i];
        var result = Census(new TrigonometricField(dimension, waves, heights.AsSpan(0, dimension), new double[dimension]));
        AssertProved(result);
        var cells = frequencies.Take(dimension).Aggregate(1, (a, b) => a * b);
        Assert.Equal(Enumerable.Range(0, dimension + 1).Select(k => (long)(cells * MathNet.Numerics.SpecialFunctions.Binomial(dimension, k))), result.ByIndex);
        foreach (var point in result.Points)
        {
            var (value, maxima) = (0.0, 0);
            for (var i = 0; i < dimension; i++)
            {
                var steps = point.Position[i] * frequencies[i] / Math.PI;
                Assert.InRange(Math.Abs(steps - Math.Round(steps)) * Math.PI / frequencies[i], 0, point.Radius);
                var isMaximum = (long)Math.Round(steps) % 2 == 0;
                value += isMaximum ? heights[i] : -heights[i];
                maxima += isMaximum ? 1 : 0;
            }

            Assert.Equal(value, point.Value, 1e-12);
            Assert.Equal(maxima, point.MorseIndex);
            Assert.InRange(point.Radius, 0, 1e-12);
        }
    }

    [Fact] // d = 1: f' in z = exp(ix) is a polynomial; its roots on the unit circle, from the eigenvalues of the companion matrix, are the critical points
    public void On_the_circle_points_are_the_roots_of_a_polynomial()
    {
        const int degree = 9;
        var waves = Enumerable.Range(1, degree).ToArray();
        var census = new TorusCensus(1, waves);
        for (var sample = 0ul; sample < 40; sample++)
        {
            var stream = TestSeed.Stream("circle", sample);
            double[] a = new double[degree], b = new double[degree];
            stream.FillNormal(a);
            stream.FillNormal(b);
            var result = census.Enumerate(new TrigonometricField(1, waves, a, b));
            AssertProved(result);
            // f' = sum k (b cos kx - a sin kx) = sum k ((b + i a) z^k + (b - i a) z^-k) / 2.
            var coefficients = new System.Numerics.Complex[(2 * degree) + 1];
            for (var k = 1; k <= degree; k++)
            {
                coefficients[degree + k] = k * new System.Numerics.Complex(b[k - 1], a[k - 1]);
                coefficients[degree - k] = k * new System.Numerics.Complex(b[k - 1], -a[k - 1]);
            }

            var companion = Matrix<System.Numerics.Complex>.Build.Dense(2 * degree, 2 * degree);
            for (var i = 0; i < 2 * degree; i++)
            {
                companion[i, (2 * degree) - 1] = -coefficients[i] / coefficients[^1];
                if (i > 0)
                    companion[i, i - 1] = 1;
            }

            var angles = companion.Evd().EigenValues.Where(z => Math.Abs(z.Magnitude - 1) < 1e-7).Select(z => (z.Phase + (4 * Math.PI)) % (2 * Math.PI)).Order().ToList();
            Assert.Equal(angles.Count, result.Points.Count);
            foreach (var (angle, point) in angles.Zip(result.Points.OrderBy(p => p.Position[0])))
                Assert.Equal(angle, point.Position[0], 1e-8);
        }
    }

    [Theory] // Newton from random starts, which knows nothing of cubes, finds no point that is not in the list; and a moved field has the moved points
    [InlineData(2, 30)]
    [InlineData(3, 6)]
    public void Nothing_else_is_found(int dimension, int samples)
    {
        var spectrum = TorusSpectrum.FourthOrderIsotropic(dimension);
        var census = new TorusCensus(dimension, spectrum.Waves);
        for (var sample = 0; sample < samples; sample++)
        {
            var stream = TestSeed.Stream($"torus newton {dimension}", (ulong)sample);
            var field = TrigonometricField.Draw(spectrum, stream);
            var result = census.Enumerate(field);
            AssertProved(result);
            var found = new HashSet<int>();
            for (var start = 0; start < 400; start++)
            {
                var x = Enumerable.Range(0, dimension).Select(_ => 2 * Math.PI * stream.NextUniform()).ToArray();
                if (!FieldChecks.Newton(field, x))
                    continue;
                var nearest = Enumerable.Range(0, result.Points.Count).MinBy(i => Distance(result.Points[i].Position, x));
                Assert.InRange(Distance(result.Points[nearest].Position, x), 0, 1e-9);
                found.Add(nearest);
            }

            Assert.InRange(found.Count, result.Points.Count - 1, result.Points.Count);

            var shift = Enumerable.Range(0, dimension).Select(_ => stream.NextUniform()).ToArray();
            var moved = census.Enumerate(Moved(field, shift));
            AssertProved(moved);
            foreach (var (a, b) in result.Points.Zip(moved.Points))
            {
                Assert.Equal(a.Value, b.Value, 1e-12);
                Assert.Equal(a.MorseIndex, b.MorseIndex);
            }
        }
    }

    [Theory] // samples of 2000, 150 and 6 fields: every one proved, mean counts and mean counts of minima those of Kac and Rice
    [InlineData(1, 2000)]
    [InlineData(2, 2000)]
    [InlineData(3, 150)]
    [InlineData(4, 6)]
    public void Mean_counts_of_proved_fields_meet_theory(int dimension, int samples)
    {
        var spectrum = dimension == 1 ? TorusSpectrum.PowerLaw(1, 25, 0) : TorusSpectrum.FourthOrderIsotropic(dimension);
        var exact = TorusFields.MeanCounts(dimension, spectrum.Waves, spectrum.Variances)!;
        var census = new TorusCensus(dimension, spectrum.Waves);
        double total = 0, totalSquares = 0, minima = 0, minimaSquares = 0;
        for (var sample = 0; sample < samples; sample++)
        {
            var result = census.Enumerate(TrigonometricField.Draw(spectrum, TestSeed.Stream($"torus means {dimension}", (ulong)sample)));
            AssertProved(result);
            if (dimension == 4)
                Assert.All(result.ByIndex, n => Assert.Equal(0, n % 2));
            total += result.Points.Count;
            totalSquares += (double)result.Points.Count * result.Points.Count;
            minima += result.ByIndex[0];
            minimaSquares += (double)result.ByIndex[0] * result.ByIndex[0];
        }

        if (samples < 100)
            return;
        StatisticalAssert.Student(Estimate.OfMean(total, totalSquares, samples), exact.Total, FalseAlarmTable.Standard / 10);
        StatisticalAssert.Student(Estimate.OfMean(minima, minimaSquares, samples), exact.ByIndex[0], FalseAlarmTable.Standard / 10);
        // Of 150 fields in d = 3 a tenth too many would be missed now and then; four tenths are 13 standard errors.
        StatisticalAssert.Rejects(() => StatisticalAssert.Student(Estimate.OfMean(1.4 * total, 1.96 * totalSquares, samples), exact.Total, FalseAlarmTable.Standard / 10));
    }

    [Fact] // cos x alone has whole lines of critical points in the plane, cos x - cos 2x / 4 a fourth-order maximum on the circle
    public void Degenerate_fields_are_never_called_complete()
    {
        var lines = new TorusCensus(2, [1, 0], mostCubes: 20_000).Enumerate(new TrigonometricField(2, [1, 0], [1.0], [0.0]));
        Assert.False(lines.Complete);
        Assert.False(lines.Certified);
        Assert.Contains("left open", lines.Reason, StringComparison.Ordinal);
        var flat = new TorusCensus(1, [1, 2]).Enumerate(new TrigonometricField(1, [1, 2], [1, -0.25], [0, 0.0]));
        Assert.False(flat.Complete);
        // The same with the fourth derivative moved away from zero, on either side: three points there, or one.
        Assert.Equal([1, 1], Census(new TrigonometricField(1, [1, 2], [1, -0.2499], [0, 0.0])).ByIndex);
        Assert.Equal([2, 2], Census(new TrigonometricField(1, [1, 2], [1, -0.2501], [0, 0.0])).ByIndex);
    }

    [Fact]
    public void Half_periods_span_the_translations_that_change_nothing()
    {
        var roots = new HalfPeriods(4, TorusSpectrum.FourthOrderIsotropic(4).Waves);
        Assert.Equal([0, 15], roots.Translations);
        Assert.Equal(1, int.PopCount(roots.Halved));
        Assert.Equal([0], new HalfPeriods(2, [1, 0, 0, 1]).Translations);
        Assert.Equal([0, 1, 2, 3], new HalfPeriods(2, [2, 0, 0, 4]).Translations);
        Assert.Equal(3, new HalfPeriods(2, [2, 0, 0, 4]).Halved);
        Assert.Equal([0, 3], new HalfPeriods(2, [1, 1, 1, -1]).Translations);
    }

    [Fact] // against the library's functions of pi x, at angles reduced exactly
    public void Functions_of_turns_keep_their_bound()
    {
        var stream = TestSeed.Stream("turns");
        var worst = 0.0;
        for (var sample = 0; sample < 20_000; sample++)
        {
            var turns = Math.ScaleB(stream.NextInt32(1 << 30) - (1 << 29), -26);
            var (sin, cos) = TurnFunctions.SinCos(Vector512.Create(turns));
            var eighth = turns - Math.Round(turns);
            worst = Math.Max(worst, Math.Max(Math.Abs(sin[0] - double.SinPi(2 * eighth)), Math.Abs(cos[3] - double.CosPi(2 * eighth))));
        }

        // The reference is itself right to about an ulp.
        Assert.InRange(worst, 0, TurnFunctions.ErrorBound + 3e-16);
        var (s, c) = TurnFunctions.SinCos(Vector512.Create(0, 0.25, 0.5, 0.75, -0.25, 1, 1.5, -0.125));
        Assert.Equal([0, 1, 0, -1, -1, 0, 0, -Math.Sqrt(0.5)], Enumerable.Range(0, 8).Select(i => Math.Round(s[i], 14)).Zip([0, 1, 0, -1, -1, 0, 0, -Math.Sqrt(0.5)], (a, b) => Math.Abs(a - b) < 1e-13 ? b : a));
        Assert.Equal([1, 0, -1, 0, 0, 1, -1], Enumerable.Range(0, 7).Select(i => Math.Round(c[i], 14) + 0));
    }

    [Fact] // random matrices moved by known errors: never a wrong count, and a count wherever the smallest eigenvalue is well above the error
    public void Inertia_is_proved_within_its_error()
    {
        var stream = TestSeed.Stream("small inertia");
        for (var sample = 0; sample < 2000; sample++)
        {
            var n = 1 + (sample % 4);
            var matrix = Matrix<double>.Build.Dense(n, n);
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j <= i; j++)
                    matrix[i, j] = matrix[j, i] = stream.NextNormal();
            }

            var eigenvalues = matrix.Evd(Symmetricity.Symmetric).EigenValues.Select(v => v.Real).ToList();
            var smallest = eigenvalues.Min(Math.Abs);
            var expected = eigenvalues.Count(v => v < 0);
            Assert.Equal(expected, SmallInertia.NegativeEigenvalues(matrix.ToRowMajorArray(), n, 0.9 * smallest, new double[n * n]));
            Assert.Equal(-1, SmallInertia.NegativeEigenvalues(matrix.ToRowMajorArray(), n, 1.001 * smallest, new double[n * n]));
        }
    }

    [Fact]
    public void Mistaken_requests_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TorusCensus(5, [1, 0, 0, 0, 0]));
        Assert.Throws<ArgumentException>(() => new TorusCensus(2, [1, 0, 1]));
        Assert.Throws<ArgumentException>(() => new TorusCensus(2, [1, 0]).Enumerate(new TrigonometricField(2, [0, 1], [1.0], [0.0])));
        Assert.Throws<ArgumentException>(() => new TrigonometricField(1, [1], [double.NaN], [0.0]));
        Assert.Contains("occurs twice", Assert.Throws<ArgumentException>(() => new TorusSpectrum(1, [([1], 1.0), ([1], 2.0)])).Message, StringComparison.Ordinal);
        Assert.Contains("its negative", Assert.Throws<ArgumentException>(() => new TorusSpectrum(2, [([1, 2], 1.0), ([-1, -2], 2.0)])).Message, StringComparison.Ordinal);
        Assert.Contains("is zero", Assert.Throws<ArgumentException>(() => new TorusSpectrum(1, [([0], 1.0)])).Message, StringComparison.Ordinal);
        Assert.Contains("positive", Assert.Throws<ArgumentException>(() => new TorusSpectrum(1, [([1], 0.0)])).Message, StringComparison.Ordinal);
    }

    private static FieldCensusResult Census(TrigonometricField field) => new TorusCensus(field.Dimension, field.Waves).Enumerate(field);

    private static void AssertProved(FieldCensusResult result)
    {
        FieldChecks.AssertProved(result);
        Assert.Equal(0, result.EulerSum);
    }

    // f(x + s): each mode's coefficients turned by k.s.
    private static TrigonometricField Moved(TrigonometricField field, double[] shift)
    {
        double[] a = new double[field.ModeCount], b = new double[field.ModeCount];
        for (var m = 0; m < a.Length; m++)
        {
            var phase = Enumerable.Range(0, field.Dimension).Sum(i => field.Waves[(m * field.Dimension) + i] * shift[i]);
            a[m] = (field.Cosines[m] * Math.Cos(phase)) + (field.Sines[m] * Math.Sin(phase));
            b[m] = (field.Sines[m] * Math.Cos(phase)) - (field.Cosines[m] * Math.Sin(phase));
        }

        return new TrigonometricField(field.Dimension, field.Waves, a, b);
    }

    private static double Distance(IReadOnlyList<double> x, double[] y) => Enumerable.Range(0, y.Length).Max(i => Math.Abs(Math.IEEERemainder(x[i] - y[i], 2 * Math.PI)));
}
