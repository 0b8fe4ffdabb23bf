using System.Globalization;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Experiments.SpinGlassEnergies;

/// <summary>
/// In each sample of the couplings one search of every finder from a uniform random start of its own, and one sample in each chunk, so that a finder's points are independent and the journal keeps each of them.
/// Of each finder, counts: one for the outcome, then one where the index of a critical point is undecided, and one where it is not the one looked for; sums: energy per spin and index of the other critical points.
/// </summary>
internal sealed class SearchCell : ICellSampler
{
    public static readonly int Outcomes = Enum.GetValues<SearchOutcome>().Length;
    public static readonly int Undecided = Outcomes;
    public static readonly int OtherIndex = Outcomes + 1;
    public static readonly int CountsOfFinder = Outcomes + 2;
    public const int SumsOfFinder = 2;

    private readonly int _p;
    private readonly int _spins;
    private readonly IReadOnlyList<Finder> _finders;
    private readonly SphericalSearch _search;
    private readonly double[] _start;

    public SearchCell(int p, int spins, IReadOnlyList<Finder> finders)
    {
        (_p, _spins, _finders) = (p, spins, finders);
        _search = new SphericalSearch([p], spins);
        _start = new double[spins];
    }

    /// <summary>What the rows of a finder say about where they come from.</summary>
    public static string Source(Finder finder) => $"{SamplingMeasure.BasinWeighted}: {finder.Name} from uniform random starts, one search a sample";

    public static Cell Declare(int p, int spins, IReadOnlyList<Finder> finders, long samples)
    {
        // Measured for p = 3: about N / 2 eigenvalue problems, or a few N contractions; beyond the caches of the processor faster growth.
        var seconds = finders.Count * (5e-4 + (3e-2 * Math.Pow(spins / 100.0, spins <= 100 ? 2.5 : 3.5)));
        return new Cell(
            string.Create(CultureInfo.InvariantCulture, $"search p={p} N={spins} finders={finders.Count}"), samples, 1, finders.Count * CountsOfFinder, finders.Count * SumsOfFinder, seconds,
            SphericalSearch.MemoryBytes([p], spins));
    }

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        _search.Load(SphericalHamiltonian.Draw([(_p, 1.0)], _spins, stream));
        for (var f = 0; f < _finders.Count; f++)
        {
            stream.MoveTo(sample, (uint)f + 1);
            stream.FillNormal(_start);
            var target = _finders[f].Target == Finder.AnyIndex ? stream.NextInt32(_spins) : _finders[f].Target;
            int? wanted = _finders[f].Method == SearchMethod.Newton ? null : target;
            var result = _search.Run(_finders[f].Method, _start, target);
            var counts = tally.Counts.AsSpan(f * CountsOfFinder, CountsOfFinder);
            counts[(int)result.Outcome]++;
            if (result.Outcome != SearchOutcome.Critical)
                continue;
            if (result.MorseIndex < 0)
                counts[Undecided]++;
            else if (wanted is { } k && result.MorseIndex != k)
                counts[OtherIndex]++;
            else
                (tally.Sums[f * SumsOfFinder], tally.Sums[(f * SumsOfFinder) + 1]) = (result.EnergyPerSpin, result.MorseIndex);
        }
    }
}
