using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.CriticalPoints;

public sealed class SphericalSearchTests
{
    [Theory] // whatever a search calls critical is in the proved list of all points, with its energy and index; and the searches together find most of them
    [InlineData(new[] { 3 }, 6)]
    [InlineData(new[] { 4 }, 5)]
    [InlineData(new[] { 2, 3 }, 5)]
    [InlineData(new[] { 1, 4 }, 4)]
    public void Every_point_found_is_in_the_census(int[] degrees, int spins)
    {
        var stream = TestSeed.Stream($"searches {string.Join(' ', degrees)} {spins}");
        var hamiltonian = SphericalHamiltonian.Draw(degrees.Select(d => (d, 1.0)), spins, stream);
        var census = new SphericalCensus(degrees, spins).Enumerate(hamiltonian, StreamKey.Derive(1, "tests", "searches"), 0);
        Assert.True(census.Complete && census.Certified);
        var search = new SphericalSearch(degrees, spins);
        search.Load(hamiltonian);
        var found = new HashSet<int>();
        var outcomes = new int[8];
        for (var j = 0; j < 600; j++)
        {
            var method = (SearchMethod)(j % 3);
            var target = method == SearchMethod.EigenvectorFollowing ? j / 3 % spins : 0;
            var result = search.Run(method, Start(stream, spins), target);
            outcomes[(int)result.Outcome]++;
            if (result.Outcome != SearchOutcome.Critical)
                continue;
            var number = Enumerable.Range(0, census.Points.Count).MinBy(i => Distance(census.Points[i].Position, result.Position));
            Assert.InRange(Distance(census.Points[number].Position, result.Position), 0, 1e-9);
            Assert.Equal(census.Points[number].EnergyPerSpin, result.EnergyPerSpin, 1e-12);
            Assert.Equal(census.Points[number].MorseIndex, result.MorseIndex);
            if (method == SearchMethod.GradientDescent)
                Assert.Equal(0, result.MorseIndex);
            found.Add(number);
        }

        // A descent has no other end here.
        Assert.InRange(outcomes[(int)SearchOutcome.Critical], 400, 600);
        Assert.All(Enumerable.Range(0, census.Points.Count).Where(i => census.Points[i].MorseIndex == 0), i => Assert.Contains(i, found));
        Assert.InRange(found.Count, 0.9 * census.Points.Count, census.Points.Count);
    }

    [Fact] // p = 2: the k-th eigenvector, value half its eigenvalue in the form's own normalisation
    public void Quadratic_forms_lead_to_their_eigenvectors()
    {
        const int n = 12;
        var stream = TestSeed.Stream("quadratic searches");
        var hamiltonian = SphericalHamiltonian.Draw([(2, 1.0)], n, stream);
        var matrix = new double[n * n];
        foreach (var (i, j) in Enumerable.Range(0, n * n).Select(c => (c / n, c % n)))
            matrix[(i * n) + j] = hamiltonian.Terms[0].Entries[SymmetricForm.Offset([Math.Max(i, j), Math.Min(i, j)])];
        var eigenvalues = new double[n];
        new SymmetricEigenvalues(n).Compute(matrix, eigenvalues);
        var search = new SphericalSearch([2], n);
        search.Load(hamiltonian);
        for (var k = 0; k < n; k++)
        {
            var result = search.Run(SearchMethod.EigenvectorFollowing, Start(stream, n), k);
            Assert.Equal(SearchOutcome.Critical, result.Outcome);
            Assert.Equal(k, result.MorseIndex);
            Assert.Equal(eigenvalues[k], result.EnergyPerSpin * Math.Sqrt(n), 1e-12);
        }

        Assert.Equal(eigenvalues[0], search.Run(SearchMethod.GradientDescent, Start(stream, n)).EnergyPerSpin * Math.Sqrt(n), 1e-12);
    }

