using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Simulation.CriticalPoints.Fields;

/// <summary>Finds every critical point of H(x) = mu |x|^2 / 2 + V(x) in R^d, with proof, V a trigonometric polynomial of period 2 pi.</summary>
/// <remarks>
/// <para>At a critical point mu x_i = -d_i V, and |d_i V| is at most G_i = sum_m |C_m| |k_mi|: all of them lie in the box |x_i| at most G_i / mu, which is covered by cubes as in <see cref="TorusCensus"/>.</para>
/// <para>
/// V being stationary, its gradient and Hessian at a point are independent; where the spectrum is isotropic to fourth order they have the laws of an isotropic field, so mean counts are those of Fyodorov's confined
/// isotropic field exactly, with mu_c = sqrt(d E f_11 f_22). H grows in all directions: sum_k (-1)^k N_k = 1 in every sample.
/// </para>
/// <para>Cost: about that of prod_i G_i / (pi mu) tori.</para>
/// </remarks>
public sealed class ConfinedCensus
{
    /// <summary>The most cubes with which a census may begin.</summary>
    public const long MostRoots = 1 << 24;

    private readonly int _d;
    private readonly WaveBoxes _boxes;
    private readonly Subdivision _subdivision;
    private readonly int[] _waves;
    private readonly int _largest;

    /// <summary>Prepares the tables of a shape.</summary>
    /// <param name="dimension">d, 1 to <see cref="TorusCensus.LargestDimension"/>.</param>
    /// <param name="waves">The wave vectors, one after the other.</param>
    /// <param name="mostCubes">The most cubes to test before a field is given up as degenerate.</param>
    public ConfinedCensus(int dimension, ReadOnlySpan<int> waves, long mostCubes = 200_000_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, WaveBoxes.LargestDimension);
        if (waves.Length == 0 || waves.Length % dimension != 0)
            throw new ArgumentException($"Expected {dimension} components for each mode, at least one, was {waves.Length}.", nameof(waves));
        _d = dimension;
        _waves = waves.ToArray();
        _boxes = new WaveBoxes(dimension, waves.Length / dimension);
        _subdivision = new Subdivision(dimension, _boxes, mostCubes);
        _largest = _waves.Max(Math.Abs);
    }

    /// <summary>Enumerates the critical points of one field.</summary>
    /// <param name="field">V, of the census's shape.</param>
    /// <param name="confinement">mu, positive.</param>
    /// <exception cref="ArgumentException">The field has other wave vectors, or the confinement is so weak that the box takes more than <see cref="MostRoots"/> cubes.</exception>
    public FieldCensusResult Enumerate(TrigonometricField field, double confinement)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.Dimension != _d || !field.Waves.SequenceEqual(_waves))
            throw new ArgumentException("Expected a field of the wave vectors of this census.", nameof(field));
        if (!(confinement > 0) || double.IsInfinity(confinement))
            throw new ArgumentOutOfRangeException(nameof(confinement), confinement, $"Expected a finite positive mu, was {confinement:R}.");
        var level = Math.Max(1, int.Log2(Math.Max(1, _largest)) + 1);
        long[] first = new long[_d], count = new long[_d];
        var (reach, roots) = (1.0, 1.0);
        for (var i = 0; i < _d; i++)
        {
            // In turns, rounded up.
            var half = Bound(field, i) / confinement / (2 * Math.PI) * (1 + 1e-12);
            var places = Math.Max(1, Math.Ceiling(Math.ScaleB(half, level)));
            reach = Math.Max(reach, Math.ScaleB(places, -level));
            roots *= 2 * places;
            if (!(roots <= MostRoots))
                throw new ArgumentException($"Expected a confinement that leaves at most {MostRoots} cubes to begin with, was {confinement:R}.", nameof(confinement));
            (first[i], count[i]) = (-(long)places, 2 * (long)places);
        }

        _boxes.Load(field, confinement, reach + 1);
        var (cubes, open) = _subdivision.Cover(level, first, count, Subdivision.Bits(Math.Max(1, _largest * _d)));
        // So few bits that k.x is exact in turns.
        var bits = 50 - (int)Math.Ceiling(Math.Log2(_largest * _d * (reach + 1)));
        var (enclosures, lost) = _subdivision.Enclose(bits, periodic: false);
        var (kept, undistinguished) = EnclosureList.Distinct(enclosures, _boxes.Unit, periodic: false, _subdivision.AreOne);
        var points = new FieldPoints(_d);
        foreach (var enclosure in kept)
            points.Add(field, enclosure, _boxes.Unit, confinement);
        return points.Result(cubes, open + lost, undistinguished, onTheBoundary: 0, points.MorseInequalitiesHold(torus: false) ? "" : "the Morse inequalities are violated");
    }

    private static double Bound(TrigonometricField field, int i)
    {
        var sum = 0.0;
        for (var m = 0; m < field.ModeCount; m++)
            sum += Math.Abs(field.Waves[(m * field.Dimension) + i]) * double.Hypot(field.Cosines[m], field.Sines[m]);
        return sum;
    }
}
