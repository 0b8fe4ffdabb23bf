using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.CriticalPoints.Fields;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;
using RandomLandscapes.Tests.Statistics;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Simulation.Fields;

public sealed class BoxCensusTests
{
    [Theory] // a box of one period anywhere holds the points of the torus, though its phases are rounded and its cubes lie elsewhere
    [InlineData(1, 30)]
    [InlineData(2, 20)]
    [InlineData(3, 3)]
    public void A_box_of_one_period_holds_the_points_of_the_torus(int dimension, int samples)
    {
        var spectrum = dimension == 1 ? TorusSpectrum.PowerLaw(1, 25, 0) : TorusSpectrum.FourthOrderIsotropic(dimension);
        var torus = new TorusCensus(dimension, spectrum.Waves);
        for (var sample = 0; sample < samples; sample++)
        {
            var stream = TestSeed.Stream($"box of a period {dimension}", (ulong)sample);
            var field = TrigonometricField.Draw(spectrum, stream);
            double[] lower = [.. Enumerable.Range(0, dimension).Select(_ => 20 * (stream.NextUniform() - 0.5))];
            var expected = torus.Enumerate(field);
            var result = new BoxCensus(lower, [.. lower.Select(x => x + (2 * Math.PI))]).Enumerate(field.AsWaveSum);
            FieldChecks.AssertProved(result);
            Assert.Equal(expected.ByIndex, result.ByIndex);
            foreach (var (a, b) in expected.Points.Zip(result.Points))
                Assert.Equal(a.Value, b.Value, 1e-11);
        }
    }

    [Theory] // waves of any length: Newton from random starts finds nothing else, and the numbers in the parts of a cut box add up
    [InlineData(2, 40, 6)]
    [InlineData(3, 25, 2)]
    public void Nothing_else_is_found_in_a_box(int dimension, int modes, int samples)
    {
        for (var sample = 0; sample < samples; sample++)
        {
            var stream = TestSeed.Stream($"box newton {dimension}", (ulong)sample);
            var field = Waves(dimension, modes, stream);
            double[] lower = [.. Enumerable.Range(0, dimension).Select(_ => stream.NextNormal())], upper = [.. lower.Select(x => x + 3 + stream.NextUniform())];
            var result = new BoxCensus(lower, upper).Enumerate(field);
            FieldChecks.AssertProved(result);
            var found = new HashSet<int>();
            for (var start = 0; start < 300; start++)
            {
                var x = Enumerable.Range(0, dimension).Select(i => lower[i] + ((upper[i] - lower[i]) * stream.NextUniform())).ToArray();
                if (!FieldChecks.Newton(field, x) || Enumerable.Range(0, dimension).Any(i => x[i] <= lower[i] || x[i] >= upper[i]))
                    continue;
                var nearest = Enumerable.Range(0, result.Points.Count).MinBy(i => Distance(result.Points[i].Position, x));
                Assert.InRange(Distance(result.Points[nearest].Position, x), 0, 1e-9);
                found.Add(nearest);
            }

            Assert.InRange(found.Count, result.Points.Count - 1, result.Points.Count);

            var counts = new long[dimension + 1];
            for (var part = 0; part < 1 << dimension; part++)
            {
                var half = Enumerable.Range(0, dimension).Select(i => lower[i] + (0.4 * (upper[i] - lower[i]))).ToArray();
                var piece = new BoxCensus(
                    [.. half.Select((h, i) => ((part >> i) & 1) == 1 ? h : lower[i])], [.. half.Select((h, i) => ((part >> i) & 1) == 1 ? upper[i] : h)]).Enumerate(field);
                FieldChecks.AssertProved(piece);
                for (var k = 0; k <= dimension; k++)
                    counts[k] += piece.ByIndex[k];
            }

            Assert.Equal(result.ByIndex, counts);
        }
    }

