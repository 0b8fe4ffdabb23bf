using System.Numerics;
using System.Runtime.Intrinsics;
using RandomLandscapes.Simulation.CriticalPoints.Homotopy;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.CriticalPoints;

public sealed class HomotopyTests
{
    [Theory] // gradient and Hessian against central differences along complex directions, at two steps: the error falls as h squared
    [InlineData("3", 5)]
    [InlineData("2", 4)]
    [InlineData("4", 3)]
    [InlineData("6", 2)]
    [InlineData("1,2,3,5", 3)]
    public void Derivatives_are_those_of_the_polynomial(string degrees, int spins)
    {
        var hamiltonian = Draw(degrees, spins);
        var tables = new PolynomialTables(hamiltonian.Terms.Select(t => t.Degree), spins);
        tables.Load(hamiltonian, 0.5);
        var polynomial = new LanePolynomial(tables);
        var x = new LaneBuffer(spins);
        var stream = TestSeed.Stream($"derivatives {degrees} {spins}");
        var point = new Complex[LaneComplex.Lanes][];
        for (var lane = 0; lane < LaneComplex.Lanes; lane++)
        {
            point[lane] = [.. Enumerable.Range(0, spins).Select(_ => new Complex(stream.NextNormal(), stream.NextNormal()))];
            for (var i = 0; i < spins; i++)
                x.Set(i, lane, point[lane][i]);
        }

        var (gradient, hessian) = (new LaneBuffer(spins), new LaneBuffer(polynomial.Pairs));
        polynomial.Evaluate(x.Span, gradient.Span, hessian.Span);
        for (var lane = 0; lane < LaneComplex.Lanes; lane++)
        {
            for (var i = 0; i < spins; i++)
            {
                Assert.Equal(0, Complex.Abs(gradient.Span[i][lane] - Difference(h => 0.5 * Value(hamiltonian, Moved(point[lane], i, h)))), 1e-7);
                for (var j = 0; j <= i; j++)
                {
                    var second = Difference(h => Difference(k => 0.5 * Value(hamiltonian, Moved(Moved(point[lane], i, h), j, k)), 1e-3), 1e-3);
                    Assert.Equal(0, Complex.Abs(hessian.Span[(i * (i + 1) / 2) + j][lane] - second), 2e-4 * (1 + Complex.Abs(second)));
                }
            }
        }

        static Complex Difference(Func<double, Complex> f, double h = 1e-4) => ((8 * (f(h) - f(-h))) - (f(2 * h) - f(-2 * h))) / (12 * h);
    }

