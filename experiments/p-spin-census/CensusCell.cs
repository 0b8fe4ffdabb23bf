using System.Globalization;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Experiments.PSpinCensus;

/// <summary>
/// Every critical point of sampled couplings, proved. Counts, over the samples whose census is complete and certified: number by index, its square, both for each k; number in all
/// and its square; number below each energy and its square; then the samples that were proved, and those that were not.
/// </summary>
internal sealed class CensusCell : ICellSampler
{
    public const string Source = "enumeration: every critical point of each sample, complete and certified";
    private const int Blocks = 40;

    private readonly int _p;
    private readonly int _spins;
    private readonly double[] _energies;
    private readonly SphericalCensus _census;
    private readonly long[] _below;
    private StreamKey? _startKey;

    public CensusCell(int p, int spins, IReadOnlyList<double> energies)
    {
        (_p, _spins) = (p, spins);
        _energies = [.. energies];
        _below = new long[_energies.Length];
        _census = new SphericalCensus([p], spins);
    }

    public static Cell Declare(int p, int spins, long samples, int energies, string energyText)
    {
        double paths = SphericalCensus.PathCount(p, spins, lines: true);
        // Seconds for a path: 10 us for few spins, then growing like the cube of N.
        var seconds = paths * 1e-5 * (1 + Math.Pow(spins / 6.2, 3));
        return new Cell(
            string.Create(CultureInfo.InvariantCulture, $"p-spin p={p} N={spins} E={energyText}"), samples, (int)Math.Max(1, (samples + Blocks - 1) / Blocks), Length(spins, energies), 0, seconds, (long)(300 * paths));
    }

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        // The starts of the paths are drawn under a key of their own, so that they share no bits with the couplings.
        _startKey ??= StreamKey.Derive(stream.Key.Value, "census", "starts");
        var result = _census.Enumerate(SphericalHamiltonian.Draw([(_p, 1.0)], _spins, stream), _startKey.Value, sample);
        if (!result.Complete || !result.Certified)
        {
            tally.Counts[^1]++;
            return;
        }

        var counts = tally.Counts.AsSpan();
        for (var k = 0; k < _spins; k++)
            Add(counts[(2 * k)..], result.ByIndex[k]);
        Add(counts[(2 * _spins)..], result.Points.Count);
        Array.Clear(_below);
        foreach (var point in result.Points)
        {
            for (var e = 0; e < _energies.Length; e++)
                _below[e] += point.EnergyPerSpin <= _energies[e] ? 1 : 0;
        }

        for (var e = 0; e < _energies.Length; e++)
            Add(counts[((2 * _spins) + 2 + (2 * e))..], _below[e]);
        tally.Counts[^2]++;
    }

    /// <summary>The number of entries of a tally.</summary>
    public static int Length(int spins, int energies) => (2 * spins) + 2 + (2 * energies) + 2;

    /// <summary>Where the number of points of index k is, followed by its square.</summary>
    public static int OfIndex(int k) => 2 * k;

    /// <summary>Where the number of all points is.</summary>
    public static int OfAll(int spins) => 2 * spins;

    /// <summary>Where the number of points below energy e is.</summary>
    public static int Below(int spins, int e) => (2 * spins) + 2 + (2 * e);

    private static void Add(Span<long> pair, long count)
    {
        pair[0] += count;
        pair[1] += count * count;
    }
}