    [Fact] // 60 fields of 300 features in a box of side 5, each proved: the mean number is the density times the volume; with 1.8 times the density it is not
    public void Fourier_feature_fields_have_the_density_of_their_covariance()
    {
        const int samples = 60;
        var census = new BoxCensus([0.0, 0], [5.0, 5]);
        double total = 0, squares = 0;
        for (var sample = 0; sample < samples; sample++)
        {
            var field = FourierFeatureField.Draw(new SquaredExponentialCovariance(), 2, 300, TestSeed.Stream("features in a box", (ulong)sample));
            var waves = field.AsWaveSum();
            var (value, gradient, _) = field.Evaluate([0.3, 1.7]);
            var other = new double[2];
            Assert.Equal(value, waves.Evaluate([0.3, 1.7], other, new double[4]), 1e-12);
            Assert.Equal(gradient[1], other[1], 1e-12);
            var result = census.Enumerate(waves);
            FieldChecks.AssertProved(result);
            total += result.Points.Count;
            squares += (double)result.Points.Count * result.Points.Count;
        }

        // At M = 300 the law of the Hessian is still off by about 1/M, a hundredth of a standard error of this mean.
        var density = new IsotropicFields(2).Density(IsotropicCovariance.SquaredExponential(1)).Total;
        StatisticalAssert.Student(Estimate.OfMean(total, squares, samples), 25 * density, FalseAlarmTable.Standard / 10);
        StatisticalAssert.Rejects(() => StatisticalAssert.Student(Estimate.OfMean(total, squares, samples), 25 * 1.8 * density, FalseAlarmTable.Standard / 10));
    }

    [Fact] // cos x + cos y has its points at multiples of pi: a face through one leaves the census incomplete, and a billionth to either side decides
    public void Points_at_the_boundary_are_neither_in_nor_out()
    {
        var field = new WaveSum(2, [1, 0, 0, 1.0], [1, 1.0], [0, 0.0]);
        var on = new BoxCensus([0.0, -1], [4.0, 4]).Enumerate(field);
        Assert.False(on.Complete);
        Assert.Equal("2 points are not told from points of the boundary", on.Reason);
        Assert.Equal(2, on.Points.Count);
        var inside = new BoxCensus([-1e-9, -1], [4.0, 4]).Enumerate(field);
        FieldChecks.AssertProved(inside);
        Assert.Equal([1, 2, 1], inside.ByIndex);
        var outside = new BoxCensus([1e-9, -1], [4.0, 4]).Enumerate(field);
        FieldChecks.AssertProved(outside);
        Assert.Equal([1, 1, 0], outside.ByIndex);
    }

    [Theory] // mu x^2 / 2 + a cos x: the zeros of mu x - a sin x, counted by changes of sign; in two coordinates, products of them
    [InlineData(0.05)]
    [InlineData(0.2)]
    [InlineData(1.5)]
    public void Confined_separable_fields_have_known_points(double confinement)
    {
        double[] heights = [0.9, -1.3];
        var counts = heights.Select(a => Along(a, confinement)).ToList();
        var alone = new ConfinedCensus(1, [1]).Enumerate(new TrigonometricField(1, [1], [heights[0]], [0.0]), confinement);
        FieldChecks.AssertProved(alone);
        Assert.Equal([counts[0].Minima, counts[0].Maxima], alone.ByIndex);
        Assert.Equal(1, alone.EulerSum);
        var both = new ConfinedCensus(2, [1, 0, 0, 1]).Enumerate(new TrigonometricField(2, [1, 0, 0, 1], heights, [0.0, 0]), confinement);
        FieldChecks.AssertProved(both);
        var ((a, b), (c, d)) = (counts[0], counts[1]);
        Assert.Equal([a * c, (a * d) + (b * c), b * d], both.ByIndex);
        foreach (var point in both.Points)
            Assert.InRange(Math.Abs((confinement * point.Position[0]) - (heights[0] * Math.Sin(point.Position[0]))), 0, 1e-12);

        static (long Minima, long Maxima) Along(double a, double mu)
        {
            const int steps = 200_001;
            var reach = 1.01 * Math.Abs(a) / mu;
            (long minima, long maxima) = (0, 0);
            for (var i = 0; i < steps; i++)
            {
                var (left, right) = (Slope(i), Slope(i + 1));
                minima += left < 0 && right >= 0 ? 1 : 0;
                maxima += left >= 0 && right < 0 ? 1 : 0;
            }

            return (minima, maxima);

            double Slope(int i)
            {
                var x = reach * (((2.0 * i) / steps) - 1);
                return (mu * x) - (a * Math.Sin(x));
            }
        }
    }

