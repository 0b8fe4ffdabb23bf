using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Simulation.CriticalPoints.Fields;

/// <summary>Finds every critical point of a sum of plane waves inside a box of R^d, with proof.</summary>
/// <remarks>
/// <para>
/// Cubes over the box and a little beyond are tested as in <see cref="TorusCensus"/>. A zero of the gradient counts when its enclosure, some 1e-13 wide, lies strictly inside the box; where the enclosure meets the
/// boundary it counts neither way, and the census is not complete. Points of the boundary itself are not critical points, so there is no Euler sum to check: sum_k (-1)^k N_k is anything.
/// </para>
/// <para>The mean number of a stationary field is its density times the volume, whatever the box.</para>
/// </remarks>
public sealed class BoxCensus
{
    /// <summary>The most cubes with which a census may begin.</summary>
    public const long MostRoots = 1 << 24;

    private readonly int _d;
    private readonly double[] _lower;
    private readonly double[] _upper;
    private readonly double _reach;
    private readonly long _mostCubes;

    /// <summary>Takes a box.</summary>
    /// <param name="lower">The lower ends, 1 to <see cref="TorusCensus.LargestDimension"/> of them, at most 1e6 in modulus.</param>
    /// <param name="upper">The upper ends, each beyond the lower.</param>
    /// <param name="mostCubes">The most cubes to test before a field is given up as degenerate.</param>
    public BoxCensus(IReadOnlyList<double> lower, IReadOnlyList<double> upper, long mostCubes = 200_000_000)
    {
        ArgumentNullException.ThrowIfNull(lower);
        ArgumentNullException.ThrowIfNull(upper);
        if (lower.Count is < 1 or > WaveBoxes.LargestDimension || upper.Count != lower.Count)
            throw new ArgumentException($"Expected 1 to {WaveBoxes.LargestDimension} lower ends and as many upper ones, was {lower.Count} and {upper.Count}.", nameof(lower));
        for (var i = 0; i < lower.Count; i++)
        {
            if (!(lower[i] < upper[i] && Math.Abs(lower[i]) <= 1e6 && Math.Abs(upper[i]) <= 1e6))
                throw new ArgumentException($"Expected a lower end below the upper one, both at most 1e6 in modulus, was {lower[i]:R} and {upper[i]:R}.", nameof(upper));
        }

        _d = lower.Count;
        (_lower, _upper, _mostCubes) = ([.. lower], [.. upper], mostCubes);
        _reach = 1 + Math.Max(_lower.Max(Math.Abs), _upper.Max(Math.Abs));
    }

    /// <summary>Enumerates the critical points of one field in the box.</summary>
    /// <param name="field">Of the box's dimension.</param>
    /// <exception cref="ArgumentException">The field has another dimension, or waves so short that the box takes more than <see cref="MostRoots"/> cubes.</exception>
    public FieldCensusResult Enumerate(WaveSum field)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.Dimension != _d)
            throw new ArgumentException($"Expected a field in {_d} dimensions, was {field.Dimension}.", nameof(field));
        var largest = 0.0;
        foreach (var k in field.Waves)
            largest = Math.Max(largest, Math.Abs(k));
        // Cubes of at most half the shortest wave; at least half the box where the waves are long.
        var shortest = Enumerable.Range(0, _d).Min(i => _upper[i] - _lower[i]);
        var level = (int)Math.Ceiling(Math.Log2(Math.Max(largest / Math.PI, 1 / shortest)));
        long[] first = new long[_d], count = new long[_d];
        var roots = 1.0;
        for (var i = 0; i < _d; i++)
        {
            first[i] = (long)Math.Floor(Math.ScaleB(_lower[i], level));
            count[i] = (long)Math.Ceiling(Math.ScaleB(_upper[i], level)) - first[i];
            roots *= count[i];
            if (!(roots <= MostRoots))
                throw new ArgumentException($"Expected waves that leave at most {MostRoots} cubes to begin with, was a wave number of {largest:R}.", nameof(field));
        }

        var boxes = new WaveBoxes(_d, field.ModeCount);
        boxes.Load(field, _reach + Math.ScaleB(1, -level));
        var subdivision = new Subdivision(_d, boxes, _mostCubes);
        var (cubes, open) = subdivision.Cover(level, first, count, waveBits: 0, IsOutside);
        var bits = 48 - (int)Math.Ceiling(Math.Log2(_reach));
        var (enclosures, lost) = subdivision.Enclose(bits, periodic: false);
        var (kept, undistinguished) = EnclosureList.Distinct(enclosures, boxes.Unit, periodic: false, subdivision.AreOne);
        var points = new FieldPoints(_d);
        var onTheBoundary = 0;
        foreach (var enclosure in kept)
        {
            if (IsInside(enclosure))
                points.Add(field, enclosure, boxes.Unit);
            else if (!IsOutside(enclosure))
                onTheBoundary++;
        }

        return points.Result(cubes, open + lost, undistinguished, onTheBoundary, "");
    }

    private bool IsOutside(double[] corner, double side)
    {
        for (var i = 0; i < _d; i++)
        {
            if (corner[i] > _upper[i] || corner[i] + side < _lower[i])
                return true;
        }

        return false;
    }

    private bool IsInside(Enclosure enclosure) =>
        Enumerable.Range(0, _d).All(i => enclosure.Centre[i] - enclosure.Radius > _lower[i] && enclosure.Centre[i] + enclosure.Radius < _upper[i]);

    private bool IsOutside(Enclosure enclosure) =>
        Enumerable.Range(0, _d).Any(i => enclosure.Centre[i] + enclosure.Radius < _lower[i] || enclosure.Centre[i] - enclosure.Radius > _upper[i]);
}
