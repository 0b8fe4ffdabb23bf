using System.Numerics;

namespace RandomLandscapes.Simulation.CriticalPoints;

/// <summary>Every critical point that an enumeration found, and what is proved of their number.</summary>
public sealed record CensusResult
{
    /// <summary>The points, ascending in energy; both signs of each pair x, -x where the Hamiltonian has one degree only.</summary>
    public required IReadOnlyList<CensusPoint> Points { get; init; }

    /// <summary>The number of points of each index, 0 to N - 1; points of undecided index are not among them.</summary>
    public required IReadOnlyList<long> ByIndex { get; init; }

    /// <summary>How many complex solutions are proved to exist and to be distinct; classes up to scale for one degree, points on x.x = 1 for mixtures.</summary>
    public required long ComplexClasses { get; init; }

    /// <summary>The number of complex solutions of a generic Hamiltonian, which no Hamiltonian with finitely many passes.</summary>
    public required long ExpectedComplexClasses { get; init; }

    /// <summary>Whether it is proved that no critical point is missing: as many distinct complex solutions as there can be.</summary>
    public bool Complete => ComplexClasses == ExpectedComplexClasses;

    /// <summary>Whether each real point lies in a ball with exactly one solution, which is real, and its index is proved; and no solution is left open.</summary>
    public required bool Certified { get; init; }

    /// <summary>Whether all checks passed that are no proofs: count, conjugates, parity, residues, Morse inequalities.</summary>
    public required bool ChecksPassed { get; init; }

    /// <summary>The Euler-Jacobi sum; -1 for one degree p >= 3, 0 for mixtures; NaN for p = 2, which has none.</summary>
    public required Complex ResidueSum { get; init; }

    /// <summary>Why one of the three is false; empty when all are true.</summary>
    public required string Reason { get; init; }

    /// <summary>How many paths were followed again, with shorter steps or from another start.</summary>
    public required long Retracked { get; init; }

    /// <summary>How many steps all paths took.</summary>
    public required long Steps { get; init; }
}
