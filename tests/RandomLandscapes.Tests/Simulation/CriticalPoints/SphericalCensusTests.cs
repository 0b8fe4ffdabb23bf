using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;
using RandomLandscapes.Tests.Statistics;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Simulation.CriticalPoints;

public sealed class SphericalCensusTests
{
    [Theory] // T_ii..i = 1, odd p: C(N, m) points of support m and index N - m, and their antipodes; even p: C(N, k) 2^(N-k) of index k
    [InlineData(3, 2, new long[] { 3, 3 })]
    [InlineData(3, 3, new long[] { 4, 6, 4 })]
    [InlineData(3, 5, new long[] { 6, 15, 20, 15, 6 })]
    [InlineData(4, 3, new long[] { 8, 12, 6 })]
    [InlineData(4, 4, new long[] { 16, 32, 24, 8 })]
    public void Diagonal_tensors_have_known_points(int degree, int spins, long[] expected)
    {
        var couplings = new double[(int)Math.Pow(spins, degree)];
        for (var i = 0; i < spins; i++)
            couplings[Enumerable.Repeat(i, degree).Aggregate(0, (position, j) => (position * spins) + j)] = 1;
        var result = Census(couplings, degree, spins);
        AssertProved(result);
        Assert.Equal(expected, result.ByIndex);
        foreach (var point in result.Points)
        {
            // |f| = m^(1 - p/2).
            var support = point.Position.Count(c => Math.Abs(c) > 1e-9);
            Assert.Equal(Math.Pow(support, 1 - (degree / 2.0)), Math.Abs(point.EnergyPerSpin) * Math.Sqrt(spins), 1e-12);
            Assert.All(point.Position.Where(c => Math.Abs(c) > 1e-9), c => Assert.InRange(Math.Abs(Math.Abs(c) - (1 / Math.Sqrt(support))), 0, point.Radius));
        }
    }

    [Fact] // Kolda and Mayo 2011, Example 3.6: |lambda| published to four digits, here as recomputed to six
    public void Kolda_Mayo_example_of_order_three()
    {
        var result = Census(Symmetric(3, 3, "111:-.1281 112:.0516 113:-.0954 122:-.1958 123:-.1790 133:-.2676 222:.3251 223:.2513 233:.1773 333:.0338"), 3, 3);
        AssertProved(result);
        Assert.Equal([4, 6, 4], result.ByIndex);
        Same([0.872985, 0.430586, 0.229419, 0.017981, 0.003264, 0.001834, 0.000565], result.Points.Where(p => p.EnergyPerSpin > 0).Select(p => p.EnergyPerSpin * Math.Sqrt(3)));
    }

    [Fact] // the same, Example 3.5 (Kofidis and Regalia): 13 complex classes, 11 of them real, three with negative values, which chart l = 1 would lose
    public void Kolda_Mayo_example_of_order_four()
    {
        var result = Census(Symmetric(4, 3,
            "1111:.2883 1112:-.0031 1113:.1973 1122:-.2485 1123:-.2939 1133:.3847 1222:.2972 "
            + "1223:.1862 1233:.0919 1333:-.3619 2222:.1241 2223:-.3420 2233:.2127 2333:.2727 3333:-.3054"), 4, 3);
        AssertProved(result);
        Assert.Equal(13, result.ComplexClasses);
        Assert.Equal([6, 10, 6], result.ByIndex);
        // Both signs of each.
        Same(
            [0.889322, 0.816881, 0.510473, 0.363306, 0.268242, 0.262802, 0.243341, 0.173456, -0.045092, -0.562917, -1.095352],
            result.Points.Where((_, i) => i % 2 == 0).Select(p => p.EnergyPerSpin * Math.Sqrt(3)));
    }

    [Fact] // p = 2: the eigenvectors of the symmetrised couplings, two points of each index
    public void Quadratic_forms_have_their_eigenvectors()
    {
        var result = new SphericalCensus([2], 9).Enumerate(Draw([(2, 1.0)], 9, 0), Key);
        AssertProved(result);
        Assert.Equal(Enumerable.Repeat(2L, 9), result.ByIndex);
        Assert.True(double.IsNaN(result.ResidueSum.Real));
    }

