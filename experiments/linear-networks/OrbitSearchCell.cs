using System.Globalization;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.LinearNetworks;

/// <summary>
/// Searches of one method in one network, each from a start of its own. Counts: one for each outcome; critical ends that contradict the list; critical ends whose undecided eigenvalues leave the match open; ends that are not
/// critical but have a gradient below <see cref="LooseTolerance"/>, and those of them whose loss is not on the list; then for each orbit the critical ends there, and those of them without a negative eigenvalue.
/// </summary>
internal sealed class OrbitSearchCell : ICellSampler
{
    public static readonly int Outcomes = Enum.GetValues<SearchOutcome>().Length;

    /// <summary>A tolerance of |g| that is far too wide, to show that the comparison with the list tells false points.</summary>
    public const double LooseTolerance = 0.1;

    private const int Blocks = 32;
    private const int Fixed = 4;
    private const int Steps = 200;
    private const double ShortestScale = 0.2;
    private const double ScaleRange = 10;
    private const double LossTolerance = 1e-9;

    private readonly LinearNetworkCase _network;
    private readonly ObjectiveSearchMethod _method;
    private readonly ObjectiveSearch _search;
    private readonly double[] _start;

    public OrbitSearchCell(LinearNetworkCase network, ObjectiveSearchMethod method)
    {
        (_network, _method) = (network, method);
        _search = new ObjectiveSearch(network.CreateObjective(), new ObjectiveSearchSettings(Steps: Steps));
        _start = new double[network.Parameters];
    }

    public static string MethodName(ObjectiveSearchMethod method) => method switch
    {
        ObjectiveSearchMethod.NewtonMinimumResidual => "newton-mr",
        ObjectiveSearchMethod.LevenbergMarquardt => "levenberg-marquardt",
        _ => "saddle-free-newton",
    };

    public static string Source(ObjectiveSearchMethod method) =>
        $"{SamplingMeasure.BasinWeighted}: {MethodName(method)}, at most {Steps} steps, normal starts with standard deviations from {ShortestScale:R} to {ShortestScale * ScaleRange:R}";

    public static Cell Declare(LinearNetworkCase network, ObjectiveSearchMethod method, long samples)
    {
        // Measured: with 128 parameters 120 ms, 70 ms and 24 ms.
        var size = network.Parameters / 16.0;
        var seconds = (method switch { ObjectiveSearchMethod.NewtonMinimumResidual => 8e-4, ObjectiveSearchMethod.LevenbergMarquardt => 5e-4, _ => 2e-4 }) * Math.Pow(size, 2.4);
        var own = Math.Max(8, (long)(samples / Math.Max(1, size)));
        return new Cell(
            string.Create(CultureInfo.InvariantCulture, $"{network.Name} {MethodName(method)}"), own, (int)((own + Blocks - 1) / Blocks), Outcomes + Fixed + (2 * network.Orbits.Count), 0, seconds,
            60L * network.Parameters * network.Parameters);
    }

    public static long Contradicting(CellTally tally) => tally.Total.Counts[Outcomes];

    public static long Open(CellTally tally) => tally.Total.Counts[Outcomes + 1];

    public static long Loose(CellTally tally) => tally.Total.Counts[Outcomes + 2];

    public static long LooseAndWrong(CellTally tally) => tally.Total.Counts[Outcomes + 3];

    public static long At(CellTally tally, int orbit) => tally.Total.Counts[Outcomes + Fixed + (2 * orbit)];

    public static long WithoutNegative(CellTally tally, int orbit) => tally.Total.Counts[Outcomes + Fixed + (2 * orbit) + 1];

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        // Short starts lead to orbits of few modes, long ones to those of many.
        var scale = ShortestScale * Math.Pow(ScaleRange, stream.NextUniform());
        stream.FillNormal(_start);
        foreach (ref var x in _start.AsSpan())
            x *= scale;
        var end = _search.Run(_method, _start);
        tally.Counts[(int)end.Outcome]++;
        if (end.Outcome == SearchOutcome.Critical)
        {
            Match(end, tally.Counts);
        }
        else if (end.GradientNorm <= LooseTolerance)
        {
            tally.Counts[Outcomes + 2]++;
            tally.Counts[Outcomes + 3] += _network.Orbits.Any(o => HasLossOf(end, o)) ? 0 : 1;
        }
    }

    private static bool HasLossOf(ObjectiveSearchResult end, LinearNetworkOrbit orbit) => Math.Abs(end.Value - orbit.Loss) <= LossTolerance * Math.Max(1, orbit.Loss);

    private void Match(ObjectiveSearchResult end, long[] counts)
    {
        var open = false;
        for (var i = 0; i < _network.Orbits.Count; i++)
        {
            var orbit = _network.Orbits[i];
            if (!HasLossOf(end, orbit))
                continue;
            if (!_network.HasInertia || (end.Inertia.Negative, end.Inertia.Undecided) == (orbit.Negative, orbit.Zero))
            {
                counts[Outcomes + Fixed + (2 * i)]++;
                counts[Outcomes + Fixed + (2 * i) + 1] += end.Inertia.Negative == 0 ? 1 : 0;
                return;
            }

            open |= Agrees(end, orbit);
        }

        counts[Outcomes + (open ? 1 : 0)]++;
    }

    // More eigenvalues are undecided than vanish, and nothing that is decided speaks against the orbit.
    private static bool Agrees(ObjectiveSearchResult end, LinearNetworkOrbit orbit) => end.Inertia.Negative <= orbit.Negative && end.Inertia.Positive <= orbit.Positive;
}
