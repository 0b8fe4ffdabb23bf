using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RandomMatrices;

/// <summary>Draws symmetric tridiagonal matrices whose eigenvalues have exactly the law of GOE(N).</summary>
/// <remarks>
/// <para>Law: density proportional to exp(-tr M^2 / 2); diagonal entries of variance 1, squared off-diagonal entries b_i^2 from
/// Gamma((N - i) / 2, 1), i = 1..N-1, all independent; the spectrum fills [-sqrt(2N), sqrt(2N)].</para>
/// <para>Exact identity, tested: sum a_i^2 + 2 sum b_i^2 is chi-squared with N(N+1)/2 degrees of freedom.</para>
/// <para>Source: Dumitriu and Edelman, "Matrix models for beta ensembles", J. Math. Phys. 43 (2002) 5830, Theorem 2.12 (beta = 1).</para>
/// <para>Cost: N normal and N - 1 gamma deviates, no memory beyond the destination.</para>
/// </remarks>
public sealed class TridiagonalGoe
{
    /// <summary>Prepares the ensemble.</summary>
    /// <param name="order">N, at least 1.</param>
    public TridiagonalGoe(int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        Order = order;
    }

    /// <summary>The order N of the matrices.</summary>
    public int Order { get; }

    /// <summary>Draws one matrix.</summary>
    /// <param name="stream">The stream of this sample.</param>
    /// <param name="diagonal">N entries; fully overwritten.</param>
    /// <param name="offDiagonalSquared">N - 1 entries, the squares; fully overwritten.</param>
    /// <exception cref="ArgumentException">A destination has another length.</exception>
    public void Draw(RandomStream stream, Span<double> diagonal, Span<double> offDiagonalSquared)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (diagonal.Length != Order)
            throw new ArgumentException($"Expected {Order} entries, was {diagonal.Length}.", nameof(diagonal));
        if (offDiagonalSquared.Length != Order - 1)
            throw new ArgumentException($"Expected {Order - 1} entries, was {offDiagonalSquared.Length}.", nameof(offDiagonalSquared));
        stream.FillNormal(diagonal);
        for (var i = 0; i < Order - 1; i++)
            offDiagonalSquared[i] = stream.NextGammaHalf(Order - 1 - i);
    }
}