    [Theory] // a linear function, with or without others: at least two points, each path accounted for; Hessians by central differences
    [InlineData("1:1", 4, 2)]
    [InlineData("1:0.4,2:0.6", 4, 8)]
    [InlineData("2:0.5,3:0.5", 3, 14)]
    [InlineData("1:0.2,3:0.8", 4, 30)]
    [InlineData("2:0.5,4:0.5", 3, 26)]
    [InlineData("1:0.1,2:0.2,3:0.3,5:0.4", 3, 42)]
    public void Mixtures_have_the_generic_number_of_complex_points(string mixture, int spins, int expected)
    {
        var weights = mixture.Split(',').Select(t => t.Split(':')).Select(t => (int.Parse(t[0], System.Globalization.CultureInfo.InvariantCulture), double.Parse(t[1], System.Globalization.CultureInfo.InvariantCulture))).ToArray();
        var census = new SphericalCensus(weights.Select(w => w.Item1), spins, asMixture: true);
        for (ulong sample = 0; sample < 12; sample++)
        {
            var hamiltonian = Draw(weights, spins, sample);
            var result = census.Enumerate(hamiltonian, Key, sample);
            AssertProved(result);
            Assert.Equal(expected, result.ExpectedComplexClasses);
            Assert.InRange(result.Points.Count, 2, expected);
            foreach (var point in result.Points)
                AssertCritical(hamiltonian, point);
        }
    }

    [Theory] // every check of every sample, odd and even p; the parity of the number of real classes is that of all classes
    [InlineData(3, 2, 30)]
    [InlineData(3, 4, 30)]
    [InlineData(3, 5, 20)]
    [InlineData(3, 7, 5)]
    [InlineData(4, 3, 20)]
    [InlineData(4, 4, 10)]
    [InlineData(5, 3, 10)]
    [InlineData(6, 3, 10)]
    public void Every_sample_is_proved_complete(int degree, int spins, int samples)
    {
        var census = new SphericalCensus([degree], spins);
        for (ulong sample = 0; sample < (ulong)samples; sample++)
        {
            var hamiltonian = Draw([(degree, 1.0)], spins, sample);
            var result = census.Enumerate(hamiltonian, Key, sample);
            AssertProved(result);
            Assert.Equal(-1, result.ResidueSum.Real, 1e-6);
            Assert.Equal(result.ExpectedComplexClasses % 2, result.Points.Count / 2 % 2);
            Assert.Equal(spins % 2 == 1 ? 2 : 0, result.ByIndex.Select((n, k) => k % 2 == 0 ? n : -n).Sum());
            foreach (var point in result.Points.Where((_, i) => i % 7 == 0))
                AssertCritical(hamiltonian, point);
        }
    }

    [Theory] // saturation: a hundred homotopies find the same sorted set
    [InlineData(3, 3)]
    [InlineData(3, 6)]
    [InlineData(4, 4)]
    public void A_hundred_starts_find_the_same_set(int degree, int spins)
    {
        var census = new SphericalCensus([degree], spins);
        var hamiltonian = Draw([(degree, 1.0)], spins, 77);
        var first = census.Enumerate(hamiltonian, Key);
        AssertProved(first);
        for (ulong start = 1; start < 100; start++)
        {
            var again = census.Enumerate(hamiltonian, Key, start);
            AssertProved(again);
            AssertSameSet(first, again);
        }
    }

    [Fact] // and so does a mixture that happens to have one degree, on x.x = 1 instead of up to scale
    public void One_degree_as_a_mixture_has_the_same_points()
    {
        var hamiltonian = Draw([(3, 1.0)], 5, 3);
        var lines = new SphericalCensus([3], 5).Enumerate(hamiltonian, Key);
        var points = new SphericalCensus([3], 5, asMixture: true).Enumerate(hamiltonian, Key);
        AssertProved(points);
        Assert.Equal((31, 62), (lines.ComplexClasses, points.ComplexClasses));
        AssertSameSet(lines, points);
    }