    [Theory] // each lane with its own exchanges of rows, among them matrices with zeros on the diagonal
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12)]
    public void Factors_solve_every_lane(int order)
    {
        var factorisation = new LaneFactorisation(order);
        var stream = TestSeed.Stream($"factors {order}");
        var matrices = new Complex[LaneComplex.Lanes, order, order];
        var right = new LaneBuffer(order);
        var buffer = new LaneBuffer(order * order);
        for (var lane = 0; lane < LaneComplex.Lanes; lane++)
        {
            for (var i = 0; i < order; i++)
            {
                for (var j = 0; j < order; j++)
                {
                    // Lanes 0 to 2: nothing on the diagonal, for orders where that is regular.
                    matrices[lane, i, j] = i == j && lane < 3 && order > 1 ? Complex.Zero : new Complex(stream.NextNormal(), stream.NextNormal());
                    buffer.Set((i * order) + j, lane, matrices[lane, i, j]);
                }

                right.Set(i, lane, new Complex(i + 1, lane));
            }
        }

        buffer.Span.CopyTo(factorisation.Matrix);
        factorisation.Factorise();
        factorisation.Solve(right.Span);
        for (var lane = 0; lane < LaneComplex.Lanes; lane++)
        {
            for (var i = 0; i < order; i++)
            {
                var sum = Complex.Zero;
                for (var j = 0; j < order; j++)
                    sum += matrices[lane, i, j] * right.Span[j][lane];
                Assert.Equal(0, Complex.Abs(sum - new Complex(i + 1, lane)), 1e-9);
            }

            Assert.Equal(0, Complex.Abs((factorisation.Determinant[lane] / Determinant(matrices, lane, order)) - 1), 1e-9);
        }
    }

    [Theory] // as many starting points as the generic number, all distinct, each a solution of the start system
    [InlineData(2, 6, true, 6)]
    [InlineData(3, 5, true, 31)]
    [InlineData(4, 4, true, 40)]
    [InlineData(6, 3, true, 31)]
    [InlineData(2, 4, false, 8)]
    [InlineData(3, 4, false, 30)]
    [InlineData(5, 3, false, 42)]
    public void Start_systems_have_the_generic_number_of_points(int degree, int spins, bool lines, int expected)
    {
        var start = new StartSystem(degree, spins, lines);
        start.Draw(TestSeed.Stream($"start {degree} {spins}"));
        Assert.Equal(expected, start.PathCount);
        var points = new List<Complex[]>();
        for (var path = 0; path < expected; path++)
        {
            var z = new Complex[spins + 1];
            start.Begin(path, z);
            for (var i = 0; i < spins; i++)
                Assert.Equal(0, Complex.Abs((degree * start.Diagonal[i] * Power(z[i], degree - 1)) - (z[spins] * z[i])), 1e-12);
            if (lines)
                Assert.Equal(1, z[..spins].Sum(c => (c.Real * c.Real) + (c.Imaginary * c.Imaginary)), 1e-12);
            else
                Assert.Equal(0, Complex.Abs(z[..spins].Aggregate(Complex.Zero, (s, c) => s + (c * c)) - 1), 1e-10);
            points.Add(z);
        }

        for (var a = 0; a < expected; a++)
        {
            for (var b = 0; b < a; b++)
                Assert.False(lines ? SameLine(points[a][..spins], points[b][..spins]) : points[a].Zip(points[b]).All(p => Complex.Abs(p.First - p.Second) < 1e-9));
        }

        static Complex Power(Complex z, int exponent) => Enumerable.Repeat(z, exponent).Aggregate(Complex.One, (s, c) => s * c);
    }

    [Theory] // the predictor's data: the distance of the Taylor polynomial of degree two from the path falls as h cubed
    [InlineData("3", 5, true)]
    [InlineData("4", 4, true)]
    [InlineData("2", 4, true)]
    [InlineData("2,3", 4, false)]
    [InlineData("1,4", 3, false)]
    public void Derivatives_of_a_path_are_those_of_its_points(string degrees, int spins, bool lines)
    {
        var hamiltonian = Draw(degrees, spins);
        var tables = new PolynomialTables(hamiltonian.Terms.Select(t => t.Degree), spins);
        tables.Load(hamiltonian, 0.25);
        var start = new StartSystem(hamiltonian.Degree, spins, lines);
        start.Draw(TestSeed.Stream($"taylor {degrees}"));
        var system = new HomotopySystem(new LanePolynomial(tables), start, lines);
        var (point, first, second, moved, step) = (new LaneBuffer(spins + 1), new LaneBuffer(spins + 1), new LaneBuffer(spins + 1), new LaneBuffer(spins + 1), new LaneBuffer(spins + 1));
        var one = new Complex[spins + 1];
        start.Begin(1, one);
        for (var i = 0; i <= spins; i++)
        {
            point.Set(i, 0, one[i]);
            if (i < spins)
                system.Chart.Set(i, 0, one[i]);
        }

        system.Derivatives(point.Span, Vector512<double>.Zero, first.Span, second.Span);
        var errors = new[] { 4e-3, 2e-3, 1e-3 }.Select(h =>
        {
            for (var i = 0; i <= spins; i++)
                moved.Span[i] = LaneComplex.MultiplyAdd(second.Span[i], Vector512.Create(0.5 * h * h), LaneComplex.MultiplyAdd(first.Span[i], Vector512.Create(h), point.Span[i]));
            return Math.Sqrt(system.Newton(moved.Span, Vector512.Create(h), step.Span)[0]);
        }).ToList();
        Assert.InRange(errors[0] / errors[1], 6.5, 9.5);
        Assert.InRange(errors[1] / errors[2], 7, 9);
    }

    [Fact] // planted defects: a path that jumped to its neighbour's end, one that stopped short of its own, and one that was lost
    public void Jumped_and_unfinished_paths_are_seen()
    {
        const int spins = 5;
        var hamiltonian = Draw("3", spins);
        var tables = new PolynomialTables([3], spins);
        tables.Load(hamiltonian, 0.25);
        var start = new StartSystem(3, spins, lines: true);
        start.Draw(TestSeed.Stream("jumped"));
        double[][] directions = [.. Enumerable.Range(0, 4).Select(d => Enumerable.Range(0, spins).Select(i => Math.Sin((7 * d) + i + 1)).ToArray())];
        var ends = new Dictionary<long, Complex[]>();
        new PathTracker(new HomotopySystem(new LanePolynomial(tables), start, lines: true), start, lines: true)
            .Track([.. Enumerable.Range(0, 31).Select(i => (long)i)], 1e-2, (path, z) => ends[path] = z.ToArray());

        Assert.Equal((31, 0), Count(ends));
        Assert.Equal((30, 1), Count(new(ends) { [7] = [.. ends[8].Select(z => z * new Complex(0.3, -2))] })); // the same line, another point of it
        var short7 = new Complex[spins + 1];
        start.Begin(7, short7);
        var (distinct, groups) = Count(new(ends) { [7] = short7 });
        Assert.True(distinct == 30 || groups == 0, "Newton's method may carry it to its own end, or to another one, which is seen.");
        Assert.Equal((30, 0), Count(new(ends) { [7] = [] }));

        (int Distinct, int Groups) Count(Dictionary<long, Complex[]> arrived)
        {
            var worker = new CensusWorker(tables, start, 3, lines: true, directions);
            foreach (var (path, z) in arrived)
                worker.Take(path, z);
            worker.Flush();
            ClassCertificate[] certificates = [.. worker.Certificates.OrderBy(c => c.Path).Select(c => c.Certificate)];
            return (ClassTable.Distinct(certificates), ClassTable.Overlaps(certificates).Count);
        }
    }

    [Fact] // a path's end is the same bits whatever the other lanes follow
    public void Paths_do_not_depend_on_their_neighbours()
    {
        const int spins = 5;
        var hamiltonian = Draw("3", spins);
        var tables = new PolynomialTables([3], spins);
        tables.Load(hamiltonian, 0.25);
        var start = new StartSystem(3, spins, lines: true);
        start.Draw(TestSeed.Stream("neighbours"));
        var all = Ends([.. Enumerable.Range(0, 31).Select(i => (long)i)]);
        Assert.Equal(31, all.Count);
        foreach (var path in new long[] { 0, 7, 30 })
            Assert.Equal(all[path], Ends([path])[path]);

        Dictionary<long, Complex[]> Ends(long[] paths)
        {
            var ends = new Dictionary<long, Complex[]>();
            new PathTracker(new HomotopySystem(new LanePolynomial(tables), start, lines: true), start, lines: true).Track(paths, 1e-4, (path, z) => ends[path] = z.ToArray());
            return ends;
        }
    }

    [Fact] // the diagonal tensor's solutions are known exactly: each lies in its ball, and its neighbours outside the radius of uniqueness
    public void Certified_balls_hold_the_known_solutions()
    {
        const int spins = 4;
        var form = new SymmetricForm(3, spins);
        var couplings = new double[spins * spins * spins];
        for (var i = 0; i < spins; i++)
            couplings[(((i * spins) + i) * spins) + i] = 1;
        form.SetCouplings(couplings);
        var certifier = Certifier(new SphericalHamiltonian([form]), spins);
        var certificates = new ClassCertificate[LaneComplex.Lanes];
        for (var lane = 0; lane < LaneComplex.Lanes; lane++)
        {
            // Support of lane + 1 in binary, slightly off; f' = 3 x_i^2 = L x_i.
            var support = Enumerable.Range(0, spins).Select(i => ((lane + 1) >> i) & 1).ToArray();
            for (var i = 0; i < spins; i++)
                certifier.Centres.Set(i, lane, new Complex((support[i] / Math.Sqrt(support.Sum())) + (1e-5 * (i + 1)), 1e-6));
            certifier.Centres.Set(spins, lane, new Complex(3 / Math.Sqrt(support.Sum()), 0));
        }

        certifier.Certify(certificates);
        for (var lane = 0; lane < LaneComplex.Lanes; lane++)
        {
            Assert.Equal(ClassStatus.Real, certificates[lane].Status);
            Assert.InRange(certifier.Radius[lane], 1e-16, 1e-11);
            Assert.InRange(certifier.UniquenessRadius[lane], 1e-3, 1);
            var found = Enumerable.Range(0, spins).Select(i => certifier.Centres.Span[i].Re[lane]).ToArray();
            // The exact solution is proportional to the support; in the certifier's chart its length is that of the centre up to the radius.
            var support = Enumerable.Range(0, spins).Select(i => (double)(((lane + 1) >> i) & 1)).ToArray();
            var length = found.Zip(support, (a, b) => a * b).Sum() / support.Sum();
            for (var i = 0; i < spins; i++)
                Assert.InRange(Math.Abs(found[i] - (length * support[i])), 0, 2 * certifier.Radius[lane]);
        }
    }

    [Fact] // planted defects: points far from any solution, and ones that are not numbers
    public void Points_that_are_no_solutions_are_not_proved()
    {
        const int spins = 4;
        var hamiltonian = Draw("3", spins);
        var certifier = Certifier(hamiltonian, spins);
        var stream = TestSeed.Stream("no solution");
        for (var lane = 0; lane < LaneComplex.Lanes; lane++)
        {
            for (var i = 0; i <= spins; i++)
                certifier.Centres.Set(i, lane, lane < 4 ? new Complex(1e8 * stream.NextNormal(), stream.NextNormal()) : new Complex(double.NaN, 0));
        }

        var certificates = new ClassCertificate[LaneComplex.Lanes];
        certifier.Certify(certificates);
        Assert.All(certificates[4..], c => Assert.Equal(ClassStatus.Unproved, c.Status));
        // Newton's method may still arrive somewhere from far away; from what it calls proved the next steps then stay inside the ball.
        var centres = certifier.Centres.Span.ToArray();
        var radius = certifier.Radius;
        var before = certificates.ToArray();
        certifier.Certify(certificates);
        for (var lane = 0; lane < 4; lane++)
        {
            for (var i = 0; i <= spins && before[lane].Status > ClassStatus.Unproved; i++)
                Assert.InRange(Complex.Abs(certifier.Centres.Span[i][lane] - centres[i][lane]), 0, radius[lane] + certifier.Radius[lane]);
        }
    }

    [Fact] // x^3 + 3 y^3: (1, 0) has index 1, and an index is proved only while its ball leaves the Hessian's signs alone
    public void An_index_is_proved_from_a_small_ball_only()
    {
        var form = new SymmetricForm(3, 2);
        form.SetCouplings([1, 0, 0, 0, 0, 0, 0, 3]);
        var tables = new PolynomialTables([3], 2);
        tables.Load(new SphericalHamiltonian([form]), 1);
        var certifier = new IndexCertifier(new LanePolynomial(tables), tables, 3);
        var solution = new RealSolution(0, [1, 0], 3, 1e-12, -1);
        Assert.Equal(1, certifier.Index(solution));
        Assert.Equal(0, certifier.Index(solution with { Position = [-1, 0], Multiplier = -3 }));
        Assert.Equal(1, certifier.Index(solution with { Radius = 1e-3 }));
        Assert.Equal(-1, certifier.Index(solution with { Radius = 1 }));
    }

    [Fact] // the same three classes from three starts, one of them real: each counts once, and its points are there once
    public void Classes_of_several_starts_count_once()
    {
        var form = new SymmetricForm(3, 2);
        form.SetCouplings([1, 0, 0, 0, 0, 0, 0, 3]);
        ClassCertificate real = new(ClassStatus.Real, 1, 1e-10, 1, 1e-10, -1), up = new(ClassStatus.NonReal, new(2, 1), 1e-10, new(2, 1), 1e-10, 0);
        var down = up with { First = new(2, -1), Second = new(2, -1) };
        List<ClassCertificate> certificates = [real, up, default, real, default, down, real, up, down];
        var solution = new RealSolution(0, [1, 0], 3, 1e-12, 1);
        var result = new CensusSummary(new SphericalHamiltonian([form]), lines: true, 3, certificates, new() { [0] = solution, [3] = solution, [6] = solution }).Result(0, 0);
        Assert.Equal(3, result.ComplexClasses);
        Assert.True(result.Complete && result.ChecksPassed, result.Reason);
        Assert.Equal(2, result.Points.Count);
    }

    [Fact] // equal and conjugate discs are told apart from distinct ones; an infinite radius by the second function
    public void Classes_are_compared_by_their_discs()
    {
        ClassCertificate[] classes =
        [
            Class(new(1, 1), 1e-10), Class(new(1 + 1e-11, 1), 1e-10), Class(new(1, -1), 1e-10), Class(new(2, 0), 1e-10, ClassStatus.Real),
            Class(new(0, 0), double.PositiveInfinity, second: 7), Class(new(3, 1), 1e-10), default,
        ];
        Assert.Equal([[0, 1]], ClassTable.Overlaps(classes));
        Assert.Equal(5, ClassTable.Distinct(classes));
        // 0 and 1 have the conjugate 2; 2 has both; 5 has none, and neither has 4.
        Assert.Equal(3, ClassTable.WithConjugate(classes));

        static ClassCertificate Class(Complex value, double radius, ClassStatus status = ClassStatus.NonReal, double second = 1) =>
            new(status, value, radius, new Complex(second, value.Imaginary), 1e-10, Complex.Zero);
    }

    private static ClassCertifier Certifier(SphericalHamiltonian hamiltonian, int spins)
    {
        var tables = new PolynomialTables(hamiltonian.Terms.Select(t => t.Degree), spins);
        tables.Load(hamiltonian, 1);
        var stream = TestSeed.Stream("directions");
        double[][] directions = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, spins).Select(_ => stream.NextNormal()).ToArray())];
        return new ClassCertifier(new LanePolynomial(tables), tables, hamiltonian.Degree, hamiltonian.IsPure, directions);
    }

    private static SphericalHamiltonian Draw(string degrees, int spins) => SphericalHamiltonian.Draw(
        degrees.Split(',').Select(q => (int.Parse(q, System.Globalization.CultureInfo.InvariantCulture), 0.7)), spins, TestSeed.Stream($"homotopy {degrees} {spins}"));

    private static Complex Value(SphericalHamiltonian hamiltonian, Complex[] x)
    {
        var value = Complex.Zero;
        foreach (var form in hamiltonian.Terms)
        {
            var position = 0;
            foreach (var indices in SymmetricForm.Tuples(form.Degree, x.Length))
            {
                Complex product = form.Entries[position++] * SymmetricForm.Orders(indices);
                foreach (var i in indices)
                    product *= x[i];
                value += product;
            }
        }

        return value;
    }

    private static Complex[] Moved(Complex[] x, int i, double h) => [.. x.Select((z, j) => j == i ? z + h : z)];

    private static bool SameLine(Complex[] a, Complex[] b)
    {
        var inner = a.Zip(b).Aggregate(Complex.Zero, (s, p) => s + (p.First * Complex.Conjugate(p.Second)));
        return Complex.Abs(inner) > 1 - 1e-9;
    }

    private static Complex Determinant(Complex[,,] matrices, int lane, int order)
    {
        var a = new Complex[order, order];
        for (var i = 0; i < order; i++)
        {
            for (var j = 0; j < order; j++)
                a[i, j] = matrices[lane, i, j];
        }

        var determinant = Complex.One;
        for (var k = 0; k < order; k++)
        {
            var pivot = Enumerable.Range(k, order - k).MaxBy(i => Complex.Abs(a[i, k]));
            for (var j = 0; j < order && pivot != k; j++)
                (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
            determinant *= pivot == k ? a[k, k] : -a[k, k];
            for (var i = k + 1; i < order; i++)
            {
                var factor = a[i, k] / a[k, k];
                for (var j = k; j < order; j++)
                    a[i, j] -= factor * a[k, j];
            }
        }

        return determinant;
    }
}
