namespace RandomLandscapes.Simulation.RareEvents;

/// <summary>How much work a thermodynamic integration does.</summary>
/// <param name="Sweeps">Sweeps of all replicas and nodes together; at least <see cref="Smallest"/>.</param>
/// <param name="Threads">Worker threads; the answer does not depend on them.</param>
public sealed record RareEventSettings(long Sweeps = 2_000_000, int Threads = 1)
{
    /// <summary>Independent replicas, whose spread is the standard error.</summary>
    public const int Replicas = 32;

    /// <summary>Nodes of the Gauss-Legendre rule along the path.</summary>
    public const int Nodes = 32;

    /// <summary>The smallest number of sweeps, fifty on each node of each replica: a replica lags behind its path by an amount that falls with the sweeps and is then a fifth of the standard error.</summary>
    public const long Smallest = 50 * Replicas * Nodes;
}
