using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Simulation.CriticalPoints.Fields;

/// <summary>Finds every critical point of trigonometric polynomials of one shape on the torus [0, 2 pi)^d, with proof: subdivision into cubes that are empty or hold exactly one.</summary>
/// <remarks>
/// <para>
/// Cubes are tested eight at a time (<see cref="WaveBoxes"/>) and cut in 2^d while neither is proved. The cubes cover the torus (of a field with half periods a part of it, and translations the rest), so when
/// none is left open every critical point lies in a widened cube that holds exactly one; each is then enclosed in a cube of about 1e-14, and two are one point exactly when a cube with one zero holds both.
/// The index is proved by Gershgorin discs of V^T H V, V the computed eigenvectors. Measure: every point counts once (exhaustive).
/// </para>
/// <para>A degenerate critical point, which a Gaussian field has with probability zero, leaves cubes open: the result is then incomplete and says so.</para>
/// <para>Cost: some hundred tests of eight cubes in d = 2, some ten thousand in d = 4, each about (35 + d^2) M + 10 d^3 vector operations, M the number of modes.</para>
/// </remarks>
public sealed class TorusCensus
{
    /// <summary>The largest dimension.</summary>
    public const int LargestDimension = WaveBoxes.LargestDimension;

    private const int ExactBits = 51;
    private const double TwoPi = 2 * Math.PI;

    private readonly int _d;
    private readonly WaveBoxes _boxes;
    private readonly Subdivision _subdivision;
    private readonly int[] _waves;
    private readonly HalfPeriods _periods;
    private readonly int _firstLevel;
    private readonly int _bits;
    private readonly int _waveBits;
    private readonly long[] _first;
    private readonly long[] _count;

    /// <summary>Prepares the tables of a shape.</summary>
    /// <param name="dimension">d, 1 to <see cref="LargestDimension"/>.</param>
    /// <param name="waves">The wave vectors, one after the other.</param>
    /// <param name="mostCubes">The most cubes to test before a field is given up as degenerate.</param>
    public TorusCensus(int dimension, ReadOnlySpan<int> waves, long mostCubes = 200_000_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, LargestDimension);
        if (waves.Length == 0 || waves.Length % dimension != 0)
            throw new ArgumentException($"Expected {dimension} components for each mode, at least one, was {waves.Length}.", nameof(waves));
        _d = dimension;
        _waves = waves.ToArray();
        _boxes = new WaveBoxes(dimension, waves.Length / dimension);
        _subdivision = new Subdivision(dimension, _boxes, mostCubes);
        _periods = new HalfPeriods(dimension, waves);
        var largest = _waves.Max(Math.Abs);
        _firstLevel = Math.Max(1, int.Log2(largest) + 1);
        // Points have so many bits of a turn that k.x is exact.
        _waveBits = Subdivision.Bits(Math.Max(1, largest * dimension));
        _bits = ExactBits - _waveBits;
        _first = new long[dimension];
        _count = [.. Enumerable.Range(0, dimension).Select(i => 1L << (((_periods.Halved >> i) & 1) == 1 ? _firstLevel - 1 : _firstLevel))];
    }

    /// <summary>Enumerates the critical points of one field.</summary>
    /// <param name="field">Of the census's shape.</param>
    /// <exception cref="ArgumentException">The field has other wave vectors.</exception>
    public FieldCensusResult Enumerate(TrigonometricField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.Dimension != _d || !field.Waves.SequenceEqual(_waves))
            throw new ArgumentException("Expected a field of the wave vectors of this census.", nameof(field));
        _boxes.Load(field);
        var (cubes, open) = _subdivision.Cover(_firstLevel, _first, _count, _waveBits);
        Translate();
        var (enclosures, lost) = _subdivision.Enclose(_bits, periodic: true);
        var (kept, undistinguished) = EnclosureList.Distinct(enclosures, TwoPi, periodic: true, _subdivision.AreOne);
        var points = new FieldPoints(_d);
        foreach (var enclosure in kept)
            points.Add(field, enclosure, TwoPi);
        return points.Result(cubes, open + lost, undistinguished, onTheBoundary: 0, points.MorseInequalitiesHold(torus: true) ? "" : "the Morse inequalities are violated");
    }

    // Every translation by half periods gives a critical point too.
    private void Translate()
    {
        var own = _subdivision.Found.Count;
        foreach (var translation in _periods.Translations.Skip(1))
        {
            for (var a = 0; a < own; a++)
                _subdivision.Found.Add(_subdivision.Found[a].Moved(i => 0.5 * ((translation >> i) & 1)));
        }
    }
}
