using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RandomMatrices;

/// <summary>A law of dense real symmetric matrices of one order; owns the buffers, one per thread.</summary>
/// <remarks>
/// The matrix of a sample is a pure function of (key, sample, purpose): the same bits alone, in a batch of eight, in any order, on any
/// thread and processor. It takes the purposes from the given one to the given one plus <see cref="Purposes"/> - 1.
/// </remarks>
public abstract class DenseEnsemble
{
    private double[] _single = [];

    /// <summary>Sets the order.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is below 1.</exception>
    protected DenseEnsemble(int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        Order = order;
    }

    /// <summary>The order n of the matrices.</summary>
    public int Order { get; }

    /// <summary>How many purposes a sample takes.</summary>
    public virtual uint Purposes => 1;

    /// <summary>Draws one matrix.</summary>
    /// <param name="key">The key of the cell.</param>
    /// <param name="sample">The sample number.</param>
    /// <param name="matrix">Row-major n x n; the lower triangle is overwritten, what becomes of the rest is not said.</param>
    /// <param name="purpose">Separates independent uses within one sample.</param>
    /// <exception cref="ArgumentException">The length does not fit the order.</exception>
    public void Draw(StreamKey key, ulong sample, Span<double> matrix, uint purpose = 0)
    {
        if (matrix.Length != (long)Order * Order)
            throw new ArgumentException($"Expected {Order} x {Order} = {(long)Order * Order} entries, was {matrix.Length}.", nameof(matrix));
        DrawOne(key, sample, matrix, purpose);
    }

    /// <summary>Draws eight matrices, one per lane.</summary>
    /// <param name="key">The key of the cell.</param>
    /// <param name="firstSample">The sample of lane 0; lane l holds sample firstSample + l (modulo 2^64).</param>
    /// <param name="batch">Laid out as for <see cref="LaneInertiaSolver"/>; overwritten.</param>
    /// <param name="purpose">Separates independent uses within one sample.</param>
    /// <exception cref="ArgumentException">The length does not fit the order.</exception>
    public void DrawLanes(StreamKey key, ulong firstSample, Span<double> batch, uint purpose = 0)
    {
        var length = LaneInertiaSolver.Offset(Order, 0);
        if (batch.Length != length)
            throw new ArgumentException($"Expected {length} numbers for eight matrices of order {Order}, was {batch.Length}.", nameof(batch));
        DrawEight(key, firstSample, batch, purpose);
    }

    /// <summary>Draws one matrix; the length is right.</summary>
    private protected abstract void DrawOne(StreamKey key, ulong sample, Span<double> matrix, uint purpose);

    /// <summary>Draws eight matrices; the length is right. One after another, unless a law knows better.</summary>
    private protected virtual void DrawEight(StreamKey key, ulong firstSample, Span<double> batch, uint purpose)
    {
        var n = Order;
        if (_single.Length == 0)
            _single = new double[n * n];
        for (var lane = 0; lane < LaneInertiaSolver.Lanes; lane++)
        {
            DrawOne(key, unchecked(firstSample + (ulong)lane), _single, purpose);
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j <= i; j++)
                    batch[LaneInertiaSolver.Offset(i, j) + lane] = _single[(i * n) + j];
            }
        }
    }
}
