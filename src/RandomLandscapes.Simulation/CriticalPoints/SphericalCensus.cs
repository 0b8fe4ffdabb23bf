using System.Collections.Concurrent;
using System.Numerics;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints.Homotopy;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Simulation.CriticalPoints;

/// <summary>Finds every critical point of spherical Hamiltonians of one shape, with proof: follows one path to each complex solution of f' = L x.</summary>
/// <remarks>
/// <para>
/// A generic Hamiltonian of one degree p has ((p-1)^N - 1)/(p-2) complex solutions up to scale (Cartwright and Sturmfels, LAA 438 (2013) 942; N for p = 2), a generic mixture of
/// highest degree p twice as many on x.x = 1. When that many are certified distinct, none is missing. Each real solution gives a critical point of
/// the sphere, x and -x for one degree, with the index proved from its ball.
/// </para>
/// <para>
/// Paths that are lost, end at a solution that cannot be proved, or end where another one did are followed again with shorter steps, then all of them
/// from other start systems. What is missing after that is reported, never guessed. Measure: every point counts once (exhaustive).
/// </para>
/// <para>Cost for p = 3: about 40 steps (N = 8) to 58 (N = 12) of two factorisations a path, eight paths at a time; about 250 bytes a path of memory.</para>
/// </remarks>
public sealed class SphericalCensus
{
    /// <summary>The largest number of paths.</summary>
    public const int LargestPathCount = 1 << 28;

    private const int BlockPaths = 256;
    private const int MostStarts = 3;
    private static readonly double[] Tolerances = [1e-2, 1e-4, 1e-6, 1e-8];

    private readonly int[] _degrees;
    private readonly int _degree;
    private readonly bool _lines;
    private readonly ParallelOptions _options;
    private readonly int _expected;
    private readonly PolynomialTables _tables;
    private readonly StartSystem? _start;
    private readonly double[][] _directions;
    private readonly ConcurrentBag<CensusWorker> _workers = [];
    private readonly List<ClassCertificate> _certificates = [];
    private readonly Dictionary<int, RealSolution> _real = [];
    private readonly Lock _gate = new();
    private ICensusJournal? _journal;
    private long _retracked;
    private long _steps;