    [Theory] // 1500 and 150 confined fields, each proved with Euler sum 1: mean counts are Fyodorov's; a confinement a tenth stronger is noticed in d = 2
    [InlineData(2, 1500, 0.4)]
    [InlineData(3, 150, 0.6)]
    public void Mean_counts_of_confined_fields_meet_theory(int dimension, int samples, double ratio)
    {
        var spectrum = TorusSpectrum.FourthOrderIsotropic(dimension);
        var census = new ConfinedCensus(dimension, spectrum.Waves);
        // E f_11 f_22 = 2 for these spectra.
        var critical = Math.Sqrt(2 * dimension);
        var exact = new ConfinedFields(dimension).MeanCountsAt(ratio);
        var (total, minima) = Means(1);
        StatisticalAssert.Student(total, exact.Total, FalseAlarmTable.Standard / 10);
        StatisticalAssert.Student(minima, exact.ByIndex[0], FalseAlarmTable.Standard / 10);
        if (dimension == 2)
            StatisticalAssert.Rejects(() => StatisticalAssert.Student(Means(1.1).Total, exact.Total, FalseAlarmTable.Standard / 10));

        (Estimate Total, Estimate Minima) Means(double factor)
        {
            double all = 0, allSquares = 0, low = 0, lowSquares = 0;
            for (var sample = 0; sample < samples; sample++)
            {
                var result = census.Enumerate(TrigonometricField.Draw(spectrum, TestSeed.Stream($"confined {dimension}", (ulong)sample)), factor * ratio * critical);
                FieldChecks.AssertProved(result);
                Assert.Equal(1, result.EulerSum);
                all += result.Points.Count;
                allSquares += (double)result.Points.Count * result.Points.Count;
                low += result.ByIndex[0];
                lowSquares += (double)result.ByIndex[0] * result.ByIndex[0];
            }

            return (Estimate.OfMean(all, allSquares, samples), Estimate.OfMean(low, lowSquares, samples));
        }
    }

