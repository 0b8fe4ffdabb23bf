using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.CriticalPoints.Fields;

/// <summary>Cuts cubes in 2^d until each is proved empty or to hold one zero, then encloses the zeros; knows nothing of the domain beyond its cubes. One per thread.</summary>
internal sealed class Subdivision
{
    private const int Lanes = WaveBoxes.Lanes;

    // Cubes are cut this often at most, and fewer times where centres or their phases would need more than the 53 bits of a double.
    private const int MostCuts = 29;
    private const int ExactBits = 51;

    // Of a side and of the unit.
    private const double Outward = 1 + 1e-14;

    private readonly int _d;
    private readonly long _mostCubes;
    private readonly WaveBoxes _boxes;
    private readonly Stack<Cube> _open = new();
    private readonly Cube[] _batch = new Cube[Lanes];
    private readonly double[] _sides = new double[Lanes];
    private readonly double[] _hessian;
    private readonly double[] _vectors;
    private int _lastLevel;

    public Subdivision(int dimension, WaveBoxes boxes, long mostCubes)
    {
        (_d, _boxes, _mostCubes) = (dimension, boxes, mostCubes);
        (_hessian, _vectors) = (new double[dimension * dimension], new double[dimension * dimension]);
    }

    /// <summary>The cubes that were proved to hold a zero; one near the common face of two cubes may occur twice.</summary>
    public List<Candidate> Found { get; } = [];

    /// <summary>Covers a grid of cubes of side 2^-level, in units of t; place p goes from p to p + 1 sides.</summary>
    /// <param name="level">Of the roots; may be negative.</param>
    /// <param name="first">The first place of each coordinate.</param>
    /// <param name="count">How many places of each coordinate.</param>
    /// <param name="waveBits">Bits of the integers that centres are multiplied by and must stay exact; zero where products are rounded anyway.</param>
    /// <param name="outside">Cubes of which this says so, from their lower corner t and side, are left out.</param>
    /// <returns>How many cubes were tested, and how many of them were left open.</returns>
    public (long Cubes, long Open) Cover(int level, ReadOnlySpan<long> first, ReadOnlySpan<long> count, int waveBits, Func<double[], double, bool>? outside = null)
    {
        _open.Clear();
        Found.Clear();
        var (roots, farthest) = (1L, 1L);
        for (var i = 0; i < _d; i++)
        {
            roots *= count[i];
            farthest = Math.Max(farthest, Math.Max(Math.Abs(first[i]), Math.Abs(first[i] + count[i])));
        }

        _lastLevel = level + Math.Clamp(ExactBits - Bits(farthest) - waveBits, 0, MostCuts);
        long cubes = 0, left = 0;
        for (long root = 0; root < roots; root++)
        {
            var cube = new Cube { Level = level };
            var rest = root;
            for (var i = 0; i < _d; rest /= count[i], i++)
                cube.Places[i] = first[i] + (rest % count[i]);
            Push(cube, outside);
            // Roots one at a time, so that many need no memory, and tests in full batches.
            Work(atLeast: root < roots - 1 ? Lanes : 1, outside, ref cubes, ref left);
        }

        return (cubes, left);
    }

    /// <summary>The number of bits of a positive integer.</summary>
    public static int Bits(long x) => (int)long.Log2(x) + 1;

    /// <summary>Takes Newton steps from each point found, rounded to so many bits of t, and proves the smallest cube about each that holds one zero.</summary>
    /// <param name="bits">After the binary point.</param>
    /// <param name="periodic">Whether t counts modulo 1.</param>
    /// <returns>The enclosures, each in the cube that was proved to hold its zero; and how many cubes have none, their zeros not having been enclosed.</returns>
    public (List<Enclosure> Enclosures, int Lost) Enclose(int bits, bool periodic)
    {
        var lost = 0;
        var enclosures = new List<Enclosure>();
        for (var first = 0; first < Found.Count; first += Lanes)
        {
            var count = Math.Min(Lanes, Found.Count - first);
            for (var step = 0; step < 4; step++)
            {
                Load(first, count, bits, periodic);
                _boxes.Test(Vector512.Create(1e-6), withNewton: true);
                for (var lane = 0; lane < count; lane++)
                {
                    for (var i = 0; i < _d; i++)
                        Found[first + lane].Guess[i] = _boxes.Centres[i][lane] - (_boxes.Newton[i][lane] / _boxes.Unit);
                }
            }

            Load(first, count, bits, periodic);
            var proved = 0;
            for (var radius = _boxes.Unit * Math.ScaleB(1, -bits); radius < 1e-3 && proved != (1 << count) - 1; radius *= 4)
            {
                var verdict = _boxes.Test(Vector512.Create(radius));
                for (var lane = 0; lane < count; lane++)
                {
                    if ((((verdict.Unique & ~proved) >> lane) & 1) == 0)
                        continue;
                    var wide = WaveBoxes.Widening * radius * Outward;
                    if (!Found[first + lane].Holds(wide, _boxes.Unit, periodic))
                        continue;
                    enclosures.Add(new Enclosure(Found[first + lane].Guess, wide, Index(lane, WaveBoxes.Widening * radius)));
                    proved |= 1 << lane;
                }
            }

            for (var lane = 0; lane < count; lane++)
            {
                if (((proved >> lane) & 1) == 1)
                    continue;
                lost++;
                enclosures.Add(new Enclosure(Found[first + lane].Guess, double.PositiveInfinity, -1));
            }
        }

        return (enclosures, lost);
    }

