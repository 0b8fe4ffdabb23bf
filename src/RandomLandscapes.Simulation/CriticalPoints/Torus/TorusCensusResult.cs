namespace RandomLandscapes.Simulation.CriticalPoints.Torus;

/// <summary>Every critical point of a field on the torus, and what is proved of their number.</summary>
public sealed record TorusCensusResult
{
    /// <summary>The points, ascending in value.</summary>
    public required IReadOnlyList<TorusPoint> Points { get; init; }

    /// <summary>The number of points of each index, 0 to d; points of undecided index are not among them.</summary>
    public required IReadOnlyList<long> ByIndex { get; init; }

    /// <summary>sum_k (-1)^k N_k, which is zero on a torus.</summary>
    public required long EulerSum { get; init; }

    /// <summary>Whether the whole torus is covered by cubes without a critical point and cubes with exactly one, and the points are proved distinct.</summary>
    public required bool Complete { get; init; }

    /// <summary>Whether each point lies in a cube with exactly one critical point, and its index is proved.</summary>
    public required bool Certified { get; init; }

    /// <summary>Whether the Euler sum is zero and the Morse inequalities hold: checks, no proofs.</summary>
    public required bool ChecksPassed { get; init; }

    /// <summary>Why one of the three is false; empty when all are true.</summary>
    public required string Reason { get; init; }

    /// <summary>How many cubes were tested.</summary>
    public required long Cubes { get; init; }
}
