using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>The diagonal blocks of a Hessian that belong to the matrices and vectors of a network: the curvature that each of them sees while the others rest.</summary>
/// <remarks>By Cauchy's interlacing every block has at most as many negative eigenvalues as the whole Hessian; what the blocks do not show is curvature between layers.</remarks>
public static class HessianBlocks
{
    /// <summary>The share of the squared Frobenius norm that lies in the blocks, from 0 to 1; 1 for the zero matrix.</summary>
    /// <param name="hessian">P x P, row-major.</param>
    /// <param name="blocks">The parameters' matrices and vectors; they do not overlap.</param>
    /// <exception cref="ArgumentException">A block does not fit.</exception>
    public static double Share(ReadOnlySpan<double> hessian, IReadOnlyList<ParameterBlock> blocks)
    {
        var order = Order(hessian, blocks);
        var (inside, all) = (0.0, 0.0);
        foreach (var x in hessian)
            all += x * x;
        foreach (var block in blocks)
        {
            for (var i = 0; i < block.Length; i++)
            {
                foreach (var x in hessian.Slice(((block.Offset + i) * order) + block.Offset, block.Length))
                    inside += x * x;
            }
        }

        return all > 0 ? Math.Min(1, inside / all) : 1;
    }

    /// <summary>The eigenvalues of one block.</summary>
    /// <param name="hessian">P x P, row-major, symmetric.</param>
    /// <param name="block">The block.</param>
    /// <param name="eigenvalues">Its length, overwritten, ascending.</param>
    /// <exception cref="ArgumentException">The block or a length does not fit.</exception>
    public static EigenvalueOutcome Eigenvalues(ReadOnlySpan<double> hessian, ParameterBlock block, Span<double> eigenvalues)
    {
        ArgumentNullException.ThrowIfNull(block);
        var order = Order(hessian, [block]);
        if (eigenvalues.Length != block.Length)
            throw new ArgumentException($"Expected room for the {block.Length} eigenvalues of {block.Name}, was {eigenvalues.Length}.", nameof(eigenvalues));
        var part = new double[block.Length * block.Length];
        for (var i = 0; i < block.Length; i++)
            hessian.Slice(((block.Offset + i) * order) + block.Offset, block.Length).CopyTo(part.AsSpan(i * block.Length));
        return new SymmetricEigenvalues(block.Length).Compute(part, eigenvalues);
    }

    private static int Order(ReadOnlySpan<double> hessian, IReadOnlyList<ParameterBlock> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        var order = (int)Math.Round(Math.Sqrt(hessian.Length));
        if ((long)order * order != hessian.Length)
            throw new ArgumentException($"Expected a square matrix, was {hessian.Length} numbers.", nameof(hessian));
        foreach (var block in blocks)
        {
            if (block.Offset < 0 || block.Length < 1 || block.Offset + block.Length > order)
                throw new ArgumentException($"Expected blocks within {order} parameters, was {block.Name} from {block.Offset} to {block.Offset + block.Length}.", nameof(blocks));
        }

        return order;
    }
}
