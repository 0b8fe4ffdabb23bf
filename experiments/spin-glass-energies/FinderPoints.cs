using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints;

namespace RandomLandscapes.Experiments.SpinGlassEnergies;

/// <summary>How the searches of one finder at one N ended, and the critical points that they reached.</summary>
internal sealed class FinderPoints
{
    private readonly long[] _outcomes;

    /// <summary>Takes them from the tally of a <see cref="SearchCell"/>.</summary>
    public FinderPoints(Finder finder, int spins, int position, CellTally tally)
    {
        (Finder, Spins, Searches) = (finder, spins, tally.Cell.Samples);
        _outcomes = tally.Total.Counts.AsSpan(position * SearchCell.CountsOfFinder, SearchCell.Outcomes).ToArray();
        var (counts, sums) = (position * SearchCell.CountsOfFinder, position * SearchCell.SumsOfFinder);
        Points = [.. tally.Chunks.Where(c => c.Counts[counts + (int)SearchOutcome.Critical] - c.Counts[counts + SearchCell.Outcomes] == 1).Select(c => (c.Sums[sums], (int)c.Sums[sums + 1]))];
    }

    /// <summary>Takes given points.</summary>
    public FinderPoints(Finder finder, int spins, IReadOnlyList<(double Energy, int Index)> points)
    {
        (Finder, Spins, Searches, Points) = (finder, spins, points.Count, points);
        _outcomes = new long[SearchCell.Outcomes];
        _outcomes[(int)SearchOutcome.Critical] = points.Count;
    }

    public Finder Finder { get; }

    public int Spins { get; }

    public long Searches { get; }

    public IReadOnlyList<(double Energy, int Index)> Points { get; }

    public long Count(SearchOutcome outcome) => _outcomes[(int)outcome];

    /// <summary>Blocks of a histogram for the jackknife: point j is in block j mod blocks.</summary>
    public IReadOnlyList<double[]> Blocks(int bins, Func<(double Energy, int Index), int> bin)
    {
        var blocks = Enumerable.Range(0, Math.Min(20, Points.Count)).Select(_ => new double[bins]).ToList();
        for (var j = 0; j < Points.Count; j++)
            blocks[j % blocks.Count][bin(Points[j])]++;
        return blocks;
    }
}