    [Theory] // cubes laid so that a known zero is within 1e-13 of a face, edges of 1e-10 to 1/2: none may be called empty; and Taylor's bound holds at random points
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Cubes_with_a_zero_are_never_empty(int dimension)
    {
        var spectrum = dimension == 1 ? TorusSpectrum.PowerLaw(1, 25, 0) : TorusSpectrum.FourthOrderIsotropic(dimension);
        var stream = TestSeed.Stream($"adversarial cubes {dimension}");
        var field = TrigonometricField.Draw(spectrum, stream);
        var points = new TorusCensus(dimension, spectrum.Waves).Enumerate(field).Points;
        var boxes = new WaveBoxes(dimension, spectrum.ModeCount);
        var (called, proved) = (0, 0);
        boxes.Load(field);
        for (var trial = 0; trial < 4000; trial++)
        {
            var point = points[stream.NextInt32(points.Count)];
            var size = Math.Exp(-23 * stream.NextUniform()) / 2;
            var half = 0.0;
            for (var i = 0; i < dimension; i++)
            {
                // Often at a face or a corner.
                var u = stream.NextUniform() < 0.5 ? Math.Sign(stream.NextUniform() - 0.5) : (2 * stream.NextUniform()) - 1;
                var turns = Math.ScaleB(Math.Round(Math.ScaleB((point.Position[i] - (size * u)) / (2 * Math.PI), 45)), -45);
                boxes.Centres[i] = Vector512.Create(turns);
                half = Math.Max(half, Math.Abs(point.Position[i] - (2 * Math.PI * turns)) + point.Radius + 1e-14);
            }

            var verdict = boxes.Test(Vector512.Create(half));
            Assert.Equal(0, verdict.Empty);
            proved += verdict.Unique & 1;
            // Moved aside by three half sides, most of them are empty: the test above is not passed by never saying so.
            boxes.Centres[0] += Vector512.Create(3 * half / (2 * Math.PI));
            called += boxes.Test(Vector512.Create(half)).Empty & 1;
        }

        Assert.InRange(called, 2000, 4000);
        Assert.InRange(proved, 2000, 4000);

        double[] x = new double[dimension], y = new double[dimension], g = new double[dimension], other = new double[dimension], h = new double[dimension * dimension], unused = new double[dimension * dimension];
        var nearest = 0.0;
        for (var trial = 0; trial < 4000; trial++)
        {
            var size = 0.3 * stream.NextUniform();
            for (var i = 0; i < dimension; i++)
            {
                x[i] = 2 * Math.PI * stream.NextUniform();
                y[i] = x[i] + (size * Math.Sign(stream.NextUniform() - 0.5));
            }

            field.Evaluate(x, g, h);
            field.Evaluate(y, other, unused);
            for (var i = 0; i < dimension; i++)
            {
                var rest = Math.Abs(other[i] - g[i] - Enumerable.Range(0, dimension).Sum(j => h[(i * dimension) + j] * (y[j] - x[j])));
                Assert.InRange(rest, 0, (0.5 * boxes.Thirds[i] / boxes.Scale * size * size) + 1e-12);
                nearest = Math.Max(nearest, rest / (0.5 * boxes.Thirds[i] / boxes.Scale * size * size));
            }
        }

        // A bound ten times too large would pass above too, and cost time.
        Assert.InRange(nearest, 0.1, 1);
    }

    [Theory] // numbers whose squares underflow or overflow: the same points, and no proof by a bound that vanished
    [InlineData(-900)]
    [InlineData(-565)]
    [InlineData(565)]
    [InlineData(1000)]
    public void The_scale_of_a_field_does_not_matter(int exponent)
    {
        foreach (var dimension in new[] { 1, 2, 3 })
        {
            var spectrum = dimension == 1 ? TorusSpectrum.PowerLaw(1, 25, 0) : TorusSpectrum.FourthOrderIsotropic(dimension);
            var field = TrigonometricField.Draw(spectrum, TestSeed.Stream($"scale {dimension}"));
            var scaled = new TrigonometricField(
                dimension, field.Waves, [.. field.Cosines.ToArray().Select(a => Math.ScaleB(a, exponent))], [.. field.Sines.ToArray().Select(b => Math.ScaleB(b, exponent))]);
            var (one, other) = (new TorusCensus(dimension, field.Waves).Enumerate(field), new TorusCensus(dimension, field.Waves).Enumerate(scaled));
            FieldChecks.AssertProved(other);
            Assert.Equal(one.ByIndex, other.ByIndex);
            Assert.Equal(one.Points.Select(p => p.Position[0]).Order(), other.Points.Select(p => p.Position[0]).Order());
            var (confined, moved) = (new ConfinedCensus(dimension, field.Waves).Enumerate(field, 0.5), new ConfinedCensus(dimension, field.Waves).Enumerate(scaled, Math.ScaleB(0.5, exponent)));
            FieldChecks.AssertProved(moved);
            Assert.Equal(confined.ByIndex, moved.ByIndex);
        }
    }

