using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints;

namespace RandomLandscapes.Experiments.IndexVersusLoss;

/// <summary>Merges the critical ends of all searches: ends that agree in what symmetries keep are one point.</summary>
internal static class LossPoints
{
    // The ends are known to about the squared Newton step, and the invariants to rounding: different points agree in four of them only by accident.
    private const double Tolerance = 1e-7;

    public static IReadOnlyList<LossPoint> Of(CellTally tally, int moments, int hidden)
    {
        var ends = new List<(List<int> Trainings, string Finder, double[] Invariants, int Negative, int Undecided)>();
        for (var training = 0; training < tally.Chunks.Count; training++)
        {
            var (counts, sums) = (tally.Chunks[training].Counts, tally.Chunks[training].Sums);
            for (var slot = 0; slot < LossSearches.Count(moments, hidden); slot++)
            {
                var at = LossCell.CountsPerSlot * slot;
                if ((SearchOutcome)counts[at] != SearchOutcome.Critical)
                    continue;
                double[] invariants = sums[(LossCell.SumsPerSlot * slot)..(LossCell.SumsPerSlot * (slot + 1))];
                var known = ends.FindIndex(e => Same(e.Invariants, invariants));
                if (known >= 0 && ends[known].Trainings[^1] != training)
                    ends[known].Trainings.Add(training);
                if (known < 0)
                    ends.Add(([training], LossSearches.FinderOf(slot, moments), invariants, (int)counts[at + 1], (int)counts[at + 2]));
            }
        }

        if (ends.Count == 0)
            return [];
        var lowest = ends.Min(e => e.Invariants[0]);
        var start = tally.Chunks.Average(c => c.Sums[^1]);
        return [.. ends.Select(e => new LossPoint(e.Trainings, e.Finder, e.Invariants[0], e.Negative, e.Undecided, (e.Invariants[0] - lowest) / (start - lowest)))];
    }

    private static bool Same(double[] x, double[] y) => x.Zip(y).All(p => Math.Abs(p.First - p.Second) <= Tolerance * Math.Max(1, Math.Abs(p.First)));
}