    [Fact] // 511 paths: two chunks, so that threads share them
    public void Threads_do_not_change_a_bit()
    {
        var hamiltonian = Draw([(3, 1.0)], 9, 5);
        var one = new SphericalCensus([3], 9).Enumerate(hamiltonian, Key);
        var two = new SphericalCensus([3], 9, threads: 2).Enumerate(hamiltonian, Key);
        AssertProved(one);
        Assert.Equal((one.ResidueSum, one.Steps), (two.ResidueSum, two.Steps));
        foreach (var (a, b) in one.Points.Zip(two.Points))
        {
            Assert.Equal((a.EnergyPerSpin, a.MorseIndex, a.Radius), (b.EnergyPerSpin, b.MorseIndex, b.Radius));
            Assert.Equal(a.Position, b.Position);
        }
    }

    [Fact] // mean counts against exact theory: N = 3 and 4, p = 3, a mixture, and P(6 points) at N = 2
    public void Mean_counts_of_proved_samples_meet_theory()
    {
        const int samples = 1500;
        var sixes = 0;
        var two = new SphericalCensus([3], 2);
        for (ulong s = 0; s < samples; s++)
            sixes += two.Enumerate(Draw([(3, 1.0)], 2, s), Key, s).Points.Count == 6 ? 1 : 0;
        StatisticalAssert.Binomial(sixes, samples, (Math.Sqrt(7) - 1) / 2, FalseAlarmTable.Standard / 10);
        Mean([(3, 1.0)], 3, SphericalMeanCounts.PurePSpin(3, 3));
        Mean([(4, 1.0)], 3, SphericalMeanCounts.PurePSpin(4, 3));
        Mean([(2, 0.5), (3, 0.5)], 3, SphericalMeanCounts.Mixture(2.5, 4, 3));
        Mean([(1, 0.5), (3, 0.5)], 3, SphericalMeanCounts.Mixture(2, 3, 3));

        static void Mean((int, double)[] weights, int spins, MeanCounts exact)
        {
            var census = new SphericalCensus(weights.Select(w => w.Item1), spins);
            var (sum, squares, minima, minimaSquares) = (0.0, 0.0, 0.0, 0.0);
            for (ulong s = 0; s < samples; s++)
            {
                var result = census.Enumerate(Draw(weights, spins, s), Key, s);
                sum += result.Points.Count;
                squares += (double)result.Points.Count * result.Points.Count;
                minima += result.ByIndex[0];
                minimaSquares += (double)result.ByIndex[0] * result.ByIndex[0];
            }

            StatisticalAssert.Student(Estimate(sum, squares), exact.Total, FalseAlarmTable.Standard / 10);
            StatisticalAssert.Student(Estimate(minima, minimaSquares), exact.ByIndex[0], FalseAlarmTable.Standard / 10);
            StatisticalAssert.Rejects(() => StatisticalAssert.Student(Estimate(sum, squares), 1.1 * exact.Total, FalseAlarmTable.Standard / 10));
        }

        static Estimate Estimate(double sum, double squares) =>
            new(sum / samples, Math.Sqrt(((squares / samples) - (sum / samples * sum / samples)) / (samples - 1)), samples - 1);
    }

    [Fact] // a rotation's quadratic form has a continuum of eigenvectors: no generic count, so nothing is called complete
    public void Degenerate_tensors_are_never_complete()
    {
        var result = Census([1, 0, 0, 0, 1, 0, 0, 0, 2], 2, 3);
        Assert.False(result.Complete);
        Assert.False(result.ChecksPassed);
        Assert.Contains("complex solutions were not proved", result.Reason, StringComparison.Ordinal);
        Assert.Contains("not all zero", Assert.Throws<ArgumentException>(() => Census(new double[27], 3, 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistaken_requests_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SphericalCensus([], 3));
        Assert.Throws<ArgumentException>(() => new SphericalCensus([7], 3));
        Assert.Throws<ArgumentException>(() => new SphericalCensus([3], 29));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SphericalCensus([3], 1));
        Assert.Throws<ArgumentException>(() => new SphericalCensus([3], 4).Enumerate(Draw([(3, 1.0)], 5, 0), Key));
        Assert.Throws<ArgumentException>(() => new SphericalCensus([3], 4).Enumerate(Draw([(4, 1.0)], 4, 0), Key));
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() => new SphericalCensus([3], 4).Enumerate(Draw([(3, 1.0)], 4, 0), Key, cancellation: stopped.Token));
    }

