using System.Numerics;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>Turns certificates into critical points and into what is proved of their number.</summary>
/// <param name="hamiltonian">The Hamiltonian.</param>
/// <param name="lines">Whether solutions are counted up to scale.</param>
/// <param name="expected">The generic number of complex solutions.</param>
/// <param name="certificates">Of all paths, start after start.</param>
/// <param name="real">The real solutions by the position of their certificates.</param>
internal sealed class CensusSummary(
    SphericalHamiltonian hamiltonian, bool lines, int expected, List<ClassCertificate> certificates, Dictionary<int, RealSolution> real)
{
    private const double ResidueTolerance = 1e-7;

    /// <summary>Draws the conclusions.</summary>
    /// <param name="retracked">How many paths were followed again.</param>
    /// <param name="steps">How many steps all paths took.</param>
    public CensusResult Result(long retracked, long steps)
    {
        var doubles = ClassTable.Overlaps(certificates).SelectMany(g => g.Skip(1)).ToHashSet();
        var points = Points(doubles);
        var byIndex = new long[hamiltonian.SpinCount];
        var undecided = 0;
        foreach (var point in points)
        {
            if (point.MorseIndex < 0)
                undecided++;
            else
                byIndex[point.MorseIndex]++;
        }

        var kept = doubles.Count == 0 ? certificates : [.. certificates.Where((_, i) => !doubles.Contains(i))];
        var distinct = kept.Count(c => c.Status > ClassStatus.Unproved);
        var complete = distinct == expected;
        // Where all solutions are found, paths that failed once do not matter any more.
        var open = kept.Count(c => c.Status == ClassStatus.RealnessOpen || (!complete && c.Status <= ClassStatus.Unproved));
        var nonReal = kept.Count(c => c.Status == ClassStatus.NonReal);
        var conjugates = ClassTable.WithConjugate(kept);
        var residue = Residue(kept, out var residueHolds);
        var morse = undecided > 0 || MorseInequalitiesHold(byIndex);
        var reasons = new List<string>();
        Add(!complete, $"{expected - distinct} of {expected} complex solutions were not proved");
        Add(kept.Any(c => c.Status == ClassStatus.RealnessOpen), "some solutions are neither proved real nor proved not real");
        Add(undecided > 0, $"{undecided} points have an undecided index");
        Add(!residueHolds, "the residue sum is off");
        Add(conjugates != nonReal, $"{nonReal - conjugates} solutions lack their complex conjugate");
        Add(!morse, "the Morse inequalities are violated");
        return new CensusResult
        {
            Points = points,
            ByIndex = byIndex,
            ComplexClasses = distinct,
            ExpectedComplexClasses = expected,
            Certified = open == 0 && points.TrueForAll(p => p.Certified),
            ChecksPassed = complete && residueHolds && conjugates == nonReal && morse,
            ResidueSum = residue,
            Reason = string.Join("; ", reasons),
            Retracked = retracked,
            Steps = steps,
        };

        void Add(bool fails, string reason)
        {
            if (fails)
                reasons.Add(reason);
        }
    }

    private List<CensusPoint> Points(HashSet<int> doubles)
    {
        var points = new List<CensusPoint>();
        foreach (var (position, solution) in real.OrderBy(r => r.Key))
        {
            if (!doubles.Contains(position))
                Add(points, solution);
        }

        // Energies that are equal up to rounding are ordered by the coordinates, so that the order does not depend on the start of the homotopy.
        var unit = points.Count == 0 ? 1 : 1e-11 * points.Max(p => Math.Abs(p.EnergyPerSpin));
        points.Sort((a, b) => Compare(a, b, unit));
        return points;
    }

    private static int Compare(CensusPoint a, CensusPoint b, double unit)
    {
        var order = unit > 0 ? Math.Round(a.EnergyPerSpin / unit).CompareTo(Math.Round(b.EnergyPerSpin / unit)) : 0;
        for (var i = 0; i < a.Position.Count && order == 0; i++)
            order = Math.Round(a.Position[i], 7).CompareTo(Math.Round(b.Position[i], 7));
        return order;
    }

    private void Add(List<CensusPoint> points, RealSolution solution)
    {
        var n = solution.Position.Length;
        var length = Math.Sqrt(solution.Position.Sum(x => x * x));
        var unit = Array.ConvertAll(solution.Position, x => x / length);
        // Of x / |x| when each coordinate of x may be off by r: r from the coordinate and r sqrt(N) from the length, with roundings.
        var radius = (1 + 1e-9) * ((solution.Radius * (1 + Math.Sqrt(n)) / length) + 4e-16);
        var certified = double.IsFinite(solution.Radius) && solution.MorseIndex >= 0;
        var energy = hamiltonian.Value(unit) / Math.Sqrt(n);
        points.Add(new CensusPoint(energy, solution.MorseIndex, unit, radius, certified));
        if (!lines)
            return;
        var odd = hamiltonian.Degree % 2 == 1;
        points.Add(new CensusPoint(
            odd ? -energy : energy, odd && solution.MorseIndex >= 0 ? n - 1 - solution.MorseIndex : solution.MorseIndex, Array.ConvertAll(unit, x => -x), radius, certified));
    }

    private Complex Residue(List<ClassCertificate> kept, out bool holds)
    {
        holds = true;
        if (hamiltonian.Degree <= 2)
            return new Complex(double.NaN, double.NaN);
        var (sum, size) = (Complex.Zero, 0.0);
        foreach (var certificate in kept)
        {
            sum += certificate.Residue;
            size += Complex.Abs(certificate.Residue);
        }

        holds = Complex.Abs(sum - (lines ? -1 : 0)) <= ResidueTolerance * (1 + size);
        return sum;
    }

    // sum_(j<=k) (-1)^(k-j) (N_j - b_j) >= 0 with the Betti numbers 1, 0, ..., 0, 1 of the sphere, and equality at the end.
    private static bool MorseInequalitiesHold(long[] byIndex)
    {
        long sum = 0;
        for (var k = 0; k < byIndex.Length; k++)
        {
            sum = byIndex[k] - (k == 0 ? 1 : 0) - (k == byIndex.Length - 1 ? 1 : 0) - sum;
            if (sum < 0)
                return false;
        }

        return sum == 0;
    }
}
