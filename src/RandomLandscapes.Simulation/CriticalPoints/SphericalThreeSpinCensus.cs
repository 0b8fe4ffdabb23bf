using System.Numerics;
using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Simulation.CriticalPoints;

/// <summary>Finds every critical point of a spherical 3-spin sample by following all 2^N - 1 complex eigenpair classes.</summary>
/// <remarks>
/// <para>Critical points are the real eigenpairs T x^2 = f x; the chart l = 1 has 2^N - 1 nonzero complex solutions y = x / l for a
/// generic tensor, each real one giving the two points +-y / |y| with f = +-1 / |y|, whose indices are k and N - 1 - k.</para>
/// <para>Checks: the classes are pairwise distinct and 2^N - 1 in number; the Euler-Jacobi identity sum 1 / det(I - 2 T y) = -1; the
/// number of real classes is odd. A sample that fails is tried again with other start tensors and else reported, never dropped. The
/// checks are evidence, not interval proofs. Measure: every point counts once (exhaustive).</para>
/// <para>Source: Cartwright and Sturmfels, LAA 438 (2013) 942 (the count); the homotopy: start x_i in {0, 1 / d_i}.</para>
/// <para>Cost: about 25 steps of 6 evaluations a path, about 0.6 ms in all for N = 4.</para>
/// </remarks>
public sealed class SphericalThreeSpinCensus
{
    private const int Attempts = 5;
    private const double RealTolerance = 1e-8;
    private const double DistinctTolerance = 1e-6;
    private const double ResidueTolerance = 1e-6;

    private readonly int _spinCount;
    private readonly EigenpairSystem _system;
    private readonly EigenpairTracker _tracker;
    private readonly Complex[] _ends;
    private readonly Complex[] _matrix;
    private readonly double[] _x;
    private readonly double[] _contraction;
    private readonly double[] _gradient;
    private readonly double[] _hessian;
    private readonly double[] _eigenvalues;
    private readonly SymmetricEigenvalues _solver;