    [Theory] // stopped after some blocks, of which one was damaged later, and gone on with; also where paths had to be followed again
    [InlineData(1)]
    [InlineData(2)]
    public void Interrupted_enumerations_go_on_to_the_same_result(int threads)
    {
        var hamiltonian = Draw([(3, 1.0)], 12, 5);
        var undisturbed = new SphericalCensus([3], 12).Enumerate(hamiltonian, Key);
        AssertProved(undisturbed);
        var journal = new MemoryJournal { Limit = 7 };
        Assert.ThrowsAny<Exception>(() => new SphericalCensus([3], 12, threads: threads).Enumerate(hamiltonian, Key, journal: journal));
        Assert.Equal(7, journal.Blocks.Count);
        journal.Blocks[journal.Blocks.Keys.First()] = [1, 2, 3];
        journal.Limit = int.MaxValue;
        var resumed = new SphericalCensus([3], 12, threads: threads).Enumerate(hamiltonian, Key, journal: journal);
        Assert.Equal(6 + 1, journal.Found);
        Assert.Equal(undisturbed.Steps, resumed.Steps);
        Assert.Equal(undisturbed.ByIndex, resumed.ByIndex);
        Assert.Equal(undisturbed.ResidueSum, resumed.ResidueSum);
        for (var i = 0; i < undisturbed.Points.Count; i++)
        {
            Assert.Equal(undisturbed.Points[i].Position, resumed.Points[i].Position);
            Assert.Equal(undisturbed.Points[i] with { Position = [] }, resumed.Points[i] with { Position = [] });
        }
    }

    private sealed class MemoryJournal : ICensusJournal
    {
        private readonly Lock _gate = new();

        public Dictionary<(int, int, int), byte[]> Blocks { get; } = [];

        public int Limit { get; set; }

        public int Found { get; private set; }

        public byte[]? Find(int start, int round, int block)
        {
            lock (_gate)
            {
                var found = Blocks.GetValueOrDefault((start, round, block));
                Found += found is null ? 0 : 1;
                return found;
            }
        }

        public void Keep(int start, int round, int block, byte[] content)
        {
            lock (_gate)
            {
                if (Blocks.Count == Limit)
                    throw new OperationCanceledException();
                Blocks[(start, round, block)] = content;
            }
        }
    }

    private static StreamKey Key => StreamKey.Derive(TestSeed.Root, "census", "start");

    private static SphericalHamiltonian Draw((int, double)[] weights, int spins, ulong sample) => SphericalHamiltonian.Draw(
        weights, spins, TestSeed.Stream($"census {string.Join(' ', weights.Select(w => w.Item1))} {spins}", sample));

    private static CensusResult Census(double[] couplings, int degree, int spins)
    {
        var form = new SymmetricForm(degree, spins);
        form.SetCouplings(couplings);
        return new SphericalCensus([degree], spins).Enumerate(new SphericalHamiltonian([form]), Key);
    }