    [Theory] // the index by another route: inertia of a Hessian made here from the definition
    [InlineData(SearchMethod.GradientDescent, 0)]
    [InlineData(SearchMethod.Newton, 0)]
    [InlineData(SearchMethod.EigenvectorFollowing, 3)]
    public void A_hundred_spins_have_the_index_of_their_Hessian(SearchMethod method, int target)
    {
        const int n = 100;
        var search = new SphericalSearch([3], n);
        var criticals = 0;
        for (var sample = 0ul; sample < 3; sample++)
        {
            var stream = TestSeed.Stream("hundred spins", sample);
            var hamiltonian = SphericalHamiltonian.Draw([(3, 1.0)], n, stream);
            search.Load(hamiltonian);
            var result = search.Run(method, Start(stream, n), target);
            if (result.Outcome != SearchOutcome.Critical)
                continue;
            criticals++;
            var x = result.Position.ToArray();
            Assert.Equal(hamiltonian.Value(x), result.EnergyPerSpin * Math.Sqrt(n), 1e-10);
            var second = PlainContraction(hamiltonian, x);
            var expected = new InertiaSolver(n).Compute(second).Counts;
            Assert.Equal(result.MorseIndex, expected.Negative);
            if (method == SearchMethod.EigenvectorFollowing)
                Assert.Equal(target, result.MorseIndex);
        }

        Assert.True(method == SearchMethod.Newton || criticals >= 2);
    }

    [Fact] // on a circle, f = cos t + a cos 3t, a = 0.2: |f'| = |sin t + 3 a sin 3t| has a minimum 1 - 3a at t = pi/2
    public void A_minimum_of_the_gradient_is_no_critical_point()
    {
        // cos 3t = 4 c^3 - 3 c with c = cos t.
        const double a = 0.2;
        var (linear, cubic) = (new SymmetricForm(1, 2), new SymmetricForm(3, 2));
        linear.SetCouplings([1 - (3 * a), 0]);
        cubic.SetCouplings([4 * a, 0, 0, 0, 0, 0, 0, 0]);
        var search = new SphericalSearch([1, 3], 2);
        search.Load(new SphericalHamiltonian([linear, cubic]));
        var flat = search.Run(SearchMethod.Newton, [Math.Cos(1.4), Math.Sin(1.4)]);
        Assert.Equal(SearchOutcome.GradientFlat, flat.Outcome);
        Assert.Equal(1 - (3 * a), flat.GradientNorm, 1e-8);
        Assert.Equal(-1, flat.MorseIndex);
        var descent = search.Run(SearchMethod.GradientDescent, [Math.Cos(1.4), Math.Sin(1.4)]);
        Assert.Equal(SearchOutcome.Critical, descent.Outcome);
        Assert.Equal(-1 - a, descent.EnergyPerSpin * Math.Sqrt(2), 1e-12);
    }

    [Fact] // a form of one of three coordinates is degenerate on a whole circle: the gradient ends, Newton's step does not
    public void Degenerate_points_are_singular_not_critical()
    {
        var form = new SymmetricForm(3, 3);
        var couplings = new double[27];
        couplings[0] = 1;
        form.SetCouplings(couplings);
        var search = new SphericalSearch([3], 3);
        search.Load(new SphericalHamiltonian([form]));
        var result = search.Run(SearchMethod.Newton, [0.1, 0.7, 0.7]);
        Assert.Equal(SearchOutcome.SingularHessian, result.Outcome);
        Assert.Equal(-1, result.MorseIndex);
    }

    [Fact]
    public void Limits_and_overflow_are_outcomes()
    {
        var stream = TestSeed.Stream("limits");
        var hamiltonian = SphericalHamiltonian.Draw([(3, 1.0)], 20, stream);
        var search = new SphericalSearch([3], 20, new SearchSettings(NewtonSteps: 3, DescentSteps: 5));
        search.Load(hamiltonian);
        foreach (var (method, steps) in new[] { (SearchMethod.GradientDescent, 5), (SearchMethod.Newton, 3), (SearchMethod.EigenvectorFollowing, 3) })
        {
            var result = search.Run(method, Start(stream, 20));
            Assert.Equal((SearchOutcome.IterationLimit, steps, -1), (result.Outcome, result.Steps, result.MorseIndex));
        }

        var form = new SymmetricForm(3, 2);
        form.SetCouplings([.. Enumerable.Repeat(2.9e307, 8)]);
        search = new SphericalSearch([3], 2);
        search.Load(new SphericalHamiltonian([form]));
        Assert.Equal(SearchOutcome.NonFinite, search.Run(SearchMethod.Newton, [1, 1]).Outcome);
    }

