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
        _outcomes = tally.Total.Counts.AsSpan(position * SearchCell.CountsOfFinder, SearchCell.CountsOfFinder).ToArray();
        var (counts, sums) = (position * SearchCell.CountsOfFinder, position * SearchCell.SumsOfFinder);
        Points = [.. tally.Chunks.Where(c => c.Counts[counts + (int)SearchOutcome.Critical] - c.Counts[counts + SearchCell.Undecided] - c.Counts[counts + SearchCell.OtherIndex] == 1).Select(c => (c.Sums[sums], (int)c.Sums[sums + 1]))];
    }

    /// <summary>Takes given points.</summary>
    public FinderPoints(Finder finder, int spins, IReadOnlyList<(double Energy, int Index)> points)
    {
        (Finder, Spins, Searches, Points) = (finder, spins, points.Count, points);
        _outcomes = new long[SearchCell.CountsOfFinder];
        _outcomes[(int)SearchOutcome.Critical] = points.Count;
    }

    public Finder Finder { get; }

    public int Spins { get; }

    public long Searches { get; }

    public IReadOnlyList<(double Energy, int Index)> Points { get; }

    /// <summary>Searches that ended so; critical points of every index are one outcome.</summary>
    public long Count(SearchOutcome outcome) => _outcomes[(int)outcome];

    /// <summary>Every way to end that a sphere allows, with the searches that took it; the last two are not among the points.</summary>
    public IEnumerable<(string Name, long Count)> Ends =>
    [
        ("Critical", _outcomes[(int)SearchOutcome.Critical] - _outcomes[SearchCell.Undecided] - _outcomes[SearchCell.OtherIndex]),
        .. Enum.GetValues<SearchOutcome>().Where(o => o is not (SearchOutcome.Critical or SearchOutcome.AtInfinity or SearchOutcome.LeftDomain)).Select(o => (o.ToString(), _outcomes[(int)o])),
        ("CriticalOfUndecidedIndex", _outcomes[SearchCell.Undecided]),
        ("CriticalOfOtherIndex", _outcomes[SearchCell.OtherIndex]),
    ];
}