    [Fact] // cos x - 0.250001 cos 2x has three points within 0.006: a cube that holds all of them does not make two of them one; with itself each is one
    public void Neighbours_are_told_apart()
    {
        var boxes = new WaveBoxes(1, 2);
        boxes.Load(new TrigonometricField(1, [1, 2], [1, -0.250001], [0, 0.0]));
        var subdivision = new Subdivision(1, boxes, 1000);
        var side = Math.Acos(1 / (4 * 0.250001)) / (2 * Math.PI);
        Enclosure middle = new([0.0], 0.0015, 0), beside = new([side], 0.0015, 1);
        Assert.False(subdivision.AreOne(middle, beside));
        Assert.True(subdivision.AreOne(middle with { Radius = 1e-8 }, middle with { Radius = 1e-8 }));
    }

    [Fact] // an enclosure counts only inside the cube that was proved to hold its zero
    public void Zeros_belong_to_their_cubes()
    {
        var candidate = new Candidate([0.99, 0.5], 0.2, [0.01, 0.5]);
        Assert.True(candidate.Holds(0.05, 2 * Math.PI, periodic: true));
        Assert.False(candidate.Holds(0.08, 2 * Math.PI, periodic: true));
        Assert.False(candidate.Holds(0.05, 2 * Math.PI, periodic: false));
        Assert.True(candidate.Moved(i => i == 0 ? -0.5 : 0).Holds(0.05, 2 * Math.PI, periodic: true));
    }

    [Fact] // far from the origin places have many bits: cubes are not cut beyond what doubles hold, and the points are those of the same field nearby
    public void Far_boxes_hold_the_same_points()
    {
        var waves = new double[] { 2 * Math.PI, 0, 0, 2 * Math.PI };
        var near = new BoxCensus([-0.1, -0.1], [1.7, 1.7]).Enumerate(new WaveSum(2, waves, [1, 1.0], [0.3, 0.2]));
        var far = new BoxCensus([999_990 - 0.1, -999_990 - 0.1], [999_991.7, -999_988.3]).Enumerate(new WaveSum(2, waves, [1, 1.0], [0.3, 0.2]));
        FieldChecks.AssertProved(near);
        FieldChecks.AssertProved(far);
        Assert.Equal(near.ByIndex, far.ByIndex);
        // A degenerate field leaves cubes open there, and ends.
        Assert.False(new BoxCensus([999_990.0, 0], [999_991.0, 1], mostCubes: 100_000).Enumerate(new WaveSum(2, [6.0, 0], [1.0], [0.0])).Complete);
    }

    [Fact] // far from the origin phases are rounded: against angles reduced in twice the precision, the error keeps its bound, and would not keep one without that of the phases
    public void Rounded_phases_keep_their_bound()
    {
        var stream = TestSeed.Stream("phases");
        const int modes = 5;
        const double reach = 1 << 19;
        // Few bits in waves and centres, so that k.t is exact.
        double[] waves = [.. Enumerable.Range(0, 2 * modes).Select(_ => Math.ScaleB(stream.NextInt32(1 << 13) - (1 << 12), -9))], a = new double[modes], b = new double[modes];
        stream.FillNormal(a);
        stream.FillNormal(b);
        var boxes = new WaveBoxes(2, modes);
        boxes.Load(new WaveSum(2, waves, a, b), reach);
        var (largest, without) = (0.0, 0.0);
        for (var trial = 0; trial < 500; trial++)
        {
            double[] t = [Math.ScaleB(stream.NextInt32(1 << 28), -9), Math.ScaleB(stream.NextInt32(1 << 28), -9)];
            for (var i = 0; i < 2; i++)
                boxes.Centres[i] = Vector512.Create(t[i]);
            boxes.Test(Vector512.Create(1e-3));
            for (var i = 0; i < 2; i++)
            {
                var (exact, size) = (0.0, 0.0);
                for (var m = 0; m < modes; m++)
                {
                    var phase = (waves[2 * m] * t[0]) + (waves[(2 * m) + 1] * t[1]);
                    var turns = Math.Round(phase / (2 * Math.PI));
                    var (sin, cos) = Math.SinCos((double)(phase - (DoubleDouble.Pi * (2 * turns))));
                    exact += waves[(2 * m) + i] * ((b[m] * cos) - (a[m] * sin));
                    size += Math.Abs(waves[(2 * m) + i]) * double.Hypot(a[m], b[m]);
                }

                var error = Math.Abs((boxes.GradientOf(i)[0] / boxes.Scale) - exact);
                Assert.InRange(error, 0, boxes.GradientErrors[i] / boxes.Scale);
                largest = Math.Max(largest, error / (boxes.GradientErrors[i] / boxes.Scale));
                without = Math.Max(without, error / ((modes + 12) * 2.2e-16 * size));
            }
        }

        Assert.InRange(largest, 0.01, 1);
        Assert.True(without > 100);
    }

