using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Theory;

namespace RandomLandscapes.Experiments.LinearNetworks;

/// <summary>A balanced point of a deep network that has no negative eigenvalue although its loss is not the least, and what its surroundings say.</summary>
internal sealed record DegenerateSaddle(LinearNetworkCase Network, LinearNetworkOrbit Orbit, CriticalPointClassification Answer)
{
    /// <summary>Whether the Hessian at the point has the inertia of the list.</summary>
    public bool AgreesWithTheList =>
        (Answer.Point.Inertia.Negative, Answer.Point.Inertia.Undecided, Answer.Point.Inertia.Positive) == (Orbit.Negative, Orbit.Zero, Orbit.Positive);

    /// <summary>All of them, classified.</summary>
    public static List<DegenerateSaddle> OfAll(IEnumerable<LinearNetworkCase> networks, ulong seed)
    {
        var found = new List<DegenerateSaddle>();
        foreach (var network in networks)
        {
            var classifier = new CriticalPointClassifier(network.CreateObjective());
            foreach (var orbit in network.Orbits.Where(o => o.Negative == 0 && o.Loss > network.Least))
            {
                var stream = new RandomStream(StreamKey.Derive(seed, "linear-networks", $"classify {network.Name} {orbit.Name}"));
                found.Add(new DegenerateSaddle(network, orbit, classifier.Classify(network.BalancedPoint(orbit.Set), stream)));
            }
        }

        return found;
    }
}