    private static double[] Symmetric(int degree, int spins, string list)
    {
        var entries = list.Split(' ').Select(t => t.Split(':')).ToDictionary(t => t[0], t => double.Parse(t[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);
        var couplings = new double[(int)Math.Pow(spins, degree)];
        for (var position = 0; position < couplings.Length; position++)
        {
            var digits = new char[degree];
            for (var (j, rest) = (0, position); j < degree; j++, rest /= spins)
                digits[j] = (char)('1' + (rest % spins));
            couplings[position] = entries[new string([.. digits.Order()])];
        }

        return couplings;
    }

    private static void AssertProved(CensusResult result)
    {
        Assert.True(result.Complete && result.Certified && result.ChecksPassed, result.Reason);
        Assert.Equal("", result.Reason);
        Assert.Equal(result.Points.Count, result.ByIndex.Sum());
        Assert.All(result.Points, p => Assert.InRange(p.Radius, 0, 1e-7));
    }

    private static void Same(double[] expected, IEnumerable<double> found)
    {
        var sorted = found.OrderDescending().ToList();
        Assert.Equal(expected.Length, sorted.Count);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], sorted[i], 1e-6);
    }

    private static void AssertSameSet(CensusResult first, CensusResult again)
    {
        Assert.Equal(first.Points.Count, again.Points.Count);
        Assert.Equal(first.ByIndex, again.ByIndex);
        foreach (var (a, b) in first.Points.Zip(again.Points))
            Assert.Equal(a.EnergyPerSpin, b.EnergyPerSpin, 1e-10);
        // Energies of x and -x are equal for even p: positions are compared as sets.
        foreach (var point in again.Points)
            Assert.Contains(first.Points, p => p.MorseIndex == point.MorseIndex && p.Position.Zip(point.Position).Max(c => Math.Abs(c.First - c.Second)) < 1e-8);
    }

    // An oracle of its own: value and Riemannian derivatives by central differences along great circles.
    private static void AssertCritical(SphericalHamiltonian hamiltonian, CensusPoint point)
    {
        var n = point.Position.Count;
        Assert.Equal(1, point.Position.Sum(x => x * x), 1e-14);
        Assert.Equal(hamiltonian.Value([.. point.Position]) / Math.Sqrt(n), point.EnergyPerSpin, 1e-14);
        var basis = TangentBasis(point.Position);
        const double h = 1e-3;
        var hessian = new double[n - 1, n - 1];
        for (var a = 0; a < n - 1; a++)
        {
            Assert.Equal(0, ((8 * (At(a, a, h, 0) - At(a, a, -h, 0))) - (At(a, a, 2 * h, 0) - At(a, a, -2 * h, 0))) / (12 * h), 1e-7);
            for (var b = 0; b <= a; b++)
                hessian[a, b] = hessian[b, a] = (At(a, b, h, h) - At(a, b, h, -h) - At(a, b, -h, h) + At(a, b, -h, -h)) / (4 * h * h);
        }

        var eigenvalues = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(hessian).Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric).EigenValues.Select(e => e.Real).ToList();
        // Differences are right to about 1e-4: an eigenvalue below that decides nothing.
        if (eigenvalues.TrueForAll(e => Math.Abs(e) > 1e-3))
            Assert.Equal(eigenvalues.Count(e => e < 0), point.MorseIndex);

        double At(int a, int b, double s, double t)
        {
            var y = point.Position.Select((x, i) => x + (s * basis[a][i]) + (t * basis[b][i])).ToArray();
            var length = Math.Sqrt(y.Sum(x => x * x));
            return hamiltonian.Value(Array.ConvertAll(y, x => x / length));
        }
    }

    private static List<double[]> TangentBasis(IReadOnlyList<double> x)
    {
        var basis = new List<double[]> { x.ToArray() };
        for (var i = 0; i < x.Count && basis.Count <= x.Count; i++)
        {
            var v = new double[x.Count];
            v[i] = 1;
            for (var pass = 0; pass < 2; pass++)
            {
                foreach (var e in basis)
                {
                    var inner = e.Zip(v, (p, q) => p * q).Sum();
                    v = [.. v.Zip(e, (p, q) => p - (inner * q))];
                }
            }

            var length = Math.Sqrt(v.Sum(c => c * c));
            if (length > 0.1 / x.Count && basis.Count < x.Count)
                basis.Add(Array.ConvertAll(v, c => c / length));
        }

        return basis[1..];
    }
}
