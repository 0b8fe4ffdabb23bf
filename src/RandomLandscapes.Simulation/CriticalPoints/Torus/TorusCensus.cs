using System.Runtime.Intrinsics;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Simulation.CriticalPoints.Torus;

/// <summary>Finds every critical point of trigonometric polynomials of one shape on the torus [0, 2 pi)^d, with proof: subdivision into cubes that are empty or hold exactly one.</summary>
/// <remarks>
/// <para>
/// Cubes are tested eight at a time (<see cref="TorusBoxes"/>) and cut in 2^d while neither is proved. The cubes cover the torus (of a field with half periods a part of it, and translations the rest), so when
/// none is left open every critical point lies in a widened cube that holds exactly one; each is then enclosed in a cube of about 1e-14, and two are one point exactly when a cube with one zero holds both.
/// The index is proved by Gershgorin discs of V^T H V, V the computed eigenvectors. Measure: every point counts once (exhaustive).
/// </para>
/// <para>A degenerate critical point, which a Gaussian field has with probability zero, leaves cubes open: the result is then incomplete and says so.</para>
/// <para>Cost: some hundred tests of eight cubes in d = 2, some ten thousand in d = 4, each about (35 + d^2) M + 10 d^3 vector operations, M the number of modes.</para>
/// </remarks>
public sealed class TorusCensus
{
    /// <summary>The largest dimension.</summary>
    public const int LargestDimension = 4;

    private const int LargestLevel = 29;
    private const int Lanes = TorusBoxes.Lanes;
    private const double TwoPi = 2 * Math.PI;

    // Of 2 pi 2^-level and of turns into radians.
    private const double Outward = 1 + 1e-14;