    /// <summary>Prepares the tables of a shape; one enumeration at a time.</summary>
    /// <param name="degrees">The degrees of the Hamiltonians' terms.</param>
    /// <param name="spinCount">N, at least 2.</param>
    /// <param name="asMixture">Counts solutions on x.x = 1 even where there is one degree only, and lines would do. A linear Hamiltonian is always a mixture.</param>
    /// <param name="threads">Worker threads; the result does not depend on them.</param>
    /// <exception cref="ArgumentException">There are more than <see cref="LargestPathCount"/> paths.</exception>
    public SphericalCensus(IEnumerable<int> degrees, int spinCount, bool asMixture = false, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(degrees);
        ArgumentOutOfRangeException.ThrowIfLessThan(spinCount, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _degrees = [.. degrees.Order()];
        if (_degrees.Length == 0 || _degrees[0] < 1 || _degrees[^1] > SymmetricForm.LargestDegree)
            throw new ArgumentException($"Expected degrees from 1 to {SymmetricForm.LargestDegree}.", nameof(degrees));
        _degree = _degrees[^1];
        _lines = _degrees.Length == 1 && _degree > 1 && !asMixture;
        var expected = PathCount(_degree, spinCount, _lines);
        if (expected > LargestPathCount)
            throw new ArgumentException($"Expected at most {LargestPathCount} paths, was {expected}.", nameof(spinCount));
        _expected = (int)expected;
        _options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        _tables = new PolynomialTables(_degrees, spinCount);
        _start = _degree == 1 ? null : new StartSystem(_degree, spinCount, _lines);
        var stream = new RandomStream(StreamKey.Derive(0, "spherical census", "directions"), 0);
        _directions = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, spinCount).Select(_ => stream.NextNormal()).ToArray())];
    }

    /// <summary>The number of paths that an enumeration follows: ((p-1)^N - 1)/(p-2), N for p = 2; twice that for mixtures.</summary>
    /// <param name="degree">The highest degree p.</param>
    /// <param name="spinCount">N.</param>
    /// <param name="lines">Whether solutions are counted up to scale.</param>
    public static long PathCount(int degree, int spinCount, bool lines) => degree == 1 ? 2 : StartSystem.ExpectedCount(degree, spinCount, lines);

    /// <summary>Enumerates the critical points of one Hamiltonian.</summary>
    /// <param name="hamiltonian">The Hamiltonian, whose couplings of the highest degree are not all zero.</param>
    /// <param name="key">The key of the start systems; the set found does not depend on it.</param>
    /// <param name="sample">The number of the sample under that key.</param>
    /// <param name="cancellation">Stops the enumeration between blocks of paths.</param>
    /// <param name="journal">Where finished blocks are kept, and taken from instead of being followed; of the same Hamiltonian, key and sample.</param>
    /// <exception cref="ArgumentException">The Hamiltonian has another shape, or its leading couplings are all zero.</exception>
    public CensusResult Enumerate(SphericalHamiltonian hamiltonian, StreamKey key, ulong sample = 0, ICensusJournal? journal = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(hamiltonian);
        if (hamiltonian.SpinCount != _tables.SpinCount || !hamiltonian.Terms.Select(t => t.Degree).SequenceEqual(_degrees))
            throw new ArgumentException($"Expected degrees {string.Join(", ", _degrees)} and {_tables.SpinCount} spins.", nameof(hamiltonian));
        var size = hamiltonian.LeadingScale();
        if (!(size > 0) || !double.IsFinite(size))
            throw new ArgumentException($"Expected finite couplings of degree {_degree} that are not all zero.", nameof(hamiltonian));
        // Half of |T|_F / sqrt(N) times p is about the size of f' at a complex solution; as a power of two it rounds nothing.
        var unit = 0.5 * _degree * size * Math.Pow(hamiltonian.SpinCount, 0.5 * (_degree - 1));
        _tables.Load(hamiltonian, Math.ScaleB(1, -Math.ILogB(unit)));
        _certificates.Clear();
        _real.Clear();
        (_retracked, _steps) = (0, 0);
        _options.CancellationToken = cancellation;
        _journal = journal;
        if (_start is null)
            TakeLinear();
        else
            Search(_start, key, sample);
        return new CensusSummary(hamiltonian, _lines, _expected, _certificates, _real).Result(_retracked, _steps);
    }

    private void Search(StartSystem start, StreamKey key, ulong sample)
    {
        for (var number = 0; number < MostStarts; number++)
        {
            var offset = number * _expected;
            _certificates.AddRange(Enumerable.Repeat(default(ClassCertificate), _expected));
            start.Draw(new RandomStream(key, sample, (uint)number));
            var paths = Enumerable.Range(0, _expected).Select(i => (long)i).ToArray();
            for (var round = 0; round < Tolerances.Length; round++)
            {
                Track(paths, number, round);
                paths = Failed(offset);
                if (paths.Length == 0)
                    return;
                _retracked += paths.Length;
            }

            if (ClassTable.Distinct(_certificates) == _expected)
                return;
        }
    }

    // Lost, not proved, or not distinct from another one of the same start.
    private long[] Failed(int offset)
    {
        var own = offset == 0 ? _certificates : _certificates.GetRange(offset, _expected);
        var failed = ClassTable.Overlaps(own).SelectMany(g => g).ToHashSet();
        for (var i = 0; i < _expected; i++)
        {
            if (own[i].Status <= ClassStatus.Unproved)
                failed.Add(i);
        }

        return failed.Count == 0 ? [] : [.. failed.Order().Select(i => (long)i)];
    }

    private void Track(long[] paths, int start, int round)
    {
        var offset = start * _expected;
        foreach (var path in paths)
        {
            _certificates[offset + (int)path] = default;
            _real.Remove(offset + (int)path);
        }

        var blocks = (paths.Length + BlockPaths - 1) / BlockPaths;
        if (_options.MaxDegreeOfParallelism == 1 || blocks == 1)
        {
            var worker = Take();
            for (var block = 0; block < blocks; block++)
            {
                _options.CancellationToken.ThrowIfCancellationRequested();
                Follow(worker, paths, start, round, block);
            }

            _workers.Add(worker);
            return;
        }

        Parallel.For(
            0,
            blocks,
            _options,
            Take,
            (block, _, worker) =>
            {
                Follow(worker, paths, start, round, block);
                return worker;
            },
            _workers.Add);
    }

    private CensusWorker Take() => _workers.TryTake(out var worker) ? worker : new CensusWorker(_tables, _start, _degree, _lines, _directions);

    private void Follow(CensusWorker worker, long[] paths, int start, int round, int block)
    {
        var first = block * BlockPaths;
        var own = paths.AsSpan(first, Math.Min(BlockPaths, paths.Length - first));
        var steps = _journal?.Find(start, round, block) is { } kept ? BlockRecord.Read(kept, own, _tables.SpinCount, worker) : -1;
        if (steps < 0)
        {
            var before = worker.Steps;
            worker.Follow(own, Tolerances[round]);
            steps = worker.Steps - before;
            _journal?.Keep(start, round, block, BlockRecord.Write(worker, steps));
        }

        lock (_gate)
        {
            _steps += steps;
            Store(worker, start * _expected);
        }
    }

    private void Store(CensusWorker worker, int offset)
    {
        foreach (var (path, certificate) in worker.Certificates)
            _certificates[offset + (int)path] = certificate;
        foreach (var solution in worker.Real)
            _real[offset + (int)solution.Path] = solution;
    }

    // f = c.x: x = +-c / |c|, found without a path and certified like the others.
    private void TakeLinear()
    {
        _certificates.AddRange(Enumerable.Repeat(default(ClassCertificate), 2));
        var length = Math.Sqrt(_tables.Constant.Sum(c => c * c));
        var worker = Take();
        worker.Clear();
        for (var path = 0; path < 2; path++)
        {
            var sign = path == 0 ? -1 : 1;
            Complex[] point = [.. _tables.Constant.Select(c => new Complex(sign * c / length, 0)), new Complex(sign * length, 0)];
            worker.Take(path, point);
        }

        worker.Flush();
        Store(worker, 0);
        _workers.Add(worker);
    }
}
