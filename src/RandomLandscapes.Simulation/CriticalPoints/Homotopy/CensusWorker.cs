using System.Numerics;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>Follows paths and certifies their ends, on one thread.</summary>
internal sealed class CensusWorker
{
    private readonly PathTracker? _tracker;
    private readonly ClassCertifier _certifier;
    private readonly IndexCertifier _indices;
    private readonly int _spinCount;
    private readonly long[] _waiting = new long[LaneComplex.Lanes];
    private readonly ClassCertificate[] _batch = new ClassCertificate[LaneComplex.Lanes];
    private int _count;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="tables">The coefficients, loaded before paths are followed.</param>
    /// <param name="start">The start system, drawn before paths are followed; null for linear Hamiltonians, which need none.</param>
    /// <param name="degree">The highest degree p.</param>
    /// <param name="lines">Whether solutions are counted up to scale.</param>
    /// <param name="directions">Four real vectors that tell classes apart.</param>
    public CensusWorker(PolynomialTables tables, StartSystem? start, int degree, bool lines, double[][] directions)
    {
        _spinCount = tables.SpinCount;
        var polynomial = new LanePolynomial(tables);
        _certifier = new ClassCertifier(polynomial, tables, degree, lines, directions);
        _indices = new IndexCertifier(polynomial, tables, degree);
        if (start is not null)
            _tracker = new PathTracker(new HomotopySystem(polynomial, start, lines), start, lines);
    }

    /// <summary>What the last call of <see cref="Follow"/> found, path by path.</summary>
    public List<(long Path, ClassCertificate Certificate)> Certificates { get; } = [];

    /// <summary>The real solutions among them and their indices.</summary>
    public List<RealSolution> Real { get; } = [];

    /// <summary>The steps of all paths so far.</summary>
    public long Steps => _tracker?.StepsTried ?? 0;

    /// <summary>Follows some paths to their ends.</summary>
    /// <param name="paths">Their numbers.</param>
    /// <param name="tolerance">Of the tracker.</param>
    public void Follow(ReadOnlySpan<long> paths, double tolerance)
    {
        Clear();
        _tracker!.Track(paths, tolerance, Take);
        Flush();
    }

    /// <summary>Forgets what was found.</summary>
    public void Clear()
    {
        Certificates.Clear();
        Real.Clear();
    }

    /// <summary>Takes the end of a path; every eighth call certifies eight.</summary>
    /// <param name="path">Its number.</param>
    /// <param name="point">x and L, or nothing for a lost path.</param>
    public void Take(long path, ReadOnlySpan<Complex> point)
    {
        if (point.IsEmpty)
        {
            Certificates.Add((path, default));
            return;
        }

        for (var i = 0; i <= _spinCount; i++)
            _certifier.Centres.Set(i, _count, point[i]);
        _waiting[_count++] = path;
        if (_count == LaneComplex.Lanes)
            Flush();
    }

    /// <summary>Certifies what still waits.</summary>
    public void Flush()
    {
        if (_count == 0)
            return;
        for (var lane = _count; lane < LaneComplex.Lanes; lane++)
        {
            for (var i = 0; i <= _spinCount; i++)
                _certifier.Centres.Set(i, lane, _certifier.Centres.Span[i][0]);
        }

        _certifier.Certify(_batch);
        for (var lane = 0; lane < _count; lane++)
        {
            Certificates.Add((_waiting[lane], _batch[lane]));
            if (_batch[lane].Status == ClassStatus.Real)
                TakeReal(lane);
        }

        _count = 0;
    }

    private void TakeReal(int lane)
    {
        var centres = _certifier.Centres.Span;
        var position = new double[_spinCount];
        for (var i = 0; i < _spinCount; i++)
            position[i] = centres[i].Re[lane];
        var solution = new RealSolution(_waiting[lane], position, centres[_spinCount].Re[lane], _certifier.Radius[lane], -1);
        Real.Add(solution with { MorseIndex = _indices.Index(solution) });
    }
}