    private readonly int _d;
    private readonly long _mostCubes;
    private readonly TorusBoxes _boxes;
    private readonly int[] _waves;
    private readonly HalfPeriods _periods;
    private readonly int _firstLevel;
    private readonly int _bits;
    private readonly Stack<Cube> _open = new();
    private readonly Cube[] _batch = new Cube[Lanes];
    private readonly List<double[]> _found = [];
    private readonly double[] _hessian;
    private readonly double[] _vectors;

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
        (_d, _mostCubes) = (dimension, mostCubes);
        _waves = waves.ToArray();
        _boxes = new TorusBoxes(dimension, waves.Length / dimension);
        _periods = new HalfPeriods(dimension, waves);
        var largest = _waves.Max(Math.Abs);
        _firstLevel = Math.Max(1, int.Log2(largest) + 1);
        // Points have so many bits of a turn that k.x is exact.
        _bits = 50 - int.Log2(Math.Max(1, largest * dimension));
        (_hessian, _vectors) = (new double[dimension * dimension], new double[dimension * dimension]);
    }

    /// <summary>Enumerates the critical points of one field.</summary>
    /// <param name="field">Of the census's shape.</param>
    /// <exception cref="ArgumentException">The field has other wave vectors.</exception>
    public TorusCensusResult Enumerate(TrigonometricField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.Dimension != _d || !field.Waves.SequenceEqual(_waves))
            throw new ArgumentException("Expected a field of the wave vectors of this census.", nameof(field));
        _boxes.Load(field);
        _found.Clear();
        var (cubes, open) = Subdivide();
        var points = new List<TorusPoint>();
        var undistinguished = 0;
        foreach (var enclosure in Distinct(Refine(), ref undistinguished))
            points.Add(Point(field, enclosure));
        points.Sort((a, b) => a.Value.CompareTo(b.Value));
        return Result(points, cubes, open, undistinguished);
    }

    private TorusCensusResult Result(List<TorusPoint> points, long cubes, long open, int undistinguished)
    {
        var byIndex = new long[_d + 1];
        foreach (var point in points.Where(p => p.MorseIndex >= 0))
            byIndex[point.MorseIndex]++;
        var euler = byIndex.Select((n, k) => k % 2 == 0 ? n : -n).Sum();
        var undecided = points.Count(p => p.MorseIndex < 0);
        var checks = undecided == 0 && MorseInequalitiesHold(byIndex);
        var reasons = new List<string>();
        if (open > 0)
            reasons.Add($"{open} cubes of {cubes} were left open");
        if (undistinguished > 0)
            reasons.Add($"{undistinguished} points are not proved distinct");
        if (undecided > 0)
            reasons.Add($"{undecided} points have an undecided index");
        if (!checks && undecided == 0)
            reasons.Add("the Morse inequalities are violated");
        return new TorusCensusResult
        {
            Points = points,
            ByIndex = byIndex,
            EulerSum = euler,
            Complete = open == 0 && undistinguished == 0,
            Certified = points.TrueForAll(p => p.Certified),
            ChecksPassed = checks,
            Reason = string.Join("; ", reasons),
            Cubes = cubes,
        };
    }

    private (long Cubes, long Open) Subdivide()
    {
        _open.Clear();
        Cover();
        long cubes = 0, left = 0;
        var sides = new double[Lanes];
        while (_open.Count > 0)
        {
            var count = Math.Min(Lanes, _open.Count);
            for (var lane = 0; lane < Lanes; lane++)
            {
                if (lane < count)
                    _batch[lane] = _open.Pop();
                else
                    _batch[lane] = _batch[0];
                sides[lane] = Math.ScaleB(Math.PI, -_batch[lane].Level) * Outward;
            }

            SetCentres();
            var verdict = _boxes.Test(Vector512.Create(sides.AsSpan()));
            cubes += count;
            for (var lane = 0; lane < count; lane++)
            {
                if (((verdict.Empty >> lane) & 1) == 1)
                    continue;
                if (((verdict.Unique >> lane) & 1) == 1)
                    Keep(lane);
                else if (_batch[lane].Level >= LargestLevel || cubes >= _mostCubes)
                    left++;
                else
                    Cut(_batch[lane]);
            }
        }

        return (cubes, left);
    }

    private void Cover()
    {
        var side = 1 << _firstLevel;
        var count = 1;
        for (var i = 0; i < _d; i++)
            count *= Side(i);
        for (var code = 0; code < count; code++)
        {
            var cube = new Cube { Level = _firstLevel };
            for (int i = 0, rest = code; i < _d; rest /= Side(i), i++)
                cube.Places[i] = rest % Side(i);
            _open.Push(cube);
        }

        int Side(int i) => ((_periods.Halved >> i) & 1) == 1 ? side / 2 : side;
    }

    private void Cut(Cube cube)
    {
        for (var corner = 0; corner < 1 << _d; corner++)
        {
            var child = new Cube { Level = cube.Level + 1 };
            for (var i = 0; i < _d; i++)
                child.Places[i] = (2 * cube.Places[i]) + ((corner >> i) & 1);
            _open.Push(child);
        }
    }

    // Place p of level L goes from p to p + 1, in units of a turn over 2^L.
    private void SetCentres()
    {
        Span<double> centres = stackalloc double[Lanes];
        for (var i = 0; i < _d; i++)
        {
            for (var lane = 0; lane < Lanes; lane++)
                centres[lane] = Math.ScaleB(_batch[lane].Places[i] + 0.5, -_batch[lane].Level);
            _boxes.Centres[i] = Vector512.Create<double>(centres);
        }
    }

    private void Keep(int lane)
    {
        var point = new double[_d];
        for (var i = 0; i < _d; i++)
            point[i] = _boxes.Centres[i][lane] - (_boxes.Newton[i][lane] / TwoPi);
        // Every translation gives a critical point too.
        foreach (var translation in _periods.Translations)
            _found.Add([.. point.Select((x, i) => Turn(x + (0.5 * ((translation >> i) & 1))))]);
    }

    // Newton steps on rounded points, then the smallest cube about each that is proved to hold one zero.
    private List<Enclosure> Refine()
    {
        var enclosures = new List<Enclosure>();
        for (var first = 0; first < _found.Count; first += Lanes)
        {
            var count = Math.Min(Lanes, _found.Count - first);
            for (var step = 0; step < 4; step++)
            {
                Load(first, count);
                _boxes.Test(Vector512.Create(1e-6), withNewton: true);
                for (var lane = 0; lane < count; lane++)
                {
                    for (var i = 0; i < _d; i++)
                        _found[first + lane][i] = Turn(_boxes.Centres[i][lane] - (_boxes.Newton[i][lane] / TwoPi));
                }
            }

            Load(first, count);
            var proved = 0;
            for (var radius = TwoPi * Math.ScaleB(1, -_bits); radius < 1e-3 && proved != (1 << count) - 1; radius *= 4)
            {
                var verdict = _boxes.Test(Vector512.Create(radius));
                for (var lane = 0; lane < count; lane++)
                {
                    if ((((verdict.Unique & ~proved) >> lane) & 1) == 0)
                        continue;
                    enclosures.Add(new Enclosure(_found[first + lane], TorusBoxes.Widening * radius * Outward, Index(lane, TorusBoxes.Widening * radius)));
                    proved |= 1 << lane;
                }
            }

            for (var lane = 0; lane < count; lane++)
            {
                if (((proved >> lane) & 1) == 0)
                    enclosures.Add(new Enclosure(_found[first + lane], double.PositiveInfinity, -1));
            }
        }

        return enclosures;
    }

    private void Load(int first, int count)
    {
        Span<double> centres = stackalloc double[Lanes];
        for (var i = 0; i < _d; i++)
        {
            for (var lane = 0; lane < Lanes; lane++)
                centres[lane] = _found[first + (lane < count ? lane : 0)][i];
            _boxes.Centres[i] = Vector512.Create<double>(centres);
        }
    }

    private IEnumerable<Enclosure> Distinct(List<Enclosure> enclosures, ref int undistinguished)
    {
        enclosures.Sort((a, b) => a.Turns[0].CompareTo(b.Turns[0]));
        var kept = new List<Enclosure>();
        for (var a = 0; a < enclosures.Count; a++)
        {
            var isNew = true;
            foreach (var other in Near(kept, enclosures[a]))
            {
                if (AreOne(other, enclosures[a]))
                    isNew = false;
                else
                    undistinguished++;
                break;
            }

            if (isNew)
                kept.Add(enclosures[a]);
        }

        return kept;
    }

    // Sorted by the first coordinate, which goes round: the last ones and the first ones may touch.
    private IEnumerable<Enclosure> Near(List<Enclosure> kept, Enclosure enclosure)
    {
        for (var b = kept.Count - 1; b >= 0 && Overlap(kept[b], enclosure, 0); b--)
        {
            if (Overlap(kept[b], enclosure))
                yield return kept[b];
        }

        for (var b = 0; b < kept.Count && Overlap(kept[b], enclosure, 0); b++)
        {
            if (Overlap(kept[b], enclosure))
                yield return kept[b];
        }
    }

    private bool Overlap(Enclosure a, Enclosure b) => Enumerable.Range(0, _d).All(i => Overlap(a, b, i));

    private static bool Overlap(Enclosure a, Enclosure b, int i)
    {
        var distance = Math.Abs(a.Turns[i] - b.Turns[i]);
        return !(TwoPi * Math.Min(distance, 1 - distance) > (a.Radius + b.Radius) * (1 + 1e-9));
    }

    // One zero in a cube that holds both enclosures: they hold the same one.
    private bool AreOne(Enclosure a, Enclosure b)
    {
        var reach = (2 * a.Radius) + (3 * b.Radius);
        if (!(reach < 1e-2))
            return false;
        for (var i = 0; i < _d; i++)
            _boxes.Centres[i] = Vector512.Create(a.Turns[i]);
        return _boxes.Test(Vector512.Create(reach)).Unique != 0;
    }

    private int Index(int lane, double radius)
    {
        var error = 0.0;
        for (var i = 0; i < _d; i++)
        {
            var row = _boxes.Thirds[i] * radius;
            for (var j = 0; j < _d; j++)
            {
                _hessian[(i * _d) + j] = _boxes.HessianOf(i, j)[lane];
                row += _boxes.HessianErrors[(i * _d) + j];
            }

            error = Math.Max(error, row * (1 + 1e-9));
        }

        return SmallInertia.NegativeEigenvalues(_hessian, _d, error, _vectors);
    }

    private TorusPoint Point(TrigonometricField field, Enclosure enclosure)
    {
        var x = Array.ConvertAll(enclosure.Turns, t => TwoPi * t);
        var value = field.Evaluate(x, new double[_d], new double[_d * _d]);
        return new TorusPoint(value, enclosure.MorseIndex, x, enclosure.Radius + (4 * TwoPi * 1.2e-16), double.IsFinite(enclosure.Radius) && enclosure.MorseIndex >= 0);
    }

    private double Turn(double turns)
    {
        var rounded = Math.ScaleB(Math.Round(Math.ScaleB(turns, _bits)), -_bits);
        return rounded - Math.Floor(rounded);
    }

    // sum_(j<=k) (-1)^(k-j) (N_j - C(d, j)) >= 0, with equality at the end.
    private bool MorseInequalitiesHold(long[] byIndex)
    {
        long sum = 0, betti = 1;
        for (var k = 0; k <= _d; k++)
        {
            sum = byIndex[k] - betti - sum;
            if (sum < 0)
                return false;
            betti = betti * (_d - k) / (k + 1);
        }

        return sum == 0;
    }

    private struct Cube
    {
        public Places Places;
        public int Level;
    }

    [System.Runtime.CompilerServices.InlineArray(LargestDimension)]
    private struct Places
    {
        private int _first;
    }

    private sealed record Enclosure(double[] Turns, double Radius, int MorseIndex);
}