    [Fact] // a wide enclosure that begins far to the left reaches past narrow ones between
    public void Wide_enclosures_are_seen_past_narrow_ones()
    {
        Enclosure[] enclosures = [new([0.1, 0.5], 0.3, 0), new([0.2, 0.9], 0.001, 0), new([0.25, 0.5], 0.001, 0), new([0.99, 0.5], 0.001, 0)];
        Assert.Equal(3, EnclosureList.Distinct(enclosures, 1, periodic: false, (_, _) => true).Kept.Count);
        Assert.Equal(2, EnclosureList.Distinct(enclosures, 1, periodic: true, (_, _) => true).Kept.Count);
        Assert.Equal((4, 1), Counts(periodic: false));
        Assert.Equal((4, 2), Counts(periodic: true));
        var unproved = EnclosureList.Distinct([new([0.1], double.PositiveInfinity, -1), new([0.5], 1e-9, 0), new([0.9], 1e-9, 0)], 1, periodic: false, (_, _) => false);
        Assert.Equal((3, 2), (unproved.Kept.Count, unproved.Undistinguished));

        (int, int) Counts(bool periodic)
        {
            var (kept, undistinguished) = EnclosureList.Distinct(enclosures, 1, periodic, (_, _) => false);
            return (kept.Count, undistinguished);
        }
    }

    [Fact]
    public void Mistaken_requests_are_refused()
    {
        Assert.Contains("was 1 and 0", Assert.Throws<ArgumentException>(() => new BoxCensus([1.0], [0.0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new BoxCensus([], []));
        Assert.Throws<ArgumentException>(() => new BoxCensus([0.0], [1.0]).Enumerate(new WaveSum(2, [1, 0.0], [1.0], [0.0])));
        Assert.Contains("wave number", Assert.Throws<ArgumentException>(() => new BoxCensus([0.0], [1e6]).Enumerate(new WaveSum(1, [1e6], [1.0], [0.0]))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new WaveSum(1, [double.NaN], [1.0], [0.0]));
        var confined = new ConfinedCensus(1, [1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => confined.Enumerate(new TrigonometricField(1, [1], [1.0], [0.0]), 0));
        Assert.Contains("confinement", Assert.Throws<ArgumentException>(() => confined.Enumerate(new TrigonometricField(1, [1], [1.0], [0.0]), 1e-9)).Message, StringComparison.Ordinal);
    }

    private static WaveSum Waves(int dimension, int modes, RandomStream stream)
    {
        double[] waves = new double[modes * dimension], a = new double[modes], b = new double[modes];
        stream.FillNormal(waves);
        stream.FillNormal(a);
        stream.FillNormal(b);
        return new WaveSum(dimension, waves, a, b);
    }

    private static double Distance(IReadOnlyList<double> x, double[] y) => Enumerable.Range(0, y.Length).Max(i => Math.Abs(x[i] - y[i]));
}