    /// <summary>Prepares the buffers; the instance serves one thread.</summary>
    /// <param name="spinCount">N, 2 to 12.</param>
    public SphericalThreeSpinCensus(int spinCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(spinCount, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(spinCount, 12);
        _spinCount = spinCount;
        ClassCount = (1 << spinCount) - 1;
        _system = new EigenpairSystem(spinCount);
        _tracker = new EigenpairTracker(_system, spinCount);
        _ends = new Complex[ClassCount * (spinCount + 1)];
        _matrix = new Complex[spinCount * spinCount];
        _x = new double[spinCount];
        _contraction = new double[spinCount * spinCount];
        _gradient = new double[spinCount];
        _hessian = new double[(spinCount - 1) * (spinCount - 1)];
        _eigenvalues = new double[spinCount - 1];
        _solver = new SymmetricEigenvalues(spinCount - 1);
    }

    /// <summary>The generic number of complex classes, 2^N - 1.</summary>
    public int ClassCount { get; }

    /// <summary>sum 1 / det(I - 2 T y) over the classes of the last sample; exactly -1 in exact arithmetic.</summary>
    public double ResidueSum { get; private set; }

    /// <summary>How many start tensors the last sample took; more than one is a retry.</summary>
    public int AttemptsTaken { get; private set; }

    /// <summary>Enumerates the critical points of one sample.</summary>
    /// <param name="landscape">The sample.</param>
    /// <param name="stream">Source of the start tensors; the found set does not depend on it.</param>
    /// <param name="visit">Called for each point with H / N, the index (-1 undecided) and the position on the unit sphere, valid
    /// during the call; both x and -x are visited. Not called unless the checks passed.</param>
    /// <returns>How the enumeration ended.</returns>
    public CensusOutcome Enumerate(SphericalThreeSpin landscape, RandomStream stream, Action<double, int, ReadOnlySpan<double>> visit)
    {
        ArgumentNullException.ThrowIfNull(landscape);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(visit);
        if (landscape.SpinCount != _spinCount)
            throw new ArgumentException($"Expected {_spinCount} spins, was {landscape.SpinCount}.", nameof(landscape));
        var outcome = CensusOutcome.PathLost;
        for (AttemptsTaken = 1; AttemptsTaken <= Attempts; AttemptsTaken++)
        {
            outcome = Attempt(landscape, stream);
            if (outcome == CensusOutcome.ChecksPassed)
            {
                Visit(landscape, visit);
                break;
            }
        }

        return outcome;
    }

    /// <summary>Enumerates the critical points of one sample into a list, ascending in energy.</summary>
    /// <param name="landscape">The sample.</param>
    /// <param name="stream">Source of the start tensors.</param>
    /// <param name="outcome">How the enumeration ended.</param>
    public IReadOnlyList<CriticalPoint> Enumerate(SphericalThreeSpin landscape, RandomStream stream, out CensusOutcome outcome)
    {
        var points = new List<CriticalPoint>();
        outcome = Enumerate(landscape, stream, (energy, index, x) => points.Add(new CriticalPoint(energy, index, x.ToArray())));
        points.Sort((a, b) => a.EnergyPerSpin.CompareTo(b.EnergyPerSpin));
        return points;
    }

    private CensusOutcome Attempt(SphericalThreeSpin landscape, RandomStream stream)
    {
        var n = _spinCount;
        DrawStart(landscape, stream);
        for (var path = 0; path < ClassCount; path++)
        {
            var end = _ends.AsSpan(path * (n + 1), n + 1);
            // The bits of path + 1 say which coordinates start at 1 / d_i.
            for (var i = 0; i < n; i++)
                end[i] = (((path + 1) >> i) & 1) == 1 ? 1 / _system.Start[i] : Complex.Zero;
            end[n] = Complex.One;
            var length = Math.Sqrt(SquaredLength(end));
            for (var i = 0; i <= n; i++)
                end[i] /= length;
            if (!_tracker.Track(landscape.Tensor, end))
                return CensusOutcome.PathLost;
            // Into the chart l = 1: y = x / l.
            for (var i = 0; i < n; i++)
                end[i] /= end[n];
        }

        if (!AllDistinct())
            return CensusOutcome.DuplicateClass;
        if (!ResidueHolds(landscape))
            return CensusOutcome.ResidueViolated;
        var real = 0;
        for (var path = 0; path < ClassCount; path++)
            real += IsReal(path) ? 1 : 0;
        return (real & 1) == 1 ? CensusOutcome.ChecksPassed : CensusOutcome.ParityViolated;
    }

    private void DrawStart(SphericalThreeSpin landscape, RandomStream stream)
    {
        var squares = 0.0;
        foreach (var entry in landscape.Tensor)
            squares += entry * entry;
        var scale = 0.5 * Math.Sqrt(squares / _spinCount);
        for (var i = 0; i < _spinCount; i++)
        {
            var modulus = scale * (0.8 + (0.4 * stream.NextUniform()));
            ElementaryFunctions.SinCosOfTurns(stream.NextUniform(), out var sin, out var cos);
            _system.Start[i] = new Complex(modulus * cos, modulus * sin);
        }
    }

    private bool AllDistinct()
    {
        var n = _spinCount;
        for (var a = 0; a < ClassCount; a++)
        {
            var first = _ends.AsSpan(a * (n + 1), n);
            for (var b = 0; b < a; b++)
            {
                var second = _ends.AsSpan(b * (n + 1), n);
                var distance = 0.0;
                for (var i = 0; i < n; i++)
                    distance += Squared(first[i] - second[i]);
                // Written so that a NaN counts as not distinct.
                if (!(distance > DistinctTolerance * DistinctTolerance * SquaredLength(first)))
                    return false;
            }
        }

        return true;
    }

    private bool ResidueHolds(SphericalThreeSpin landscape)
    {
        var n = _spinCount;
        Span<Complex> unused = stackalloc Complex[n];
        var sum = Complex.Zero;
        var size = 0.0;
        for (var path = 0; path < ClassCount; path++)
        {
            var y = _ends.AsSpan(path * (n + 1), n);
            for (var row = 0; row < n * n; row++)
            {
                var entry = Complex.Zero;
                for (var k = 0; k < n; k++)
                    entry += landscape.Tensor[(row * n) + k] * y[k];
                _matrix[row] = (row / n == row % n ? 1 : 0) - (2 * entry);
            }

            unused.Clear();
            if (!ComplexLinearSolver.Solve(_matrix, unused, n, out var determinant))
                return false;
            sum += 1 / determinant;
            size += 1 / Complex.Abs(determinant);
        }

        ResidueSum = sum.Real;
        return Complex.Abs(sum + 1) <= ResidueTolerance * (1 + size);
    }

    private bool IsReal(int path)
    {
        double imaginary = 0, all = 0;
        foreach (var entry in _ends.AsSpan(path * (_spinCount + 1), _spinCount))
        {
            imaginary += entry.Imaginary * entry.Imaginary;
            all += Squared(entry);
        }

        return imaginary < RealTolerance * RealTolerance * all;
    }

    private void Visit(SphericalThreeSpin landscape, Action<double, int, ReadOnlySpan<double>> visit)
    {
        var n = _spinCount;
        for (var path = 0; path < ClassCount; path++)
        {
            if (!IsReal(path))
                continue;
            var length = 0.0;
            for (var i = 0; i < n; i++)
            {
                _x[i] = _ends[(path * (n + 1)) + i].Real;
                length += _x[i] * _x[i];
            }

            length = Math.Sqrt(length);
            for (var i = 0; i < n; i++)
                _x[i] /= length;
            landscape.Contract(_x, _contraction);
            var value = landscape.ValueAndGradient(_x, _contraction, _gradient);
            landscape.TangentHessian(_x, _contraction, value, _hessian);
            var index = MorseIndex();
            visit(value / Math.Sqrt(n), index, _x);
            for (var i = 0; i < n; i++)
                _x[i] = -_x[i];
            visit(-value / Math.Sqrt(n), index < 0 ? index : n - 1 - index, _x);
        }
    }

    // The points are solved to about 1e-13, so the Hessian is off by that times the third derivative, of the order of the Hessian
    // itself; 1e-10 of its norm covers it with room.
    private int MorseIndex()
    {
        var norm = 0.0;
        foreach (var entry in _hessian)
            norm += entry * entry;
        if (_solver.Compute(_hessian, _eigenvalues) != EigenvalueOutcome.Converged)
            return -1;
        var inertia = SymmetricInertia.Count(_eigenvalues, 1e-10 * Math.Sqrt(norm));
        return inertia.Undecided > 0 ? -1 : inertia.Negative;
    }

    private static double Squared(Complex z) => (z.Real * z.Real) + (z.Imaginary * z.Imaginary);

    private static double SquaredLength(ReadOnlySpan<Complex> z)
    {
        var sum = 0.0;
        foreach (var entry in z)
            sum += Squared(entry);
        return sum;
    }
}
