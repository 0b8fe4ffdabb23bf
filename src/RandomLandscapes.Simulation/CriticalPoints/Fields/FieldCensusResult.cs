namespace RandomLandscapes.Simulation.CriticalPoints.Fields;

/// <summary>Every critical point of a field on a torus, in a box or in R^d, and what is proved of their number.</summary>
public sealed record FieldCensusResult
{
    /// <summary>The points, ascending in value.</summary>
    public required IReadOnlyList<FieldPoint> Points { get; init; }

    /// <summary>The number of points of each index, 0 to d; points of undecided index are not among them.</summary>
    public required IReadOnlyList<long> ByIndex { get; init; }

    /// <summary>sum_k (-1)^k N_k: zero on a torus, one for a confined field, anything in a box.</summary>
    public required long EulerSum { get; init; }

    /// <summary>Whether the whole domain is covered by cubes without a critical point and cubes with exactly one, the points are proved distinct, and none is near the boundary of the domain.</summary>
    public required bool Complete { get; init; }

    /// <summary>Whether every critical point that there is lies in a cube with exactly one, and its index is proved: none is missing, so this implies <see cref="Complete"/>.</summary>
    public required bool Certified { get; init; }

    /// <summary>Whether every index is decided and, but in a box, the Morse inequalities hold with their Euler sum: checks, no proofs.</summary>
    public required bool ChecksPassed { get; init; }

    /// <summary>Why one of the three is false; empty when all are true.</summary>
    public required string Reason { get; init; }

    /// <summary>How many cubes were tested.</summary>
    public required long Cubes { get; init; }
}
