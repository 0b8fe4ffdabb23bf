using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RandomMatrices;

/// <summary>Draws symmetric tridiagonal matrices whose eigenvalues have exactly the law of J J^T / m, J n x m with independent standard normal entries.</summary>
/// <remarks>
/// <para>Law: B B^T / m with B lower bidiagonal of order k = min(n, m); B[i,i]^2 chi-squared with max(n, m) - i degrees of freedom,
/// B[i+1,i]^2 with k - 1 - i, i from 0, all independent. Where m &lt; n, n - m zeros follow.</para>
/// <para>Exact identity, tested: m times the trace is chi-squared with n m degrees of freedom.</para>
/// <para>Source: Dumitriu and Edelman, "Matrix models for beta ensembles", J. Math. Phys. 43 (2002) 5830, Theorem 3.1 (beta = 1).</para>
/// <para>Cost: 2 k - 1 gamma deviates, no memory beyond the destination.</para>
/// </remarks>
public sealed class TridiagonalWishart
{
    /// <summary>Prepares the ensemble.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <param name="columns">m, at least 1.</param>
    public TridiagonalWishart(int order, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        Order = order;
        Columns = columns;
    }

    /// <summary>The order n of the matrices.</summary>
    public int Order { get; }

    /// <summary>m.</summary>
    public int Columns { get; }

    /// <summary>Draws one matrix.</summary>
    /// <param name="stream">The stream of this sample.</param>
    /// <param name="diagonal">n entries; fully overwritten.</param>
    /// <param name="offDiagonal">n - 1 entries, not negative; fully overwritten.</param>
    /// <exception cref="ArgumentException">A destination has another length.</exception>
    public void Draw(RandomStream stream, Span<double> diagonal, Span<double> offDiagonal)
    {
        CheckLengths(stream, diagonal, offDiagonal);
        var rank = DrawSquares(stream, diagonal, offDiagonal);
        for (var i = rank - 1; i > 0; i--)
        {
            var below = offDiagonal[i - 1];
            offDiagonal[i - 1] = Math.Sqrt(diagonal[i - 1] * below);
            diagonal[i] = below + diagonal[i];
        }
    }

    /// <summary>Draws the factor B alone: the matrix that <see cref="Draw"/> makes of the same deviates is B B^T, divisor m included.</summary>
    /// <param name="stream">The stream of this sample.</param>
    /// <param name="diagonal">B[i,i], n entries; fully overwritten; zeros from entry m on.</param>
    /// <param name="subdiagonal">B[i+1,i], n - 1 entries; fully overwritten.</param>
    /// <exception cref="ArgumentException">A destination has another length.</exception>
    public void DrawFactor(RandomStream stream, Span<double> diagonal, Span<double> subdiagonal)
    {
        CheckLengths(stream, diagonal, subdiagonal);
        DrawSquares(stream, diagonal, subdiagonal);
        foreach (ref var entry in diagonal)
            entry = Math.Sqrt(entry);
        foreach (ref var entry in subdiagonal)
            entry = Math.Sqrt(entry);
    }

    // Squares of the entries of B, divided by m; returns its order.
    private int DrawSquares(RandomStream stream, Span<double> diagonal, Span<double> subdiagonal)
    {
        diagonal.Clear();
        subdiagonal.Clear();
        var (rank, longest) = (Math.Min(Order, Columns), Math.Max(Order, Columns));
        var scale = 2.0 / Columns; // a gamma deviate is half a chi-squared one
        for (var i = 0; i < rank; i++)
        {
            diagonal[i] = scale * stream.NextGammaHalf(longest - i);
            if (i < rank - 1)
                subdiagonal[i] = scale * stream.NextGammaHalf(rank - 1 - i);
        }

        return rank;
    }

    private void CheckLengths(RandomStream stream, Span<double> diagonal, Span<double> offDiagonal)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (diagonal.Length != Order)
            throw new ArgumentException($"Expected {Order} entries, was {diagonal.Length}.", nameof(diagonal));
        if (offDiagonal.Length != Order - 1)
            throw new ArgumentException($"Expected {Order - 1} entries, was {offDiagonal.Length}.", nameof(offDiagonal));
    }
}
