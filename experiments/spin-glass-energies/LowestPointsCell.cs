using System.Globalization;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Experiments.SpinGlassEnergies;

/// <summary>
/// Energies of all critical points of low index, from proved censuses. Counts: samples proved, samples not, then for each index the points and the samples that have one;
/// sums: for each index the energies of its points, the energy of the lowest one and its square, and the mean energy of a sample's points.
/// </summary>
internal sealed class LowestPointsCell : ICellSampler
{
    public const string Source = "Exhaustive: every critical point of each sample, complete and certified";
    public const int SumsOfIndex = 4;
    private const int ChunksOfACell = 40;
    private const double BytesPerPath = 300;

    private readonly int _p;
    private readonly int _spins;
    private readonly int _indices;
    private readonly SphericalCensus _census;
    private StreamKey? _startKey;

    public LowestPointsCell(int p, int spins, int indices)
    {
        (_p, _spins, _indices) = (p, spins, Math.Min(indices, spins - 1));
        _census = new SphericalCensus([p], spins);
    }

    public static Cell Declare(int p, int spins, int indices, long samples)
    {
        double paths = SphericalCensus.PathCount(p, spins, lines: true);
        var low = Math.Min(indices, spins - 1);
        return new Cell(
            string.Create(CultureInfo.InvariantCulture, $"census p={p} N={spins} k<{indices}"), samples, (int)Math.Max(1, (samples + ChunksOfACell - 1) / ChunksOfACell), 2 + (2 * low), SumsOfIndex * low,
            paths * 1e-5 * (1 + Math.Pow(spins / 6.2, 3)), (long)(BytesPerPath * paths));
    }

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        _startKey ??= StreamKey.Derive(stream.Key.Value, "census", "starts");
        var result = _census.Enumerate(SphericalHamiltonian.Draw([(_p, 1.0)], _spins, stream), _startKey.Value, sample);
        if (!result.Complete || !result.Certified)
        {
            tally.Counts[1]++;
            return;
        }

        tally.Counts[0]++;
        for (var k = 0; k < _indices; k++)
        {
            var energies = result.Points.Where(q => q.MorseIndex == k).Select(q => q.EnergyPerSpin).ToList();
            if (energies.Count == 0)
                continue;
            var lowest = energies.Min();
            tally.Counts[2 + (2 * k)] += energies.Count;
            tally.Counts[3 + (2 * k)]++;
            var sums = tally.Sums.AsSpan(SumsOfIndex * k);
            sums[0] += energies.Sum();
            sums[1] += lowest;
            sums[2] += lowest * lowest;
            sums[3] += energies.Average();
        }
    }
}