    /// <summary>Whether a cube with exactly one zero holds both, so that they hold the same one.</summary>
    public bool AreOne(Enclosure a, Enclosure b)
    {
        // They overlap, so b ends within 2 r_b of the faces of a.
        var reach = (2 * a.Radius) + (3 * b.Radius);
        if (!(reach < 1e-2))
            return false;
        for (var i = 0; i < _d; i++)
            _boxes.Centres[i] = Vector512.Create(a.Centre[i]);
        return _boxes.Test(Vector512.Create(reach)).Unique != 0;
    }

    private void Work(int atLeast, Func<double[], double, bool>? outside, ref long cubes, ref long left)
    {
        while (_open.Count >= atLeast)
        {
            var count = Math.Min(Lanes, _open.Count);
            for (var lane = 0; lane < Lanes; lane++)
            {
                _batch[lane] = lane < count ? _open.Pop() : _batch[0];
                _sides[lane] = 0.5 * _boxes.Unit * Math.ScaleB(1, -_batch[lane].Level) * Outward;
            }

            SetCentres();
            var verdict = _boxes.Test(Vector512.Create(_sides.AsSpan()));
            cubes += count;
            for (var lane = 0; lane < count; lane++)
            {
                if (((verdict.Empty >> lane) & 1) == 1)
                    continue;
                if (((verdict.Unique >> lane) & 1) == 1)
                    Keep(lane);
                else if (_batch[lane].Level >= _lastLevel || cubes >= _mostCubes)
                    left++;
                else
                    Cut(_batch[lane], outside);
            }
        }
    }

    private void Cut(Cube cube, Func<double[], double, bool>? outside)
    {
        for (var corner = 0; corner < 1 << _d; corner++)
        {
            var child = new Cube { Level = cube.Level + 1 };
            for (var i = 0; i < _d; i++)
                child.Places[i] = (2 * cube.Places[i]) + ((corner >> i) & 1);
            Push(child, outside);
        }
    }

    private void Push(Cube cube, Func<double[], double, bool>? outside)
    {
        if (outside is not null)
        {
            var corner = new double[_d];
            for (var i = 0; i < _d; i++)
                corner[i] = Math.ScaleB(cube.Places[i], -cube.Level);
            if (outside(corner, Math.ScaleB(1, -cube.Level)))
                return;
        }

        _open.Push(cube);
    }

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
        double[] centre = new double[_d], guess = new double[_d];
        for (var i = 0; i < _d; i++)
        {
            centre[i] = _boxes.Centres[i][lane];
            guess[i] = centre[i] - (_boxes.Newton[i][lane] / _boxes.Unit);
        }

        Found.Add(new Candidate(centre, WaveBoxes.Widening * _sides[lane] / Outward, guess));
    }

    private void Load(int first, int count, int bits, bool periodic)
    {
        Span<double> centres = stackalloc double[Lanes];
        for (var i = 0; i < _d; i++)
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                ref var t = ref Found[first + (lane < count ? lane : 0)].Guess[i];
                t = Math.ScaleB(Math.Round(Math.ScaleB(t, bits)), -bits);
                if (periodic)
                    t -= Math.Floor(t);
                centres[lane] = t;
            }

            _boxes.Centres[i] = Vector512.Create<double>(centres);
        }
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

    private struct Cube
    {
        public Places Places;
        public int Level;
    }

    [InlineArray(WaveBoxes.LargestDimension)]
    private struct Places
    {
        private long _first;
    }
}
