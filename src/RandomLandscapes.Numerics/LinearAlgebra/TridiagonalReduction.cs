namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Reduces dense symmetric matrices of one order to tridiagonal form with the same eigenvalues; owns the workspace, one per thread.</summary>
/// <remarks>
/// Small orders in one stage (<see cref="HouseholderReduction"/>), larger ones in two (<see cref="BandReduction"/>, then
/// <see cref="BulgeChasing"/>), which leaves nearly all work to products of matrices.
/// </remarks>
internal sealed class TridiagonalReduction
{
    private const int TwoStageOrder = 700; // measured: up to there the matrix stays in the second-level cache and one stage is faster

    private readonly int _order;
    private readonly HouseholderReduction? _oneStage;
    private readonly BandReduction? _firstStage;
    private readonly double[] _band = [];

    /// <summary>Allocates the workspace.</summary>
    /// <param name="order">n, at least 1.</param>
    public TridiagonalReduction(int order)
        : this(order, order >= TwoStageOrder)
    {
    }

    /// <summary>Allocates the workspace for a method of choice.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <param name="twoStages">Which method.</param>
    public TridiagonalReduction(int order, bool twoStages)
    {
        _order = order;
        if (!twoStages)
        {
            _oneStage = new HouseholderReduction(order);
            return;
        }

        _firstStage = new BandReduction(order);
        _band = new double[BulgeChasing.StorageLength(order)];
    }

    /// <summary>Reduces scale times M.</summary>
    /// <param name="matrix">M, row-major n x n; only the lower triangle is read; unchanged.</param>
    /// <param name="scale">A power of two that brings the largest entry to about 1.</param>
    /// <param name="diagonal">n entries, overwritten.</param>
    /// <param name="offDiagonal">At least n - 1 entries, overwritten.</param>
    public void Reduce(ReadOnlySpan<double> matrix, double scale, Span<double> diagonal, Span<double> offDiagonal)
    {
        var rows = _oneStage?.Matrix ?? _firstStage!.Matrix;
        LowerTriangle.Copy(matrix, _order, scale, rows);
        if (_oneStage is not null)
        {
            _oneStage.Reduce(diagonal, offDiagonal);
            return;
        }

        _band.AsSpan().Clear();
        _firstStage!.Reduce(_band);
        BulgeChasing.Reduce(_order, _band, diagonal, offDiagonal);
    }
}
