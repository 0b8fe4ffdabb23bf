using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RandomMatrices;

/// <summary>Dense Wishart matrices J J^T / m.</summary>
/// <remarks>
/// <para>Law: J is n x m with independent standard normal entries. For phi = n / m the spectrum fills [(1 - sqrt phi)^2, (1 + sqrt phi)^2]
/// (Marchenko and Pastur 1967), with n - m zeros more where m &lt; n.</para>
/// <para>Exact identities, tested: m tr H is chi-squared with n m degrees of freedom; E tr H^2 = n (n + m + 1) / m.</para>
/// <para>J[i, k] is normal deviate k n + i of the sample. Cost: n m deviates, kept in memory, and n^2 m floating-point operations.</para>
/// </remarks>
public sealed class WishartEnsemble : DenseEnsemble
{
    private readonly double[] _factor; // J^T, row-major m x n
    private readonly TransposedProduct _product = new();

    /// <summary>Prepares the ensemble.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <param name="columns">m, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public WishartEnsemble(int order, int columns)
        : base(order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        Columns = columns;
        _factor = new double[checked(order * columns)];
    }

    /// <summary>The number of columns m.</summary>
    public int Columns { get; }

    /// <inheritdoc/>
    private protected override void DrawOne(StreamKey key, ulong sample, Span<double> matrix, uint purpose)
    {
        NormalDeviates.FillSample(key, sample, purpose, _factor);
        matrix.Clear();
        _product.AccumulateGram(Columns, _factor, Order, matrix);
        var scale = 1.0 / Columns;
        for (var i = 0; i < Order; i++)
        {
            foreach (ref var entry in matrix.Slice(i * Order, i + 1))
                entry *= scale;
        }
    }
}
