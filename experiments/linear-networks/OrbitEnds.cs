using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;

namespace RandomLandscapes.Experiments.LinearNetworks;

/// <summary>Where the searches of all methods ended in one network.</summary>
internal sealed class OrbitEnds
{
    public OrbitEnds(LinearNetworkCase network, IReadOnlyList<(ObjectiveSearchMethod Method, CellTally Tally)> tallies)
    {
        Network = network;
        var count = network.Orbits.Count;
        (At, WithoutNegative, SaddleFree) = (new long[count], new long[count], new long[count]);
        foreach (var (method, tally) in tallies)
        {
            Searches += tally.Cell.Samples;
            Critical += tally.Total.Counts[(int)SearchOutcome.Critical];
            Contradicting += OrbitSearchCell.Contradicting(tally);
            Open += OrbitSearchCell.Open(tally);
            Loose += OrbitSearchCell.Loose(tally);
            LooseAndWrong += OrbitSearchCell.LooseAndWrong(tally);
            for (var i = 0; i < count; i++)
            {
                At[i] += OrbitSearchCell.At(tally, i);
                WithoutNegative[i] += OrbitSearchCell.WithoutNegative(tally, i);
                if (method == ObjectiveSearchMethod.SaddleFreeNewton)
                    SaddleFree[i] += OrbitSearchCell.At(tally, i);
            }
        }
    }

    public LinearNetworkCase Network { get; }

    public long Searches { get; }

    public long Critical { get; }

    /// <summary>Critical ends that contradict the list.</summary>
    public long Contradicting { get; }

    /// <summary>Critical ends with more undecided eigenvalues than their orbit has zeros.</summary>
    public long Open { get; }

    /// <summary>Ends that are not critical, with a gradient below the loose tolerance.</summary>
    public long Loose { get; }

    /// <summary>Those of them whose loss is not on the list.</summary>
    public long LooseAndWrong { get; }

    /// <summary>Critical ends at each orbit.</summary>
    public long[] At { get; }

    /// <summary>Those of them without a negative eigenvalue.</summary>
    public long[] WithoutNegative { get; }

    /// <summary>Ends of saddle-free Newton at each orbit.</summary>
    public long[] SaddleFree { get; }

    /// <summary>Orbits with at least one end.</summary>
    public int Found => At.Count(c => c > 0);

    /// <summary>Orbits with one end: their share of all ends estimates the share of basins not seen yet.</summary>
    public long Once => At.Count(c => c == 1);

    /// <summary>Critical ends above the least loss, and those of them without a negative eigenvalue. Ends that contradict the list or leave its match open are no orbit's, so they count as both: a counterexample would be one.</summary>
    public (long All, long WithoutNegative) Bad
    {
        get
        {
            var (all, without) = (Contradicting + Open, Contradicting + Open);
            for (var i = 0; i < At.Length; i++)
            {
                if (Network.Orbits[i].Loss > Network.Least)
                    (all, without) = (all + At[i], without + WithoutNegative[i]);
            }

            return (all, without);
        }
    }
}
