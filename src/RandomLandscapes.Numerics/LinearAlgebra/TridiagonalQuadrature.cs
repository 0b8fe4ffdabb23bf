namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Gauss quadrature from a Lanczos iteration: nodes and weights of e_1^T f(T) e_1 for the leading blocks of T.</summary>
/// <remarks>
/// Nodes are the eigenvalues of T, weights the squared first entries of its eigenvectors; the rule of m steps is exact for polynomials to the degree 2m - 1.
/// Source: G. H. Golub, J. H. Welsch, Math. Comp. 23 (1969) 221; Z. Bai, M. Fahey, G. Golub, J. Comput. Appl. Math. 74 (1996) 71.
/// </remarks>
internal static class TridiagonalQuadrature
{
    /// <summary>Nodes, ascending, and weights, which add up to one; null where the eigenvalue iteration failed.</summary>
    /// <param name="diagonal">m numbers.</param>
    /// <param name="offDiagonal">At least m - 1 numbers.</param>
    public static (double[] Nodes, double[] Weights)? Compute(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonal)
    {
        var m = diagonal.Length;
        var (matrix, nodes, vectors) = (new double[m * m], new double[m], new double[m * m]);
        for (var i = 0; i < m; i++)
        {
            matrix[(i * m) + i] = diagonal[i];
            if (i > 0)
                matrix[(i * m) + i - 1] = offDiagonal[i - 1];
        }

        if (new SymmetricEigenvectors(m).Compute(matrix, nodes, vectors) != EigenvalueOutcome.Converged)
            return null;
        var weights = new double[m];
        for (var i = 0; i < m; i++)
            weights[i] = vectors[i * m] * vectors[i * m];
        return (nodes, weights);
    }
}