    [Fact]
    public void A_search_does_not_depend_on_earlier_ones()
    {
        var stream = TestSeed.Stream("reuse");
        var (first, second) = (SphericalHamiltonian.Draw([(3, 1.0)], 30, stream), SphericalHamiltonian.Draw([(3, 1.0)], 30, stream));
        var start = Start(stream, 30);
        foreach (var method in Enum.GetValues<SearchMethod>())
        {
            var fresh = new SphericalSearch([3], 30);
            fresh.Load(first);
            var expected = fresh.Run(method, start);
            fresh.Load(second);
            fresh.Run(SearchMethod.Newton, start);
            fresh.Run(SearchMethod.GradientDescent, start);
            fresh.Load(first);
            var again = fresh.Run(method, start);
            Assert.Equal(expected.Position, again.Position);
            Assert.Equal(expected with { Position = [] }, again with { Position = [] });
        }
    }

    [Fact]
    public void Mistaken_requests_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SphericalSearch([3], 4, new SearchSettings(NewtonSteps: 0)));
        Assert.Throws<ArgumentException>(() => new SphericalSearch([3], 4, new SearchSettings(LongestStep: double.NaN)));
        var search = new SphericalSearch([3], 4);
        search.Load(SphericalHamiltonian.Draw([(3, 1.0)], 4, TestSeed.Stream("search mistakes")));
        Assert.Throws<ArgumentException>(() => search.Run(SearchMethod.Newton, new double[4]));
        Assert.Throws<ArgumentException>(() => search.Run(SearchMethod.Newton, [1, 0, 0]));
        Assert.Throws<ArgumentException>(() => search.Run(SearchMethod.Newton, [1, double.NaN, 0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => search.Run(SearchMethod.Newton, [1, 0, 0, 0], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => search.Run(SearchMethod.EigenvectorFollowing, [1, 0, 0, 0], 4));
    }

    // P (f'' - (x.f') I) P + x x^T |f''|: one more positive eigenvalue than the tangent space has.
    private static double[] PlainContraction(SphericalHamiltonian hamiltonian, double[] x)
    {
        var n = x.Length;
        var packed = SpinGlasses.PlainContraction.Contract(3, n, hamiltonian.Terms[0].Entries, x);
        var second = new double[n, n];
        foreach (var (i, j) in Enumerable.Range(0, n * n).Select(c => (c / n, c % n)))
            second[i, j] = 6 * packed[SymmetricForm.Offset([Math.Max(i, j), Math.Min(i, j)])];
        var radial = 3 * hamiltonian.Value(x);
        var product = Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => second[i, j] * x[j])).ToArray();
        var twice = product.Zip(x, (a, b) => a * b).Sum();
        var result = new double[n * n];
        foreach (var (i, j) in Enumerable.Range(0, n * n).Select(c => (c / n, c % n)))
            result[(i * n) + j] = second[i, j] - (i == j ? radial : 0) - (x[i] * product[j]) - (product[i] * x[j]) + ((twice + radial + 100) * x[i] * x[j]);
        return result;
    }

    private static double[] Start(RandomStream stream, int spins)
    {
        var x = new double[spins];
        stream.FillNormal(x);
        return x;
    }

    private static double Distance(IReadOnlyList<double> x, IReadOnlyList<double> y) => Math.Sqrt(x.Zip(y, (a, b) => (a - b) * (a - b)).Sum());
}
